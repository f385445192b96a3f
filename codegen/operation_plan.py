"""Plan the module of one operation for the endpoint template: parameters, body, responses and stream type."""

from __future__ import annotations

import keyword
import textwrap
from dataclasses import dataclass
from typing import Any, Dict, List, Optional, Tuple

from openapi_python_client.parser.bodies import BodyType
from openapi_python_client.parser.openapi import Endpoint
from openapi_python_client.parser.properties import LiteralEnumProperty, ModelProperty, Property
from openapi_python_client.strings import PythonIdentifier, safe_for_docstring

from . import lint_walk, pytypes
from .model_plan import ModelPlanner
from .tools import GenerationError

# Names that the generated functions use.
TAKEN = frozenset(("client", "url", "body", "str", "quote", "present", "present_text", "dump"))


@dataclass
class ParameterPlan:
    """One argument of an operation."""

    name: str
    wire: str
    type: str
    required: bool
    doc: str


@dataclass
class ResponsePlan:
    """How to read the response of one status. The status of the default response is None."""

    status: Optional[int]
    type: str
    source: str
    read: str


class OperationPlan:
    """One operation, with everything that its module contains."""

    def __init__(self, planner: OperationPlanner, endpoint: Endpoint) -> None:
        self.path, self.method, operation = planner.operations[str(endpoint.name)]
        self.operation_id: str = operation["operationId"]
        self.doc = _doc(endpoint)
        self.client = "AuthenticatedClient" if endpoint.requires_security else "Client"
        # The generator drops the descriptions of parameters.
        listed = [*planner.spec["paths"][self.path].get("parameters", []), *operation.get("parameters", [])]
        docs = {each["name"]: each.get("description", "") for each in map(planner.models.schemas.resolve, listed)}
        self.path_parameters = [_parameter(prop, docs) for prop in endpoint.path_parameters]
        self.query = [_parameter(prop, docs) for prop in endpoint.query_parameters]
        self.headers = [_parameter(prop, docs) for prop in endpoint.header_parameters]
        self.cookies = [_parameter(prop, docs) for prop in endpoint.cookie_parameters]
        self.body = _body(endpoint)
        self.url = endpoint.path.get_untrusted_value()
        for prop, parameter in zip(endpoint.path_parameters, self.path_parameters):
            self.url = self.url.replace(f"{{{prop.python_name}}}", f"{{{parameter.name}}}")
        # All arguments in the order of declaration, required ones first.
        rest = ([self.body] if self.body else []) + self.query + self.headers + self.cookies
        self.arguments = self.path_parameters + sorted(rest, key=lambda each: not each.required)

        converter = pytypes.Converter(planner.models.models)
        responses = [_response(response, converter) for response in endpoint.responses]
        self.responses = _grouped(responses)
        types = dict.fromkeys(each.type for each in responses if each.type != "None")
        self.returns = pytypes.join([*types, "None"])
        self.tables = converter.tables
        self.request = next((name for name in (_class_of(body.prop) for body in endpoint.bodies) if name), None)
        patterns = endpoint.responses.patterns
        successes = [each for each in patterns if each.status_code.pattern.startswith("2")]
        errors = [each for each in patterns if each not in successes]
        self.response = next((name for name in (_class_of(each.prop) for each in successes) if name), None)
        self.stream = planner.stream_item(operation)
        # Error statuses whose body has the class of the response.
        same = [each for each in errors if self.response and _class_of(each.prop) == self.response]
        self.answers = [each.status_code.range[0] for each in same if each.status_code.range]
        self.may_be_empty = any(each.status_code.pattern == "204" for each in successes)

        runtime = {name for name in (self.response, self.stream) if name}
        runtime |= {name for table in self.tables.values() for name in table.values()}
        results = [each.prop for each in endpoint.responses]
        props = [*endpoint.list_all_parameters(), *results]
        self.runtime_models = pytypes.imports([planner.models.models[name] for name in runtime], ModelProperty)
        # Only type checkers need these.
        self.models = pytypes.imports(props, (ModelProperty, LiteralEnumProperty), runtime)
        # The function that reads a response imports these, because programs that use `helixagent` do not call it.
        self.late_models = pytypes.imports(results, ModelProperty, runtime)


