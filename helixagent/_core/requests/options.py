"""Read and validate a client's settings from its arguments and environment variables."""

from __future__ import annotations

import ipaddress
import os
import random
import re
import sys
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Awaitable, Callable, Dict, Literal, NamedTuple, Optional, Protocol, Union
from urllib.parse import urlsplit

from ...exceptions import AuthenticationError, ValidationError
from ..hooks import NO_HOOKS
from ..published.known import Compatibility, checked_mode
from ..responses.body_size import DEFAULT_MAX_RESPONSE_SIZE
from ..secret import Headers, Secret
from ..version import __version__
from .query import Query, checked_query

if TYPE_CHECKING:
    import ssl

DEFAULT_BASE_URL = "https://api.helixagent.ai"
DEFAULT_MAX_RETRIES = 2
DEFAULT_MODEL = "helixagent-ensemble"
USER_AGENT = f"helixagent-python/{__version__}"

# Each of these phases of a request can have a different timeout.
PHASES = ("connect", "read", "write", "pool")

# The settings that are whole numbers, with their minimum and the end of the message.
_COUNTS = {"max_retries": (0, ", 0 for no retries"), "max_response_size": (1, " of bytes, from 1")}
# The limit is 23 days, because Python's sockets accept at most 2**31 milliseconds.
MAX_TIMEOUT = 2_000_000
_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
# RFC 9110 section 5.5 allows visible ASCII, spaces and tabs. A line break would start another header.
_HEADER_VALUE = re.compile(r"[\t\x20-\x7e]*")


class NotGiven:
    """The type of `NOT_GIVEN`, which marks an omitted argument if `None` has a different meaning."""

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "NOT_GIVEN"

    def __reduce__(self) -> str:
        return "NOT_GIVEN"


NOT_GIVEN = NotGiven()


class PhaseTimeouts(Protocol):
    """A timeout in seconds for each phase of a request. `httpx.Timeout` matches this protocol."""

    @property
    def connect(self) -> Optional[float]:
        """Maximum number of seconds to wait for a connection to be established."""

    @property
    def read(self) -> Optional[float]:
        """Maximum number of seconds to wait for data."""

    @property
    def write(self) -> Optional[float]:
        """Maximum number of seconds to send data."""

    @property
    def pool(self) -> Optional[float]:
        """Maximum number of seconds to wait for a connection from the pool."""


if TYPE_CHECKING or sys.version_info >= (3, 9):
    StrPath = Union[str, os.PathLike[str]]
else:
    StrPath = Union[str, os.PathLike]
# Whether to verify certificates, the path of trusted certificates, or an SSL context.
Verify = Union[bool, StrPath, "ssl.SSLContext"]

# A string, or a function that is called before each attempt. Async clients also accept an async function.
Credential = Union[str, Callable[[], str], Callable[[], Awaitable[str]]]
Timeout = Union[float, PhaseTimeouts, None]
TimeoutOption = Union[float, PhaseTimeouts, None, NotGiven]
SecondsOption = Union[float, None, NotGiven]
# Controls whether API calls are adapted to published servers.
CompatibilityMode = Literal["auto", "published", "off"]


def _random() -> float:
    # A pickle of `random.random` contains the generator's state, so all processes of a pool would draw the same
    # numbers.
    return random.random()


def _new_id() -> str:
    return os.urandom(16).hex()


class Runtime(NamedTuple):
    """The nondeterministic functions of a client. Tests replace them.

    Attributes:
        clock: Returns the Unix time in seconds.
        sleep: Waits for a number of seconds; None for `time.sleep` or the sleep of the event loop.
        random: Returns a number from 0 up to 1, for the jitter of retries.
        new_id: Returns a new Idempotency-Key.
        timer: Returns the monotonic time in seconds, for latencies.
    """

    clock: Callable[[], float] = time.time
    sleep: Optional[Callable[[float], Any]] = None
    random: Callable[[], float] = _random
    new_id: Callable[[], str] = _new_id
    timer: Callable[[], float] = time.perf_counter


