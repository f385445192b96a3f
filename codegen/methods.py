"""Write the resource methods that send a request and return its response, from openapi.yaml."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path
from typing import Any, Dict, List, NamedTuple, Optional

from openapi_python_client.parser.openapi import Endpoint
from openapi_python_client.strings import safe_for_docstring

from .client_package import Plans
from .model_plan import ModelPlan
from .operation_plan import OperationPlan
from .tools import load

WORDING: Dict[str, Any] = load(Path(__file__).with_name("wording.yaml"))
# The width of a docstring. Its lines are indented by eight spaces.
_WIDTH = 112
_SECTION = re.compile("(Returns|Raises|Example):\n")
_METHOD = '''\
@checked_names
{signature}
    """{doc}
    """
    return {call}
'''


class Keyword(NamedTuple):
    """A parameter of a method, with its description. Required parameters have no default."""

    name: str
    type: str
    default: Optional[str]
    doc: str

    def declared(self) -> str:
        """Write the parameter for a signature."""
        return f"{self.name}: {self.type}" + (f" = {self.default}" if self.default else "")


def common_options(*, streams: bool) -> List[Keyword]:
    """Return the parameters of every method.

    Args:
        streams: Whether the method can return a stream.
    """
    listed = [each for each in WORDING["options"] if each.get("streams", streams) == streams]
    return [Keyword(each["name"], each["type"], each["default"], each["doc"]) for each in listed]


def wording_of(operation_id: str, name: str) -> Dict[str, Any]:
    """Return the wording of an operation, with the changes for one of its methods."""
    operation, method = WORDING["operations"].get(operation_id, {}), WORDING["methods"].get(name, {})
    parameters = {**operation.get("parameters", {}), **method.get("parameters", {})}
    return {**operation, **method, "parameters": parameters}


def method_of(plans: Plans, endpoint: Endpoint, name: str, path: List[Keyword], rest: List[Keyword]) -> str:
    """Write a method.

    Args:
        plans: The plans of the generated package.
        endpoint: The operation.
        name: The full name of the method, such as `tasks.get`.
        path: The parameters that can be positional.
        rest: The other parameters.
    """
    plan = OperationPlan(plans.operations, endpoint)
    function = name.rpartition(".")[2]
    name = name.replace(".__call__", "")
    response = str(plan.response)
    entries = ModelPlan(plans.models, plans.models.models[response]).entries
    sections = [textwrap.fill(" ".join(part.split()), _WIDTH) for part in plan.doc.split("\n\n")]
    wording = wording_of(plan.operation_id, name)
    returns = wording.get("returns", f"types.{response}")
    sent = wording.get("arguments", "locals()")
    call = wording.get("calls", f'await self._run("{name}", {endpoint.name}, {sent})')
    if entries and {"limit", "offset"} <= {each.name for each in plan.query}:
        returns = f"AsyncPage[types.{entries.type[len('List[') : -1]}]"
        call = f'await self._run_page("{name}", {endpoint.name}, locals(), "{entries.name}")'
        sections.insert(1, "Iterating over the page also yields the items of the following pages.")
    for status in plan.answers:
        sections.append(f"The status {status} does not raise an exception.")
    if response == "MessageResponse":
        # A server may omit a body that only confirms success.
        returns = f"Optional[{returns}]"
        sections.append("Returns:\n    The server's message, or None if it sends none.")
    responses = plans.operations.operations[str(endpoint.name)][2]["responses"]
    overloads, declared = wording.get("overloads", {}), wording.get("declared", "")
    if plan.stream and "returns" not in wording:
        chunks = f"AsyncStream[types.{plan.stream}]"
        both = f"Union[{returns}, {chunks}]"
        overloads = {"stream: Literal[False] = False": returns, "stream: Literal[True]": chunks, "stream: bool": both}
        returns, declared = both, "stream: bool = False"
        sections.append(f"Returns:\n    {_description(plans, responses['200'])}")
    raises = [
        f"    {exception}: {_description(plans, responses[status])}"
        for status, exception in WORDING["exceptions"].items()
        if status in responses
    ]
    if raises:
        sections.append("\n".join(["Raises:", *raises]))
    doc = _documented(wording.get("doc", "\n\n".join(sections)), _names(declared), [*path, *rest])

    def signature(own: str, result: str) -> str:
        others = [each for each in rest if each.name not in ("stream", *_names(own))]
        required = [each.declared() for each in others if each.default is None]
        optional = [each.declared() for each in others if each.default is not None]
        parameters = ["self", *(each.declared() for each in path), "*", *required, *([own] if own else []), *optional]
        define = "async def" if call.startswith("await ") else "def"
        return f"{define} {function}({', '.join(parameters)}) -> {result}:"

    method = _METHOD.format(signature=signature(declared, returns), doc=doc, call=call)
    signatures = [f"@overload\n{signature(own, overloads[own])} ...\n\n" for own in overloads]
    is_list = entries and "calls" not in wording
    return f"@listed\n{method}" if is_list else "".join([*signatures, method])


def _names(declared: str) -> List[str]:
    return re.findall(r"(\w+): ", declared)


def _documented(doc: str, own: List[str], parameters: List[Keyword]) -> str:
    """Add the descriptions of the parameters to a docstring: the required ones, those in `own`, and the others."""
    docs = {each.name: each.doc for each in parameters if each.name != "stream" or "stream" in own}
    required = [each.name for each in parameters if each.default is None]
    entries = [
        textwrap.fill(
            f"{name}: {docs[name]}",
            _WIDTH,
            initial_indent="    ",
            subsequent_indent="        ",
            break_long_words=False,
            break_on_hyphens=False,
        )
        for name in dict.fromkeys([*required, *own, *docs])
    ]
    sections = doc.split("\n\n")
    end = next((index for index, text in enumerate(sections) if _SECTION.match(text)), len(sections))
    sections.insert(end, "\n".join(["Args:", *entries]))
    return textwrap.indent("\n\n".join(sections), "    ").lstrip()


def _description(plans: Plans, answer: Any) -> str:
    return safe_for_docstring(plans.models.schemas.resolve(answer)["description"])
