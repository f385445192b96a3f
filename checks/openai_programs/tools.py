import json

from openai import OpenAI

client = OpenAI()

tools = [
    {
        "type": "function",
        "function": {
            "name": "get_weather",
            "description": "Get the weather in a city.",
            "parameters": {
                "type": "object",
                "properties": {"city": {"type": "string"}},
                "required": ["city"],
                "additionalProperties": False,
            },
        },
    }
]
messages = [{"role": "user", "content": "What is the weather in Paris?"}]
completion = client.chat.completions.create(model="gpt-4o", messages=messages, tools=tools)
message = completion.choices[0].message
messages.append(message)
for call in message.tool_calls:
    arguments = json.loads(call.function.arguments)
    print(call.function.name, arguments)
    messages.append({"role": "tool", "tool_call_id": call.id, "content": f"Sunny in {arguments['city']}"})
completion = client.chat.completions.create(model="gpt-4o", messages=messages, tools=tools)
print(completion.choices[0].message.content)
