"""Register the PyInstaller hooks of the SDK, which list the modules that it loads at run time."""

from __future__ import annotations

import os
from typing import List


def get_hook_dirs() -> List[str]:
    """Return the folders of the SDK's PyInstaller hooks."""
    return [os.path.dirname(__file__)]
