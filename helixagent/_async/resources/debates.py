"""Debates between models: started, followed, and read when they have ended."""

from __future__ import annotations

import functools
from typing import Any, Callable, Dict, Mapping, Optional, Sequence, Union

from helixagent import types
from helixagent._async import resources
from helixagent._async.listing import listed
from helixagent._async.page import AsyncPage
from helixagent._async.resources._base import AsyncResource
from helixagent._async.resources._wait import waited
from helixagent._async.streaming_response import StreamingSide
from helixagent._core.requests.arguments import checked_names, given
from helixagent._core.requests.method import call_of, check_members
from helixagent._core.requests.options import NOT_GIVEN, SecondsOption, TimeoutOption
from helixagent._core.responses.parse import content_of, parse_response
from helixagent._core.responses.polling import Polling
from helixagent._core.responses.raw_response import RawSide
from helixagent.exceptions import ValidationError
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
    """Debates between models."""

    with_raw_response: RawSide[resources.AsyncDebatesWithRawResponse]
    with_streaming_response: StreamingSide[resources.AsyncDebatesWithStreamingResponse]

    @checked_names
    async def create(
        self,
        config: Union[types.DebateParams, ApiModel, Mapping[str, Any], None] = None,
        *,
        topic: Optional[str] = None,
        # region openapi.yaml: createDebate
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
        # endregion
    ) -> types.Debate:
        """Start a debate, from a dict, from keywords, or from both, of which the keywords win.

        Args:
            config: The debate as a dict with the keys below; others go into `extra_body`.
            topic: The question.
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

        Raises:
            HelixAgentError: As in `chat.completions.create`.
        """
        arguments = _of_debate(locals())
        result: types.Debate = await self._run("debates.create", create_debate, arguments)
        return result

    @checked_names
    async def get(
        self,
        # region openapi.yaml: getDebate
        debate_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
        # endregion
    ) -> types.DebateDetails:
        """Look a debate up.

        Args:
            debate_id: ID of the debate.
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Raises:
            NotFoundError: There is no such debate.
            HelixAgentError: As in `chat.completions.create`.
        """
        result: types.DebateDetails = await self._run("debates.get", get_debate, locals())
        return result

    @listed
    @checked_names
    async def list(
        self,
        # region openapi.yaml: listDebates
        *,
        status: Optional[types.DebateState] = None,
        limit: Optional[int] = None,
        offset: Optional[int] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
        # endregion
    ) -> AsyncPage[types.DebateDetails]:
        """List the debates; the page that is returned iterates over those that follow too.

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
            HelixAgentError: As in `chat.completions.create`.
        """
        arguments = given(locals())

        async def following(place: int) -> AsyncPage[types.DebateDetails]:
            return await self._plain().list(**{**arguments, "offset": place})

        def page(answer: types.DebateList) -> AsyncPage[types.DebateDetails]:
            return AsyncPage(answer, "debates", following, offset=offset, limit=limit)

        result: AsyncPage[types.DebateDetails] = await self._run("debates.list", list_debates, arguments, page)
        return result

    @checked_names
    async def delete(
        self,
        # region openapi.yaml: deleteDebate
        debate_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
        # endregion
    ) -> Optional[types.MessageResponse]:
        """Delete a debate.

        Args:
            debate_id: ID of the debate.
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Returns:
            What the server says of it; None where it says nothing.

        Raises:
            NotFoundError: There is no such debate.
            HelixAgentError: As in `chat.completions.create`.
        """
        result: Optional[types.MessageResponse] = await self._run("debates.delete", delete_debate, locals())
        return result

    @checked_names
    async def get_status(
        self,
        # region openapi.yaml: getDebateStatus
        debate_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
        # endregion
    ) -> types.DebateStatus:
        """Ask how far a debate is.

        Args:
            debate_id: ID of the debate.
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Raises:
            NotFoundError: There is no such debate.
            HelixAgentError: As in `chat.completions.create`.
        """
        result: types.DebateStatus = await self._run("debates.get_status", get_debate_status, locals())
        return result

    @checked_names
    async def get_results(
        self,
        # region openapi.yaml: getDebateResults
        debate_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
        # endregion
    ) -> types.DebateResults:
        """Read the results of a debate that has ended.

        Args:
            debate_id: ID of the debate.
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Raises:
            NotFoundError: There is no such debate.
            ValidationError: The debate has not ended yet.
            HelixAgentError: As in `chat.completions.create`.
        """
        result: types.DebateResults = await self._run("debates.get_results", get_debate_results, locals())
        return result

    @checked_names
    async def get_report(
        self,
        debate_id: str,
        *,
        format: types.ReportFormat = "json",
        # region openapi.yaml: getDebateReport
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
        # endregion
    ) -> Union[Dict[str, Any], bytes]:
        """Read the report of a debate that has ended.

        Args:
            debate_id: The debate's id.
            format: `json`, `html` or `pdf`.
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Returns:
            The report as a dict for `json`, else the bytes of the file.

        Raises:
            NotFoundError: There is no such debate.
            HelixAgentError: As in `chat.completions.create`.
        """
        arguments, parse = dict(locals()), parse_response
        if format not in (None, "json"):
            # A file is no JSON, for which the SDK asks elsewhere.
            arguments, parse = {**arguments, "extra_headers": {"accept": "*/*", **(extra_headers or {})}}, content_of
        result: Union[Dict[str, Any], bytes] = await self._run(
            "debates.get_report", get_debate_report, arguments, parse=parse
        )
        return result

    @checked_names
    async def approve(
        self,
        # region openapi.yaml: approveDebate
        debate_id: str,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
        # endregion
    ) -> types.Debate:
        """Let a debate that awaits approval begin.

        Args:
            debate_id: ID of the debate.
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Raises:
            NotFoundError: There is no such debate.
            ConflictError: The debate awaits no approval.
            HelixAgentError: As in `chat.completions.create`.
        """
        result: types.Debate = await self._run("debates.approve", approve_debate, locals())
        return result

    @checked_names
    async def reject(
        self,
        # region openapi.yaml: rejectDebate
        debate_id: str,
        *,
        reason: Optional[str] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
        # endregion
    ) -> types.Debate:
        """Refuse a debate that awaits approval.

        Args:
            debate_id: ID of the debate.
            reason: Reason for the rejection.
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Raises:
            NotFoundError: There is no such debate.
            ConflictError: The debate awaits no approval.
            HelixAgentError: As in `chat.completions.create`.
        """
        result: types.Debate = await self._run("debates.reject", reject_debate, locals())
        return result

    @checked_names
    async def team(
        self,
        # region openapi.yaml: getDebateTeam
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
        # endregion
    ) -> types.DebateTeam:
        """Ask who debates where a debate names no participants.

        Args:
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Raises:
            HelixAgentError: As in `chat.completions.create`.
        """
        result: types.DebateTeam = await self._run("debates.team", get_debate_team, locals())
        return result

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
            debate_id: The debate's id.
            timeout: The most seconds to wait, hanging calls included; the last call may take 2 s more. None: no limit.
            poll_interval: Seconds between two looks at the status.
            on_progress: Called with each status; what it raises ends the wait.

        Raises:
            JobFailedError: The debate failed, was rejected or was cancelled.
            WaitTimeoutError: It has not ended in time; it goes on at the server.
            HelixAgentError: As in `chat.completions.create`.
        """
        plain, options = self._plain(), self._client._options
        name = f"debate {debate_id}"
        url = call_of(get_debate_status, options, "debates.wait", {"debate_id": debate_id}).url
        polling = Polling(name, url=url, timeout=timeout, poll_interval=poll_interval, options=options)
        return await waited(
            polling,
            options,
            look=functools.partial(plain.get_status, debate_id),
            result=functools.partial(plain.get_results, debate_id),
            on_progress=on_progress,
        )


def _of_debate(arguments: Mapping[str, Any]) -> Dict[str, Any]:
    config = arguments["config"]
    if isinstance(config, ApiModel):
        config = config.to_dict()
    if config is not None and not isinstance(config, Mapping):
        raise ValidationError(f"config must be a dict, not {type(config).__name__}.", param="config")
    # The server would drop what it does not know in silence, and debate other than was asked for.
    check_members("config", config or {}, "DebateRequest")
    keywords = {
        key: value for key, value in arguments.items() if key == "deadline" or (value is not None and key != "config")
    }
    return {**(config or {}), **keywords}
