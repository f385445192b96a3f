"""Watch a background task over a WebSocket (extra `websocket`)."""

from __future__ import annotations

import asyncio
import json

from helixagent import AsyncHelixAgent


async def main() -> None:
    async with AsyncHelixAgent() as client:
        task = await client.tasks.create(type="llm_completion", payload={"prompt": "Hello"})
        async with client.tasks.websocket(task.id) as socket:
            async for message in socket:
                event = json.loads(message)
                print(event["type"], event.get("message") or "")


asyncio.run(main())
