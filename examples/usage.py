"""Show a client's usage: its requests, and its tokens for each model."""

from __future__ import annotations

from helixagent import HelixAgent

with HelixAgent() as client:
    for model in ("helixagent-ensemble", "deepseek-chat"):
        client.chat.completions.create(model=model, messages=[{"role": "user", "content": "What is an API?"}])
    usage = client.get_usage_stats()
    print(f"{usage.total_requests} requests, {usage.success_rate:.0f} % successful, {usage.total_tokens} tokens")
    for model, stats in usage.by_model.items():
        print(f"{model}: {stats.prompt_tokens} + {stats.completion_tokens} tokens")
