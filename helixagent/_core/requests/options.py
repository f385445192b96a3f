"""A client's settings: read from arguments and environment, checked before anything is sent, immutable from then on."""

from __future__ import annotations

import ipaddress
import os
import random
import re
import sys
import time
from typing import (
    TYPE_CHECKING,
    Any,
    Awaitable,
    Callable,
    Dict,
    Literal,
    Mapping,
    NamedTuple,
    Optional,
    Protocol,
    Union,
)
from urllib.parse import urlsplit

from ...exceptions import AuthenticationError, ValidationError
from ..hooks import NO_HOOKS, Hooks
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

# The phases of a request that have timeouts of their own.
PHASES = ("connect", "read", "write", "pool")

# 23 days: Python's sockets take no more than 2**31 milliseconds.
_LONGEST_TIMEOUT = 2_000_000
# Compiled by `re` when the first header is checked, not when this is imported: most programs give none.
_HEADER_NAME = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
# RFC 9110 section 5.5: visible ASCII, spaces and tabs; no line ends, which would start a header of their own.
_HEADER_VALUE = r"[\t\x20-\x7e]*"


class NotGiven:
    """The type of `NOT_GIVEN`: an argument that was left out, where None means something of its own."""

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "NOT_GIVEN"

    def __reduce__(self) -> str:
        return "NOT_GIVEN"


NOT_GIVEN = NotGiven()


class PhaseTimeouts(Protocol):
    """A timeout in seconds for each phase of a request, such as an `httpx.Timeout`."""

    @property
    def connect(self) -> Optional[float]:
        """Maximum number of seconds to connect."""

    @property
    def read(self) -> Optional[float]:
        """Maximum number of seconds to wait for data."""

    @property
    def write(self) -> Optional[float]:
        """Maximum number of seconds to send data."""

    @property
    def pool(self) -> Optional[float]:
        """Maximum number of seconds to wait for a connection of the pool."""


if TYPE_CHECKING or sys.version_info >= (3, 9):
    StrPath = Union[str, os.PathLike[str]]
else:
    StrPath = Union[str, os.PathLike]
# Whether to check certificates, the path of those to trust, or TLS settings as a whole.
Verify = Union[bool, StrPath, "ssl.SSLContext"]

# A string, or something that is asked for one before each attempt (an async client also takes an async function).
Credential = Union[str, Callable[[], str], Callable[[], Awaitable[str]]]
Timeout = Union[float, PhaseTimeouts, None]
TimeoutOption = Union[float, PhaseTimeouts, None, NotGiven]
SecondsOption = Union[float, None, NotGiven]
# Whether calls are adapted to published servers.
CompatibilityMode = Literal["auto", "published", "off"]


def _random() -> float:
    # By this name, since to pickle the function itself would give all the processes of a pool the same chance.
    return random.random()


def _new_id() -> str:
    return os.urandom(16).hex()


class Runtime(NamedTuple):
    """What varies from run to run, so that tests can hold it still.

    Attributes:
        clock: Gives Unix seconds.
        sleep: Waits for seconds; None for the client's own way (`time.sleep`, or the event loop's).
        random: Gives a number from 0 up to 1, for the jitter of retries.
        new_id: Gives a new Idempotency-Key.
        timer: Gives seconds that never go back, for latencies.
    """

    clock: Callable[[], float] = time.time
    sleep: Optional[Callable[[float], Any]] = None
    random: Callable[[], float] = _random
    new_id: Callable[[], str] = _new_id
    timer: Callable[[], float] = time.perf_counter


class Options(NamedTuple):
    """All that a call takes from its client."""

    base_url: str
    credential: Optional[Secret[Union[str, Callable[[], Any]]]]
    timeout: TimeoutOption
    max_retries: int
    default_headers: Secret[Dict[str, Optional[str]]]
    default_query: Secret[Query]
    runtime: Runtime
    hooks: Hooks = NO_HOOKS
    stream_idle_timeout: Optional[float] = None
    deadline: Optional[float] = None
    compatibility: Optional[Compatibility] = None
    max_response_size: int = DEFAULT_MAX_RESPONSE_SIZE

    def __repr__(self) -> str:
        # Headers and query may hold secrets, so neither is shown.
        return f"Options(base_url={self.base_url!r}, timeout={self.timeout!r}, max_retries={self.max_retries!r})"


