"""Plain httpx with the standard library's JSON."""

from __future__ import annotations

import json

from . import bare_httpx
from .bare_httpx import construct, open_async, open_sync, open_wide

__all__ = ["construct", "open_async", "open_sync", "open_wide"]

DISTRIBUTIONS = ("httpx", "httpcore", "h11")
IMPORT = "import httpx"
START = "client = httpx.Client()"
FIRST_CALL = "import json; json.loads(client.post(URL + '/v1/chat/completions', json=REQUEST).content)"
ASYNC_START = "client = httpx.AsyncClient()"
ASYNC_FIRST_CALL = "import json; json.loads((await client.post(URL + '/v1/chat/completions', json=REQUEST)).content)"

_calls = bare_httpx.BareHttpx(lambda value: json.dumps(value).encode(), json.loads)
call, acall, stream, astream = _calls.call, _calls.acall, _calls.stream, _calls.astream
aopen_stream, embed = _calls.aopen_stream, _calls.embed
