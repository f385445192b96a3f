from openai import OpenAI

client = OpenAI(max_retries=0, timeout=20.0)
messages = [{"role": "user", "content": "Say this is a test"}]

completion = client.with_options(max_retries=5, timeout=30).chat.completions.create(
    model="sandbox/rate-limit-ms:20x2", messages=messages
)
print(completion.choices[0].message.role)
print(client.copy(max_retries=2).max_retries, client.max_retries)
