"""What docstrings say of parameters that openapi.yaml does not have, or describes for readers of other languages."""

from __future__ import annotations

from typing import Dict, List, Tuple

# Name, annotation, default and description of a parameter.
Option = Tuple[str, str, str, str]

_LATER = " Use `with_options(timeout=...)` for the timeout of the request."
# By operation and parameter.
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


def options(*, streams: bool) -> List[Option]:
    """Return the parameters of every method.

    Args:
        streams: Whether the method can return a stream.
    """
    reading = ", and for reading the stream" if streams else ""
    found = [
        (
            "extra_headers",
            "Optional[Mapping[str, Optional[str]]]",
            "None",
            "Extra headers for this request. Set a header to `None` to remove a default.",
        ),
        ("extra_query", "Optional[Mapping[str, Any]]", "None", "Extra query parameters for this request."),
        (
            "extra_body",
            "Optional[Mapping[str, Any]]",
            "None",
            "Extra members of the request body. They override other arguments, and they are not checked.",
        ),
        (
            "timeout",
            "TimeoutOption",
            "NOT_GIVEN",
            "Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.",
        ),
        (
            "stream_idle_timeout",
            "SecondsOption",
            "NOT_GIVEN",
            "Maximum number of seconds to wait for the next event of the stream, or `None` for no limit.",
        ),
        (
            "deadline",
            "SecondsOption",
            "NOT_GIVEN",
            f"Maximum number of seconds for all attempts and the waits between them{reading}, or `None` for no limit.",
        ),
    ]
    return [each for each in found if streams or each[0] != "stream_idle_timeout"]
