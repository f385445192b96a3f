"""Manage the tools of a tool loop: functions, tools with a custom schema, and plain dicts."""

from __future__ import annotations

import functools
from typing import Any, Callable, Dict, List, Mapping, Optional

from helixagent_client.types import ApiModel

from ...exceptions import HelixAgentError, InvalidResponseError, ValidationError
from ..hooks import is_async_function
from ..json_text import read_json

Prepared = Callable[[], Any]


class FunctionTool:
    """A tool with a schema that you write, and the function that runs it.

    Args:
        name: Name of the tool.
        description: Description for the model.
        parameters: JSON schema of the arguments.
        function: Function that runs the tool. It is called with a dict of the arguments. It may be an async function if
            the client is async.

    Example:
        FunctionTool(
            name="lookup",
            description="Look up a word.",
            parameters={"type": "object", "properties": {"word": {"type": "string"}}, "required": ["word"]},
            function=lambda arguments: dictionary[arguments["word"]],
        )
    """

    def __init__(
        self, *, name: str, description: str, parameters: Mapping[str, Any], function: Callable[[Dict[str, Any]], Any]
    ) -> None:
        if not callable(function):
            raise ValidationError("function must be a function of one argument, a dict.", param="function")
        self.name = name
        self.description = description
        self.parameters = dict(parameters)
        self.function = function

    @property
    def definition(self) -> Dict[str, Any]:
        """The tool as a dict, as `create(tools=[...])` accepts it."""
        function = {"name": self.name, "description": self.description, "parameters": self.parameters}
        return {"type": "function", "function": function}

    def __call__(self, arguments: Dict[str, Any]) -> Any:
        """Run the tool."""
        return self.function(arguments)

    def __repr__(self) -> str:
        return f"FunctionTool(name={self.name!r})"


def definition_of(tool: Any) -> Dict[str, Any]:
    """Return a function, a `FunctionTool`, a model or a mapping as the dict that the API accepts."""
    if isinstance(tool, FunctionTool):
        return tool.definition
    if callable(tool):
        # The import is here because it needs the extra `structured`.
        from ..structured.tools import tool_of

        return tool_of(tool)
    return as_dict(tool)  # type: ignore[no-any-return]


class ToolSet:
    """The tools of one tool loop: functions, `FunctionTool` objects, models and dicts."""

    def __init__(self, tools: Any, *, is_async: bool) -> None:
        if not isinstance(tools, (list, tuple)) or not tools:
            raise ValidationError("tools must be a list of functions, FunctionTool objects or dicts.", param="tools")
        self.definitions: List[Dict[str, Any]] = []
        # The tools by name. The value is None for a dict, because the caller handles its calls.
        self._tools: Dict[str, Any] = {}
        for index, tool in enumerate(tools):
            param = f"tools[{index}]"
            if not callable(tool) and not isinstance(tool, (ApiModel, Mapping)):
                raise ValidationError(
                    f"{param} must be a function, a FunctionTool or a dict, not {type(tool).__name__}.", param=param
                )
            definition = definition_of(tool)
            name = _name_of(definition)
            if name in self._tools:
                raise ValidationError(
                    f"{param} has the name {name!r}, which another tool also has. Pass prefix= to mcp_tools or "
                    "as_tools if it is a tool of an MCP server.",
                    param=param,
                )
            self.definitions.append(definition)
            if not is_async and is_async_function(tool.function if isinstance(tool, FunctionTool) else tool):
                raise ValidationError(
                    f"{param} ({name}) is an async function, which only AsyncHelixAgent can run.", param=param
                )
            if name is not None:
                self._tools[name] = tool if callable(tool) else None

    def is_plain(self, name: str) -> bool:
        """Return whether a tool is a dict. The caller handles its calls."""
        return name in self._tools and self._tools[name] is None

    def prepare(self, name: str, arguments: Any, text: Optional[str]) -> Prepared:
        """Return a function that runs a tool with validated arguments, which are given parsed and as JSON.

        Raises:
            HelixAgentError: The tool does not exist, or the arguments are invalid. The message is for the model.
        """
        tool = self._tools.get(name)
        if tool is None:
            raise HelixAgentError(f"There is no tool {name!r}. The tools are: {', '.join(sorted(self._tools))}.")
        if isinstance(tool, FunctionTool):
            if not isinstance(arguments, dict):
                raise InvalidResponseError(f"The arguments of {name} must be a JSON object.")
            # `is_async_function` inspects this attribute, so that async functions are awaited without a thread.
            return functools.partial(tool.function, arguments)
        from ..structured.tools import bound_arguments

        return bound_arguments(tool, name, text if text and text.strip() else "{}")


def parsed_arguments(text: Optional[str]) -> Any:
    """Parse the arguments of a call. Return the text if it is not JSON."""
    if text is None or not text.strip():
        # Some models send an empty text for a function without parameters.
        return {}
    try:
        return read_json(text)
    except (ValueError, RecursionError):
        return text


def choice_after_first_turn(tool_choice: Any) -> Any:
    """Return the tool choice after the first turn. A choice that forces a call would otherwise force calls forever."""
    choice = as_dict(tool_choice)
    if choice == "required":
        return None
    if not isinstance(choice, Mapping):
        return choice
    allowed = choice.get("allowed_tools")
    if choice.get("type") == "allowed_tools" and isinstance(allowed, Mapping):
        return {**choice, "allowed_tools": {**allowed, "mode": "auto"}}
    return None


def as_dict(value: Any) -> Any:
    """Return a model or a mapping as a new dict. Other values are not changed."""
    if isinstance(value, ApiModel):
        return value.to_dict()
    return dict(value) if isinstance(value, Mapping) else value


def _name_of(definition: Mapping[str, Any]) -> Optional[str]:
    details = definition.get(str(definition.get("type")))
    name = details.get("name") if isinstance(details, Mapping) else definition.get("name")
    return name if isinstance(name, str) else None
