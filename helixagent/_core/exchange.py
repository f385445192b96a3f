"""Carry out an API call as a generator of steps, which the sync and async drivers perform."""

from __future__ import annotations

from typing import Any, Generator, Optional, Union

from ..exceptions import APIStatusError, APITimeoutError, InvalidResponseError, NetworkError
from .hooks import CallObserver
from .published.adaptation import adapted
from .requests.call import Call, Request, request_of
from .requests.deadline import Deadline, deadline_of
from .requests.options import Options, checked_token
from .requests.redirect import MAX_REDIRECTS, redirected
from .requests.retry import delay_after, retry_after_of, should_retry
from .responses.body_size import MAX_EVENT_SIZE
from .responses.errors import error_from_response
from .secret import Secret, mask, mask_headers
from .steps import GetCredential, Read, Response, Send, Sleep, Step
from .tracebacks import without_traceback


def exchange(
    call: Call, options: Options, observer: CallObserver, deadline: Optional[Deadline] = None
) -> Generator[Step, Any, Response]:
    """Carry out an API call. The driver performs each step that this generator yields.

    This is the only function that uses the compatibility layer for published servers. The deadline starts now, unless
    the deadline of an enclosing API call is passed.
    """
    if deadline is None:
        timer = options.runtime.timer
        deadline = deadline_of(
            timer, deadline=call.deadline, stream_idle_timeout=call.stream_idle_timeout, url=call.url
        )
    if options.compatibility is None:
        return attempts(call, options, observer, deadline)
    return adapted(options.compatibility, call, options, observer, deadline, attempts)


def attempts(
    call: Call, options: Options, observer: CallObserver, deadline: Deadline
) -> Generator[Step, Any, Response]:
    """Send the request of an API call, with retries.

    Raises:
        APIStatusError: The last response is an error.
        NetworkError: The last attempt received no response.
        DeadlineExceededError: The deadline passed, or would pass before the next attempt.
    """
    runtime = options.runtime
    observer.begin()
    key = runtime.new_id() if call.method == "POST" else None
    sent = 0
    while True:
        credential = yield from _credential_of(options, deadline)
        if deadline.left() <= 0:
            raise deadline.reached(None, attempts=sent)
        sent += 1
        retry_after = response = None
        try:
            observer.attempt_started()
            response = yield from _sent(
                request_of(call, credential, key, observer.call.headers, deadline, sent, options.max_response_size)
            )
            headers, status = response.headers, response.status_code
            secrets = call.secrets if credential is None else (credential, *call.secrets)
            observer.response_started(status, headers, secrets)
            succeeded = 200 <= status < 300
            is_open = succeeded and (call.stream or call.defers_body)
            content: Any = None if is_open else (yield Read(response))
            if succeeded or call.is_expected(status, headers, content):
                max_event_size = min(options.max_response_size, MAX_EVENT_SIZE)
                return Response(
                    response, status, headers, content, sent, secrets, deadline, call.url, max_event_size=max_event_size
                )
        except NetworkError as error:
            error.attempts = sent
            # Hooks may pass the error to an error tracker, which reads the variables in its traceback.
            error = without_traceback(error)
            failure: Union[NetworkError, APIStatusError] = deadline.explained(error)
            observer.attempt_failed(failure)
            # After the deadline, there is no time for another attempt.
            again = failure is error
        except InvalidResponseError as error:
            # The body was too large. Without a response, it was the body of a redirect.
            error.status_code, error.attempts = getattr(response, "status_code", None), sent
            raise
        else:
            shown, body = mask_headers(headers, secrets), mask(content, secrets)
            failure = error_from_response(status, shown, body, now=runtime.clock(), attempts=sent)
            failure.url = call.url
            again = should_retry(status, headers)
            retry_after = retry_after_of(headers, runtime.clock())
        delay = None
        if again:
            delay = delay_after(sent, max_retries=options.max_retries, retry_after=retry_after, random=runtime.random)
        if delay is None or delay >= deadline.left():
            if delay is not None:
                failure = deadline.reached(failure, delay=delay)
            try:
                raise failure
            finally:
                # Without this, the frame and the exception's traceback would form a reference cycle.
                del failure
        observer.retry(delay, failure)
        yield Sleep(delay)


def _credential_of(options: Options, deadline: Deadline) -> Generator[Step, Any, Optional[Secret[str]]]:
    if options.credential is None:
        return None
    credential = options.credential.reveal()
    if callable(credential):
        try:
            credential = checked_token((yield GetCredential(credential, deadline)))
        except APITimeoutError as error:
            raise deadline.explained(error)  # noqa: B904  (the cause is already set, or it is the same error)
    return Secret(credential)


def _sent(request: Request) -> Generator[Step, Any, Any]:
    """Send a request and follow redirects."""
    requested = request.url
    for _ in range(MAX_REDIRECTS):
        response = yield Send(request)
        following = redirected(request, response.status_code, response.headers)
        if following is None:
            return response
        yield Read(response)
        request = following
    raise NetworkError(
        f"{request.url} redirects too many times. The client followed {MAX_REDIRECTS} redirects.", url=requested
    )
