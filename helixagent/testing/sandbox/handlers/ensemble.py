"""Ensemble completions: a chat response with the vote that it won."""

from __future__ import annotations

from typing import Dict

from helixagent.testing.sandbox.exchange import Call, Handler, Reply, invalid, json_reply
from helixagent.testing.sandbox.handlers.answers import answers_to
from helixagent.testing.sandbox.handlers.chat import chunks_reply, whole
from helixagent.testing.sandbox.handlers.voting import details


def create_ensemble_completion(call: Call) -> Reply:
    """Handle createEnsembleCompletion. Without messages and prompt, return 400."""
    messages = call.option("messages")
    if messages is None:
        prompt = call.option("prompt")
        if not prompt:
            raise invalid("Invalid argument messages: messages or a prompt is required", "messages", "missing_argument")
        messages = [{"role": "user", "content": prompt}]
    answers = answers_to(call, messages)
    vote = details(call)
    if call.option("stream"):
        return chunks_reply(call, "ensemble-", messages, answers)
    completion = whole(call, "ensemble-", "ensemble.completion", messages, answers)
    return json_reply({**completion, "ensemble": vote})


HANDLERS: Dict[str, Handler] = {"createEnsembleCompletion": create_ensemble_completion}
