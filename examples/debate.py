"""Start a debate between two models and follow it to the end."""

from __future__ import annotations

from helixagent import HelixAgent, JobFailedError
from helixagent.types import DebateStatus


def show(status: DebateStatus) -> None:
    print(f"{status.status}: round {status.current_round} of {status.total_rounds}")


with HelixAgent() as client:
    debate = client.debates.create(
        topic="Should AI systems have ethical constraints built into their core architecture?",
        maximal_repeat_rounds=3,
        participants=[
            {"name": "EthicsExpert", "role": "AI Ethics Specialist", "llms": [{"provider": "claude"}]},
            {"name": "AIScientist", "role": "AI Research Scientist", "llms": [{"provider": "deepseek"}]},
        ],
    )
    try:
        results = client.debates.wait(debate.debateId, timeout=1800, poll_interval=0.2, on_progress=show)
    except JobFailedError as error:
        print(f"No results: {error}")
    else:
        print(results.consensus.final_position)
        for participant in results.participants:
            print(f"{participant.name}: {participant.avg_quality_score}")
