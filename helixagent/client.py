"""HelixAgentClient, the client that uses a `requests.Session`."""

from __future__ import annotations

from typing import Any, Mapping, Optional, Sequence

from ._core.hooks import Hook
from ._core.requests.arguments import given
from ._core.requests.options import (
    DEFAULT_MAX_RETRIES,
    NOT_GIVEN,
    CompatibilityMode,
    Credential,
    Runtime,
    TimeoutOption,
)
from ._core.responses.body_size import DEFAULT_MAX_RESPONSE_SIZE
from ._core.secret import Secret
from ._core.tracebacks import public
from ._sync.client import HelixAgent
from ._transport import http_clients
from .exceptions import ValidationError

__all__ = ["HelixAgentClient"]


class HelixAgentClient(HelixAgent):
    """A HelixAgent client that sends all requests, including streams, with your requests.Session.

    The session's proxies, headers, cookies, adapters, hooks and TLS settings apply. The client does not close it. This
    class needs the extra `requests`. The arguments that are not listed here are the same as in HelixAgent.

    Args:
        session: The session to send requests with. If omitted, the client behaves like HelixAgent.
        max_retries: As in HelixAgent, in addition to the retries of the session's adapters.
        http_client: As in HelixAgent, instead of `session`.
        verify: As in HelixAgent. With a session, use the `verify` of the session.

    Raises:
        AuthenticationError: No credential was given, and the server is not on this machine.
        ValidationError: An argument is invalid.

    Example:
        session = requests.Session()
        session.proxies = {"https": "https://proxy.company.com:7061"}
        client = HelixAgentClient(api_key="your-api-key", session=session)
    """

    @public
    def __init__(
        self,
        api_key: Optional[Credential] = None,
        *,
        session: Optional[http_clients.Session] = None,
        token: Optional[Credential] = None,
        base_url: Optional[str] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        stream_idle_timeout: Optional[float] = None,
        deadline: Optional[float] = None,
        max_retries: int = DEFAULT_MAX_RETRIES,
        max_response_size: int = DEFAULT_MAX_RESPONSE_SIZE,
        default_headers: Optional[Mapping[str, Optional[str]]] = None,
        default_query: Optional[Mapping[str, Any]] = None,
        compatibility: Optional[CompatibilityMode] = None,
        http_client: Optional[http_clients.HttpClient] = None,
        verify: http_clients.Verify = True,
        hooks: Optional[Sequence[Hook]] = None,
        logger: Any = None,
        log_bodies: bool = False,
        tracer: Any = None,
        meter: Any = None,
        trace_content: bool = False,
        enable_metrics: bool = False,
        metrics_prefix: str = "helixagent",
        metrics_registry: Any = None,
        _runtime: Optional[Runtime] = None,
    ) -> None:
        options = given(locals())
        if session is not None and http_client is not None:
            raise ValidationError("Pass either session or http_client, not both.", param="session")
        # The session may contain a login or a proxy password.
        self._hidden_session = Secret(session)
        del options["session"]
        HelixAgent.__init__(self, **options)

    def _make_transport(self, http_client: Any, verify: Any) -> Any:
        session = self._hidden_session.reveal()
        if session is None:
            return super()._make_transport(http_client, verify)
        from ._transport.requests_session import RequestsTransport

        return RequestsTransport(session, verify)
