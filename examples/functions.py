"""A model that uses your functions until it knows the answer."""

from __future__ import annotations

import json
from typing import Any, List

from helixagent import HelixAgent


def get_weather(city: str, unit: str = "celsius") -> str:
    """Look the weather up.

    Args:
        city: The city's name.
        unit: The unit of the temperature.
    """
    return f"20 degrees {unit} and sunny in {city}"


functions = {"get_weather": get_weather}
messages: List[Any] = [{"role": "user", "content": "What is the weather in Paris?"}]

with HelixAgent() as client:
    # A model that never stops asking must not cost a fortune.
    for _ in range(5):
        message = client.chat.completions.create(messages=messages, tools=list(functions.values())).choices[0].message
        if not message.tool_calls:
            print(message.content)
            break
        messages.append(message)
        for call in message.tool_calls:
            arguments = json.loads(call.function.arguments)
            result = functions[call.function.name](**arguments)
            print(f"{call.function.name}({arguments}) -> {result}")
            messages.append({"role": "tool", "tool_call_id": call.id, "content": result})
