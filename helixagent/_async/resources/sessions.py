"""Conversations that the server remembers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Mapping, Optional

from helixagent._async.listing import listed
from helixagent._async.resources._base import AsyncResource
from helixagent._core.requests.arguments import checked_names
from helixagent_client.api.sessions import create_session, delete_session, get_session, list_sessions
from helixagent_client.models.message_response import MessageResponse
from helixagent_client.models.session import Session
from helixagent_client.models.session_list import SessionList

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from helixagent._async.resources._raw_types import AsyncSessionsWithRawResponse
    from helixagent._core.requests.call_types import CallOptions
    from helixagent._core.responses.raw_response import RawSide


class AsyncSessions(AsyncResource):
    """Conversations that the server remembers."""

    with_raw_response: RawSide[AsyncSessionsWithRawResponse]

    @checked_names
    async def create(
        self,
        *,
        user_id: str,
        initial_context: Optional[Mapping[str, Any]] = None,
        ttl_hours: Optional[int] = None,
        memory_enabled: Optional[bool] = None,
        **options: Unpack[CallOptions],
    ) -> Session:
        """Begin a session.

        Args:
            user_id: Your own id of the user.
            initial_context: What the session knows from the start.
            ttl_hours: How many hours the session lives.
            memory_enabled: Whether the session remembers what was said.
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Raises:
            HelixAgentError: As in `chat.completions.create`.
        """
        result: Session = await self._run("sessions.create", create_session, locals())
        return result

    @listed
    @checked_names
    async def list(self, **options: Unpack[CallOptions]) -> SessionList:
        """List the sessions.

        Args:
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Raises:
            HelixAgentError: As in `chat.completions.create`.
        """
        result: SessionList = await self._run("sessions.list", list_sessions, locals())
        return result

    @checked_names
    async def get(self, session_id: str, **options: Unpack[CallOptions]) -> Session:
        """Look a session up.

        Args:
            session_id: The session's id.
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Raises:
            NotFoundError: There is no such session.
            HelixAgentError: As in `chat.completions.create`.
        """
        result: Session = await self._run("sessions.get", get_session, locals())
        return result

    @checked_names
    async def delete(self, session_id: str, **options: Unpack[CallOptions]) -> Optional[MessageResponse]:
        """End a session.

        Args:
            session_id: The session's id.
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Returns:
            What the server says of it; None where it says nothing.

        Raises:
            NotFoundError: There is no such session.
            HelixAgentError: As in `chat.completions.create`.
        """
        result: Optional[MessageResponse] = await self._run("sessions.delete", delete_session, locals())
        return result