def read_options(
    *,
    api_key: Optional[Credential],
    token: Optional[Credential],
    base_url: Optional[str],
    timeout: TimeoutOption,
    stream_idle_timeout: Optional[float],
    deadline: Optional[float],
    max_retries: int,
    max_response_size: int,
    default_headers: Optional[Mapping[str, Optional[str]]],
    default_query: Optional[Mapping[str, Any]],
    compatibility: Optional[str],
    runtime: Optional[Runtime],
) -> Options:
    """Return the settings of a client from its arguments and, for what they leave out, the environment.

    Raises:
        ValidationError: An argument is wrong; the message names it.
        AuthenticationError: There is no credential, and the server is not on this machine.
    """
    url = checked_base_url(base_url or os.environ.get("HELIXAGENT_BASE_URL") or DEFAULT_BASE_URL)
    credential = _credential(api_key, token)
    if credential is None and not _is_loopback(url):
        raise AuthenticationError(
            "No credential was given: pass api_key=... (or token=...), "
            "or set the environment variable HELIXAGENT_API_KEY (or HELIXAGENT_TOKEN)."
        )
    return Options(
        base_url=url,
        credential=credential,
        timeout=checked_timeout(timeout),
        max_retries=checked_max_retries(max_retries),
        default_headers=Secret(checked_headers(default_headers, "default_headers")),
        default_query=Secret(checked_query(default_query, "default_query")),
        runtime=runtime or Runtime(),
        stream_idle_timeout=checked_seconds(stream_idle_timeout, "stream_idle_timeout"),
        deadline=checked_seconds(deadline, "deadline"),
        compatibility=Compatibility(_mode(compatibility), url),
        max_response_size=checked_max_response_size(max_response_size),
    )


def changed(
    options: Options,
    *,
    api_key: Optional[Credential],
    token: Optional[Credential],
    base_url: Optional[str],
    timeout: TimeoutOption,
    stream_idle_timeout: SecondsOption,
    deadline: SecondsOption,
    max_retries: Optional[int],
    max_response_size: Optional[int],
    default_headers: Optional[Mapping[str, Optional[str]]],
    default_query: Optional[Mapping[str, Any]],
    compatibility: Optional[str],
) -> Options:
    """Return settings in which what was given replaces what was; headers and query are added to those there were.

    Raises:
        ValidationError: An argument is wrong.
    """
    changes: Dict[str, Any] = {}
    if api_key is not None or token is not None:
        changes["credential"] = _credential(api_key, token)
    if base_url is not None:
        changes["base_url"] = checked_base_url(base_url)
    if not isinstance(timeout, NotGiven):
        changes["timeout"] = checked_timeout(timeout)
    for name, seconds in (("stream_idle_timeout", stream_idle_timeout), ("deadline", deadline)):
        if not isinstance(seconds, NotGiven):
            changes[name] = checked_seconds(seconds, name)
    if max_retries is not None:
        changes["max_retries"] = checked_max_retries(max_retries)
    if max_response_size is not None:
        changes["max_response_size"] = checked_max_response_size(max_response_size)
    if default_headers:
        added = checked_headers(default_headers, "default_headers")
        changes["default_headers"] = Secret(Headers({**options.default_headers.reveal(), **added}))
    if default_query:
        query = {**options.default_query.reveal(), **checked_query(default_query, "default_query")}
        changes["default_query"] = Secret(query)
    known = options.compatibility
    if known is not None and not (base_url is None and compatibility is None):
        mode = None if compatibility is None else checked_mode(compatibility, "compatibility")
        changes["compatibility"] = known.changed(mode, changes.get("base_url"))
    return options._replace(**changes)


def checked_base_url(url: Any) -> str:
    """Return the server's address without a trailing slash or `/v1`, which the paths of the API bring themselves."""
    if not isinstance(url, str):
        raise _invalid("base_url", f"must be a string such as {DEFAULT_BASE_URL!r}, not {type(url).__name__}")
    text = url.strip()
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise _invalid("base_url", "is not a valid URL") from None
    if not text.isprintable() or " " in text:
        raise _invalid("base_url", "must not have spaces, line ends or other control characters in it")
    if parts.scheme not in ("http", "https") or not host:
        raise _invalid("base_url", f"must begin with http:// or https:// and name a host, e.g. {DEFAULT_BASE_URL!r}")
    # The length of labels is checked because Python's own error about it, at the first call, is a UnicodeError.
    if not all(0 < len(label) < 64 for label in (host[:-1] if host.endswith(".") else host).split(".")):
        raise _invalid("base_url", "has a host with a part that is empty or too long")
    if parts.username or parts.password:
        raise _invalid("base_url", "must not hold a user name or password; pass api_key=... instead")
    if parts.query or parts.fragment:
        raise _invalid("base_url", "must not have a query or a fragment; pass default_query=... instead")
    path = parts.path.rstrip("/")
    if path.endswith("/v1"):
        path = path[: -len("/v1")].rstrip("/")
    return f"{parts.scheme}://{parts.netloc}{path}"


