from openai import OpenAI

client = OpenAI()

response = client.embeddings.create(model="text-embedding-3-small", input=["Hello", "world"])
for item in response.data:
    print(item.index, len(item.embedding), [round(value, 4) for value in item.embedding[:3]])
print(response.usage.prompt_tokens, response.model)
