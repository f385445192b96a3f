"""Build debates and background tasks for tests, as if a server had sent them."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Optional, Sequence, Union

from helixagent.testing.offline import Offline
from helixagent_client.models.debate import Debate
from helixagent_client.models.debate_results import DebateResults
from helixagent_client.models.debate_status import DebateStatus
from helixagent_client.models.task import Task
from helixagent_client.models.task_event import TaskEvent
from helixagent_client.models.task_result import TaskResult
from helixagent_client.models.task_status import TaskStatus

_TOPIC = "Tea or coffee"
# Words in a topic that make the sandbox end a debate in a certain way.
_TOPICS = {"failed": "fail", "rejected": "reject", "cancelled": "cancel", "paused": "approval"}


def debate(topic: str = _TOPIC, *, status: str = "pending", debate_id: str = "debate-1", **fields: Any) -> Debate:
    """Build a newly created debate.

    Args:
        topic: The topic.
        status: The status.
        debate_id: The debate ID.
        fields: Other fields of Debate.
    """
    created = Offline().json("createDebate", {"topic": _TOPIC, "debateId": debate_id})
    message = f"The debate is {status}"
    return Debate.from_dict({**created, "topic": topic, "status": status, "message": message, **fields})


def debate_status(status: str = "completed", *, debate_id: str = "debate-1", **fields: Any) -> DebateStatus:
    """Build the status of a debate.

    Args:
        status: The status, such as `pending`, `running`, `in_progress`, `completed`, `failed`, `rejected` or `paused`.
        debate_id: The debate ID.
        fields: Other fields of DebateStatus, such as `current_round`.
    """
    offline = Offline()
    offline.json("createDebate", {"topic": _TOPICS.get(status, _TOPIC), "debateId": debate_id})
    return DebateStatus.from_dict({**_reached(offline, "getDebateStatus", status, debateId=debate_id), **fields})


def debate_results(
    topic: str = _TOPIC,
    *,
    final_position: Optional[str] = None,
    achieved: bool = True,
    confidence: float = 0.82,
    participants: Optional[Sequence[Union[str, Mapping[str, Any]]]] = None,
    status: str = "completed",
    debate_id: str = "debate-1",
    **fields: Any,
) -> DebateResults:
    """Build the results of a debate.

    Args:
        topic: The topic.
        final_position: The position that the participants agree on. By default, it mentions the topic.
        achieved: Whether the participants reach a consensus.
        confidence: Confidence of the consensus, from 0 to 1.
        participants: Names or results (as dicts) of the participants. Defaults to three participants.
        status: The final status.
        debate_id: The debate ID.
        fields: Other fields of DebateResults, such as `duration` in seconds.

    Example:
        >>> debate_results("Tabs or spaces?", final_position="Spaces").consensus.final_position
        'Spaces'
    """
    offline = Offline()
    named = [
        {"name": supplied} if isinstance(supplied, str) else {"name": supplied["name"]}
        for supplied in participants or ()
    ]
    request: Dict[str, Any] = {"topic": _TOPICS.get(status, _TOPIC), "debateId": debate_id}
    if len(named) > 1:
        request["participants"] = named
    offline.json("createDebate", request)
    _reached(offline, "getDebateStatus", status, debateId=debate_id)
    results = offline.json("getDebateResults", debateId=debate_id)
    consensus = {**results["consensus"], "achieved": achieved, "confidence": confidence}
    position = final_position or f"The participants agree on a middle way on: {topic}"
    consensus["final_position"] = position if achieved else final_position
    participant_fields = [
        {**created, **(supplied if isinstance(supplied, Mapping) else {"name": supplied})}
        for supplied, created in zip(participants or (), results["participants"])
    ]
    changes = {"topic": topic, "consensus": consensus, "participants": participant_fields or results["participants"]}
    return DebateResults.from_dict({**results, **changes, **fields})


def task(type: str = "llm_completion", *, status: str = "pending", task_id: str = "t1", **fields: Any) -> Task:
    """Build a background task.

    Args:
        type: The task type.
        status: The status.
        task_id: The task ID.
        fields: Other fields of Task.
    """
    created = Offline().json("createTask", {"type": type})
    return Task.from_dict({**created, "id": task_id, "status": status, **fields})


def task_status(status: str = "completed", *, task_id: str = "t1", **fields: Any) -> TaskStatus:
    """Build the status of a background task.

    Args:
        status: The status, such as `pending`, `running`, `completed`, `failed`, `cancelled` or `paused`.
        task_id: The task ID.
        fields: Other fields of TaskStatus, such as `progress` in percent, or `error`.
    """
    offline = Offline()
    created = offline.json("createTask", _task_body(status))
    body = _reached(offline, "getTaskStatus", status, taskId=created["id"])
    return TaskStatus.from_dict({**body, "id": task_id, **fields})


def task_result(output: Any = "Done.", *, status: str = "completed", task_id: str = "t1", **fields: Any) -> TaskResult:
    """Build the result of a background task.

    Args:
        output: The output, a string or any other JSON value.
        status: The final status: `completed`, `failed`, `cancelled` or `dead_letter`.
        task_id: The task ID.
        fields: Other fields of TaskResult.
    """
    offline = Offline()
    created = offline.json("createTask", _task_body(status))
    _reached(offline, "getTaskStatus", status, taskId=created["id"])
    body = offline.json("getTaskResult", taskId=created["id"])
    supplied = {"output": output} if status == "completed" else {}
    return TaskResult.from_dict({**body, "id": task_id, **supplied, **fields})


def task_events(output: Any = "Done.", *, status: str = "completed", task_id: str = "t1") -> List[TaskEvent]:
    """Build all events of a background task, from start to finish.

    Args:
        output: The output.
        status: The final status: `completed`, `failed` or `cancelled`.
        task_id: The task ID.
    """
    offline = Offline()
    created = offline.json("createTask", _task_body(status))
    events = offline.events("streamTaskEvents", taskId=created["id"])
    for event in events:
        event["task_id"] = task_id
        if event["type"] == "completed":
            event["data"] = output
    return [TaskEvent.from_dict(event) for event in events]


def _task_body(status: str) -> Dict[str, Any]:
    is_special = status in ("failed", "cancelled", "dead_letter", "paused", "stuck")
    return {"type": "llm_completion", "payload": {"sandbox_outcome": status} if is_special else {}}


def _reached(offline: Offline, operation: str, status: str, **path_params: str) -> Dict[str, Any]:
    """Return the first state of a job that has this status.

    If no state has it, return the last state with its status replaced.
    """
    body: Dict[str, Any] = {}
    for _ in range(20):
        body = offline.json(operation, **path_params)
        if body["status"] == status:
            break
    return {**body, "status": status}