class Options(NamedTuple):
    """The client settings that API calls need."""

    base_url: str
    credential: Optional[Secret[Union[str, Callable[[], Any]]]] = None
    timeout: TimeoutOption = NOT_GIVEN
    max_retries: int = DEFAULT_MAX_RETRIES
    default_headers: Secret[Dict[str, Optional[str]]] = Secret({})
    default_query: Secret[Query] = Secret({})
    runtime: Runtime = Runtime()
    # The hooks of a client are `ClientHooks`.
    hooks: Any = NO_HOOKS
    stream_idle_timeout: Optional[float] = None
    deadline: Optional[float] = None
    compatibility: Optional[Compatibility] = None
    max_response_size: int = DEFAULT_MAX_RESPONSE_SIZE


def read_options(arguments: Mapping[str, Any]) -> Options:
    """Return a client's settings from its arguments and environment variables.

    Raises:
        ValidationError: An argument is invalid. The message names it.
        AuthenticationError: No credential was given, and the server is not on this machine.
    """
    url = checked_base_url(arguments["base_url"] or os.environ.get("HELIXAGENT_BASE_URL") or DEFAULT_BASE_URL)
    credential = _given_credential(arguments["api_key"], arguments["token"]) or _environment_credential()
    if credential is None and not _is_loopback(url):
        raise AuthenticationError(
            "No credential was given: pass api_key=... (or token=...), "
            "or set the environment variable HELIXAGENT_API_KEY (or HELIXAGENT_TOKEN)."
        )
    runtime = arguments["_runtime"] or Runtime()
    mode, variable = "auto", os.environ.get("HELIXAGENT_COMPATIBILITY")
    if variable and arguments["compatibility"] is None:
        mode = checked_mode(variable, "HELIXAGENT_COMPATIBILITY")
    counts: Dict[str, Any] = {name: _checked_count(name, arguments[name]) for name in _COUNTS}
    options = Options(url, credential, runtime=runtime, compatibility=Compatibility(mode, url), **counts)
    return changed(options, {**arguments, "base_url": None})


def changed(options: Options, arguments: Mapping[str, Any]) -> Options:
    """Change settings with the arguments of `with_options`. Headers and query parameters are merged.

    Raises:
        ValidationError: An argument is invalid. The message names it.
    """
    changes: Dict[str, Any] = {}
    credential = _given_credential(arguments["api_key"], arguments["token"])
    if credential is not None:
        changes["credential"] = credential
    if arguments["base_url"] is not None:
        changes["base_url"] = checked_base_url(arguments["base_url"])
    if not isinstance(arguments["timeout"], NotGiven):
        changes["timeout"] = checked_timeout(arguments["timeout"])
    for name in ("stream_idle_timeout", "deadline"):
        if not isinstance(arguments[name], NotGiven):
            changes[name] = checked_seconds(arguments[name], name)
    for name in _COUNTS:
        if arguments[name] is not None:
            changes[name] = _checked_count(name, arguments[name])
    headers = checked_headers(arguments["default_headers"], "default_headers")
    changes["default_headers"] = Secret(Headers({**options.default_headers.reveal(), **headers}))
    query = checked_query(arguments["default_query"], "default_query")
    changes["default_query"] = Secret({**options.default_query.reveal(), **query})
    if options.compatibility is not None:
        changes["compatibility"] = options.compatibility.changed(arguments["compatibility"], changes.get("base_url"))
    return options._replace(**changes)


def checked_base_url(url: Any) -> str:
    """Return the base URL without a trailing slash or `/v1`, because the paths of the API begin with `/v1`."""
    if not isinstance(url, str):
        raise _invalid("base_url", f"must be a string such as {DEFAULT_BASE_URL!r}, not {type(url).__name__}")
    text = url.strip()
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise _invalid("base_url", "is not a valid URL") from None
    if not text.isprintable() or " " in text:
        raise _invalid("base_url", "must not contain spaces, line ends or other control characters")
    if parts.scheme not in ("http", "https") or not host:
        raise _invalid("base_url", f"must begin with http:// or https:// and name a host, e.g. {DEFAULT_BASE_URL!r}")
    # Without this check, the first API call would raise a UnicodeError.
    if not all(0 < len(label) < 64 for label in (host[:-1] if host.endswith(".") else host).split(".")):
        raise _invalid("base_url", "has a host with a part that is empty or too long")
    if parts.username or parts.password:
        raise _invalid("base_url", "must not contain a user name or password; pass api_key=... instead")
    if parts.query or parts.fragment:
        raise _invalid("base_url", "must not have a query or a fragment; pass default_query=... instead")
    path = parts.path.rstrip("/")
    if path.endswith("/v1"):
        path = path[: -len("/v1")].rstrip("/")
    return f"{parts.scheme}://{parts.netloc}{path}"


