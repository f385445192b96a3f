"""Functions to use as tools, and ways to run a tool loop, for the tests of `run_tools`."""

from __future__ import annotations

import enum
from typing import Any, Callable, Dict, List

from support import USER, Driver

from helixagent import ToolRunResult


class Unit(enum.Enum):
    CELSIUS = "celsius"
    FAHRENHEIT = "fahrenheit"


def get_weather(city: str, unit: Unit = Unit.CELSIUS) -> Dict[str, Any]:
    """Return the weather in a city.

    Args:
        city: Name of the city.
        unit: Unit of the temperature.
    """
    return {"city": city, "unit": unit.value, "degrees": 21}


def fail(message: str = "") -> str:
    """Fail with a message."""
    raise RuntimeError(message)


def run(driver: Driver, client: Any, **arguments: Any) -> ToolRunResult[Any]:
    arguments.setdefault("messages", USER)
    result: ToolRunResult[Any] = driver.run(client.chat.completions.run_tools(**arguments))
    return result


def stream(driver: Driver, client: Any, use: Callable[[Any], Any] = lambda event: None, **arguments: Any) -> Any:
    """Run the loop as a stream, and return its events and its result."""
    arguments.setdefault("messages", USER)
    run = client.chat.completions.run_tools(stream=True, **arguments)
    events: List[Any] = []
    if not driver.is_async:
        with run:
            for event in run:
                events.append(event)
                use(event)
            return events, run.get_result()

    async def consume() -> Any:
        async with run:
            async for event in run:
                events.append(event)
                use(event)
            return events, await run.get_result()

    return driver.run(consume())


def results_of(result: ToolRunResult[Any]) -> List[Any]:
    """Return the contents of the tool messages."""
    return [message["content"] for message in result.messages if message["role"] == "tool"]


def calls(*pairs: Any) -> Dict[str, Any]:
    return {"tool_calls": list(pairs)}
