"""Translate debates."""

from __future__ import annotations

from typing import Any, Dict, List

from ...exceptions import HelixAgentError, ValidationError
from .times import seconds_of, with_times
from .translation import (
    GUIDE,
    CompleteResult,
    ContractCall,
    Object,
    ServerRequest,
    Translation,
    number_of,
    object_of,
    objects_of,
    quoted,
    renamed,
)

_MIN_PARTICIPANTS = 2
_IGNORED = ("consensus_threshold", "cognee_config")
_IGNORED_OF_PARTICIPANT = ("enable_cognee", "cognee_settings")


def create_debate(call: ContractCall) -> Translation:
    """Start the debate with the server's member names.

    The server silently ignores the contract's member names and starts a different debate.
    """
    if call.accepted is not None:
        started = call.accepted.data
        if "debateId" in started or "debate_id" not in started:
            call.server.learn_contract(call.operation)
            return CompleteResult(started)
        body = _debate_body(call)
        call.notices.append(
            "A published HelixAgent server accepted debates.create but started another debate than requested. "
            f"It is deleted, and the call is sent again in the server's terms; {GUIDE}."
        )
        call.server.learn_contract(call.operation, speaks=False)
        yield from _deleted(call, started["debate_id"])
    else:
        body = _debate_body(call)
    reply = yield ServerRequest("POST", call.path, body)
    if "debateId" in reply.data:
        # The server identified itself but accepted the contract's format, so it started a different debate.
        yield from _deleted(call, reply.data["debateId"])
        call.server.learn_contract(call.operation)
        reply = yield call.unchanged()
        return CompleteResult(reply.data)
    translated = renamed(
        with_times(reply.data),
        {"debate_id": "debateId", "max_rounds": "total_rounds", "participants": "participants_count"},
    )
    return CompleteResult(translated)


def get_debate_status(call: ContractCall) -> Translation:
    """Request the whole debate, because the status alone has no `max_rounds` after the debate ends."""
    reply = yield ServerRequest("GET", _without_end(call.path, "/status"))
    data = reply.data
    if "debateId" in data:
        return CompleteResult(data)
    result = object_of(data.get("result"))
    translated = renamed(
        {name: value for name, value in data.items() if name != "result"},
        {"debate_id": "debateId", "max_rounds": "total_rounds", "duration_seconds": "time_elapsed"},
    )
    translated.setdefault("current_round", result.get("rounds_conducted"))
    return CompleteResult(with_times(translated))


def get_debate_results(call: ContractCall) -> Translation:
    """Count the responses of each participant, and rename the other members."""
    reply = yield call.unchanged()
    data = reply.data
    if "debateId" in data:
        return CompleteResult(data)
    translated = renamed(with_times(data), {"debate_id": "debateId", "rounds_conducted": "rounds_completed"})
    translated["participants"] = _participants(data)
    translated["duration"] = seconds_of(data.get("duration"))
    translated.setdefault("status", "failed" if data.get("success") is False else "completed")
    if isinstance(data.get("consensus"), dict):
        translated["consensus"] = renamed(data["consensus"], {"reached": "achieved", "key_points": "key_agreements"})
    if "quality_score" in data:
        translated.setdefault("quality_metrics", {"overall_debate_quality": data["quality_score"]})
    return CompleteResult(translated)


def get_debate(call: ContractCall) -> Translation:
    """Rename the members."""
    reply = yield call.unchanged()
    return CompleteResult(_details(reply.data))


def list_debates(call: ContractCall) -> Translation:
    """Return the requested page of the list, because the server always sends all debates."""
    reply = yield call.unchanged()
    data = reply.data
    found = objects_of(data.get("debates"))
    if not any("debate_id" in each for each in found):
        return CompleteResult(data)
    status, limit, offset = (call.parameters.get(name) for name in ("status", "limit", "offset"))
    matching = [each for each in found if status is None or each.get("status") == status]
    start = offset if isinstance(offset, int) else 0
    page = matching[start:] if limit is None else matching[start : start + limit]
    return CompleteResult({**data, "debates": [_details(each) for each in page], "total": len(matching)})


def _debate_body(call: ContractCall) -> Object:
    body = renamed(call.body, {"debateId": "debate_id", "maximal_repeat_rounds": "max_rounds"})
    call.ignored(*(name for name in _IGNORED if name in body))
    participants = objects_of(body.get("participants"))
    if len(participants) < _MIN_PARTICIPANTS:
        raise ValidationError(
            "participants must have two or more participants, because this HelixAgent server has no default team "
            f'for debates: [{{"name": "Ann", "llms": [{{"provider": "...", "model": "..."}}]}}, ...]; {GUIDE}.',
            param="participants",
        )
    kept = {name: value for name, value in body.items() if name not in _IGNORED}
    return {**kept, "participants": [_participant(call, each) for each in participants]}


def _participant(call: ContractCall, given: Object) -> Object:
    call.ignored(*(f"participants[].{name}" for name in _IGNORED_OF_PARTICIPANT if name in given))
    llms = objects_of(given.get("llms"))
    if len(llms) > 1:
        call.ignored("participants[].llms after the first")
    first = llms[0] if llms else {}
    if "api_key" in first:
        call.ignored("participants[].llms[].api_key")
    translated = {name: value for name, value in given.items() if name not in ("llms", *_IGNORED_OF_PARTICIPANT)}
    for name, source in (("llm_provider", "provider"), ("llm_model", "model")):
        if first.get(source) is not None:
            translated.setdefault(name, first[source])
    return translated


def _deleted(call: ContractCall, debate_id: Any) -> Any:
    if not isinstance(debate_id, str) or not debate_id:
        return
    try:
        yield ServerRequest("DELETE", f"{call.path}/{quoted(debate_id)}")
    except HelixAgentError:
        # A failed deletion must not fail the debate that the caller requested.
        call.notices.append(f"The debate {debate_id} could not be deleted.")


def _details(data: Object) -> Object:
    if "debate_id" not in data:
        return data
    names = {
        "debate_id": "debateId",
        "max_rounds": "maximal_repeat_rounds",
        "start_time": "started_at",
        "end_time": "completed_at",
        "timeout_seconds": "timeout",
    }
    translated = renamed(with_times(data), names)
    result = object_of(data.get("result"))
    if result:
        translated.setdefault("current_round", result.get("rounds_conducted"))
        translated.setdefault("participants", _participants(result))
    return translated


def _participants(result: Object) -> List[Object]:
    """Return one participant for each distinct name in a debate's responses."""
    spoken: Dict[str, List[Object]] = {}
    for response in objects_of(result.get("all_responses")) or objects_of(result.get("participants")):
        name = response.get("participant_name") or response.get("name")
        if isinstance(name, str):
            spoken.setdefault(name, []).append(response)
    return [_totals(name, responses) for name, responses in spoken.items()]


def _totals(name: str, responses: List[Object]) -> Object:
    scores = [score for score in (number_of(each.get("quality_score")) for each in responses) if score is not None]
    first = responses[0]
    return {
        "name": name,
        "role": first.get("role"),
        "total_responses": len(responses),
        "avg_quality_score": sum(scores) / len(scores) if scores else None,
        "llm_provider": first.get("llm_provider"),
        "llm_model": first.get("llm_model"),
    }


def _without_end(path: str, end: str) -> str:
    return path[: -len(end)] if path.endswith(end) else path
