"""Log entries of calls: api_request, api_response, api_retry and api_error, to a standard or a structured logger."""

from __future__ import annotations

import logging
import os
import sys
from typing import Any, ClassVar, Dict, Optional, Union

from .._core.hook_events import CallEnded, CallInfo, CallStarted, Retrying
from .._core.hooks import Listener, Methods
from .._core.secret import MASK
from ..exceptions import ValidationError

LOGGER_NAME = "helixagent"
ENVIRONMENT_VARIABLE = "HELIXAGENT_LOG"
_LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}

# What bodies are logged without even where somebody asks for them; the headers are those that webhooks are sent with.
_CREDENTIALS = frozenset(
    ["access_token", "api_key", "authorization", "headers", "password", "refresh_token", "secret", "token"]
)

_standard = logging.getLogger(LOGGER_NAME)
# A program that has set up no logging hears nothing of failures that it is told by exceptions anyway.
_standard.addHandler(logging.NullHandler())


class LogHook(Listener):
    """The hook that writes the entries.

    Args:
        logger: A logger of the standard library, or one that takes fields as keyword arguments, such as structlog's.
        bodies: Whether requests and answers are written too, prompts and all.
    """

    methods: ClassVar[Methods] = {CallStarted: "_request", Retrying: "_retry", CallEnded: "_end"}

    def __init__(self, logger: Any = None, *, bodies: bool = False) -> None:
        self._logger = _standard if logger is None else logger
        self._is_standard = isinstance(self._logger, (logging.Logger, logging.LoggerAdapter))
        # A structured logger may not say what level it is at, and is given everything.
        self._shows = self._logger.isEnabledFor if self._is_standard else _always
        self._bodies = bodies
        self._also: Optional[LogHook] = None

    def enable(self, level: Union[str, int]) -> None:
        """Show the entries from a level on, whatever the program has set up."""
        enable_standard(level)
        if self._logger is not _standard and self._also is None:
            self._also = LogHook(bodies=self._bodies)

    def warn(self, message: str) -> None:
        """Write a warning that is not about a single API call."""
        # A message with a percent sign in it must not be read as a pattern.
        self._logger.warning(*(("%s", message) if self._is_standard else (message,)))
        if self._also is not None:
            self._also.warn(message)

    def _request(self, event: CallStarted) -> None:
        if self._shows(logging.INFO):
            call = event.call
            fields = _subject(call)
            if call.stream:
                fields["stream"] = True
            if self._bodies and call.request is not None:
                fields["request"] = without_credentials(call.request)
            self._write(logging.INFO, "api_request", fields)
        if self._also is not None:
            self._also(event)

    def _retry(self, event: Retrying) -> None:
        if self._shows(logging.WARNING):
            self._write(logging.WARNING, "api_retry", _of_retry(event))
        if self._also is not None:
            self._also(event)

    def _end(self, event: CallEnded) -> None:
        failed = event.outcome != "success"
        level = logging.WARNING if failed else logging.INFO
        if self._shows(level):
            self._write(level, "api_error" if failed else "api_response", self._of_end(event, failed))
        if self._also is not None:
            self._also(event)

    def _of_end(self, event: CallEnded, failed: bool) -> _Fields:
        fields = _subject(event.call)
        if failed and event.error is not None:
            _add_failure(fields, event.error)
        if event.status is not None:
            fields["status"] = event.status
        if event.usage is not None:
            fields["tokens"] = event.tokens[2]
        fields["latency_ms"] = round(event.seconds * 1000)
        fields["attempt"] = event.attempts
        request_id = event.request_id
        if request_id is not None:
            fields["request_id"] = request_id
        if event.stream_end is not None:
            fields["stream_end"] = event.stream_end
        # The entries of a structured logger stay as the document has them.
        if self._is_standard and self._shows(logging.DEBUG):
            fields["headers"] = event.headers
        if self._bodies:
            result = event.result
            if result is not None:
                fields["response"] = without_credentials(result)
        return fields

    def _write(self, level: int, name: str, fields: _Fields) -> None:
        logger = self._logger
        if not self._is_standard:
            getattr(logger, "info" if level == logging.INFO else "warning")(name, **fields)
            return
        # As a text for people, and as attributes of the record for formatters that write JSON.
        logger.log(level, "%s %s", name, fields, extra={"event": name, **fields})


