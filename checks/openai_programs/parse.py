from typing import List

from openai import OpenAI
from pydantic import BaseModel


class Step(BaseModel):
    explanation: str
    output: str


class MathResponse(BaseModel):
    steps: List[Step]
    final_answer: str


client = OpenAI()
completion = client.chat.completions.parse(
    model="gpt-4o",
    messages=[{"role": "user", "content": "solve 8x + 31 = 2"}],
    response_format=MathResponse,
)
message = completion.choices[0].message
if message.parsed:
    print(type(message.parsed).__name__, type(message.parsed.steps).__name__)
    print(message.parsed.model_dump())
else:
    print(message.refusal)
