# Written by `make generate` from helixagent/_async/resources/agents.py; do not edit.
"""The programs that work with the models of the server."""

from __future__ import annotations

from typing import Any, Mapping, Optional

from helixagent import _sync, types
from helixagent._core.requests.arguments import checked_names
from helixagent._core.requests.options import NOT_GIVEN, SecondsOption, TimeoutOption
from helixagent._core.responses.raw_response import RawSide
from helixagent._sync.resources._base import Resource
from helixagent_client.api.agents import get_agent, list_agents


class Agents(Resource):
    """List the agents, which are programs that work with the models of the server."""

    with_raw_response: RawSide[_sync.AgentsWithRawResponse]
    with_streaming_response: RawSide[_sync.AgentsWithStreamingResponse]

    # region openapi.yaml: listAgents as agents.list
    @checked_names
    def list(
        self,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.AgentList:
        """List the agents.

        Lists the agents of the server.

        Args:
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Raises:
            AuthenticationError: The API key is missing, invalid or expired.
            RateLimitError: Too many requests.
            ProviderError: The server failed.
        """
        return self._run("agents.list", list_agents, locals())

    # endregion

    # region openapi.yaml: getAgent as agents.get
    @checked_names
    def get(
        self,
        name: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.Agent:
        """Retrieve an agent.

        Retrieves an agent and its capabilities.

        Args:
            name: Name of the agent.
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Raises:
            AuthenticationError: The API key is missing, invalid or expired.
            NotFoundError: The resource does not exist.
            RateLimitError: Too many requests.
            ProviderError: The server failed.
        """
        return self._run("agents.get", get_agent, locals())

    # endregion
