"""Debates between models: create them, follow them, and read their results."""

from __future__ import annotations

from functools import partial
from typing import Any, Callable, Dict, Mapping, Optional, Sequence, Union

from helixagent import _async, types
from helixagent._async.listing import listed
from helixagent._async.page import AsyncPage
from helixagent._async.resources._base import AsyncResource
from helixagent._async.resources._wait import waited
from helixagent._core.requests.arguments import checked_names
from helixagent._core.requests.method import call_of, debate_arguments, report_arguments
from helixagent._core.requests.options import NOT_GIVEN, SecondsOption, TimeoutOption
from helixagent._core.responses.parse import content_of, parse_response
from helixagent._core.responses.polling import Polling
from helixagent._core.responses.raw_response import RawSide
from helixagent_client.api.debates import (
    approve_debate,
    create_debate,
    delete_debate,
    get_debate,
    get_debate_report,
    get_debate_results,
    get_debate_status,
    get_debate_team,
    list_debates,
    reject_debate,
)
from helixagent_client.types import ApiModel


class AsyncDebates(AsyncResource):
    """Create debates, follow them, and read their results."""

    with_raw_response: RawSide[_async.AsyncDebatesWithRawResponse]
    with_streaming_response: RawSide[_async.AsyncDebatesWithStreamingResponse]

    # region openapi.yaml: createDebate as debates.create
    @checked_names
    async def create(
        self,
        config: Union[types.DebateParams, ApiModel, Mapping[str, Any], None] = None,
        *,
        topic: Optional[str] = None,
        debateId: Optional[str] = None,
        participants: Optional[Sequence[Union[types.DebateParticipantParam, ApiModel, Mapping[str, Any]]]] = None,
        maximal_repeat_rounds: Optional[int] = None,
        consensus_threshold: Optional[float] = None,
        timeout: Optional[int] = None,
        strategy: Optional[str] = None,
        enable_cognee: Optional[bool] = None,
        cognee_config: Optional[Union[types.CogneeConfigParam, ApiModel, Mapping[str, Any]]] = None,
        metadata: Optional[Mapping[str, Any]] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.Debate:
        """Create a debate from a dict or from keyword arguments. Keyword arguments override members of the dict.

        Args:
            config: The debate as a dict that has the keyword arguments as keys. Pass other members in `extra_body`.
            topic: Question to debate.
            debateId: ID of the debate. The server generates one by default.
            participants: Participants of the debate, at least two. The default is the server's own team.
            maximal_repeat_rounds: Maximum number of rounds.
            consensus_threshold: Minimum agreement that counts as consensus, from 0 to 1.
            timeout: Maximum duration of the debate, in seconds. Use `with_options(timeout=...)` for the timeout of the
                request.
            strategy: How the debate proceeds, such as `round_robin`.
            enable_cognee: Whether Cognee enhances the debate.
            cognee_config: How Cognee enhances the debate.
            metadata: Metadata to keep with the debate.
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Returns:
            The debate, with its `debateId` and `status`.
        """
        return await self._run("debates.create", create_debate, debate_arguments(locals()))

    # endregion

    # region openapi.yaml: getDebate as debates.get
    @checked_names
    async def get(
        self,
        debate_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.DebateDetails:
        """Retrieve a debate.

        Retrieves the settings and the state of a debate.

        Args:
            debate_id: ID of the debate.
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
        return await self._run("debates.get", get_debate, locals())

    # endregion

    # region openapi.yaml: listDebates as debates.list
    @listed
    @checked_names
    async def list(
        self,
        *,
        status: Optional[types.DebateState] = None,
        limit: Optional[int] = None,
        offset: Optional[int] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> AsyncPage[types.DebateDetails]:
        """List the debates.

        Iterating over the page also yields the items of the following pages.

        Lists debates, newest first, in pages.

        Args:
            status: State of the debates to list.
            limit: Maximum number of items to return.
            offset: Number of items to skip.
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
        return await self._run_page("debates.list", list_debates, locals(), "debates")

    # endregion

    # region openapi.yaml: deleteDebate as debates.delete
    @checked_names
    async def delete(
        self,
        debate_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> Optional[types.MessageResponse]:
        """Delete a debate.

        Deletes a debate and its results. A running debate is cancelled.

        Args:
            debate_id: ID of the debate.
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
            ConflictError: The state of the resource does not allow this request.
            RateLimitError: Too many requests.
            ProviderError: The server failed.
        """
        return await self._run("debates.delete", delete_debate, locals())

    # endregion

    # region openapi.yaml: getDebateStatus as debates.get_status
    @checked_names
    async def get_status(
        self,
        debate_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.DebateStatus:
        """Retrieve the status of a debate.

        Retrieves the state, the round and the current speaker of a debate.

        Args:
            debate_id: ID of the debate.
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
        return await self._run("debates.get_status", get_debate_status, locals())

    # endregion

    # region openapi.yaml: getDebateResults as debates.get_results
    @checked_names
    async def get_results(
        self,
        debate_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.DebateResults:
        """Retrieve the results of a debate.

        Retrieves the consensus and the contribution of each participant. Until the debate has ended, the status is 400
        or 409.

        Args:
            debate_id: ID of the debate.
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Raises:
            ValidationError: The request is malformed, or the debate has not ended.
            AuthenticationError: The API key is missing, invalid or expired.
            NotFoundError: The resource does not exist.
            ConflictError: The state of the resource does not allow this request.
            RateLimitError: Too many requests.
            ProviderError: The server failed.
        """
        return await self._run("debates.get_results", get_debate_results, locals())

    # endregion

    # region openapi.yaml: getDebateReport as debates.get_report
    @checked_names
    async def get_report(
        self,
        debate_id: str,
        *,
        format: types.ReportFormat = "json",
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> Union[Dict[str, Any], bytes]:
        """Return the report of a completed debate.

        Args:
            debate_id: ID of the debate.
            format: Format of the report: `json`, `html` or `pdf`.
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Returns:
            The report as a dict if the format is `json`, otherwise the bytes of the file.

        Raises:
            NotFoundError: The debate does not exist.
        """
        return await self._run(
            "debates.get_report",
            get_debate_report,
            report_arguments(locals()),
            parse=parse_response if format in (None, "json") else content_of,
        )

    # endregion

    # region openapi.yaml: approveDebate as debates.approve
    @checked_names
    async def approve(
        self,
        debate_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.Debate:
        """Approve a debate.

        Continues a debate that is waiting for approval.

        Args:
            debate_id: ID of the debate.
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Raises:
            AuthenticationError: The API key is missing, invalid or expired.
            NotFoundError: The resource does not exist.
            ConflictError: The state of the resource does not allow this request.
            RateLimitError: Too many requests.
            ProviderError: The server failed.
        """
        return await self._run("debates.approve", approve_debate, locals())

    # endregion

    # region openapi.yaml: rejectDebate as debates.reject
    @checked_names
    async def reject(
        self,
        debate_id: str,
        *,
        reason: Optional[str] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.Debate:
        """Reject a debate.

        Ends a debate that is waiting for approval.

        Args:
            debate_id: ID of the debate.
            reason: Reason for the rejection.
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Raises:
            ValidationError: The request is malformed or an argument is out of range.
            AuthenticationError: The API key is missing, invalid or expired.
            NotFoundError: The resource does not exist.
            ConflictError: The state of the resource does not allow this request.
            RateLimitError: Too many requests.
            ProviderError: The server failed.
        """
        return await self._run("debates.reject", reject_debate, locals())

    # endregion

    # region openapi.yaml: getDebateTeam as debates.team
    @checked_names
    async def team(
        self,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.DebateTeam:
        """Retrieve the default debate team.

        Lists the models that debate if a request names no participants.

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
        return await self._run("debates.team", get_debate_team, locals())

    # endregion

    @checked_names
    async def wait(
        self,
        debate_id: str,
        *,
        timeout: Optional[float] = None,
        poll_interval: float = 5.0,
        on_progress: Optional[Callable[[types.DebateStatus], Any]] = None,
    ) -> types.DebateResults:
        """Wait until a debate has ended, and return its results.

        Args:
            debate_id: ID of the debate.
            timeout: Timeout of the wait in seconds, or None for no limit. The last request may take 2 seconds longer.
            poll_interval: Number of seconds between two status requests.
            on_progress: Function that is called with each status. If it raises, the wait ends with the exception.

        Raises:
            JobFailedError: The debate failed, was rejected or was canceled.
            WaitTimeoutError: The debate did not end in time. It continues on the server.
        """
        plain, options = self._plain(), self._client._options
        call = call_of(get_debate_status, options, "debates.wait", {"debate_id": debate_id})
        polling = Polling(f"debate {debate_id}", call.url, timeout, poll_interval, options)
        look, result = partial(plain.get_status, debate_id), partial(plain.get_results, debate_id)
        return await waited(polling, options.runtime, look, result, on_progress)
