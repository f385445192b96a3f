from openai import OpenAI

client = OpenAI()
messages = [{"role": "user", "content": "Say this is a test"}]

response = client.chat.completions.with_raw_response.create(model="gpt-4o", messages=messages)
print(response.status_code, response.headers.get("content-type"))
print(response.parse().choices[0].message.content)

with client.chat.completions.with_streaming_response.create(model="gpt-4o", messages=messages) as response:
    print(response.status_code, response.headers.get("Content-Type"))
    print(sorted(response.parse().model_dump(exclude_unset=True)))
with client.chat.completions.with_streaming_response.create(model="gpt-4o", messages=messages, stream=True) as response:
    lines = [line for line in response.iter_lines() if line]
print(len(lines) > 3, lines[-1])
