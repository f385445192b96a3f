"""Hold a conversation that remembers earlier messages. An empty line ends it."""

from __future__ import annotations

from typing import Any, List

from helixagent import HelixAgent

messages: List[Any] = [{"role": "system", "content": "You are a helpful assistant."}]

with HelixAgent() as client:
    while True:
        question = input("> ")
        if not question:
            break
        messages.append({"role": "user", "content": question})
        message = client.chat.completions.create(messages=messages).choices[0].message
        # The next question may refer to this response.
        messages.append(message)
        print(message.content)
print(f"{len(messages)} messages")
