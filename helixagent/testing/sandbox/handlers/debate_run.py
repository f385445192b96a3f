"""One debate: its steps, and its JSON representation at each step."""

from __future__ import annotations

import re
from typing import Any, Dict, Iterator, List, Mapping, NamedTuple, Optional

from helixagent.testing.sandbox.exchange import conflict
from helixagent.testing.sandbox.handlers.common import Notify, time_text
from helixagent.testing.sandbox.pace import Pace, TimedJob

ENDED = ("completed", "failed", "rejected", "cancelled")
TEAM = [
    {"name": "Analyst", "role": "Finds the facts", "provider": "deepseek", "model": "deepseek-chat", "score": 0.91},
    {
        "name": "Critic",
        "role": "Doubts them",
        "provider": "claude",
        "model": "claude-3-5-sonnet-20241022",
        "score": 0.9,
    },
    {"name": "Mediator", "role": "Finds common ground", "provider": "qwen", "model": "qwen-max", "score": 0.87},
]
_DEFAULT_ROUNDS = 3
_STEP_SECONDS = 15
_ERROR = "All providers of a participant failed"
_OUTCOMES = {"fail": "failed", "reject": "rejected", "cancel": "cancelled", "approv": "paused"}
_WEBHOOKS = {"failed": "debate.failed"}


class _Step(NamedTuple):
    status: str
    round: int


def _steps(outcome: str, rounds: int) -> Iterator[_Step]:
    yield _Step("running", 0)
    for number in range(1, rounds + 1):
        yield _Step("in_progress", number)
        if number == 1 and outcome != "completed":
            yield _Step(outcome, number)
            if outcome in ENDED:
                return
    yield _Step("completed", rounds)