class OperationPlanner:
    """Plans the operations of one spec."""

    def __init__(self, spec: Dict[str, Any], models: ModelPlanner) -> None:
        self.spec = spec
        self.models = models
        self.operations: Dict[str, Tuple[str, str, Dict[str, Any]]] = {}
        for each in lint_walk.operations(spec):
            name = str(PythonIdentifier(each.node["operationId"], "field_"))
            if name in self.operations:
                raise GenerationError(f"two operations have the name {each.node['operationId']}")
            self.operations[name] = (each.path, each.pointer.rpartition("/")[2], each.node)

    def stream_item(self, operation: Dict[str, Any]) -> Optional[str]:
        """Name the class of one event, from `x-itemSchema` of the event stream or of a WebSocket's 101 response."""
        for status, response in operation.get("responses", {}).items():
            resolved = self.models.schemas.resolve(response)
            # The 101 response has no body, so the extension is in the response itself.
            owner = resolved if str(status) == "101" else resolved.get("content", {}).get("text/event-stream", {})
            if str(status)[:1] in "12" and "x-itemSchema" in owner:
                name = str(owner["x-itemSchema"].get("$ref", "").rsplit("/", 1)[-1])
                if name not in self.models.models:
                    raise GenerationError(f"{operation['operationId']}: x-itemSchema must be a named object")
                return name
        return None


def _response(response: Any, converter: pytypes.Converter) -> ResponsePlan:
    statuses = response.status_code.range
    if statuses and statuses[0] != statuses[1]:
        raise GenerationError(f"{response.status_code.pattern}: ranges of statuses are not supported")
    sources = {"response.json()": "read_json(response)", "response.content": "File(BytesIO(response.content))"}
    source = sources.get(response.source["attribute"], response.source["attribute"])
    is_empty = source == "None"
    return ResponsePlan(
        status=statuses[0] if statuses else None,
        type="None" if is_empty else pytypes.type_text(response.prop, pytypes.attribute_model),
        source=source,
        read=(None if is_empty else converter.read(response.prop, "data")) or "data",
    )


def _body(endpoint: Endpoint) -> Optional[ParameterPlan]:
    if not endpoint.bodies:
        return None
    body = endpoint.bodies[0]
    if len(endpoint.bodies) > 1 or body.body_type is not BodyType.JSON:
        raise GenerationError(f"{endpoint.name}: only request bodies in JSON are supported")
    parameter = _parameter(body.prop, {})
    parameter.name = parameter.wire = "body"
    return parameter


def _class_of(prop: Property) -> Optional[str]:
    return str(prop.class_info.name) if isinstance(prop, ModelProperty) else None


def _parameter(prop: Property, docs: Dict[str, str]) -> ParameterPlan:
    if isinstance(prop, ModelProperty) and str(prop.name.get_untrusted_value()) != "body":
        raise GenerationError(f"{prop.name.get_untrusted_value()}: a parameter cannot be an object")
    name = str(prop.python_name)
    stripped = name.rstrip("_")
    # The generator also renames parameters that shadow builtins. This is not necessary.
    if stripped != name and not keyword.iskeyword(stripped) and stripped not in TAKEN:
        name = stripped
    type_ = pytypes.type_text(prop, pytypes.argument_model, as_argument=True)
    if not prop.required and type_ != "Any":
        type_ = pytypes.type_text(prop, pytypes.argument_model, as_argument=True, optional=True)
        present = type_[len("Optional[") : -1]
        # A union is extended instead of nested.
        type_ = f"Union[{present[len('Union[') : -1] if present.startswith('Union[') else present}, None, Unset]"
    doc = " ".join(safe_for_docstring(docs.get(prop.name.get_untrusted_value()) or prop.description or "").split())
    return ParameterPlan(name, prop.name.get_untrusted_value(), type_, prop.required, doc)


def _grouped(responses: List[ResponsePlan]) -> List[Tuple[str, ResponsePlan]]:
    """Group the statuses that are read in the same way, with their condition. The default is last, without one."""
    groups: Dict[Tuple[bool, str, str], List[ResponsePlan]] = {}
    for each in responses:
        groups.setdefault((each.status is None, each.source, each.read), []).append(each)
    ordered = sorted(groups.items(), key=lambda group: group[0][0])
    return [(_condition([each.status for each in group]), group[0]) for _, group in ordered]


def _condition(statuses: List[Optional[int]]) -> str:
    if None in statuses:
        return ""
    one = len(statuses) == 1
    return f"response.status_code {f'== {statuses[0]}' if one else f'in {tuple(statuses)}'}"


def _doc(endpoint: Endpoint) -> str:
    summary = " ".join(safe_for_docstring(endpoint.summary or f"Call {endpoint.name}").split()).rstrip(".") + "."
    paragraphs = safe_for_docstring(endpoint.description or "").strip().split("\n\n")
    filled = [textwrap.fill(" ".join(part.split()), 116, break_long_words=False) for part in [summary, *paragraphs]]
    return "\n\n".join(part for part in filled if part)
