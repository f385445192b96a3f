"""Doubles for tests of programs that call HelixAgent (extra `testing`): so far the sandbox server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, List

if TYPE_CHECKING:
    from helixagent.testing.sandbox import Delivery as Delivery
    from helixagent.testing.sandbox import RecordedRequest as RecordedRequest
    from helixagent.testing.sandbox import Sandbox as Sandbox

__all__ = ["Delivery", "RecordedRequest", "Sandbox"]


def __getattr__(name: str) -> Any:
    # Lazy, so that parts of this package which need no server do not ask for the server's libraries.
    if name in __all__:
        from helixagent.testing import sandbox

        return getattr(sandbox, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> List[str]:
    return sorted([*globals(), *__all__])
