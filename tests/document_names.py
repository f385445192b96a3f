"""The names that the blocks of the user's document expect, from earlier blocks or from the reader's code."""

from __future__ import annotations

import asyncio
import json
from types import SimpleNamespace
from typing import Any, Callable, Dict, List, Mapping

from circuitbreaker import CircuitBreakerError

from helixagent import AsyncHelixAgent, HelixAgent, ProviderError, RateLimitError

Names = Dict[str, Any]
HELLO = [{"role": "user", "content": "Hello"}]
DEBATE = "ai-ethics-debate-001"


class WrittenDown(List[Any]):
    """A replacement for a function that records its arguments."""

    def __call__(self, argument: Any) -> None:
        self.append(argument)


def _time() -> SimpleNamespace:
    """A `time` module whose `sleep` does not wait, but records the durations."""
    return SimpleNamespace(sleep=WrittenDown())


def _basic_debate(client: HelixAgent) -> Names:
    client.debates.create({"debateId": DEBATE, "topic": "Should AI systems have ethical constraints?"})
    return {"time": _time()}


def _ended_debate(client: HelixAgent) -> Names:
    _basic_debate(client)
    client.debates.wait(DEBATE, poll_interval=0.001)
    return {}


def _task(client: HelixAgent) -> Names:
    return {"task": client.tasks.create(type="llm_completion", payload={"messages": HELLO})}


def _embedding(client: HelixAgent) -> Names:
    document = client.embeddings.create(model="text-embedding-3-small", input=["How does authentication work?"])
    return {"document_embed": document}


def _my_feature(client: HelixAgent) -> Any:
    response = client.chat.completions.create(messages=HELLO)
    assert response.usage is not None and response.usage.total_tokens == 10
    return response.choices[0].message.content


# Names by heading. Every block also gets `client`.
NAMES: Mapping[str, Callable[[HelixAgent], Names]] = {
    "Monitoring Debate Progress": _basic_debate,
    "Getting Debate Results": _ended_debate,
    "1. Error Handling": lambda client: {
        "RateLimitError": RateLimitError,
        "ProviderError": ProviderError,
        "time": _time(),
    },
    "2. Resource Management": lambda client: {"messages": HELLO, "debate_config": {"topic": "Tabs or spaces?"}},
    "3. Batch Operations": lambda client: {"prompts": ["The future of technology is", "Once upon a time"]},
    "Semantic Search with Embeddings": _embedding,
    "Poll Task Status": _task,
    "Server-Sent Events (SSE) Streaming": _task,
    "WebSocket Real-Time Updates": lambda client: {"json": json, **_task(client)},
    "Verify Webhook Signature (Flask Example)": lambda client: {
        "handle_task_completed": WrittenDown(),
        "handle_debate_finished": WrittenDown(),
    },
    "Concurrent Requests with asyncio.gather": lambda client: {"asyncio": asyncio, "AsyncHelixAgent": AsyncHelixAgent},
    "Streaming with Async Generators": lambda client: {"asyncio": asyncio, "AsyncHelixAgent": AsyncHelixAgent},
    "Timeout Configuration": lambda client: {"HelixAgent": HelixAgent},
    "Circuit Breaker Pattern": lambda client: {
        "messages": HELLO,
        "fallback_response": lambda: "fallback",
        "CircuitBreakerError": CircuitBreakerError,
    },
    "Mock Client": lambda client: {"my_feature": _my_feature},
    "Recording and Playback with VCR": lambda client: {"HelixAgent": HelixAgent},
    # Not `__main__`, because the test runs the command line.
    "Command-Line Usage": lambda client: {"__name__": "helixagent_cli"},
}
