"""Ask many questions, five at a time, and keep the responses in the order of the questions."""

from __future__ import annotations

import asyncio
from typing import List

from helixagent import AsyncHelixAgent, HelixAgentError


async def ask_all(questions: List[str]) -> List[str]:
    semaphore = asyncio.Semaphore(5)

    async with AsyncHelixAgent() as client:

        async def ask(question: str) -> str:
            async with semaphore:
                try:
                    response = await client.chat.completions.create(messages=[{"role": "user", "content": question}])
                except HelixAgentError as error:
                    return f"failed: {error}"
                return response.choices[0].message.content

        return await asyncio.gather(*[ask(question) for question in questions])


questions = ["What is machine learning?", "What is the capital of France?", "What is Python?", "What is an API?"]
for question, answer in zip(questions, asyncio.run(ask_all(questions))):
    print(f"{question}\n  {answer}")
