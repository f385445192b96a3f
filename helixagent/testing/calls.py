"""Assertions about received requests, shared by the sandbox and the fake clients."""

from __future__ import annotations

from typing import Any, Callable, List, Mapping, Optional

from helixagent.testing.masking import masked
from helixagent.testing.operations import operation_named
from helixagent.testing.sandbox.recording import RecordedRequest

# Maximum number of requests listed in a message.
_MAX_LISTED = 20
_MISSING = object()


class RequestAssertions:
    """Mixin with assertions about `requests`."""

    @property
    def requests(self) -> List[RecordedRequest]:
        """All requests so far, oldest first. Each attempt of a retried API call counts as one request."""
        raise NotImplementedError

    def _operation(self, name: str) -> str:
        return operation_named(name)

    @property
    def last_request(self) -> RecordedRequest:
        """The most recent request.

        Raises:
            AssertionError: There was no request.

        Example:
            assert sandbox.last_request.json()["temperature"] == 0
        """
        requests = self.requests
        if not requests:
            raise AssertionError("No request was made.")
        return requests[-1]

    def requests_to(self, operation: str) -> List[RecordedRequest]:
        """Return the requests of one operation, oldest first.

        Args:
            operation: A method of the SDK such as `chat.completions.create`, or an operationId of the API.

        Raises:
            ValueError: The operation does not exist.
        """
        expected = self._operation(operation)
        return [request for request in self.requests if request.operation == expected]

    def assert_called(
        self,
        operation: Optional[str] = None,
        *,
        times: Optional[int] = None,
        where: Optional[Callable[[RecordedRequest], Any]] = None,
        **body: Any,
    ) -> RecordedRequest:
        """Assert that there was a matching request.

        Args:
            operation: A method of the SDK such as `chat.completions.create`, or an operationId. Defaults to any
                operation.
            times: The exact number of matching requests. By default, at least one is required. Each attempt of a
                retried API call counts.
            where: A predicate that returns whether a request matches.
            body: Expected members of the JSON body. In nested objects, only the given members are compared.

        Returns:
            The most recent matching request.

        Raises:
            AssertionError: The number of matching requests is different. The message lists all requests.
            ValueError: The operation does not exist.

        Example:
            sandbox.assert_called("chat.completions.create", times=1, model="helixagent-ensemble")
        """
        __tracebackhide__ = True
        candidates = self.requests if operation is None else self.requests_to(operation)
        found = [request for request in candidates if not _differences(request, body, where)]
        if (found and times is None) or (times is not None and len(found) == times and times > 0):
            return found[-1]
        if times == 0 and not found:
            raise ValueError("times must be 1 or more; use assert_not_called")
        raise AssertionError(_message(operation, times, body, where, found, candidates, self.requests))

    def assert_not_called(self, operation: Optional[str] = None) -> None:
        """Assert that no request was made, either to one operation or at all.

        Args:
            operation: A method of the SDK such as `tasks.create`, or an operationId. Defaults to any operation.

        Raises:
            AssertionError: There was one. The message lists the requests.
            ValueError: The operation does not exist.
        """
        __tracebackhide__ = True
        found = self.requests if operation is None else self.requests_to(operation)
        if found:
            raise AssertionError(f"{operation or 'A method'} was called:\n{_listed(found)}")


def _differences(
    request: RecordedRequest, body: Mapping[str, Any], where: Optional[Callable[[RecordedRequest], Any]]
) -> List[str]:
    if where is not None and not where(request):
        return ["`where` returned false"]
    if not body:
        return []
    try:
        sent = request.json()
    except ValueError:
        return ["its body is not JSON"]
    return _differing(sent, body, "")


def _differing(sent: Any, expected: Any, path: str) -> List[str]:
    if isinstance(expected, Mapping) and isinstance(sent, Mapping):
        found: List[str] = []
        for name, value in expected.items():
            found += _differing(sent.get(name, _MISSING), value, f"{path}.{name}" if path else name)
        return found
    if sent == expected:
        return []
    if sent is _MISSING:
        return [f"{path} is missing, expected {expected!r}"]
    return [f"{path or 'the body'} is {_shown(sent, path)}, expected {_shown(expected, path)}"]


def _shown(value: Any, path: str) -> str:
    name = path.rpartition(".")[2]
    text = repr(masked({name: value})[name])
    return text if len(text) <= 200 else text[:200] + "…"


def _message(
    operation: Optional[str],
    times: Optional[int],
    body: Mapping[str, Any],
    where: Optional[Callable[[RecordedRequest], Any]],
    found: List[RecordedRequest],
    candidates: List[RecordedRequest],
    all_requests: List[RecordedRequest],
) -> str:
    conditions = ", ".join(f"{name}={_shown(value, name)}" for name, value in body.items())
    subject = f"{operation or 'A request'}" + (f" with {conditions}" if conditions else "")
    expected = "at least once" if times is None else "once" if times == 1 else f"{times} times"
    lines = [f"{subject} was expected {expected}, but was received {_count(len(found))}."]
    others = [request for request in candidates if request not in found]
    if others and (body or where):
        lines.append("Other requests to it:" if operation else "Others:")
        for request in others[:_MAX_LISTED]:
            lines.append(f"  {request.method} {request.shown_path}: {'; '.join(_differences(request, body, where))}")
    lines.append(f"All requests ({len(all_requests)}):" if all_requests else "There were no requests.")
    return "\n".join(lines) + ("\n" + _listed(all_requests) if all_requests else "")


def _count(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def _listed(requests: List[RecordedRequest]) -> str:
    lines = [f"  {request!r}" for request in requests[-_MAX_LISTED:]]
    if len(requests) > _MAX_LISTED:
        lines.insert(0, f"  … {len(requests) - _MAX_LISTED} before these")
    return "\n".join(lines)
