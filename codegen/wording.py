"""Descriptions of parameters that openapi.yaml does not have, or that it words for users of other languages."""

from __future__ import annotations

from typing import Dict, List, NamedTuple, Optional, Tuple


class Keyword(NamedTuple):
    """A parameter of a method, with its description. Required parameters have no default."""

    name: str
    type: str
    default: Optional[str]
    doc: str

    def declared(self) -> str:
        """Write the parameter for a signature."""
        return f"{self.name}: {self.type}" + (f" = {self.default}" if self.default else "") + ","


_LATER = " Use `with_options(timeout=...)` for the timeout of the request."
# Descriptions by operation and parameter.
OVERRIDES: Dict[Tuple[str, str], str] = {
    ("createChatCompletion", "tools"): "Tools that the model may call: dicts of any type, or Python functions.",
    ("createDebate", "timeout"): f"Maximum duration of the debate, in seconds.{_LATER}",
    ("createTask", "timeout"): f"Maximum duration of the task, in seconds.{_LATER}",
    ("createTask", "deadline"): (
        "Time by which the task must have ended: a datetime with a time zone, or a string such as "
        "`2026-01-15T10:30:00Z`. Use `with_options(deadline=...)` for the deadline of the request."
    ),
    ("createTask", "scheduled_at"): (
        "Time at which the task starts: a datetime with a time zone, or a string such as `2026-01-15T10:30:00Z`."
    ),
}
# Defaults that the SDK sends, by operation and parameter.
DEFAULTS: Dict[Tuple[str, str], str] = {
    ("createChatCompletion", "model"): "DEFAULT_MODEL",
    ("createCompletion", "model"): "DEFAULT_MODEL",
    ("createEnsembleCompletion", "model"): "DEFAULT_MODEL",
}
# The arguments that a method sends if it does not send its `locals()`, by operation.
ARGUMENTS: Dict[str, str] = {
    "createChatCompletion": "chat_arguments(locals())",
    "createCompletion": "with_default_model(locals())",
    "createEnsembleCompletion": "with_default_model(locals())",
    "createTask": "task_arguments(locals())",
    "createWebhook": "webhook_arguments(locals())",
}


def options(*, streams: bool) -> List[Keyword]:
    """Return the parameters of every method.

    Args:
        streams: Whether the method can return a stream.
    """
    reading = ", and for reading the stream" if streams else ""
    found = [
        Keyword(
            "extra_headers",
            "Optional[Mapping[str, Optional[str]]]",
            "None",
            "Extra headers for this request. Set a header to `None` to remove a default.",
        ),
        Keyword("extra_query", "Optional[Mapping[str, Any]]", "None", "Extra query parameters for this request."),
        Keyword(
            "extra_body",
            "Optional[Mapping[str, Any]]",
            "None",
            "Extra members of the request body. They override other arguments, and they are not checked.",
        ),
        Keyword(
            "timeout",
            "TimeoutOption",
            "NOT_GIVEN",
            "Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.",
        ),
        Keyword(
            "stream_idle_timeout",
            "SecondsOption",
            "NOT_GIVEN",
            "Maximum number of seconds to wait for the next event of the stream, or `None` for no limit.",
        ),
        Keyword(
            "deadline",
            "SecondsOption",
            "NOT_GIVEN",
            f"Maximum number of seconds for all attempts and the waits between them{reading}, or `None` for no limit.",
        ),
    ]
    return [each for each in found if streams or each.name != "stream_idle_timeout"]
