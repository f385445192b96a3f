"""Write the resource methods that send a request and return its response, from openapi.yaml."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any, Dict, List, NamedTuple, Optional

from openapi_python_client.parser.openapi import Endpoint
from openapi_python_client.strings import safe_for_docstring

from .client_package import Plans
from .model_plan import ModelPlan
from .operation_plan import OperationPlan
from .tools import load

_WORDING = load(Path(__file__).with_name("wording.yaml"))
# Descriptions and defaults that replace values of the spec, by operation and parameter.
CHANGES: Dict[str, Dict[str, Dict[str, str]]] = _WORDING["operations"]
# Positional parameters that the operation does not have, by operation.
POSITIONAL: Dict[str, List[Any]] = _WORDING["positional"]
# Docstrings and types of results, by operation. Without them, they follow from the spec.
DOCS: Dict[str, str] = _WORDING["docs"]
RETURNS: Dict[str, str] = _WORDING["returns"]
# The arguments that a method sends if it does not send its `locals()`, by operation.
ARGUMENTS: Dict[str, str] = _WORDING["arguments"]
# The module of each name in a region.
IMPORTS = {name: module for module, names in _WORDING["imports"].items() for name in names}
# The width of a method's docstring.
_WIDTH = 112
# The exceptions to document for each error status.
_EXCEPTIONS: Dict[str, str] = _WORDING["exceptions"]
_METHOD = '''\
@checked_names
async def {function}(
    self,
    {stream}
) -> {returns}:
    """{doc}
    """
    return await {call}
'''
_OVERLOAD = """\
@overload
async def {function}(
    self,
    *,
    stream: {stream},
) -> {returns}: ...

"""


class Keyword(NamedTuple):
    """A parameter of a method, with its description. Required parameters have no default."""

    name: str
    type: str
    default: Optional[str]
    doc: str

    def declared(self) -> str:
        """Write the parameter for a signature."""
        return f"{self.name}: {self.type}" + (f" = {self.default}" if self.default else "") + ","


def common_options(*, streams: bool) -> List[Keyword]:
    """Return the parameters of every method.

    Args:
        streams: Whether the method can return a stream.
    """
    listed = [each for each in _WORDING["options"] if each.get("streams", streams) == streams]
    return [Keyword(each["name"], each["type"], each["default"], each["doc"]) for each in listed]


def method_of(plans: Plans, endpoint: Endpoint, name: str) -> str:
    """Write a method without its parameters.

    Args:
        plans: The plans of the generated package.
        endpoint: The operation.
        name: The full name of the method, such as `tasks.get`.
    """
    plan = OperationPlan(plans.operations, endpoint)
    function = name.rpartition(".")[2]
    name = name.replace(".__call__", "")
    response = str(plan.response)
    entries = ModelPlan(plans.models, plans.models.models[response]).entries
    sections = [textwrap.fill(" ".join(part.split()), _WIDTH) for part in plan.doc.split("\n\n")]
    arguments = ARGUMENTS.get(plan.operation_id, "locals()")
    returns = RETURNS.get(plan.operation_id, f"types.{response}")
    call = f'self._run("{name}", {endpoint.name}, {arguments})'
    if entries and {"limit", "offset"} <= {each.name for each in plan.query}:
        returns = f"AsyncPage[types.{entries.type[len('List[') : -1]}]"
        call = f'self._run_page("{name}", {endpoint.name}, locals(), "{entries.name}")'
        sections.insert(1, "Iterating over the page also yields the items of the following pages.")
    for status in plan.answers:
        sections.append(f"The status {status} does not raise an exception.")
    if response == "MessageResponse":
        # A server may omit a body that only confirms success.
        returns = f"Optional[{returns}]"
        sections.append("Returns:\n    The server's message, or None if it sends none.")
    responses = plans.operations.operations[str(endpoint.name)][2]["responses"]
    overloads, stream = "", ""
    if plan.stream:
        chunks = f"AsyncStream[types.{plan.stream}]"
        results = {"Literal[False] = False": returns, "Literal[True]": chunks, "bool": f"Union[{returns}, {chunks}]"}
        overloads = "".join(
            _OVERLOAD.format(function=function, stream=stream, returns=result) for stream, result in results.items()
        )
        returns, stream = results["bool"], "*,\n    stream: bool = False,"
        sections.append(f"Returns:\n    {_description(plans, responses['200'])}")
    raises = [
        f"    {exception}: {_description(plans, responses[status])}"
        for status, exception in _EXCEPTIONS.items()
        if status in responses
    ]
    if raises:
        sections.append("\n".join(["Raises:", *raises]))
    doc = textwrap.indent(DOCS.get(plan.operation_id, "\n\n".join(sections)), "    ").lstrip()
    method = _METHOD.format(function=function, stream=stream, returns=returns, doc=doc, call=call)
    return f"@listed\n{method}" if entries else overloads + method


def _description(plans: Plans, answer: Any) -> str:
    return safe_for_docstring(plans.models.schemas.resolve(answer)["description"])
