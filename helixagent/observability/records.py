"""Log records as `logging` makes them, of which only that is found out anew which changes from one to the next."""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from types import FunctionType, MethodType
from typing import Any, Dict, Mapping, Optional

_new = logging.LogRecord.__new__


def _own(function: Any) -> Any:
    """Return a function of `logging`, or where somebody has replaced it before, what equals nothing."""
    file = logging.Logger.__init__.__code__.co_filename
    return function if type(function) is FunctionType and function.__code__.co_filename == file else object()


# What makes the records. Tracers replace it, for a number of the trace in each.
_MAKE_RECORD = _own(logging.Logger.makeRecord)
_INIT = _own(logging.LogRecord.__init__)


class Records:
    """Makes the records of one logger.

    `logging` splits the path and fills in two dozen attributes for each record, which takes longer than all else that
    is done for an entry. Here the first record of a level, which it makes, is the pattern of the others; their time,
    thread, process and task are those of the moment.

    Args:
        logger: The logger.
        path: The file that the records name.
        line: The line that they name.
        function: The function that they name.
    """

    def __init__(self, logger: logging.Logger, path: str, line: int, function: str) -> None:
        self._logger = logger
        self._place = (path, line)
        self._function = function
        self._patterns: Dict[int, Dict[str, Any]] = {}

    def make(self, level: int, name: str, fields: Mapping[str, Any]) -> logging.LogRecord:
        """Return the record of an entry.

        Args:
            level: The entry's level.
            name: The entry's name, with which its text begins.
            fields: What the text goes on with; each is an attribute of the record, too.
        """
        is_usual = self._is_usual()
        pattern = self._patterns.get(level) if is_usual else None
        if pattern is None:
            record = self._made(level, name, fields)
            if is_usual and _is_whole(record):
                self._patterns[level] = {**vars(record), "args": None}
            vars(record).update({"event": name, **fields})
            return record
        now = time.time()
        # To copy and change is quicker than to write out a dict with the pattern in it.
        attributes = pattern.copy()
        attributes["args"] = (name, fields)
        attributes["levelname"] = logging.getLevelName(level)
        attributes["created"] = now
        attributes["msecs"] = int(now % 1 * 1000) + 0.0
        attributes["relativeCreated"] += (now - pattern["created"]) * 1000
        attributes["thread"] = threading.get_ident()
        attributes["threadName"] = threading.current_thread().name
        attributes["process"] = os.getpid()
        attributes["event"] = name
        attributes.update(fields)
        if "multiprocessing" in sys.modules:
            attributes["processName"] = _process_name()
        # Since Python 3.12.
        if "taskName" in pattern and "asyncio" in sys.modules:
            attributes["taskName"] = _task_name()
        record = _new(logging.LogRecord)
        record.__dict__ = attributes
        return record

    def _is_usual(self) -> bool:
        """Tell whether nobody but `logging` has a hand in the records: a program may make its own, or add to each."""
        make = self._logger.makeRecord
        return (
            # By its type: what stands in for a method may look like it.
            type(make) is MethodType
            and make.__func__ is _MAKE_RECORD
            and logging.getLogRecordFactory() is logging.LogRecord
            and logging.LogRecord.__init__ is _INIT
        )

    def _made(self, level: int, name: str, fields: Mapping[str, Any]) -> logging.LogRecord:
        # The name is an argument of its own, since a sole one is looked at more closely: it could be a mapping.
        return self._logger.makeRecord(
            self._logger.name, level, *self._place, "%s %s", (name, fields), None, self._function
        )


def _is_whole(record: logging.LogRecord) -> bool:
    """Tell whether `logging` was left to fill in all that changes; a program may have told it not to."""
    has_all = None not in (record.thread, record.process, record.processName)
    return has_all and bool(getattr(logging, "logAsyncioTasks", True))


def _process_name() -> str:
    try:
        return str(sys.modules["multiprocessing"].current_process().name)
    except Exception:
        # It is being loaded.
        return "MainProcess"


def _task_name() -> Optional[str]:
    try:
        return str(sys.modules["asyncio"].current_task().get_name())
    except Exception:
        # It is being loaded, or there is no event loop or no task.
        return None
