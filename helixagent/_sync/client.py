# Written by `make generate` from helixagent/_async/client.py; do not edit.
"""HelixAgent, the synchronous client."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Callable, Dict, Mapping, Optional, Sequence, TypeVar, Union

from helixagent import types
from helixagent._core.hooks import Hook
from helixagent._core.requests.arguments import checked_names
from helixagent._core.requests.options import (
    DEFAULT_MAX_RETRIES,
    NOT_GIVEN,
    CompatibilityMode,
    Credential,
    NotGiven,
    Options,
    Runtime,
    SecondsOption,
    Timeout,
    TimeoutOption,
    changed,
    read_options,
)
from helixagent._core.responses.body_size import DEFAULT_MAX_RESPONSE_SIZE
from helixagent._core.tracebacks import public
from helixagent._sync import resources
from helixagent._sync.client_base import ClientBase
from helixagent._transport import http_clients
from helixagent.observability.observers import ClientHooks, HookSettings
from helixagent.observability.usage import UsageStats
from helixagent_client.api.health import get_health, get_service_health

T = TypeVar("T")


class HelixAgent(ClientBase):
    """A synchronous client for the HelixAgent API.

    It has a connection pool, so create one client and share it. Close it with `client.close()` or `with`.

    Args:
        api_key: API key, or a function that is called before each attempt to get the key. The default is
            the environment variable HELIXAGENT_API_KEY. Servers on this machine need no key.
        token: JWT to use instead of the key, or a function that returns it. The default is HELIXAGENT_TOKEN.
        base_url: URL of the server, with or without `/v1`. The default is HELIXAGENT_BASE_URL, or
            https://api.helixagent.ai.
        timeout: Timeout in seconds, an httpx.Timeout, or None for no timeout. The default is 600 seconds, and 5 seconds
            to connect.
        stream_idle_timeout: Maximum number of seconds to wait for the next event of a stream, or None for no limit.
        deadline: Maximum number of seconds for an API call with all its attempts, and for reading its stream, or None
            for no limit.
        max_retries: Maximum number of retries of a failed request.
        max_response_size: Maximum size of a decompressed response body in bytes. A larger body raises an
            InvalidResponseError. For streams, the limit applies to each event, and cannot exceed 64 MiB.
        default_headers: Extra headers for all requests. Set a header to None to remove one of the SDK's defaults.
        default_query: Extra query parameters for all requests.
        compatibility: Whether to adapt requests to published HelixAgent servers, whose API differs. `"auto"` adapts
            them if the server identifies itself as a published server, `"published"` always adapts them, and `"off"`
            never adapts them. The default is HELIXAGENT_COMPATIBILITY, or `"auto"`. See docs/servers.md.
        http_client: Your own httpx.Client, for example with a proxy or other limits. You close it yourself.
            An httpx2.Client works too, and `"httpx2"` uses httpx2 for the SDK's own connections (extra `httpx2`).
            The asynchronous client also accepts `"aiohttp"`, which is faster for many concurrent calls (extra
            `aiohttp`).
        verify: Path of a file or directory with certificates to trust instead of the defaults, an ssl.SSLContext, or
            False to accept any certificate, which is insecure.
        hooks: Functions that are called for every API call, attempt and stream. See docs/observability.md.
        logger: Logger for log entries, such as `structlog.get_logger()`. The default is the standard logger
            `helixagent`.
        log_bodies: Whether log entries include request and response bodies, which contain prompts.
        tracer: OpenTelemetry tracer that records a span for each API call (extra `otel`).
        meter: OpenTelemetry meter that records durations and token counts.
        trace_content: Whether spans include prompts and responses.
        enable_metrics: Whether to record Prometheus metrics (extra `prometheus`).
        metrics_prefix: Prefix of the metric names.
        metrics_registry: prometheus_client.CollectorRegistry for the metrics. The default is the global registry.

    Raises:
        AuthenticationError: No credential was given, and the server is not on this machine.
        ValidationError: An argument is invalid.

    Example:
        with HelixAgent(api_key="your-api-key") as client:
            response = client.chat.completions.create(messages=[{"role": "user", "content": "Hello"}])
            print(response.choices[0].message.content)
    """

    @public
    def __init__(
        self,
        api_key: Optional[Credential] = None,
        *,
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
        arguments = locals()
        self._options: Options = read_options(arguments)
        about_hooks = {name: arguments[name] for name in HookSettings._fields if name in arguments}
        settings = HookSettings(is_async=self._is_async, **about_hooks)
        self._options = self._options._replace(hooks=ClientHooks(settings, self._options.runtime.timer))
        self._transport = self._make_transport(http_client, verify)
        self._shares_transport = False

    @property
    def base_url(self) -> str:
        """The base URL of the server, without `/v1`."""
        return self._options.base_url

    @property
    def timeout(self) -> Timeout:
        """The timeout of each request in seconds; None for no timeout."""
        # The import is here because `import helixagent` alone must stay cheap.
        from helixagent._transport.httpx_common import TIMEOUT

        given = self._options.timeout
        return TIMEOUT if isinstance(given, NotGiven) else given

    @property
    def max_retries(self) -> int:
        """The maximum number of retries of a failed request."""
        return self._options.max_retries

    @property
    def server_kind(self) -> Optional[str]:
        """The kind of server: `"published"`, `"contract"`, or None before the first response.

        A published server identifies itself in its response headers. All other servers follow the documented API.
        """
        known = self._options.compatibility
        return None if known is None else known.server.kind

    @cached_property
    def auth(self) -> resources.Auth[HelixAgent]:
        """Accounts and tokens."""
        return resources.Auth(self)

    @cached_property
    def batch(self) -> resources.Batch:
        """Many requests at once, from a file or a list."""
        return resources.Batch(self)

    # region openapi.yaml, tags
    @cached_property
    def models(self) -> resources.Models:
        """The models of the server."""
        return resources.Models(self)

    @cached_property
    def chat(self) -> resources.Chat:
        """Chat completions."""
        return resources.Chat(self)

    @cached_property
    def completions(self) -> resources.Completions:
        """Text completions."""
        return resources.Completions(self)

    @cached_property
    def ensemble(self) -> resources.Ensemble:
        """Completions on which several providers vote."""
        return resources.Ensemble(self)

    @cached_property
    def embeddings(self) -> resources.Embeddings:
        """Embeddings of texts."""
        return resources.Embeddings(self)

    @cached_property
    def debates(self) -> resources.Debates:
        """Debates between models."""
        return resources.Debates(self)

    @cached_property
    def mcp(self) -> resources.MCP:
        """The Model Context Protocol: tools, prompts and resources."""
        return resources.MCP(self)

    @cached_property
    def providers(self) -> resources.Providers:
        """The model providers of the server."""
        return resources.Providers(self)

    @cached_property
    def vision(self) -> resources.Vision:
        """Questions about images, and text recognition."""
        return resources.Vision(self)

    @cached_property
    def tasks(self) -> resources.Tasks:
        """Background tasks."""
        return resources.Tasks(self)

    @cached_property
    def webhooks(self) -> resources.Webhooks:
        """Webhooks for events of tasks and debates."""
        return resources.Webhooks(self)

    @cached_property
    def sessions(self) -> resources.Sessions:
        """Sessions: conversations that the server stores."""
        return resources.Sessions(self)

    @cached_property
    def agents(self) -> resources.Agents:
        """The agents of the server."""
        return resources.Agents(self)

    # endregion

    # region openapi.yaml: getHealth as health
    @checked_names
    def health(
        self,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.Health:
        """Check that the server is up.

        Returns without contacting any provider. Load balancers can use it.

        Args:
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Raises:
            ProviderError: The server failed.
        """
        return self._run("health", get_health, locals())

    # endregion

    # region openapi.yaml: getServiceHealth as service_health
    @checked_names
    def service_health(
        self,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.ServiceHealth:
        """Check the server and its providers.

        Counts the healthy and the unhealthy providers.

        Args:
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Raises:
            ProviderError: The server failed.
        """
        return self._run("service_health", get_service_health, locals())

    # endregion

    def _run(
        self, name: str, operation: Any, arguments: Dict[str, Any], then: Optional[Callable[[Any], T]] = None
    ) -> T:
        # The import is here because `import helixagent` alone must stay cheap.
        from helixagent._sync.resources._base import Resource

        return Resource(self)._run(name, operation, arguments, then)

    def get_usage_stats(self) -> UsageStats:
        """Return the number of API calls and tokens, including those from clients created by `with_options`.

        Example:
            usage = client.get_usage_stats()
            print(usage.total_requests, usage.total_tokens, usage.success_rate)
        """
        self._observers.report_abandoned()
        return self._observers.usage.stats()

    def reset_usage_stats(self) -> None:
        """Reset the counts of `get_usage_stats` to zero."""
        self._observers.usage.reset()

    def enable_logging(self, level: Union[str, int] = "debug") -> None:
        """Write log entries to standard error, unless your program's logging configuration already handles them.

        Args:
            level: Lowest level to show: `debug`, `info`, `warning` or `error`.

        Raises:
            ValidationError: The level is not valid.
        """
        self._observers.log.enable(level)

    @public
    def with_options(
        self,
        *,
        api_key: Optional[Credential] = None,
        token: Optional[Credential] = None,
        base_url: Optional[str] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        stream_idle_timeout: SecondsOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
        max_retries: Optional[int] = None,
        max_response_size: Optional[int] = None,
        default_headers: Optional[Mapping[str, Optional[str]]] = None,
        default_query: Optional[Mapping[str, Any]] = None,
        compatibility: Optional[CompatibilityMode] = None,
    ) -> HelixAgent:
        """Return a client with different settings, which shares the connections, hooks and counts of this one.

        Closing it does not close the connections. Settings that you do not pass keep their values. The arguments that
        are not listed here are the same as for a new client.

        Args:
            default_headers: Added to this client's default headers.
            default_query: Added to this client's default query parameters.

        Raises:
            ValidationError: An argument is invalid.

        Example:
            client.with_options(max_retries=5).chat.completions.create(messages=messages)
        """
        client = self.__copy__()
        client._options = changed(self._options, locals())
        return client

    # The openai package also has this name.
    copy = with_options

    def close(self) -> None:
        """Close the connections. The client cannot be used afterwards. Your own `http_client` stays open."""
        if not self._shares_transport:
            self._settle_hooks()
            self._transport.close()

    def __enter__(self) -> HelixAgent:
        return self

    def __exit__(self, *error: Any) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"{type(self).__name__}(base_url={self._options.base_url!r})"

    @property
    def _observers(self) -> ClientHooks:
        return self._options.hooks  # type: ignore[no-any-return]