def checked_timeout(timeout: Any) -> TimeoutOption:
    """Return a timeout that is a number of seconds, an httpx.Timeout or similar, None (no limit) or NOT_GIVEN."""
    if timeout is None or isinstance(timeout, NotGiven) or _has_phases(timeout):
        return timeout  # type: ignore[no-any-return]
    if not _is_duration(timeout):
        kind = f"{type(timeout).__module__}.{type(timeout).__qualname__}".replace("builtins.", "")
        given = repr(timeout) if isinstance(timeout, (int, float)) else f"an object of type {kind}"
        raise _invalid(
            "timeout",
            f"must be a number of seconds above 0, up to {_LONGEST_TIMEOUT}, an httpx.Timeout, or None for no limit, "
            f"not {given}",
        )
    return float(timeout)


def _has_phases(timeout: Any) -> bool:
    """Return whether an object has a timeout for each phase, as httpx.Timeout and httpx2.Timeout have."""
    if not all(hasattr(timeout, phase) for phase in PHASES):
        return False
    for phase in PHASES:
        seconds = getattr(timeout, phase)
        if seconds is not None and not _is_duration(seconds):
            raise _invalid(
                f"timeout.{phase}",
                f"must be a number of seconds above 0, up to {_LONGEST_TIMEOUT}, or None, not {seconds!r}",
            )
    return True


def checked_seconds(seconds: Any, argument: str) -> Optional[float]:
    """Return a bound that is a number of seconds, or None for none."""
    if seconds is None:
        return None
    if not _is_duration(seconds):
        raise _invalid(argument, f"must be a number of seconds above 0, up to {_LONGEST_TIMEOUT}, or None for no bound")
    return float(seconds)


def checked_max_retries(max_retries: Any) -> int:
    """Return the number of retries, a whole number from 0."""
    if isinstance(max_retries, bool) or not isinstance(max_retries, int) or max_retries < 0:
        raise _invalid("max_retries", "must be a whole number, 0 for no retries")
    return max_retries


def checked_max_response_size(size: Any) -> int:
    """Return the maximum size of a response body, a whole number of bytes from 1."""
    if isinstance(size, bool) or not isinstance(size, int) or size < 1:
        raise _invalid("max_response_size", "must be a whole number of bytes, from 1")
    return size


def checked_headers(headers: Optional[Mapping[str, Optional[str]]], argument: str) -> Dict[str, Optional[str]]:
    """Return headers by lower-case name; a value of None takes a header of the SDK's own away."""
    if headers is None:
        return {}
    if not isinstance(headers, Mapping):
        raise _invalid(argument, f"must be a mapping of names to values, not {type(headers).__name__}")
    checked = Headers()
    for name, value in headers.items():
        if not isinstance(name, str) or not re.fullmatch(_HEADER_NAME, name):
            raise _invalid(argument, f"has a name that HTTP does not allow: {name!r}")
        if value is not None and not (isinstance(value, str) and re.fullmatch(_HEADER_VALUE, value)):
            raise _invalid(f"{argument}[{name!r}]", "must be a string of ASCII characters without line ends, or None")
        checked[name.lower()] = value
    return checked


def checked_token(token: Any, argument: str = "api_key") -> str:
    """Return a credential that can stand in a header: a string without spaces at its ends and without line ends."""
    if not isinstance(token, str):
        raise _invalid(argument, f"must be a string or a function that returns one, not {type(token).__name__}")
    if not token or token != token.strip() or not token.isascii() or not token.isprintable():
        raise _invalid(argument, "must be printable ASCII, not empty, without spaces or line ends around it")
    return token


def _credential(
    api_key: Optional[Credential], token: Optional[Credential]
) -> Optional[Secret[Union[str, Callable[[], Any]]]]:
    if api_key is not None and token is not None:
        raise _invalid("token", "must not be given together with api_key: both are sent the same way")
    for argument, given in (("api_key", api_key), ("token", token)):
        if callable(given):
            return Secret(given)
        if given is not None:
            return Secret(checked_token(given, argument))
    for variable in ("HELIXAGENT_API_KEY", "HELIXAGENT_TOKEN"):
        # An empty variable is one that was not set: `HELIXAGENT_API_KEY= python …` must not send an empty key.
        if os.environ.get(variable):
            return Secret(checked_token(os.environ[variable], variable))
    return None


def _mode(given: Optional[str]) -> str:
    if given is not None:
        return checked_mode(given, "compatibility")
    # An empty variable counts as one that is not set.
    variable = os.environ.get("HELIXAGENT_COMPATIBILITY")
    return checked_mode(variable, "HELIXAGENT_COMPATIBILITY") if variable else "auto"


def _is_duration(seconds: Any) -> bool:
    return isinstance(seconds, (int, float)) and not isinstance(seconds, bool) and 0 < seconds <= _LONGEST_TIMEOUT


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
