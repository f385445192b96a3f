from openai import OpenAI

client = OpenAI()

stream = client.chat.completions.create(
    model="gpt-4o",
    messages=[{"role": "user", "content": "Say this is a test"}],
    stream=True,
    stream_options={"include_usage": True},
)
for chunk in stream:
    if chunk.choices:
        print(chunk.choices[0].delta.content or "", end="")
    elif chunk.usage:
        print("\n", chunk.usage.total_tokens)

with client.chat.completions.stream(
    model="gpt-4o", messages=[{"role": "user", "content": "Say this is a test"}]
) as events:
    for event in events:
        if event.type == "content.delta":
            print(event.delta, end="")
        elif event.type == "content.done":
            print("\n", len(event.content))
    print(events.get_final_completion().choices[0].finish_reason)
