"""Ensemble completions: a chat response with the vote that it won."""

from __future__ import annotations

from typing import Dict

from helixagent.testing.sandbox.exchange import Call, Handler, Reply, invalid, json_reply
from helixagent.testing.sandbox.handlers.chat import chunks_reply, full_completion
from helixagent.testing.sandbox.handlers.generations import generations_for
from helixagent.testing.sandbox.handlers.voting import details


def create_ensemble_completion(call: Call) -> Reply:
    """Handle createEnsembleCompletion. Without messages and prompt, return 400."""
    messages = call.option("messages")
    if messages is None:
        prompt = call.option("prompt")
        if not prompt:
            raise invalid("Invalid argument messages: messages or a prompt is required", "messages", "missing_argument")
        messages = [{"role": "user", "content": prompt}]
    generations = generations_for(call, messages)
    vote = details(call)
    if call.option("stream"):
        return chunks_reply(call, "ensemble-", messages, generations)
    completion = full_completion(call, "ensemble-", "ensemble.completion", messages, generations)
    return json_reply({**completion, "ensemble": vote})


HANDLERS: Dict[str, Handler] = {"createEnsembleCompletion": create_ensemble_completion}
