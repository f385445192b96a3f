"""Ask several providers and let them vote."""

from __future__ import annotations

from helixagent import HelixAgent

with HelixAgent() as client:
    response = client.ensemble.completions.create(
        messages=[{"role": "user", "content": "What is the future of AI?"}],
        ensemble_config={
            "strategy": "confidence_weighted",
            "min_providers": 3,
            "confidence_threshold": 0.8,
            "fallback_to_best": True,
        },
    )
    print(response.choices[0].message.content)
    print(f"Providers: {', '.join(response.ensemble.providers_used)}")
    print(f"Confidence: {response.ensemble.confidence_score}")