def checked_timeout(timeout: Any) -> Timeout:
    """Validate a timeout: seconds, an httpx.Timeout or similar object, or None for no limit."""
    if timeout is None or _has_phases(timeout):
        return timeout  # type: ignore[no-any-return]
    if not is_duration(timeout):
        kind = f"{type(timeout).__module__}.{type(timeout).__qualname__}".replace("builtins.", "")
        given = repr(timeout) if isinstance(timeout, (int, float)) else f"an object of type {kind}"
        raise _invalid(
            "timeout",
            f"must be a number of seconds above 0, up to {MAX_TIMEOUT}, an httpx.Timeout, or None for no limit, "
            f"not {given}",
        )
    return float(timeout)


def _has_phases(timeout: Any) -> bool:
    """Return whether an object has a timeout for each phase, like httpx.Timeout and httpx2.Timeout."""
    if not all(hasattr(timeout, phase) for phase in PHASES):
        return False
    for phase in PHASES:
        seconds = getattr(timeout, phase)
        if seconds is not None and not is_duration(seconds):
            raise _invalid(
                f"timeout.{phase}",
                f"must be a number of seconds above 0, up to {MAX_TIMEOUT}, or None, not {seconds!r}",
            )
    return True


def checked_seconds(seconds: Any, argument: str) -> Optional[float]:
    """Validate a number of seconds, or None for no limit."""
    if seconds is None:
        return None
    if not is_duration(seconds):
        raise _invalid(argument, f"must be a number of seconds above 0, up to {MAX_TIMEOUT}, or None for no limit")
    return float(seconds)


def _checked_count(name: str, count: Any) -> int:
    minimum, wanted = _COUNTS[name]
    if isinstance(count, bool) or not isinstance(count, int) or count < minimum:
        raise _invalid(name, f"must be a whole number{wanted}")
    return count


def checked_headers(headers: Optional[Mapping[str, Optional[str]]], argument: str) -> Dict[str, Optional[str]]:
    """Return headers by lower-case name. The value `None` removes a default header of the SDK."""
    if headers is None:
        return {}
    if not isinstance(headers, Mapping):
        raise _invalid(argument, f"must be a mapping of names to values, not {type(headers).__name__}")
    checked = Headers()
    for name, value in headers.items():
        if not isinstance(name, str) or not _HEADER_NAME.fullmatch(name):
            raise _invalid(argument, f"has a name that HTTP does not allow: {name!r}")
        if value is not None and not (isinstance(value, str) and _HEADER_VALUE.fullmatch(value)):
            raise _invalid(f"{argument}[{name!r}]", "must be a string of ASCII characters without line ends, or None")
        checked[name.lower()] = value
    return checked


def checked_token(token: Any, argument: str = "api_key") -> str:
    """Return a credential if a header can contain it, i.e. it has no surrounding spaces and no line breaks."""
    if not isinstance(token, str):
        raise _invalid(argument, f"must be a string or a function that returns one, not {type(token).__name__}")
    if not token or token != token.strip() or not token.isascii() or not token.isprintable():
        raise _invalid(argument, "must be printable ASCII, not empty, without spaces or line ends around it")
    return token


def _given_credential(
    api_key: Optional[Credential], token: Optional[Credential]
) -> Optional[Secret[Union[str, Callable[[], Any]]]]:
    if api_key is not None and token is not None:
        raise _invalid("token", "must not be passed together with api_key: both are sent the same way")
    argument, given = ("api_key", api_key) if token is None else ("token", token)
    if given is None:
        return None
    return Secret(given if callable(given) else checked_token(given, argument))


def _environment_credential() -> Optional[Secret[Union[str, Callable[[], Any]]]]:
    for variable in ("HELIXAGENT_API_KEY", "HELIXAGENT_TOKEN"):
        # An empty variable is ignored: `HELIXAGENT_API_KEY= python …` must not send an empty key.
        if os.environ.get(variable):
            return Secret(checked_token(os.environ[variable], variable))
    return None


def is_duration(seconds: Any) -> bool:
    """Return whether a value is a number of seconds that a timeout accepts."""
    return isinstance(seconds, (int, float)) and not isinstance(seconds, bool) and 0 < seconds <= MAX_TIMEOUT


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _invalid(argument: str, problem: str) -> ValidationError:
    return ValidationError(f"{argument} {problem}.", param=argument)
