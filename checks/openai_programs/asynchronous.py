import asyncio

from openai import AsyncOpenAI


async def main() -> None:
    async with AsyncOpenAI() as client:
        completion = await client.chat.completions.create(
            model="gpt-4o", messages=[{"role": "user", "content": "Say this is a test"}]
        )
        print(completion.choices[0].message.content)
        stream = await client.chat.completions.create(
            model="gpt-4o", messages=[{"role": "user", "content": "Say this is a test"}], stream=True
        )
        async for chunk in stream:
            print(chunk.choices[0].delta.content or "", end="")
        print()
        models = [model.id async for model in client.models.list()]
        print(models[:2])


asyncio.run(main())
