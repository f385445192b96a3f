"""Debates between models: started, followed, and read when they have ended."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Callable, Dict, Mapping, Optional, Sequence, Union

from helixagent._async.listing import listed
from helixagent._async.page import AsyncPage
from helixagent._async.resources._base import AsyncResource
from helixagent._async.resources._wait import waited
from helixagent._core.requests.arguments import checked_names
from helixagent._core.requests.method import call_of, check_members
from helixagent._core.requests.options import NOT_GIVEN, SecondsOption
from helixagent._core.responses.answer import content_of, parse_answer
from helixagent._core.responses.waiting import Watch
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
from helixagent_client.models.debate import Debate
from helixagent_client.models.debate_details import DebateDetails
from helixagent_client.models.debate_list import DebateList
from helixagent_client.models.debate_results import DebateResults
from helixagent_client.models.debate_status import DebateStatus
from helixagent_client.models.debate_team import DebateTeam
from helixagent_client.models.message_response import MessageResponse
from helixagent_client.types import ApiModel

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from helixagent._async.resources._raw_types import AsyncDebatesWithRawResponse
    from helixagent._core.requests.call_types import CallOptions
    from helixagent._core.responses.raw_response import RawSide
    from helixagent_client.params import CogneeConfigParam, DebateParams, DebateParticipantParam


class AsyncDebates(AsyncResource):
    """Debates between models."""

    with_raw_response: RawSide[AsyncDebatesWithRawResponse]

    @checked_names
    async def create(
        self,
        config: Union[DebateParams, ApiModel, Mapping[str, Any], None] = None,
        *,
        debateId: Optional[str] = None,
        topic: Optional[str] = None,
        participants: Optional[Sequence[Union[DebateParticipantParam, ApiModel, Mapping[str, Any]]]] = None,
        maximal_repeat_rounds: Optional[int] = None,
        consensus_threshold: Optional[float] = None,
        timeout: Optional[int] = None,
        strategy: Optional[str] = None,
        enable_cognee: Optional[bool] = None,
        cognee_config: Optional[Union[CogneeConfigParam, ApiModel, Mapping[str, Any]]] = None,
        metadata: Optional[Mapping[str, Any]] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> Debate:
        """Start a debate, from a dict, from keywords, or from both, of which the keywords win.

        Args:
            config: The debate as a dict with the keys below; others go into `extra_body`.
            debateId: The id that it is to have; the server makes one if it is left out.
            topic: What is debated.
            participants: Two or more dicts with `name`, and `role`, `llms` and more; the server's own team if left out.
            maximal_repeat_rounds: The most rounds.
            consensus_threshold: The agreement, from 0 to 1, at which the debate ends.
            timeout: The seconds that the debate may take; that of the HTTP call is set by `with_options(timeout=...)`.
            strategy: How the debate is led.
            enable_cognee: Whether Cognee enriches the debate.
            cognee_config: How it does that.
            metadata: Names and values to keep with the debate.
            extra_headers: Headers of this call; None as a value takes one of the SDK's away.
            extra_query: Query parameters of this call.
            extra_body: Members of the body that the SDK does not know; they win and are not checked.
            deadline: Seconds for all attempts of this call and the waits between them, or None.

        Returns:
            The debate, with its `debateId` and `status`.

        Raises:
            HelixAgentError: As in `chat.completions.create`.
        """
        arguments = _of_debate(locals())
        result: Debate = await self._run("debates.create", create_debate, arguments)
        return result

    @checked_names
    async def get(self, debate_id: str, **options: Unpack[CallOptions]) -> DebateDetails:
        """Look a debate up.

        Args:
            debate_id: The debate's id.
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Raises:
            NotFoundError: There is no such debate.
            HelixAgentError: As in `chat.completions.create`.
        """
        result: DebateDetails = await self._run("debates.get", get_debate, locals())
        return result

    @listed
    @checked_names
    async def list(
        self,
        *,
        status: Optional[str] = None,
        limit: Optional[int] = None,
        offset: Optional[int] = None,
        **options: Unpack[CallOptions],
    ) -> AsyncPage[DebateDetails]:
        """List the debates; the page that is returned iterates over those that follow too.

        Args:
            status: Only those with this status.
            limit: How many a page has at most.
            offset: How many to leave out from the beginning.
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Raises:
            HelixAgentError: As in `chat.completions.create`.
        """
        arguments = dict(locals())

        async def following(place: int) -> AsyncPage[DebateDetails]:
            return await self._plain().list(status=status, limit=limit, offset=place, **options)

        def page(answer: DebateList) -> AsyncPage[DebateDetails]:
            return AsyncPage(answer, "debates", following, offset=offset, limit=limit)

        result: AsyncPage[DebateDetails] = await self._run("debates.list", list_debates, arguments, page)
        return result

    @checked_names
    async def delete(self, debate_id: str, **options: Unpack[CallOptions]) -> Optional[MessageResponse]:
        """Delete a debate.

        Args:
            debate_id: The debate's id.
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Returns:
            What the server says of it; None where it says nothing.

        Raises:
            NotFoundError: There is no such debate.
            HelixAgentError: As in `chat.completions.create`.
        """
        result: Optional[MessageResponse] = await self._run("debates.delete", delete_debate, locals())
        return result

    @checked_names
    async def get_status(self, debate_id: str, **options: Unpack[CallOptions]) -> DebateStatus:
        """Ask how far a debate is.

        Args:
            debate_id: The debate's id.
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Raises:
            NotFoundError: There is no such debate.
            HelixAgentError: As in `chat.completions.create`.
        """
        result: DebateStatus = await self._run("debates.get_status", get_debate_status, locals())
        return result

    @checked_names
    async def get_results(self, debate_id: str, **options: Unpack[CallOptions]) -> DebateResults:
        """Read the results of a debate that has ended.

        Args:
            debate_id: The debate's id.
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Raises:
            NotFoundError: There is no such debate.
            ValidationError: The debate has not ended yet.
            HelixAgentError: As in `chat.completions.create`.
        """
        result: DebateResults = await self._run("debates.get_results", get_debate_results, locals())
        return result

    @checked_names
    async def get_report(
        self, debate_id: str, *, format: str = "json", **options: Unpack[CallOptions]
    ) -> Union[Dict[str, Any], bytes]:
        """Read the report of a debate that has ended.

        Args:
            debate_id: The debate's id.
            format: `json`, `html` or `pdf`.
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Returns:
            The report as a dict for `json`, else the bytes of the file.

        Raises:
            NotFoundError: There is no such debate.
            HelixAgentError: As in `chat.completions.create`.
        """
        arguments, parse = dict(locals()), parse_answer
        if format not in (None, "json"):
            # A file is no JSON, for which the SDK asks elsewhere.
            headers = {"accept": "*/*", **(options.get("extra_headers") or {})}
            arguments, parse = {**arguments, "options": {**options, "extra_headers": headers}}, content_of
        result: Union[Dict[str, Any], bytes] = await self._run(
            "debates.get_report", get_debate_report, arguments, parse=parse
        )
        return result

    @checked_names
    async def approve(self, debate_id: str, **options: Unpack[CallOptions]) -> Debate:
        """Let a debate that awaits approval begin.

        Args:
            debate_id: The debate's id.
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Raises:
            NotFoundError: There is no such debate.
            ConflictError: The debate awaits no approval.
            HelixAgentError: As in `chat.completions.create`.
        """
        result: Debate = await self._run("debates.approve", approve_debate, locals())
        return result

    @checked_names
    async def reject(self, debate_id: str, *, reason: Optional[str] = None, **options: Unpack[CallOptions]) -> Debate:
        """Refuse a debate that awaits approval.

        Args:
            debate_id: The debate's id.
            reason: Why, for those who read it later.
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Raises:
            NotFoundError: There is no such debate.
            ConflictError: The debate awaits no approval.
            HelixAgentError: As in `chat.completions.create`.
        """
        result: Debate = await self._run("debates.reject", reject_debate, locals())
        return result

    @checked_names
    async def team(self, **options: Unpack[CallOptions]) -> DebateTeam:
        """Ask who debates where a debate names no participants.

        Args:
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Raises:
            HelixAgentError: As in `chat.completions.create`.
        """
        result: DebateTeam = await self._run("debates.team", get_debate_team, locals())
        return result

    @checked_names
    async def wait(
        self,
        debate_id: str,
        *,
        timeout: Optional[float] = None,
        poll_interval: float = 5.0,
        on_progress: Optional[Callable[[DebateStatus], Any]] = None,
    ) -> DebateResults:
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
        watch = Watch(name, url=url, timeout=timeout, poll_interval=poll_interval, options=options)
        return await waited(
            watch,
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
