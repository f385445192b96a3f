"""The main job on this machine alone: the Quick Start against the SDK's own sandbox server. Run by `make demo`."""

from __future__ import annotations

import asyncio
from typing import List

from helixagent import AsyncHelixAgent, HelixAgent
from helixagent.testing import Sandbox


def show(title: str) -> None:
    """Print a heading."""
    print(f"\n== {title}")


def chat(client: HelixAgent) -> None:
    """Ask a question and print the whole answer."""
    response = client.chat.completions.create(
        model="helixagent-ensemble",
        messages=[{"role": "user", "content": "Explain quantum computing"}],
    )
    print(response.choices[0].message.content)
    print(f"({response.usage.total_tokens} tokens)")


def stream(client: HelixAgent) -> None:
    """Print the same answer as it comes, word by word."""
    chunks = client.chat.completions.create(
        model="helixagent-ensemble",
        messages=[{"role": "user", "content": "Explain quantum computing"}],
        stream=True,
    )
    for chunk in chunks:
        if chunk.choices[0].delta.content:
            print(chunk.choices[0].delta.content, end="", flush=True)
    print()


def ensemble(client: HelixAgent) -> None:
    """Let several providers vote, and print who answered and how sure the vote was."""
    response = client.ensemble.completions.create(
        messages=[{"role": "user", "content": "What is the future of AI?"}],
        ensemble_config={"strategy": "confidence_weighted", "min_providers": 3},
    )
    print(response.choices[0].message.content)
    print(f"Providers used: {', '.join(response.ensemble.providers_used)}")
    print(f"Confidence: {response.ensemble.confidence_score}")


async def several(base_url: str, prompts: List[str]) -> List[str]:
    """Return the answers to several prompts, asked at once."""
    async with AsyncHelixAgent(base_url=base_url) as client:

        async def answer(prompt: str) -> str:
            response = await client.chat.completions.create(messages=[{"role": "user", "content": prompt}])
            return response.choices[0].message.content or ""

        return await asyncio.gather(*[answer(prompt) for prompt in prompts])


def main() -> None:
    """Show it all."""
    with Sandbox() as sandbox:
        print(f"The SDK's sandbox, a test double that needs no key and no network, answers on {sandbox.base_url}")
        with HelixAgent(base_url=sandbox.base_url) as client:
            show("A chat completion")
            chat(client)
            show("The same, streamed word by word")
            # The sandbox has no model that takes its time, so it is asked to send a word each 0.03 seconds.
            stream(client.with_options(default_headers={"X-Sandbox-Fault": "trickle:0.03"}))
            show("An ensemble of providers")
            ensemble(client)
        show("Three prompts at once, with the asynchronous client")
        prompts = ["What is machine learning?", "What is the capital of France?", "Tell me a story"]
        for prompt, text in zip(prompts, asyncio.run(several(sandbox.base_url, prompts))):
            print(f"{prompt}\n  {text}")
    show("The same code against a real server")
    print("export HELIXAGENT_API_KEY=your-api-key")
    print("export HELIXAGENT_BASE_URL=https://api.helixagent.ai   # or http://localhost:7061 for a local server")
    print('.venv/bin/python -c "from helixagent import HelixAgent; print(HelixAgent().health())"')


if __name__ == "__main__":
    main()
