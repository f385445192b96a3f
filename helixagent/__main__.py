"""`python -m helixagent`, the same as the command `helixagent`."""

from __future__ import annotations

import sys

from helixagent.cli import main

if __name__ == "__main__":
    sys.exit(main())
