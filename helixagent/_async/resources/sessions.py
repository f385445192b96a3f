"""Sessions: conversations that the server stores."""

from __future__ import annotations

from typing import Any, Mapping, Optional

from helixagent import _async, types
from helixagent._async.listing import listed
from helixagent._async.resources._base import AsyncResource
from helixagent._core.requests.arguments import checked_names
from helixagent._core.requests.options import NOT_GIVEN, SecondsOption, TimeoutOption
from helixagent._core.responses.raw_response import RawSide
from helixagent_client.api.sessions import create_session, delete_session, get_session, list_sessions


class AsyncSessions(AsyncResource):
    """Create and manage sessions, which store the context of a user on the server."""

    with_raw_response: RawSide[_async.AsyncSessionsWithRawResponse]
    with_streaming_response: RawSide[_async.AsyncSessionsWithStreamingResponse]

    # region openapi.yaml: createSession as sessions.create
    @checked_names
    async def create(
        self,
        *,
        user_id: str,
        initial_context: Optional[Mapping[str, Any]] = None,
        ttl_hours: Optional[int] = None,
        memory_enabled: Optional[bool] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.Session:
        """Create a session.

        Creates a session, in which the server remembers a conversation.

        Args:
            user_id: Your ID for the end user.
            initial_context: Context of the session at its start.
            ttl_hours: Lifetime of the session, in whole hours.
            memory_enabled: Whether the session remembers the conversation.
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Raises:
            ValidationError: The request is malformed or an argument is out of range.
            AuthenticationError: The API key is missing, invalid or expired.
            RateLimitError: Too many requests.
            ProviderError: The server failed.
        """
        return await self._run("sessions.create", create_session, locals())

    # endregion

    # region openapi.yaml: listSessions as sessions.list
    @listed
    @checked_names
    async def list(
        self,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.SessionList:
        """List the sessions.

        Lists the sessions that the server remembers.

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
        return await self._run("sessions.list", list_sessions, locals())

    # endregion

    # region openapi.yaml: getSession as sessions.get
    @checked_names
    async def get(
        self,
        session_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.Session:
        """Retrieve a session.

        Retrieves a session and its context.

        Args:
            session_id: ID of the session.
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
        return await self._run("sessions.get", get_session, locals())

    # endregion

    # region openapi.yaml: deleteSession as sessions.delete
    @checked_names
    async def delete(
        self,
        session_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> Optional[types.MessageResponse]:
        """End a session.

        Ends a session and deletes its context.

        Args:
            session_id: ID of the session.
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Returns:
            The server's message, or None if it sends none.

        Raises:
            AuthenticationError: The API key is missing, invalid or expired.
            NotFoundError: The resource does not exist.
            RateLimitError: Too many requests.
            ProviderError: The server failed.
        """
        return await self._run("sessions.delete", delete_session, locals())

    # endregion
