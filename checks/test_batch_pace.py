"""Check the pace of batches on a real server that accepts ten concurrent requests and has an unavailable model."""

from __future__ import annotations

import asyncio
import time
from typing import Any, Callable, Dict, List, Tuple

import pytest
from batch_server import BatchServer
from batch_support import line

from helixagent import AsyncHelixAgent, HelixAgent

CAPACITY = 10
SECONDS = 0.05
COUNT = 1000
ROUNDS = 4
MODELS = ["dead" if number % 20 == 3 else "good" for number in range(200)]


def timed(kind: str, requests: List[Any], *, max_concurrency: int, max_retries: int = 2) -> Tuple[Any, float, Any]:
    """Run a batch. Return its summary, the seconds until the last success, and the counts of the server."""
    last = [0.0]

    def note(progress: Any) -> None:
        if progress.latest is not None and progress.latest.error is None:
            last[0] = progress.elapsed

    async def run_async(url: str) -> Any:
        async with AsyncHelixAgent("key", base_url=url, max_retries=max_retries) as client:
            return await client.batch.run(
                requests, max_concurrency=max_concurrency, on_progress=note, give_up_after=1.0
            )

    with BatchServer(CAPACITY, SECONDS) as server:
        began = time.monotonic()
        if kind == "async":
            summary = asyncio.run(run_async(server.base_url))
        else:
            with HelixAgent("key", base_url=server.base_url, max_retries=max_retries) as client:
                summary = client.batch.run(
                    requests, max_concurrency=max_concurrency, on_progress=note, give_up_after=1.0
                )
        seconds = time.monotonic() - began
    counts: Dict[str, int] = server.counts
    return summary, min(last[0], seconds), counts


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_the_batch_finds_the_limit_of_the_server(kind: str, say: Callable[[str], None]) -> None:
    requests = [line(number) for number in range(COUNT)]
    # Other processes use the machine too, so one good round of several is enough. Each round measures the capacity of
    # the machine by sending the same requests with the right limit from the start.
    for _ in range(ROUNDS):
        _, possible, _ = timed(kind, requests, max_concurrency=CAPACITY)
        summary, seconds, counts = timed(kind, requests, max_concurrency=32)
        refused = counts.get("429", 0)
        assert summary.succeeded == COUNT
        if refused <= 0.05 * COUNT and possible / seconds >= 0.8:
            break
    assert refused <= 0.05 * COUNT
    assert possible / seconds >= 0.8
    say(f"{kind}: {refused} refusals in {COUNT} requests; {COUNT / seconds:.0f}/s of {COUNT / possible:.0f}/s possible")


@pytest.mark.parametrize("max_retries", [0, 2])
@pytest.mark.parametrize("kind", ["sync", "async"])
def test_an_unavailable_model_does_not_delay_the_others(
    kind: str, max_retries: int, say: Callable[[str], None]
) -> None:
    requests = [line(number, model) for number, model in enumerate(MODELS)]
    good = [request for request in requests if request["body"]["model"] == "good"]
    alone, mixed, whole = [], [], []
    # One good round of several is enough, because other processes use the machine too.
    for _ in range(ROUNDS):
        alone.append(timed(kind, good, max_concurrency=CAPACITY)[1])
        summary, seconds, _ = timed(kind, requests, max_concurrency=CAPACITY, max_retries=max_retries)
        assert summary.succeeded == 190 and summary.slow[0].model == "dead"
        mixed.append(seconds)
        whole.append(summary.elapsed)
    assert any(together <= 1.2 * single for together, single in zip(mixed, alone)), (mixed, alone)
    if not max_retries:
        assert summary.failed == 10
        assert any(together <= 1.2 * single for together, single in zip(whole, alone)), (whole, alone)
    say(
        f"{kind}, max_retries={max_retries}: the 190 lines in {min(mixed):.2f} s, alone in {min(alone):.2f} s; "
        f"all lines in {min(whole):.2f} s"
    )
