"""The life of a call, once for sync and async: a generator that says what to do next and is told how it went."""

from __future__ import annotations

from typing import Any, Callable, Generator, Mapping, NamedTuple, Optional, Sequence, Tuple, TypeVar, Union

from ..exceptions import APIStatusError, APITimeoutError, HelixAgentError, InvalidResponseError, NetworkError
from .hooks import Watch, unwatched
from .requests.call import Call, Request, request_of
from .requests.deadline import NO_DEADLINE, Deadline, deadline_of
from .requests.options import Options, checked_token
from .requests.redirect import MOST_REDIRECTS, redirected
from .requests.retry import delay_after, retry_after_of, should_retry
from .responses.body_size import MAX_EVENT_SIZE, BodyTooLarge
from .responses.errors import error_from_answer
from .secret import Secret, mask, mask_headers, server_of
from .tracebacks import without_traceback

E = TypeVar("E", bound=HelixAgentError)


class Ask(NamedTuple):
    """Call the function that gives the credential (an async client also awaits it), and give back what it returns."""

    function: Callable[[], Any]
    deadline: Deadline


class Send(NamedTuple):
    """Send a request and give back the answer, its body unread."""

    request: Request


class Read(NamedTuple):
    """Read the whole body of an answer, which also frees its connection, and give it back."""

    response: Any


class Sleep(NamedTuple):
    """Wait."""

    seconds: float


class Together(NamedTuple):
    """Run several flows at the same time and return their results in the same order; one failure cancels the rest.

    Attributes:
        flows: Generators that yield steps.
        limit: How many of them run at a time.
    """

    flows: Sequence[Generator[Any, Any, Any]]
    limit: int


Step = Union[Ask, Send, Read, Sleep, Together]


class Answer(NamedTuple):
    """How a call ended well.

    Attributes:
        response: The transport's answer; still open where the call is a stream.
        status_code: The HTTP status.
        headers: The headers; any spelling of a name finds it.
        content: The body; None for a stream. A stream whose whole body is known already has it here.
        attempts: How many requests it took.
        secrets: What must not show in errors that come later in a stream.
        deadline: When reading a stream must end.
        url: The address without its query.
        rewrite: Turns what comes over a stream (the next bytes of the body, which are empty at its end, or the text of
            a frame) into what is to be read instead; None to read it as it comes.
        max_event_size: The maximum size of an event of the stream in bytes.
        note: What errors about the body should say too.
    """

    response: Any
    status_code: int
    headers: Mapping[str, str]
    content: Optional[bytes]
    attempts: int
    secrets: Tuple[Secret[str], ...]
    deadline: Deadline = NO_DEADLINE
    url: Optional[str] = None
    rewrite: Optional[Callable[[Any], Any]] = None
    note: Optional[str] = None
    max_event_size: int = MAX_EVENT_SIZE


def exchange(
    call: Call, options: Options, watch: Optional[Watch] = None, deadline: Optional[Deadline] = None
) -> Generator[Step, Any, Answer]:
    """Carry out an API call; the driver performs each step that is yielded.

    This is the one place that asks the compatibility layer.

    Args:
        call: The call.
        options: The client's settings.
        watch: Tells the client's hooks about each attempt; None if nobody listens.
        deadline: The deadline of the API call that this call is a part of; None if it has its own.

    Raises:
        HelixAgentError: As in `attempts`.
    """
    watch = watch or unwatched()
    if deadline is None:
        timer = options.runtime.timer
        deadline = deadline_of(
            timer, deadline=call.deadline, stream_idle_timeout=call.stream_idle_timeout, url=call.url
        )
    if options.compatibility is None:
        return attempts(call, options, watch, deadline)
    return options.compatibility.carry_out(call, options, watch, deadline, attempts)


