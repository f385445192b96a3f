"""Types of arguments, as type checkers see them: read by mypy and pyright, never run."""

from __future__ import annotations

from typing import List

from helixagent import AsyncHelixAgent, HelixAgent
from helixagent.types import ChatCompletionResponse, ChatMessageParam, RoleParam


def arguments_of_openai(client: HelixAgent) -> None:
    client.chat.completions.create(
        messages=[{"role": "developer", "content": "Be brief."}, {"role": "user", "content": "Hello"}],
        audio={"voice": "alloy", "format": "mp3"},
        function_call="auto",
        functions=[{"name": "add"}],
        modalities=["text", "audio"],
        moderation={"model": "omni"},
        prediction={"type": "content", "content": "x"},
        prompt_cache_key="k",
        prompt_cache_options={"mode": "explicit"},
        prompt_cache_retention="24h",
        reasoning_effort="low",
        safety_identifier="u",
        service_tier="flex",
        store=True,
        tools=[{"type": "custom", "custom": {"name": "run"}}, {"type": "web_search"}],
        tool_choice={"type": "allowed_tools", "allowed_tools": {"mode": "auto", "tools": [{"type": "web_search"}]}},
        verbosity="low",
        web_search_options={"search_context_size": "low"},
    )
    # Providers add values, so any string is accepted here.
    client.chat.completions.create(messages=[], reasoning_effort="newest", service_tier="newest", verbosity="newest")


def messages_of_all_kinds(client: HelixAgent, answer: ChatCompletionResponse, role: RoleParam) -> None:
    messages: List[ChatMessageParam] = [
        {"role": role, "content": [{"type": "text", "text": "x"}]},
        {"role": "assistant", "content": None, "tool_calls": [{"id": "1", "function": {"name": "f"}}]},
        {"role": "tool", "tool_call_id": "1", "content": "x"},
    ]
    client.chat.completions.create(messages=[*messages, answer.choices[0].message, {"role": "user", "content": "x"}])
    client.tasks.create(type="t", priority="high")
    client.webhooks.create(url="u", events=["task.completed", "debate.finished"])


async def typing_errors_are_seen(client: HelixAgent, async_client: AsyncHelixAgent) -> None:
    # Type checkers report unnecessary ignores, so each of these lines proves that they find the error.
    client.chat.completions.create(messages=[{"role": "usr", "content": "x"}])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    client.chat.completions.create(messages=[{"role": "user", "contnt": "x"}])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    client.chat.completions.create(messages=[{"rol": "user", "content": "x"}])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    await async_client.chat.completions.create(messages=[{"role": "usr", "content": "x"}])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    client.ensemble.completions.create(messages=[{"role": "usr", "content": "x"}])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    client.vision.analyze(model="m", messages=[{"role": "usr", "content": "x"}])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    client.tasks.create(type="t", priority="hihg")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.webhooks.create(url="u", events=["task.complete"])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    await async_client.webhooks.create(url="u", events=["task.complete"])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    client.vision.ocr(image_url="u", output_format="txt")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.embeddings.create(model="m", input="x", encoding_format="base46")  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]
    client.chat.completions.create(messages=[], store="no")  # type: ignore[call-overload]  # pyright: ignore[reportArgumentType]
