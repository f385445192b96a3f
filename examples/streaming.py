"""Print a response as it streams, and use the complete response at the end."""

from __future__ import annotations

from helixagent import HelixAgent, IncompleteStreamError

messages = [{"role": "user", "content": "Tell me a story"}]

with HelixAgent() as client, client.chat.completions.stream(model="deepseek-chat", messages=messages) as stream:
    try:
        for text in stream.text_deltas():
            print(text, end="", flush=True)
    except IncompleteStreamError as error:
        print(f"\n(the connection broke after {len(error.partial.choices[0].message.content)} characters)")
    else:
        completion = stream.get_final_completion()
        print(f"\n(ended by {completion.choices[0].finish_reason})")
