"""Plan the module of one operation for the endpoint template: parameters, body, responses and stream type."""

from __future__ import annotations

import keyword
import textwrap
from dataclasses import dataclass
from typing import Any, Dict, List, Optional, Set, Tuple

from openapi_python_client.parser.bodies import BodyType
from openapi_python_client.parser.openapi import Endpoint
from openapi_python_client.parser.properties import ModelProperty, Property
from openapi_python_client.strings import PythonIdentifier, safe_for_docstring

from . import conversion, lint_walk, pytypes
from .model_plan import ModelPlanner
from .tools import GenerationError

# Names that the generated functions use.
TAKEN = frozenset(("client", "url", "body", "str", "quote", "present", "present_text", "dump"))
# Modules and classes.
Imports = List[Tuple[str, str]]


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


@dataclass
class OperationPlan:
    """One operation, with everything that its module contains."""

    operation_id: str
    method: str
    path: str
    url: str
    doc: str
    client: str
    path_parameters: List[ParameterPlan]
    query: List[ParameterPlan]
    headers: List[ParameterPlan]
    cookies: List[ParameterPlan]
    body: Optional[ParameterPlan]
    responses: List[Tuple[str, ResponsePlan]]
    returns: str
    request: Optional[str]
    classes: Dict[str, Optional[str]]
    answers: List[int]
    may_be_empty: bool
    models: Imports
    runtime_models: Imports
    late_models: Imports
    tables: Dict[str, Dict[str, str]]

    @property
    def arguments(self) -> List[ParameterPlan]:
        """All arguments in the order of declaration, required ones first."""
        rest = ([self.body] if self.body else []) + self.query + self.headers + self.cookies
        return self.path_parameters + sorted(rest, key=lambda each: not each.required)


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

    def plan(self, endpoint: Endpoint) -> OperationPlan:
        """Plan the module of one operation."""
        path, method, operation = self.operations[str(endpoint.name)]
        docs = self._parameter_docs(path, operation)
        converter = conversion.Converter(self.models.models)
        responses = [self._response(response, converter) for response in endpoint.responses]
        path_parameters = [_parameter(prop, docs) for prop in endpoint.path_parameters]
        classes = self._classes(endpoint, operation)
        runtime = {name for name in classes.values() if name}
        runtime |= {name for table in converter.tables.values() for name in table.values()}
        models, late_models = self._imports(endpoint, runtime)
        return OperationPlan(
            operation_id=operation["operationId"],
            method=method,
            path=path,
            url=_url(endpoint, path_parameters),
            doc=_doc(endpoint),
            client="AuthenticatedClient" if endpoint.requires_security else "Client",
            path_parameters=path_parameters,
            query=[_parameter(prop, docs) for prop in endpoint.query_parameters],
            headers=[_parameter(prop, docs) for prop in endpoint.header_parameters],
            cookies=[_parameter(prop, docs) for prop in endpoint.cookie_parameters],
            body=_body(endpoint),
            responses=_grouped(responses),
            returns=_returns(responses),
            request=next((name for name in map(_class_of, (body.prop for body in endpoint.bodies)) if name), None),
            classes=classes,
            answers=_error_statuses(endpoint, classes["response"]),
            may_be_empty=any(each.status_code.range[0] == 204 for each in endpoint.responses.patterns),
            models=models,
            runtime_models=self._modules(runtime),
            late_models=late_models,
            tables=converter.tables,
        )

    def _classes(self, endpoint: Endpoint, operation: Dict[str, Any]) -> Dict[str, Optional[str]]:
        """Return the class name of the first response that has one, and the class name of the stream's events."""
        successes = [each.prop for each in endpoint.responses.patterns if each.status_code.pattern.startswith("2")]
        return {
            "response": next((name for name in map(_class_of, successes) if name), None),
            "stream": self._stream_item(operation),
        }

    def _imports(self, endpoint: Endpoint, runtime: Set[str]) -> Tuple[Imports, Imports]:
        """List the models that only type checkers need, and those that are needed only to read a response.

        The function that reads a response imports the latter, because programs that use `helixagent` do not call it.
        """
        response_props = [each.prop for each in endpoint.responses]
        props = [*endpoint.list_all_parameters(), *response_props]
        used_on_read = {
            str(model.class_info.name) for prop in response_props for model in pytypes.inner_models(prop)
        } - runtime
        referenced = {str(model.class_info.name) for prop in props for model in pytypes.inner_models(prop)} - runtime
        enums = [enum.class_info for prop in props for enum in pytypes.inner_enums(prop)]
        models = [*self._modules(referenced), *((str(each.module_name), str(each.name)) for each in enums)]
        return sorted(set(models)), self._modules(used_on_read)

    def _modules(self, names: Set[str]) -> Imports:
        return sorted((self.models.modules[name], name) for name in names)

    def _parameter_docs(self, path: str, operation: Dict[str, Any]) -> Dict[str, str]:
        """Map the wire names of parameters to their descriptions. The generator drops the descriptions."""
        listed = [*self.spec["paths"][path].get("parameters", []), *operation.get("parameters", [])]
        return {each["name"]: each.get("description", "") for each in map(self.models.schemas.resolve, listed)}

    def _stream_item(self, operation: Dict[str, Any]) -> Optional[str]:
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

    def _response(self, response: Any, converter: conversion.Converter) -> ResponsePlan:
        statuses = response.status_code.range
        if statuses and statuses[0] != statuses[1]:
            raise GenerationError(f"{response.status_code.pattern}: ranges of statuses are not supported")
        sources = {"response.json()": "read_json(response)", "response.content": "File(BytesIO(response.content))"}
        source = sources.get(response.source["attribute"], response.source["attribute"])
        is_empty = response.source["attribute"] == "None"
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


def _error_statuses(endpoint: Endpoint, response: Optional[str]) -> List[int]:
    """List the error statuses whose body has the class of the response."""
    errors = [each for each in endpoint.responses.patterns if not each.status_code.pattern.startswith("2")]
    return [each.status_code.range[0] for each in errors if response is not None and _class_of(each.prop) == response]


def _url(endpoint: Endpoint, path_parameters: List[ParameterPlan]) -> str:
    """Write the path with the Python names of the parameters."""
    url = endpoint.path.get_untrusted_value()
    for prop, parameter in zip(endpoint.path_parameters, path_parameters):
        url = url.replace(f"{{{prop.python_name}}}", f"{{{parameter.name}}}")
    return url


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
    if statuses == [None]:
        return ""
    if len(statuses) == 1:
        return f"response.status_code == {statuses[0]}"
    return f"response.status_code in ({', '.join(map(str, statuses))})"


def _returns(responses: List[ResponsePlan]) -> str:
    types = list(dict.fromkeys(each.type for each in responses if each.type != "None"))
    return pytypes.join([*types, "None"]) if types else "None"


def _doc(endpoint: Endpoint) -> str:
    summary = " ".join(safe_for_docstring(endpoint.summary or f"Call {endpoint.name}").split()).rstrip(".") + "."
    paragraphs = safe_for_docstring(endpoint.description or "").strip().split("\n\n")
    filled = [textwrap.fill(" ".join(part.split()), 116, break_long_words=False) for part in [summary, *paragraphs]]
    return "\n\n".join(part for part in filled if part)
