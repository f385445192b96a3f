"""Parse a response into your class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import List

from helixagent import HelixAgent, InvalidResponseError


@dataclass
class Recipe:
    """A recipe.

    Attributes:
        title: Name of the dish.
        minutes: Duration in minutes.
        steps: The steps, in order.
    """

    title: str
    minutes: int
    steps: List[str]


with HelixAgent() as client:
    try:
        completion = client.chat.completions.parse(
            messages=[{"role": "user", "content": "How do I cook rice?"}],
            response_format=Recipe,
        )
    except InvalidResponseError as error:
        print(f"Not a recipe: {error.body}")
    else:
        message = completion.choices[0].message
        if message.parsed is None:
            print(f"The model refused: {message.refusal}")
        else:
            print(
                f"{message.parsed.title!r} takes {message.parsed.minutes} minutes in {len(message.parsed.steps)} steps"
            )
