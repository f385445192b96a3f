"""Tests that `logging` creates the records, so that a program's loggers, factories, and filters apply to them."""

from __future__ import annotations

import logging
import threading
from typing import Any, Callable, Iterator, List

import pytest

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


@pytest.fixture
def factory() -> Iterator[None]:
    def numbered(*args: Any, **kwargs: Any) -> logging.LogRecord:
        record = logging.LogRecord(*args, **kwargs)
        record.trace_id = 7
        return record

    logging.setLogRecordFactory(numbered)
    yield
    logging.setLogRecordFactory(logging.LogRecord)


@pytest.mark.usefixtures("factory")
def test_a_record_factory_creates_the_records(sandbox: Sandbox) -> None:
    assert {record.trace_id for record in records_of(sandbox)} == {7}


@pytest.fixture
def factory_with_a_request_id() -> Iterator[None]:
    def identified(*args: Any, **kwargs: Any) -> logging.LogRecord:
        record = logging.LogRecord(*args, **kwargs)
        record.request_id = "mine"
        return record

    logging.setLogRecordFactory(identified)
    yield
    logging.setLogRecordFactory(logging.LogRecord)


@pytest.mark.usefixtures("factory_with_a_request_id")
def test_an_attribute_of_a_record_factory_takes_precedence(sandbox: Sandbox) -> None:
    record = records_of(sandbox)[-1]
    assert record.request_id == "mine" and record.status == 200 and "request_id=req_" in record.getMessage()
