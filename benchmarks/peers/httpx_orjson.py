"""Plain httpx with orjson: the baseline for this SDK's calls and chunks."""

from __future__ import annotations

import orjson

from . import bare_httpx
from .bare_httpx import open_async, open_sync, open_wide

__all__ = ["open_async", "open_sync", "open_wide"]

DISTRIBUTIONS = ("httpx", "orjson")

_calls = bare_httpx.BareHttpx(orjson.dumps, orjson.loads)
call, acall, stream, astream = _calls.call, _calls.acall, _calls.stream, _calls.astream
aopen_stream, embed = _calls.aopen_stream, _calls.embed
