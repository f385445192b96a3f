"""Build the models of debates and background tasks as a server would have sent them, for tests."""

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
# Words in a topic that select how a debate ends in the sandbox.
_TOPICS = {"failed": "fail", "rejected": "reject", "cancelled": "cancel", "paused": "approval"}


def debate(topic: str = _TOPIC, *, status: str = "pending", debate_id: str = "debate-1", **fields: Any) -> Debate:
    """Build a debate as it is after its creation.

    Args:
        topic: Its topic.
        status: Its status.
        debate_id: Its ID.
        fields: Other fields of Debate.
    """
    made = Offline().json("createDebate", {"topic": _TOPIC, "debateId": debate_id})
    message = f"The debate is {status}"
    return Debate.from_dict({**made, "topic": topic, "status": status, "message": message, **fields})


def debate_status(status: str = "completed", *, debate_id: str = "debate-1", **fields: Any) -> DebateStatus:
    """Build the status of a debate.

    Args:
        status: For example `pending`, `running`, `in_progress`, `completed`, `failed`, `rejected`, `paused`.
        debate_id: Its ID.
        fields: Other fields of DebateStatus, such as `current_round`.
    """
    answers = Offline()
    answers.json("createDebate", {"topic": _TOPICS.get(status, _TOPIC), "debateId": debate_id})
    return DebateStatus.from_dict({**_reached(answers, "getDebateStatus", status, debateId=debate_id), **fields})


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
        topic: Its topic.
        final_position: The position on which the participants agree; by default one that mentions the topic.
        achieved: Whether they agree.
        confidence: Their confidence, from 0 to 1.
        participants: Their names, or their results as dicts; by default three.
        status: The final status.
        debate_id: Its ID.
        fields: Other fields of DebateResults, such as `duration` in seconds.

    Example:
        >>> debate_results("Tabs or spaces?", final_position="Spaces").consensus.final_position
        'Spaces'
    """
    answers = Offline()
    named = [{"name": given} if isinstance(given, str) else {"name": given["name"]} for given in participants or ()]
    request: Dict[str, Any] = {"topic": _TOPICS.get(status, _TOPIC), "debateId": debate_id}
    if len(named) > 1:
        request["participants"] = named
    answers.json("createDebate", request)
    _reached(answers, "getDebateStatus", status, debateId=debate_id)
    results = answers.json("getDebateResults", debateId=debate_id)
    consensus = {**results["consensus"], "achieved": achieved, "confidence": confidence}
    position = final_position or f"The participants agree on a middle way on: {topic}"
    consensus["final_position"] = position if achieved else final_position
    told = [
        {**made, **(given if isinstance(given, Mapping) else {"name": given})}
        for given, made in zip(participants or (), results["participants"])
    ]
    changes = {"topic": topic, "consensus": consensus, "participants": told or results["participants"]}
    return DebateResults.from_dict({**results, **changes, **fields})


def task(type: str = "llm_completion", *, status: str = "pending", task_id: str = "t1", **fields: Any) -> Task:
    """Build a background task.

    Args:
        type: Its type.
        status: Its status.
        task_id: Its ID.
        fields: Other fields of Task.
    """
    made = Offline().json("createTask", {"type": type})
    return Task.from_dict({**made, "id": task_id, "status": status, **fields})


def task_status(status: str = "completed", *, task_id: str = "t1", **fields: Any) -> TaskStatus:
    """Build the status of a background task.

    Args:
        status: For example `pending`, `running`, `completed`, `failed`, `cancelled`, `paused`.
        task_id: Its ID.
        fields: Other fields of TaskStatus, such as `progress` in percent, or `error`.
    """
    answers = Offline()
    made = answers.json("createTask", _task_body(status))
    body = _reached(answers, "getTaskStatus", status, taskId=made["id"])
    return TaskStatus.from_dict({**body, "id": task_id, **fields})


def task_result(output: Any = "Done.", *, status: str = "completed", task_id: str = "t1", **fields: Any) -> TaskResult:
    """Build the result of a background task.

    Args:
        output: Its output, a text or any JSON value.
        status: The final status: `completed`, `failed`, `cancelled` or `dead_letter`.
        task_id: Its ID.
        fields: Other fields of TaskResult.
    """
    answers = Offline()
    made = answers.json("createTask", _task_body(status))
    _reached(answers, "getTaskStatus", status, taskId=made["id"])
    body = answers.json("getTaskResult", taskId=made["id"])
    given = {"output": output} if status == "completed" else {}
    return TaskResult.from_dict({**body, "id": task_id, **given, **fields})


def task_events(output: Any = "Done.", *, status: str = "completed", task_id: str = "t1") -> List[TaskEvent]:
    """Build the events of a background task from its start to its end.

    Args:
        output: Its output.
        status: The final status: `completed`, `failed` or `cancelled`.
        task_id: Its ID.
    """
    answers = Offline()
    made = answers.json("createTask", _task_body(status))
    events = answers.events("streamTaskEvents", taskId=made["id"])
    for event in events:
        event["task_id"] = task_id
        if event["type"] == "completed":
            event["data"] = output
    return [TaskEvent.from_dict(event) for event in events]


def _task_body(status: str) -> Dict[str, Any]:
    ends = status in ("failed", "cancelled", "dead_letter", "paused", "stuck")
    return {"type": "llm_completion", "payload": {"sandbox_outcome": status} if ends else {}}


def _reached(answers: Offline, operation: str, status: str, **path_params: str) -> Dict[str, Any]:
    """Return the first of a job's states with the wanted status.

    If there is none, return the last one under that name.
    """
    body: Dict[str, Any] = {}
    for _ in range(20):
        body = answers.json(operation, **path_params)
        if body["status"] == status:
            break
    return {**body, "status": status}