class DebateRun(TimedJob):
    """A debate and its progress.

    Args:
        identifier: The debate ID.
        request: The body of the request that created it.
        created: The time of creation, in Unix seconds.
        notify: A function that notifies the webhooks.
        pace: The source of progress.
    """

    def __init__(
        self, identifier: str, request: Mapping[str, Any], created: int, notify: Notify, pace: Optional[Pace] = None
    ) -> None:
        super().__init__(pace or Pace(), created, _STEP_SECONDS)
        self.id = identifier
        self.request = request
        self.created = created
        self.status = "pending"
        self.round = 0
        self.steps = 0
        self.rounds = int(request.get("maximal_repeat_rounds") or _DEFAULT_ROUNDS)
        self.participants: List[Mapping[str, Any]] = list(request.get("participants") or TEAM)
        self._notify = notify
        keyword = re.search(r"\b(fail|reject|cancel|approv)", request["topic"], re.IGNORECASE)
        self._remaining_steps = _steps(_OUTCOMES[keyword[1].lower()] if keyword else "completed", self.rounds)

    @property
    def ended(self) -> bool:
        """Whether the debate has ended."""
        return self.status in ENDED

    @property
    def can_advance(self) -> bool:
        """Whether the debate is neither waiting for approval nor ended."""
        return not self.ended and self.status != "paused"

    def advance(self) -> None:
        """Advance by one step, unless the debate has ended or is waiting for approval."""
        if self.can_advance:
            self._go_to(*next(self._remaining_steps))

    def approve(self) -> None:
        """Approve the debate, so that it continues.

        Raises:
            ApiError: 409, if it is not waiting for approval.
        """
        self._check_awaiting_approval()
        self.restart_timer()
        self._go_to(*next(self._remaining_steps))

    def reject(self) -> None:
        """Reject the debate, so that it ends.

        Raises:
            ApiError: 409, if it is not waiting for approval.
        """
        self._check_awaiting_approval()
        self._go_to("rejected", self.round)

    def _check_awaiting_approval(self) -> None:
        if self.status != "paused":
            raise conflict(f"The debate is {self.status}; it is not waiting for approval", "no_approval_awaited")

    def _go_to(self, status: str, number: int) -> None:
        started = self.status == "pending"
        self.status, self.round = status, number
        self.steps += 1
        at = self.created + self.elapsed
        if started:
            self._notify("debate.started", self.shown(), at)
        if self.ended:
            self._notify(_WEBHOOKS.get(status, "debate.finished"), self.shown(), at)

    @property
    def elapsed(self) -> int:
        """Return the elapsed seconds. Each step takes 15 seconds."""
        return self.steps * _STEP_SECONDS

    @property
    def error(self) -> Optional[str]:
        """Return why it failed, or None."""
        return _ERROR if self.status == "failed" else None

    def shown(self) -> Dict[str, Any]:
        """Return the short form: Debate."""
        is_paused = self.status == "paused"
        return {
            "debateId": self.id,
            "status": self.status,
            "topic": self.request["topic"],
            "estimated_duration": (self.rounds + 2) * _STEP_SECONDS,
            "participants_count": len(self.participants),
            "created_at": time_text(self.created),
            "message": "The debate is waiting for approval" if is_paused else f"The debate is {self.status}",
        }

    def details(self) -> Dict[str, Any]:
        """Return the complete configuration: DebateDetails. It contains no keys of the participants' models."""
        names = ("topic", "consensus_threshold", "timeout", "strategy", "enable_cognee", "metadata")
        return {
            "debateId": self.id,
            "status": self.status,
            **{name: self.request.get(name) for name in names},
            "participants": [_participant(participant) for participant in self.participants],
            "maximal_repeat_rounds": self.rounds,
            "current_round": self.round,
            "created_at": time_text(self.created),
            "started_at": time_text(self.created + _STEP_SECONDS) if self.steps else None,
            "completed_at": time_text(self.created + self.elapsed) if self.ended else None,
            "error": self.error,
        }

    def progress(self) -> Dict[str, Any]:
        """Return the progress: DebateStatus."""
        total = (self.rounds + 2) * _STEP_SECONDS
        speaker = self.participants[(self.round - 1) % len(self.participants)]["name"] if self.round else None
        return {
            "debateId": self.id,
            "status": self.status,
            "current_round": self.round,
            "total_rounds": self.rounds,
            "current_participant": None if self.ended else speaker,
            "time_elapsed": self.elapsed,
            "estimated_remaining": 0 if self.ended else max(total - self.elapsed, 0),
            "active_participants": 0 if self.ended else len(self.participants),
            "errors": [self.error] if self.error else [],
        }

    def results(self) -> Dict[str, Any]:
        """Return the results: DebateResults.

        Raises:
            ApiError: 409, if it has not ended.
        """
        if not self.ended:
            raise conflict("Debate has not completed yet", "debate_not_ended")
        done = self.status == "completed"
        cognee = self.request.get("enable_cognee") or any(
            participant.get("enable_cognee") for participant in self.participants
        )
        return {
            "debateId": self.id,
            "topic": self.request["topic"],
            "status": self.status,
            "duration": self.elapsed,
            "rounds_completed": self.round,
            "consensus": self._consensus(done),
            "participants": [self._result(index, participant) for index, participant in enumerate(self.participants)],
            "quality_metrics": {"overall_debate_quality": 0.86 if done else 0.4},
            "cognee_insights": {"key_themes": ["evidence", "trade-offs"]} if cognee else None,
        }

    def _consensus(self, done: bool) -> Dict[str, Any]:
        confidence = 0.82 if done else 0.0
        achieved = done and confidence >= (self.request.get("consensus_threshold") or 0)
        position = "The participants agree on a middle way on: " + str(self.request["topic"])
        return {
            "achieved": achieved,
            "confidence": confidence,
            "final_position": position if achieved else None,
            "key_agreements": ["The question matters", "Evidence decides"] if done else [],
            "disagreements": [] if achieved else ["How far to go"],
        }

    def _result(self, index: int, participant: Mapping[str, Any]) -> Dict[str, Any]:
        return {
            "name": participant["name"],
            "role": participant.get("role"),
            "total_responses": self.round,
            "avg_quality_score": round(max(0.88 - 0.02 * index, 0.5), 2),
            "contribution_score": round(max(0.85 - 0.02 * index, 0.5), 2),
        }


def _participant(participant: Mapping[str, Any]) -> Dict[str, Any]:
    llms = participant.get("llms") or [
        {"provider": participant.get("provider", "deepseek"), "model": participant.get("model", "deepseek-chat")}
    ]
    return {
        "name": participant["name"],
        "role": participant.get("role"),
        "llms": [{name: llm[name] for name in ("provider", "model") if name in llm} for llm in llms],
        "enable_cognee": participant.get("enable_cognee"),
        "weight": participant.get("weight"),
    }
