"""Let a model call your functions until it has a final response."""

from __future__ import annotations

from typing import Literal

from helixagent import HelixAgent


def get_weather(city: str, unit: Literal["celsius", "fahrenheit"] = "celsius") -> str:
    """Return the weather in a city.

    Args:
        city: Name of the city.
        unit: Unit of the temperature.
    """
    return f"20 degrees {unit} and sunny in {city}"


messages = [{"role": "user", "content": "What is the weather in Paris?"}]

with HelixAgent() as client:
    # Limit the cost in case the model never stops calling tools.
    result = client.chat.completions.run_tools(messages=messages, tools=[get_weather], max_turns=5)
    for call in result.calls:
        print(f"{call.name}({call.arguments}) -> {call.result}")
    print(result.content)
