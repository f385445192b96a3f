"""Tests that `logging` creates the records, so that a program's loggers, factories, and filters apply to them."""

from __future__ import annotations

import contextlib
import logging
import threading
from typing import Any, Callable, Iterator, List

from helixagent import HelixAgent
from helixagent.testing import Sandbox


class Keeping(logging.Handler):
    """A handler that keeps the records."""

    def __init__(self) -> None:
        super().__init__()
        self.records: List[Any] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


class OwnLogger(logging.Logger):
    """A logger that creates its records itself."""

    def makeRecord(self, *args: Any, **kwargs: Any) -> logging.LogRecord:
        record = super().makeRecord(*args, **kwargs)
        record.origin = "own"
        return record


def records_of(sandbox: Sandbox, kind: Callable[[str, int], logging.Logger] = logging.Logger) -> List[Any]:
    """Return the two records of an API call."""
    logger, handler = kind("records", logging.INFO), Keeping()
    logger.addHandler(handler)
    with HelixAgent(base_url=sandbox.base_url, logger=logger) as client:
        client.models.list()
    assert [record.event for record in handler.records] == ["api_request", "api_response"]
    return handler.records


def test_a_record_has_its_text_its_fields_and_its_location(sandbox: Sandbox) -> None:
    record = records_of(sandbox)[-1]
    assert record.getMessage().startswith("api_response method=models.list status=200 latency_ms=")
    assert (record.method, record.status, record.attempt) == ("models.list", 200, 1)
    assert record.pathname.replace("\\", "/").endswith("helixagent/observability/logging.py")
    assert record.threadName == threading.current_thread().name


def test_a_logger_may_create_its_records_itself(sandbox: Sandbox) -> None:
    assert {record.origin for record in records_of(sandbox, OwnLogger)} == {"own"}


@contextlib.contextmanager
def record_factory(**attributes: Any) -> Iterator[None]:
    """Set a record factory that adds these attributes to each record."""

    def create(*args: Any, **kwargs: Any) -> logging.LogRecord:
        record = logging.LogRecord(*args, **kwargs)
        vars(record).update(attributes)
        return record

    logging.setLogRecordFactory(create)
    try:
        yield
    finally:
        logging.setLogRecordFactory(logging.LogRecord)


def test_a_record_factory_creates_the_records(sandbox: Sandbox) -> None:
    with record_factory(trace_id=7):
        assert {record.trace_id for record in records_of(sandbox)} == {7}


def test_an_attribute_of_a_record_factory_takes_precedence(sandbox: Sandbox) -> None:
    with record_factory(request_id="mine"):
        record = records_of(sandbox)[-1]
    assert record.request_id == "mine" and record.status == 200 and "request_id=req_" in record.getMessage()