class _Fields(Dict[str, Any]):
    """The fields of an entry, and their text, which is made when a handler writes it."""

    __slots__ = ()

    def __str__(self) -> str:
        return " ".join([f"{key}={_text(value)}" for key, value in self.items()])

    __repr__ = __str__


class _OwnHandler(logging.StreamHandler):  # type: ignore[type-arg]
    """Writes to the standard error stream what no handler of the program's writes."""

    def __init__(self) -> None:
        super().__init__(sys.stderr)
        self.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        # Whoever has set up logging gets the entries there, and must not get them twice.
        if not self._is_shown_elsewhere(record):
            super().emit(record)

    def _is_shown_elsewhere(self, record: logging.LogRecord) -> bool:
        logger: Optional[logging.Logger] = _standard
        while logger is not None:
            for handler in logger.handlers:
                if not isinstance(handler, (logging.NullHandler, _OwnHandler)) and record.levelno >= handler.level:
                    return True
            logger = logger.parent if logger.propagate else None
        return False


def enable_standard(level: Union[str, int]) -> None:
    """Let the logger `helixagent` show its entries from a level on, with a handler of the SDK's own.

    Raises:
        ValidationError: It is no level.
    """
    number = _LEVELS.get(level.lower()) if isinstance(level, str) else level
    if isinstance(number, bool) or not isinstance(number, int) or number < 0:
        raise ValidationError("level must be 'debug', 'info', 'warning' or 'error'.", param="level")
    _standard.setLevel(number)
    # `logging.config.dictConfig` disables the loggers that it does not name, unless told otherwise.
    _standard.disabled = False
    _standard.handlers[:] = [handler for handler in _standard.handlers if not isinstance(handler, _OwnHandler)]
    # A new one each time: the standard error stream may have been replaced since.
    _standard.addHandler(_OwnHandler())


def enable_from_environment() -> None:
    """Do what HELIXAGENT_LOG says, if it says something."""
    level = os.environ.get(ENVIRONMENT_VARIABLE, "").strip().lower()
    if level in _LEVELS:
        if not any(isinstance(handler, _OwnHandler) for handler in _standard.handlers):
            enable_standard(level)
    elif level:
        _standard.warning("%s is neither of %s; it is ignored.", ENVIRONMENT_VARIABLE, ", ".join(_LEVELS))


def checked_logger(logger: Any) -> Any:
    """Return the logger that a user gave.

    Raises:
        ValidationError: It has no methods to log with.
    """
    if logger is not None and not all(callable(getattr(logger, name, None)) for name in ("info", "warning")):
        raise ValidationError("logger must be a logger of the standard library or of structlog.", param="logger")
    return logger


def without_credentials(body: Any) -> Any:
    """Return a body in plain dicts and lists, with the keys, passwords and secrets in it masked."""
    plain = body.to_dict() if hasattr(body, "to_dict") else body
    if isinstance(plain, (list, tuple)):
        return [without_credentials(item) for item in plain]
    if not isinstance(plain, dict):
        return plain
    # A token of a text is no credential.
    hidden = _CREDENTIALS - {"token"} if "logprob" in plain else _CREDENTIALS
    return {
        name: MASK if name in hidden and value is not None else without_credentials(value)
        for name, value in plain.items()
    }


def _of_retry(event: Retrying) -> _Fields:
    fields = _subject(event.call)
    fields["attempt"] = event.attempt
    _add_failure(fields, event.error)
    fields["delay_ms"] = round(event.delay * 1000)
    return fields


def _always(level: int) -> bool:
    return True


def _subject(call: CallInfo) -> _Fields:
    fields = _Fields()
    fields["method"] = call.method
    if call.model is not None:
        fields["model"] = call.model
    return fields


def _add_failure(fields: _Fields, error: BaseException) -> None:
    # The class alone: the text comes from the server, which may quote the prompt.
    fields["error"] = type(error).__name__
    status = getattr(error, "status_code", None)
    if status is not None:
        fields["status"] = status


def _text(value: Any) -> str:
    text = str(value)
    # Spaces and line ends would look like the next field or the next entry.
    return text if text and text.isprintable() and " " not in text else repr(value)
