"""Ask one question: `python examples/chat.py "Explain quantum computing"`."""

from __future__ import annotations

import sys

from helixagent import HelixAgent

with HelixAgent() as client:
    response = client.chat.completions.create(
        model="helixagent-ensemble",
        messages=[{"role": "user", "content": " ".join(sys.argv[1:]) or "What is machine learning?"}],
        max_tokens=500,
    )
    print(response.choices[0].message.content)
    print(f"({response.usage.total_tokens} tokens)")
