"""The log records of entries are those that `logging` would make, whoever and wherever the caller is."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import itertools
import logging
import multiprocessing
import subprocess
import sys
import threading
from typing import Any, Callable, Dict, Iterator, List

import pytest

from helixagent import AsyncHelixAgent, HelixAgent
from helixagent.testing import Sandbox

# What is the entry's own: its place, its text, and its fields.
_OWN = {"pathname", "filename", "module", "lineno", "funcName", "msg", "args"}
_FIELDS = {"event", "method", "status", "latency_ms", "attempt", "request_id"}
_TIMES = {"created", "msecs", "relativeCreated"}


class Keeping(logging.Handler):
    """Keeps the records."""

    def __init__(self) -> None:
        super().__init__()
        self.records: List[Any] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


class OwnRecord(logging.LogRecord):
    """What a program's factory makes."""

    def getMessage(self) -> str:
        return f"own {super().getMessage()}"


class OwnLogger(logging.Logger):
    """A logger that makes its records itself."""

    def makeRecord(self, *args: Any, **kwargs: Any) -> logging.LogRecord:
        record = super().makeRecord(*args, **kwargs)
        record.origin = "own"
        return record


def logger_of(kind: Callable[[str, int], logging.Logger] = logging.Logger) -> logging.Logger:
    logger = kind("records", logging.INFO)
    logger.addHandler(Keeping())
    return logger


def records_of(logger: logging.Logger) -> List[Any]:
    handler = logger.handlers[0]
    assert isinstance(handler, Keeping)
    return handler.records


def assert_alike(logger: logging.Logger) -> None:
    """Compare the last entry with the record that was made by `logging` after it."""
    entry, usual = records_of(logger)[-2:]
    attributes = {name: value for name, value in vars(entry).items() if name not in _FIELDS}
    expected: Dict[str, Any] = vars(usual)
    assert type(entry) is type(usual) and attributes.keys() == expected.keys()
    unlike = {name for name in attributes if attributes[name] != expected[name]}
    assert unlike <= _OWN | _TIMES, {name: (attributes[name], expected[name]) for name in unlike}
    assert 0 <= usual.created - entry.created < 60
    assert 0 <= entry.msecs < 1000 and abs(entry.created % 1 * 1000 - entry.msecs) < 1.001
    passed = usual.relativeCreated - entry.relativeCreated
    assert passed == pytest.approx((usual.created - entry.created) * 1000, abs=0.01)


@contextlib.contextmanager
def _renamed_level() -> Iterator[None]:
    logging.addLevelName(logging.INFO, "NOTICE")
    try:
        yield
    finally:
        logging.addLevelName(logging.INFO, "INFO")


@contextlib.contextmanager
def _renamed(current: Callable[[], Any]) -> Iterator[None]:
    found = current()
    before, found.name = found.name, "worker-7"
    try:
        yield
    finally:
        found.name = before


_renamed_process = functools.partial(_renamed, multiprocessing.current_process)
_renamed_thread = functools.partial(_renamed, threading.current_thread)


@contextlib.contextmanager
def _own_factory() -> Iterator[None]:
    logging.setLogRecordFactory(OwnRecord)
    try:
        yield
    finally:
        logging.setLogRecordFactory(logging.LogRecord)


@pytest.mark.parametrize(
    "situation", [contextlib.nullcontext, _renamed_level, _renamed_process, _renamed_thread, _own_factory]
)
def test_a_later_record_is_of_its_moment(sandbox: Sandbox, situation: Any) -> None:
    logger = logger_of()
    with HelixAgent(base_url=sandbox.base_url, logger=logger) as client:
        client.models.list()
        with situation():
            client.models.list()
            logger.info("%s", "as usual")
    assert_alike(logger)
    assert records_of(logger)[-2].getMessage().endswith(f"request_id={records_of(logger)[-2].request_id}")


def test_a_record_in_another_thread(sandbox: Sandbox) -> None:
    logger = logger_of()

    def call() -> None:
        client.models.list()
        logger.info("%s", "as usual")

    with HelixAgent(base_url=sandbox.base_url, logger=logger) as client:
        client.models.list()
        thread = threading.Thread(target=call, name="another")
        thread.start()
        thread.join()
    assert_alike(logger)
    assert records_of(logger)[-2].threadName == "another"


