"""Define the tools of a tool loop: functions, tools with a custom schema, and plain dicts."""

from __future__ import annotations

import collections.abc
import functools
from typing import Any, Callable, Dict, List, Mapping, Optional, Tuple

import attrs

from helixagent_client.types import ApiModel

from ...exceptions import HelixAgentError, InvalidResponseError, ValidationError
from ..hooks import is_async_function

# The types of the arguments of a FunctionTool, and their names in messages.
_WANTED: Dict[str, Tuple[Any, str]] = {
    "name": (str, "a string"),
    "description": (str, "a string"),
    "parameters": (collections.abc.Mapping, "a dict"),
    "function": (collections.abc.Callable, "a function of one argument, a dict"),
}


def _check(tool: Any, attribute: Any, value: Any) -> None:
    kind, wanted = _WANTED[attribute.name]
    if not isinstance(value, kind):
        raise ValidationError(f"{attribute.name} must be {wanted}.", param=attribute.name)


@attrs.define(kw_only=True, eq=False, slots=False)
class FunctionTool:
    """A tool with a schema that you write, and the function that runs it.

    Args:
        name: Name of the tool.
        description: Description for the model.
        parameters: JSON schema of the arguments.
        function: Function that runs the tool. It is called with a dict of the arguments. It may be an async function if
            the client is async.

    Raises:
        ValidationError: An argument has the wrong type.

    Example:
        FunctionTool(
            name="lookup",
            description="Look up a word.",
            parameters={"type": "object", "properties": {"word": {"type": "string"}}, "required": ["word"]},
            function=lambda arguments: dictionary[arguments["word"]],
        )
    """

    name: str = attrs.field(validator=_check)
    description: str = attrs.field(repr=False, validator=_check)
    parameters: Mapping[str, Any] = attrs.field(repr=False, validator=_check)
    function: Callable[[Dict[str, Any]], Any] = attrs.field(repr=False, validator=_check)

    @property
    def definition(self) -> Dict[str, Any]:
        """The tool as a dict, as `create(tools=[...])` accepts it."""
        function = {"name": self.name, "description": self.description, "parameters": dict(self.parameters)}
        return {"type": "function", "function": function}

    def __call__(self, arguments: Dict[str, Any]) -> Any:
        """Run the tool."""
        return self.function(arguments)


def definition_of(tool: Any) -> Dict[str, Any]:
    """Return a function, a `FunctionTool`, a model or a mapping as the dict that the API accepts."""
    if isinstance(tool, FunctionTool):
        return tool.definition
    if callable(tool):
        # The import is here because it needs the extra `structured`.
        from ..structured.tools import tool_of

        return tool_of(tool)
    return as_dict(tool)  # type: ignore[no-any-return]


def checked_tools(tools: Any, *, is_async: bool) -> Tuple[List[Dict[str, Any]], Dict[str, Any]]:
    """Validate the tools of a loop. Return their definitions, and the functions and `FunctionTool` objects by name.

    Calls of tools that are dicts or models are for the caller. Their value is None.
    """
    if not isinstance(tools, (list, tuple)) or not tools:
        raise ValidationError("tools must be a list of functions, FunctionTool objects or dicts.", param="tools")
    definitions: List[Dict[str, Any]] = []
    by_name: Dict[str, Any] = {}
    for index, tool in enumerate(tools):
        param = f"tools[{index}]"
        if not callable(tool) and not isinstance(tool, (ApiModel, Mapping)):
            raise ValidationError(
                f"{param} must be a function, a FunctionTool or a dict, not {type(tool).__name__}.", param=param
            )
        definition = definition_of(tool)
        definitions.append(definition)
        name = _name_of(definition)
        if name in by_name:
            raise ValidationError(
                f"{param} has the name {name!r}, which another tool also has. Pass prefix= to mcp_tools or as_tools if "
                "it is a tool of an MCP server.",
                param=param,
            )
        if not is_async and is_async_function(tool.function if isinstance(tool, FunctionTool) else tool):
            raise ValidationError(
                f"{param} ({name}) is an async function, which only AsyncHelixAgent can run.", param=param
            )
        if name is not None:
            by_name[name] = tool if callable(tool) else None
    return definitions, by_name


def prepared_call(tools: Mapping[str, Any], name: str, arguments: Any, text: str) -> Callable[[], Any]:
    """Return a function that runs a tool with validated arguments, which are given parsed and as JSON.

    Raises:
        HelixAgentError: The tool does not exist, or the arguments are invalid. The message is for the model.
    """
    tool = tools.get(name)
    if tool is None:
        raise HelixAgentError(f"There is no tool {name!r}. The tools are: {', '.join(sorted(tools))}.")
    if not isinstance(tool, FunctionTool):
        from ..structured.tools import bound_arguments

        return bound_arguments(tool, name, text)
    if not isinstance(arguments, dict):
        raise InvalidResponseError(f"The arguments of {name} must be a JSON object.")
    # `is_async_function` inspects this attribute, so that async functions are awaited without a thread.
    return functools.partial(tool.function, arguments)


def choice_after_first_turn(tool_choice: Any) -> Any:
    """Return the tool choice after the first turn. A choice that forces a call would otherwise force calls forever."""
    choice = as_dict(tool_choice)
    allowed = choice.get("allowed_tools") if isinstance(choice, dict) else None
    if isinstance(allowed, Mapping):
        return {**choice, "allowed_tools": {**allowed, "mode": "auto"}}
    return None if choice == "required" or isinstance(choice, dict) else choice


def as_dict(value: Any) -> Any:
    """Return a model or a mapping as a new dict. Other values are not changed."""
    if isinstance(value, ApiModel):
        return value.to_dict()
    return dict(value) if isinstance(value, Mapping) else value


def _name_of(definition: Mapping[str, Any]) -> Optional[str]:
    details = definition.get(str(definition.get("type")))
    name = details.get("name") if isinstance(details, Mapping) else definition.get("name")
    return name if isinstance(name, str) else None