def attempts(call: Call, options: Options, watch: Watch, deadline: Deadline) -> Generator[Step, Any, Answer]:
    """Send the request of a call, as often as it takes.

    Args:
        call: The call.
        options: The client's settings.
        watch: Tells the client's hooks about each attempt.
        deadline: The deadline of the API call.

    Raises:
        APIStatusError: The last answer was an error.
        NetworkError: The last attempt brought no answer.
        DeadlineExceededError: The deadline ended, or would end before the next attempt.
    """
    runtime = options.runtime
    watch.begin()
    key = runtime.new_id() if call.method == "POST" else None
    sent = 0
    while True:
        credential = yield from _credential_of(options, deadline)
        if deadline.left() <= 0:
            raise _placed(deadline.reached(None, attempts=sent), call)
        sent += 1
        retry_after = response = None
        try:
            watch.attempt()
            request = _with_headers(
                request_of(call, credential, key, deadline, sent, options.max_response_size), call, watch
            )
            response = yield from _sent(request)
            headers, status = response.headers, response.status_code
            secrets = call.secrets if credential is None else (credential, *call.secrets)
            watch.answered(status, headers, secrets)
            if (call.stream or call.defers_body) and 200 <= status < 300:
                answer = Answer(response, status, headers, None, sent, secrets, deadline, call.url)
                return answer._replace(max_event_size=min(options.max_response_size, MAX_EVENT_SIZE))
            content = yield Read(response)
            if 200 <= status < 300 or call.is_answer(status, headers, content):
                return Answer(response, status, headers, content, sent, secrets, deadline, call.url)
        except NetworkError as error:
            error.attempts = sent
            # Hooks may hand it to an error tracker, which looks into the frames of its traceback.
            error = without_traceback(error)
            failure: Union[NetworkError, APIStatusError] = _placed(deadline.explained(error), call)
            watch.unanswered(failure)
            # Where a bound was reached there is no time for another attempt.
            again = failure is error
        except BodyTooLarge:
            raise _too_large(call, options, response, sent) from None
        else:
            refusal = _refusal(status, headers, content, secrets, now=runtime.clock(), attempts=sent)
            failure = _placed(refusal, call)
            again = should_retry(status, headers)
            retry_after = retry_after_of(headers, runtime.clock())
        delay = None
        if again:
            delay = delay_after(sent, max_retries=options.max_retries, retry_after=retry_after, random=runtime.random)
        if delay is None or delay >= deadline.left():
            if delay is not None:
                failure = _placed(deadline.reached(failure, delay=delay), call)
            try:
                raise failure
            finally:
                # Else this frame and the exception's traceback would hold each other until the garbage collector runs.
                del failure
        watch.retry(delay, failure)
        yield Sleep(delay)


def _refusal(
    status: int,
    headers: Mapping[str, str],
    content: bytes,
    secrets: Sequence[Secret[str]],
    *,
    now: float,
    attempts: int,
) -> APIStatusError:
    # In a function of its own: what stands in a frame that an exception goes through, some tracebacks show.
    hidden = [secret.reveal() for secret in secrets]
    return error_from_answer(status, mask_headers(headers, hidden), mask(content, hidden), now=now, attempts=attempts)


def _too_large(call: Call, options: Options, response: Any, attempts: int) -> InvalidResponseError:
    limit = f"max_response_size ({options.max_response_size} bytes)"
    return InvalidResponseError(
        f"The response from {server_of(call.url)} is larger than {limit}.",
        # A redirect's body was too large if there is no response.
        status_code=getattr(response, "status_code", None),
        attempts=attempts,
        url=call.url,
    )


def _placed(error: E, call: Call) -> E:
    """Return an error that says which address was requested."""
    if error.url is None:
        error.url = call.url
    return error


def _credential_of(options: Options, deadline: Deadline) -> Generator[Step, Any, Optional[Secret[str]]]:
    if options.credential is None:
        return None
    credential = options.credential.reveal()
    if isinstance(credential, str):
        return Secret(credential)
    return Secret(checked_token((yield from _asked(credential, deadline))))


def _asked(function: Callable[[], Any], deadline: Deadline) -> Generator[Step, Any, Any]:
    """Ask for the credential."""
    try:
        return (yield Ask(function, deadline))
    except APITimeoutError as error:
        raise deadline.explained(error)  # noqa: B904  (it has its cause, or is the same)


def _sent(request: Request) -> Generator[Step, Any, Any]:
    """Send a request and follow the redirects that answer it."""
    for _ in range(MOST_REDIRECTS):
        response = yield Send(request)
        following = redirected(request, response.status_code, response.headers)
        if following is None:
            return response
        yield Read(response)
        request = following
    raise NetworkError(f"{request.url} redirects without end. The client followed {MOST_REDIRECTS} redirects.")


def _with_headers(request: Request, call: Call, watch: Watch) -> Request:
    """Return the request with the headers that hooks have given it, which stand below all others."""
    for name, value in watch.call.headers.items():
        if name.lower() not in call.without:
            request.headers.reveal().setdefault(name.lower(), value)
    return request