def test_a_record_in_another_task(sandbox: Sandbox) -> None:
    logger = logger_of()

    async def main() -> None:
        async with AsyncHelixAgent(base_url=sandbox.base_url, logger=logger) as client:

            async def call() -> None:
                await client.models.list()
                logger.info("%s", "as usual")

            await call()
            await asyncio.create_task(call(), name="another")

    asyncio.run(main())
    assert_alike(logger)


@pytest.mark.parametrize("flag", ["logThreads", "logProcesses", "logMultiprocessing", "logAsyncioTasks"])
def test_what_logging_leaves_out_is_left_out(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, flag: str) -> None:
    # Before Python 3.12 there is no flag for tasks, and nothing looks at it.
    monkeypatch.setattr(logging, flag, False, raising=False)
    logger = logger_of()
    with HelixAgent(base_url=sandbox.base_url, logger=logger) as client:
        client.models.list()
        client.models.list()
        logger.info("%s", "as usual")
    assert_alike(logger)


def test_a_logger_may_make_its_records_itself(sandbox: Sandbox) -> None:
    logger = logger_of(OwnLogger)
    with HelixAgent(base_url=sandbox.base_url, logger=logger) as client:
        client.models.list()
        client.models.list()
        logger.info("%s", "as usual")
    assert_alike(logger)
    assert {record.origin for record in records_of(logger)} == {"own"}


class Wrapper:
    """Stands for a method as the wrappers of tracers do: it looks like what it wraps."""

    def __init__(self, method: Any) -> None:
        self._method = method

    def __getattr__(self, name: str) -> Any:
        return getattr(self._method, name)

    def __get__(self, instance: Any, owner: Any) -> Any:
        return Wrapper(self._method.__get__(instance, owner))

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        record = self._method(*args, **kwargs)
        (record or self._method.__self__).trace_id = next(_trace_ids)
        return record


def _numbering(method: Any) -> Callable[..., Any]:
    def replaced(*args: Any, **kwargs: Any) -> Any:
        record = method(*args, **kwargs)
        (record or args[0]).trace_id = next(_trace_ids)
        return record

    return replaced


_trace_ids = itertools.count()


@pytest.mark.parametrize("way", [_numbering, Wrapper])
@pytest.mark.parametrize(("owner", "name"), [(logging.Logger, "makeRecord"), (logging.LogRecord, "__init__")])
@pytest.mark.parametrize("early", [True, False])
def test_tracers_that_replace_what_makes_records_see_each(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, way: Any, owner: Any, name: str, early: bool
) -> None:
    logger = logger_of()
    with HelixAgent(base_url=sandbox.base_url, logger=logger) as client:
        if not early:
            client.models.list()
        monkeypatch.setattr(owner, name, way(getattr(owner, name)))
        client.models.list()
        client.models.list()
        logger.info("%s", "as usual")
    ids = [record.trace_id for record in records_of(logger)[-5:]]
    assert ids == list(range(ids[0], ids[0] + 5))


def test_a_tracer_that_came_first_is_seen_too(sandbox: Sandbox) -> None:
    program = f"""
import itertools, logging

before, numbers = logging.Logger.makeRecord, itertools.count()

def numbered(*args, **kwargs):
    record = before(*args, **kwargs)
    record.trace_id = next(numbers)
    return record

logging.Logger.makeRecord = numbered
logging.basicConfig(format="%(name)s %(trace_id)s", level=logging.INFO)
logging.getLogger("httpx").setLevel(logging.ERROR)
from helixagent import HelixAgent

with HelixAgent(base_url={sandbox.base_url!r}) as client:
    client.models.list()
    client.models.list()
"""
    done = subprocess.run([sys.executable, "-c", program], stderr=subprocess.PIPE, text=True, check=True)
    assert [line for line in done.stderr.splitlines() if line.startswith("helixagent ")] == [
        f"helixagent {number}" for number in range(4)
    ]


def test_records_keep_nothing_of_earlier_ones(sandbox: Sandbox) -> None:
    logger = logger_of()
    with HelixAgent(base_url=sandbox.base_url, logger=logger) as client:
        client.chat.completions.create(messages=[{"role": "user", "content": "Hello"}])
        records_of(logger)[-1].note = "a handler's"
        client.models.list()
    last = records_of(logger)[-1]
    assert not hasattr(last, "note") and not hasattr(last, "model") and not hasattr(last, "tokens")
