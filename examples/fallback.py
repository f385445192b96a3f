"""Fall back to another model if one fails after its retries."""

from __future__ import annotations

import sys

from helixagent import HelixAgent, ProviderError, RateLimitError

MODELS = sys.argv[1:] or ["claude-3-5-sonnet-20241022", "deepseek-chat"]

with HelixAgent(max_retries=1) as client:
    for model in MODELS:
        try:
            response = client.chat.completions.create(model=model, messages=[{"role": "user", "content": "Hello"}])
        except (ProviderError, RateLimitError) as error:
            print(f"{model}: {type(error).__name__} after {error.attempts} attempts")
        else:
            print(f"{model}: {response.choices[0].message.content}")
            break
    else:
        sys.exit("All models failed.")
