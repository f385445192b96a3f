"""The command `helixagent` (extra `cli`); `helixagent/__main__.py` starts it."""

from __future__ import annotations

from helixagent._core.extras import require

require("cli", "The command helixagent")
