# Written by `make generate` from helixagent/_async/resources/agents.py; do not edit.
"""The agents that the server has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helixagent._core.requests.arguments import checked_names
from helixagent._sync.resources._base import Resource
from helixagent_client.api.agents import get_agent, list_agents
from helixagent_client.models.agent import Agent
from helixagent_client.models.agent_list import AgentList

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from helixagent._core.requests.call_types import CallOptions
    from helixagent._core.responses.raw_response import RawSide
    from helixagent._sync.resources._raw_types import AgentsWithRawResponse


class Agents(Resource):
    """The agents that the server has."""

    with_raw_response: RawSide[AgentsWithRawResponse]

    @checked_names
    def list(self, **options: Unpack[CallOptions]) -> AgentList:
        """List the agents.

        Args:
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Raises:
            HelixAgentError: As in `chat.completions.create`.
        """
        result: AgentList = self._run("agents.list", list_agents, locals())
        return result

    @checked_names
    def get(self, name: str, **options: Unpack[CallOptions]) -> Agent:
        """Look an agent up.

        Args:
            name: The agent's name.
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Raises:
            NotFoundError: There is no such agent.
            HelixAgentError: As in `chat.completions.create`.
        """
        result: Agent = self._run("agents.get", get_agent, locals())
        return result
