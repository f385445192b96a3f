"""Log API calls with a standard library logger or a structured logger."""

from __future__ import annotations

import logging
import os
import sys
from typing import Any, Dict, Union

from .._core.hook_events import CallEnded, CallStarted, HookEvent, Retrying
from .._core.secret import MASK
from ..exceptions import ValidationError

LOGGER_NAME = "helixagent"
ENVIRONMENT_VARIABLE = "HELIXAGENT_LOG"
_LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}

# The entry of each event. A call that fails has another one.
_ENTRIES = {CallStarted.type: "api_request", Retrying.type: "api_retry", CallEnded.type: "api_response"}
# These body members are never logged. `headers` contains the headers that the server sends with webhooks.
_CREDENTIALS = frozenset(
    ["access_token", "api_key", "authorization", "headers", "password", "refresh_token", "secret", "token"]
)

_standard = logging.getLogger(LOGGER_NAME)
# Without this handler, a program that has not set up logging would print failures that are also raised.
_standard.addHandler(logging.NullHandler())


class LogHook:
    """The hook that writes log entries.

    Args:
        logger: A standard library logger, or a logger that accepts fields as keyword arguments, such as structlog's.
        bodies: Whether entries contain request and response bodies, including prompts.

    Raises:
        ValidationError: The logger has no logging methods.
    """

    events = (CallStarted, Retrying, CallEnded)

    def __init__(self, logger: Any = None, *, bodies: bool = False) -> None:
        if logger is not None and not all(callable(getattr(logger, name, None)) for name in ("info", "warning")):
            raise ValidationError("logger must be a standard library logger or a structlog logger.", param="logger")
        self._loggers = [_standard if logger is None else logger]
        self._bodies = bodies

    def enable(self, level: Union[str, int]) -> None:
        """Show entries at or above a level, regardless of the program's logging setup."""
        enable_standard(level)
        if _standard not in self._loggers:
            self._loggers.append(_standard)

    def warn(self, message: str) -> None:
        """Write a warning that is not about a single API call."""
        for logger in self._loggers:
            logger.warning(message)

    def __call__(self, event: HookEvent) -> None:
        name = _ENTRIES[event.type]
        if isinstance(event, CallEnded) and event.outcome != "success":
            name = "api_error"
        level = logging.WARNING if name in ("api_error", "api_retry") else logging.INFO
        for logger in self._loggers:
            if not isinstance(logger, (logging.Logger, logging.LoggerAdapter)):
                # A structured logger may not know its level, so it receives all entries.
                write = logger.info if level == logging.INFO else logger.warning
                write(name, **self._fields(event))
            elif logger.isEnabledFor(level):
                fields = self._fields(event)
                if isinstance(event, CallEnded) and logger.isEnabledFor(logging.DEBUG):
                    fields["headers"] = event.headers
                # People read the message. Formatters that write JSON use the record's attributes.
                extra = {"event": name, **fields}
                try:
                    logger.log(level, "%s %s", name, fields, extra=extra)
                except KeyError:
                    # Attributes that the program's record factory sets cannot be overwritten.
                    known = vars(logging.makeLogRecord({}))
                    extra = {key: value for key, value in extra.items() if key not in known}
                    logger.log(level, "%s %s", name, fields, extra=extra)

    def _fields(self, event: Any) -> _Fields:
        call, error = event.call, getattr(event, "error", None)
        fields = _Fields(method=call.method, model=call.model)
        if error is not None:
            # Only the class is logged, because the server's error message may quote the prompt.
            fields.update(error=type(error).__name__, status=getattr(error, "status_code", None))
        if isinstance(event, CallStarted):
            fields["stream"] = call.stream or None
            if self._bodies:
                fields["request"] = without_credentials(call.request)
        elif isinstance(event, Retrying):
            fields.update(attempt=event.attempt, delay_ms=round(event.delay * 1000))
        else:
            if event.status is not None:
                fields["status"] = event.status
            fields.update(
                tokens=None if event.usage is None else event.tokens[2],
                latency_ms=round(event.seconds * 1000),
                attempt=event.attempts,
                request_id=event.request_id,
                stream_end=event.stream_end,
            )
            if self._bodies:
                fields["response"] = without_credentials(event.result)
        return _Fields({name: value for name, value in fields.items() if value is not None})


class _Fields(Dict[str, Any]):
    """The fields of an entry. They are formatted only if a handler writes the entry."""

    def __str__(self) -> str:
        return " ".join([f"{key}={_text(value)}" for key, value in self.items()])


class _OwnHandler(logging.StreamHandler):  # type: ignore[type-arg]
    """Writes entries to standard error, unless one of the program's own handlers writes them."""

    def __init__(self) -> None:
        super().__init__(sys.stderr)
        self.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        # If the program has set up logging, entries would otherwise appear twice.
        others = [*_standard.handlers, *(logging.getLogger().handlers if _standard.propagate else ())]
        own = (logging.NullHandler, _OwnHandler)
        if not any(record.levelno >= handler.level for handler in others if not isinstance(handler, own)):
            super().emit(record)


def enable_standard(level: Union[str, int]) -> None:
    """Make the `helixagent` logger show entries at or above a level, using the SDK's handler."""
    number = _LEVELS.get(level.lower()) if isinstance(level, str) else level
    if isinstance(number, bool) or not isinstance(number, int) or number < 0:
        raise ValidationError("level must be 'debug', 'info', 'warning' or 'error'.", param="level")
    _standard.setLevel(number)
    # By default, `logging.config.dictConfig` disables the loggers that it does not name.
    _standard.disabled = False
    _standard.handlers[:] = [handler for handler in _standard.handlers if not isinstance(handler, _OwnHandler)]
    # The handler is created again each time, because `sys.stderr` may have been replaced.
    _standard.addHandler(_OwnHandler())


def enable_from_environment() -> None:
    """Apply the environment variable HELIXAGENT_LOG, if it is set."""
    level = os.environ.get(ENVIRONMENT_VARIABLE, "").strip().lower()
    if level in _LEVELS:
        if not any(isinstance(handler, _OwnHandler) for handler in _standard.handlers):
            enable_standard(level)
    elif level:
        _standard.warning("%s is not one of %s, so it is ignored.", ENVIRONMENT_VARIABLE, ", ".join(_LEVELS))


def without_credentials(body: Any) -> Any:
    """Return a body as plain dicts and lists, with API keys, passwords and secrets masked."""
    plain = body.to_dict() if hasattr(body, "to_dict") else body
    if isinstance(plain, (list, tuple)):
        return [without_credentials(item) for item in plain]
    if not isinstance(plain, dict):
        return plain
    # In these objects, `token` is text of the prompt or completion, not a credential.
    hidden = _CREDENTIALS - {"token"} if "logprob" in plain else _CREDENTIALS
    return {
        name: MASK if name in hidden and value is not None else without_credentials(value)
        for name, value in plain.items()
    }


def _text(value: Any) -> str:
    text = str(value)
    # Unquoted spaces and line breaks would look like the start of another field or entry.
    return text if text and text.isprintable() and " " not in text else repr(value)
