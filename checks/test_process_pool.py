"""Tests of clients, responses and exceptions in a process pool."""

from __future__ import annotations

import asyncio
import multiprocessing
from typing import Any, List

import pytest
from support import COMPLETION, KEY, USER

from helixagent import AsyncHelixAgent, HelixAgent, RateLimitError
from helixagent.testing import Sandbox
from helixagent_client.models import ChatCompletionResponse


def in_another_process(client: Any, model: str) -> Any:
    with client:
        return client.chat.completions.create(messages=USER, model=model)


async def ask_twice(client: Any) -> List[Any]:
    async with client:
        create = client.chat.completions.create
        return list(await asyncio.gather(*[create(messages=USER) for _ in range(2)]))


def in_a_loop_of_another_process(client: Any) -> List[Any]:
    return asyncio.run(ask_twice(client))


def test_clients_responses_and_exceptions_can_be_sent_through_a_process_pool(sandbox: Sandbox) -> None:
    sandbox.reply(json={"object": "list", "data": [{"id": "mine"}]}, operation="listModels")
    client = HelixAgent(base_url=sandbox.base_url, api_key=KEY, max_retries=0)
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        answer = pool.apply(in_another_process, (client, "deepseek-chat"))
        assert type(answer) is ChatCompletionResponse and answer.choices[0].message.content
        assert set(COMPLETION) <= set(answer.to_dict())
        with pytest.raises(RateLimitError) as caught:
            pool.apply(in_another_process, (client, "sandbox/429"))
        assert caught.value.status_code == 429 and caught.value.request_id
        # A bound method is pickled with its client.
        assert pool.apply(client.models.list).data[0].id == "mine"
        answers = pool.apply(
            in_a_loop_of_another_process, (AsyncHelixAgent(base_url=sandbox.base_url, api_key=KEY, max_retries=0),)
        )
        assert [answer.choices[0].finish_reason for answer in answers] == ["stop", "stop"]
    client.close()
    assert {request.headers["authorization"] for request in sandbox.requests} == {f"Bearer {KEY}"}
