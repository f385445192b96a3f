"""Build the API call for a method's arguments."""

from __future__ import annotations

import enum
from functools import lru_cache
from typing import Any, Dict, Mapping, Tuple

from helixagent_client.request_schemas import REQUEST_SCHEMAS
from helixagent_client.types import ApiModel

from ...exceptions import ValidationError
from .arguments import CALL_OPTIONS, STREAM_OPTIONS, hint
from .call import Call, build_call
from .options import DEFAULT_MODEL, Options, checked_headers
from .query import parameter

# IDs that would form the URL of another operation, by operationId. Percent-encoding does not help.
RESERVED = {"getDebate": "team", "getProvider": "health"}


@lru_cache(maxsize=None)
def _names_of(operation: Any) -> Tuple[Tuple[str, ...], Tuple[str, ...], Dict[str, bool]]:
    """Return the names of the arguments that are not members of the body.

    Returns:
        The options of the API call, such as `timeout`, the path parameters, and the query, header and cookie
        parameters. The last are mapped to whether they are required.
    """
    code = operation._get_kwargs.__code__
    optional = operation._get_kwargs.__kwdefaults__ or {}
    path = code.co_varnames[: code.co_argcount]
    keywords = code.co_varnames[code.co_argcount : code.co_argcount + code.co_kwonlyargcount]
    others = {name: name not in optional for name in keywords if name != "body"}
    # For tasks and debates, `timeout` and `deadline` are members of the body, not options of the API call.
    own = {*REQUEST_SCHEMAS.get(operation.OPERATION.request, {}).get("properties", ()), *path, *others}
    return tuple(name for name in CALL_OPTIONS + STREAM_OPTIONS if name not in own), path, others


def call_of(operation: Any, options: Options, name: str, arguments: Mapping[str, Any]) -> Call:
    """Build the API call for a method's arguments.

    Args:
        operation: The operation's generated module.
        options: The client's settings.
        name: The SDK method, e.g. `chat.completions.create`.
        arguments: The method's `locals()`. Arguments set to `None` and `stream=False` are not sent.

    Raises:
        ValidationError: An argument is invalid. No request was sent.
    """
    call_options, path, others = _names_of(operation)
    about = {key: arguments[key] for key in call_options if key in arguments}
    given = {key: value for key, value in arguments.items() if value is not None and key not in about}
    given.pop("self", None)
    description = operation.OPERATION
    parameters = {key: given.pop(key, None) for key in path}
    for key, is_required in others.items():
        if key in given:
            parameters[key] = given.pop(key)
        elif is_required:
            raise ValidationError(f"{key} is required.", param=key)
    for key, value in parameters.items():
        if isinstance(value, enum.Enum):
            # In some Python versions, `str()` of a string enum member returns `Class.MEMBER`.
            parameters[key] = value.value
    for key in path:
        value = parameters[key]
        _check_path_parameter(key, value)
        if value == RESERVED.get(description.operation_id):
            raise ValidationError(f"{key} must not be {value!r}, which is the URL of another operation.", param=key)
    if description.request is None:
        # An operation without a body has no `stream` member, and always returns a stream if it can.
        only_stream = description.stream is not None
        return build_call(operation, options, name=name, parameters=parameters, stream=only_stream, **about)
    if given.get("stream") is False:
        del given["stream"]
    stream = "stream" in given
    return build_call(operation, options, name=name, parameters=parameters, body=given, stream=stream, **about)


def with_default_model(arguments: Mapping[str, Any]) -> Dict[str, Any]:
    """Return a method's arguments, with the default model if `model` is None."""
    # The model comes first, because people who read the body expect it there.
    found = {"model": None, **arguments}
    if found["model"] is None:
        found["model"] = DEFAULT_MODEL
    return found


def chat_arguments(arguments: Dict[str, Any]) -> Dict[str, Any]:
    """Return the arguments of a chat completion, with the default model and with definitions of functions in `tools`.

    Raises:
        ValidationError: `response_format` is a class.
    """
    if isinstance(arguments["response_format"], type):
        raise ValidationError(
            "response_format must be a dict. Pass a class to parse(...) or stream(...) of chat.completions.",
            param="response_format",
        )
    arguments = with_default_model(arguments)
    tools = arguments["tools"]
    if not isinstance(tools, (list, tuple)) or not any(callable(tool) for tool in tools):
        return arguments
    # The import is here because few programs pass functions as tools.
    from ..tool_loop.tools import definition_of

    return {**arguments, "tools": [definition_of(tool) if callable(tool) else tool for tool in tools]}


def parse_arguments(arguments: Mapping[str, Any]) -> Dict[str, Any]:
    """Return the arguments of `chat.completions.parse`, with the class in `response_format` as a JSON schema.

    Raises:
        ValidationError: JSON cannot describe the class.
    """
    # The import is here because few programs need it.
    from ..structured.schemas import response_format_of

    return chat_arguments({**arguments, "response_format": response_format_of(arguments["response_format"])})


def debate_arguments(arguments: Mapping[str, Any]) -> Dict[str, Any]:
    """Return the arguments of `debates.create`, with the members of `config`.

    Raises:
        ValidationError: `config` is not a dict, or has an unknown member.
    """
    config = arguments["config"]
    if isinstance(config, ApiModel):
        config = config.to_dict()
    if config is not None and not isinstance(config, Mapping):
        raise ValidationError(f"config must be a dict, not {type(config).__name__}.", param="config")
    # The server would silently ignore unknown members and hold a different debate than the caller wants.
    check_members("config", config or {}, "DebateRequest")
    keywords = {
        key: value for key, value in arguments.items() if key == "deadline" or (value is not None and key != "config")
    }
    return {**(config or {}), **keywords}


def report_arguments(arguments: Dict[str, Any]) -> Dict[str, Any]:
    """Return the arguments of `debates.get_report`, with a header that accepts other formats than JSON."""
    if arguments["format"] in (None, "json"):
        return arguments
    # All other operations accept only JSON.
    return {**arguments, "extra_headers": {"accept": "*/*", **(arguments["extra_headers"] or {})}}


def webhook_arguments(arguments: Dict[str, Any]) -> Dict[str, Any]:
    """Return the arguments of `webhooks.create`, after checking that HTTP allows the headers."""
    checked_headers(arguments["headers"], "headers")
    return arguments


def check_members(argument: str, body: Mapping[str, Any], schema: str) -> None:
    """Raise a ValidationError for a member of an argument that is not in the schema of a request body."""
    known = REQUEST_SCHEMAS[schema]["properties"]
    for key in body:
        if key not in known:
            raise ValidationError(
                f"{argument} has a key {key!r} that the API does not have; {hint(key, known)}", param=str(key)
            )


def _check_path_parameter(name: str, value: Any) -> None:
    if not isinstance(value, str):
        raise ValidationError(f"{name} must be a string, not {type(value).__name__}.", param=name)
    if not value.strip():
        raise ValidationError(f"{name} must not be empty.", param=name)
    # This raises an exception if a URL cannot represent the text.
    parameter(name, value)
    if value in (".", ".."):
        # HTTP libraries and proxies treat these as path navigation, even if they are percent-encoded.
        raise ValidationError(f"{name} must not be {value!r}, which is not allowed in a URL.", param=name)
