"""The goals for this SDK ("fast and light") as data: a figure, its baseline, and its maximum."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple, Optional, Tuple, Union

SUBJECT = "helixagent"
AIOHTTP_SUBJECT = "helixagent_aiohttp"
FLOOR = "httpx_orjson"


class Unit(NamedTuple):
    """The format of a printed figure."""

    name: str
    per_one: float


MS = Unit("ms", 1e3)
US = Unit("µs", 1e6)
MIB = Unit("MiB", 1 / 2**20)
KIB = Unit("KiB", 1 / 2**10)
BYTES = Unit("bytes", 1.0)
COUNT = Unit("", 1.0)


class Goal(NamedTuple):
    """One line of the main table: the figure of `peer` in `row`, or how it compares with another figure."""

    asked: str
    what: str
    row: str
    limit: Union[float, Fraction]
    ratio_to: Optional[Tuple[str, str]] = None
    """Row and peer."""
    less: Optional[Tuple[str, str]] = None
    unit: Unit = COUNT
    peer: str = SUBJECT


def _ratio(asked: str, row: str, limit: Union[float, Fraction], other: str, peer: str = SUBJECT) -> Goal:
    return Goal(asked, f"{peer} / {other}", row, limit, ratio_to=(row, other), peer=peer)


_START = "import, construct, touch `chat.completions`"
_IMPORT = "`import helixagent` alone"
_LONG = "accumulating 100,000 chunks"
_OPEN = "500 open streams, memory of each"
_VECTORS = "256 × 1536 embeddings"
_LISTENERS = "all listeners"
# The variant of listeners.py with only OpenTelemetry's API. The time that OpenTelemetry's SDK takes to record a span is
# not this SDK's cost.
_WATCHED = "all, API"


def _paced(asked: str, row: str) -> Tuple[Goal, ...]:
    return _ratio(asked, row, 1.1, FLOOR), _ratio(asked, row, Fraction(1, 4), "openai")


def _gather(number: int) -> Tuple[Goal, ...]:
    asked = f"{number} calls at once, async" if number > 1 else "1 call at a time, async"
    row = f"gather{number}"
    many = number > 1
    return (
        _ratio(asked, row, 1.0, FLOOR),
        *([_ratio(asked, row, Fraction(2, 3), "openai")] if many else []),
        _ratio(asked, row, Fraction(1, 8) if many else Fraction(1, 4), "openai", AIOHTTP_SUBJECT),
        _ratio(asked, row, 2.5, "aiohttp", AIOHTTP_SUBJECT),
    )


GOALS: Tuple[Goal, ...] = (
    _ratio(_START, "start", 1.3, "httpx"),
    _ratio(_START, "start", Fraction(1, 4), "openai"),
    Goal(_START, "peak memory over httpx's", "start.peak", 6.0, less=("start.peak", "httpx"), unit=MIB),
    Goal(_START, "modules that the first call imports", "first_call.modules", 0),
    Goal(_START, "the same, async", "first_acall.modules", 0),
    Goal(_START, "the same, async with aiohttp", "first_acall.modules", 0, peer=AIOHTTP_SUBJECT),
    Goal(_IMPORT, "over a bare interpreter", "import", 20.0, unit=MS),
    Goal(_IMPORT, "httpx is imported", "import.httpx", 0),
    Goal("second client in a process", "one client", "second_client", 1.0, unit=MS),
    # Paced streams come first, because models send chunks at intervals. In a burst, all chunks are available at once.
    *_paced("streamed chunk, sync, as a model writes", "paced_sync"),
    *_paced("streamed chunk, async, as a model writes", "paced_async"),
    _ratio("streamed chunk, sync, in a burst", "burst_sync", Fraction(1, 6), "openai"),
    _ratio("streamed chunk, async, in a burst", "burst_async", Fraction(1, 6), "openai"),
    _ratio("sync call", "call_sync", 1.05, FLOOR),
    _ratio("sync call", "call_sync", Fraction(1, 3), "openai"),
    *_gather(1),
    *_gather(32),
    *_gather(256),
    # The first baseline is the standard library, which most programs use. The second is orjson, four times as fast.
    Goal(_VECTORS, "by default / numbers by json", "embed", Fraction(1, 3), ratio_to=("embed_float", "httpx")),
    Goal(_VECTORS, "as arrays / numbers by json", "embed_arrays", Fraction(1, 3), ratio_to=("embed_float", "httpx")),
    Goal(_VECTORS, "by default / numbers by orjson", "embed", Fraction(1, 3), ratio_to=("embed_float", SUBJECT)),
    Goal(_VECTORS, "as arrays / numbers by orjson", "embed_arrays", Fraction(1, 3), ratio_to=("embed_float", SUBJECT)),
    Goal(_VECTORS, "bytes per number, as arrays", "embed_arrays.bytes", 8.0),
    # Not compared with httpx plus orjson: orjson's output stays in a 4 KiB buffer for the lifetime of the request.
    Goal(
        _OPEN,
        "by Python's allocators / httpx",
        "open_stream.traced",
        1.3,
        ratio_to=("open_stream.traced", "httpx"),
    ),
    Goal(
        _OPEN,
        "by the whole process / httpx",
        "open_stream.resident",
        1.3,
        ratio_to=("open_stream.resident", "httpx"),
    ),
    Goal(_LONG, "per chunk, over iterating", "accumulate_long", 2.0, less=("iterate_long", SUBJECT), unit=US),
    # If each chunk costs the same, accumulation is linear. The tolerance of 20 % allows for timer noise.
    Goal(_LONG, "per chunk of 100,000 / of 10,000", "accumulate_long", 1.2, ratio_to=("accumulate_short", SUBJECT)),
    Goal("`with_options`", "one copy", "with_options", 20.0, unit=US),
    Goal(_LISTENERS, "per call / default", "watched_call", 1.25, ratio_to=("watched_call", SUBJECT), peer=_WATCHED),
    Goal(
        _LISTENERS,
        "per chunk, over the default",
        "watched_chunk",
        1.0,
        less=("watched_chunk", SUBJECT),
        unit=US,
        peer=_WATCHED,
    ),
)


class Row(NamedTuple):
    """One line of the detail tables."""

    key: str
    title: str
    unit: Unit


# Figures with both a CPU time and a wall time.
TIMES = (
    Row("bare", "bare interpreter", MS),
    Row("import", "import, over a bare interpreter", MS),
    Row("start", "import, construct, touch, over a bare interpreter", MS),
    Row("second_client", "another client", MS),
    Row("with_options", "`with_options`", US),
    Row("call_sync", "one call, sync", US),
    Row("gather1", "one call, async, one at a time", US),
    Row("gather32", "one call of 32 at once", US),
    Row("gather256", "one call of 256 at once", US),
    Row("burst_sync", "one chunk, sync, in a burst", US),
    Row("burst_async", "one chunk, async, in a burst", US),
    Row("paced_sync", "one chunk, sync, as a model writes", US),
    Row("paced_async", "one chunk, async, as a model writes", US),
    Row("embed", "256 × 1536 embeddings, by default over base64", MS),
    Row("embed_float", "256 × 1536 embeddings, as JSON's numbers", MS),
    Row("embed_arrays", "256 × 1536 embeddings, as arrays", MS),
    Row("iterate_short", "one chunk of 10,000, read", US),
    Row("accumulate_short", "one chunk of 10,000, accumulated", US),
    Row("iterate_long", "one chunk of 100,000, read", US),
    Row("accumulate_long", "one chunk of 100,000, accumulated", US),
)
OTHERS = (
    Row("import.peak", "peak memory, import", MIB),
    Row("start.peak", "peak memory, import, construct, touch", MIB),
    Row("import.httpx", "the import loads httpx (1 means yes)", COUNT),
    Row("first_call.modules", "modules that the first call imports", COUNT),
    Row("first_acall.modules", "modules that the first asynchronous call imports", COUNT),
    Row("embed_arrays.bytes", "memory per number, as arrays", BYTES),
    Row("open_stream.traced", "one of 100 open streams, Python's allocators", KIB),
    Row("open_stream.resident", "one of 500 open streams, the whole process", KIB),
)
# The cost of listeners has its own table: the SDK's default, then its variants (see listeners.py).
LISTENERS = (
    Row("watched_call", "one call", US),
    Row("watched_chunk", "one chunk", US),
)
