"""What the endpoint template lays out: parameters, body, responses and stream type of one operation."""

from __future__ import annotations

import keyword
import textwrap
from dataclasses import dataclass
from typing import Any, Dict, List, Optional, Set, Tuple

from openapi_python_client.parser.bodies import BodyType
from openapi_python_client.parser.openapi import Endpoint
from openapi_python_client.parser.properties import ModelProperty, Property
from openapi_python_client.strings import PythonIdentifier, safe_for_docstring

from . import conversion, pytypes
from .formatting import GenerationError
from .model_plan import ModelPlanner

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
# Names that `_get_kwargs` and its callers need for themselves.
TAKEN = frozenset(("client", "url", "body", "str", "quote", "present", "present_text", "dump"))
# Module and class.
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
    """What one status code, or a range of them, is read as."""

    codes: Optional[Tuple[int, int]]
    type: str
    source: str
    read: str


@dataclass
class OperationPlan:
    """One operation and all that its module shows."""

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
    body_keyword: str
    content_type: str
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
        """All arguments in the order in which they are declared; required before optional ones."""
        rest = ([self.body] if self.body else []) + self.query + self.headers + self.cookies
        return self.path_parameters + sorted(rest, key=lambda each: not each.required)


class OperationPlanner:
    """Makes the plans of all operations of one spec."""

    def __init__(self, spec: Dict[str, Any], models: ModelPlanner) -> None:
        self.spec = spec
        self.models = models
        self.operations: Dict[str, Tuple[str, str, Dict[str, Any]]] = {}
        for path, item in spec.get("paths", {}).items():
            for method in METHODS:
                if method in item:
                    name = str(PythonIdentifier(item[method]["operationId"], "field_"))
                    if name in self.operations:
                        raise GenerationError(f"two operations are named {item[method]['operationId']}")
                    self.operations[name] = (path, method, item[method])

    def plan(self, endpoint: Endpoint) -> OperationPlan:
        """Plan the module of one operation."""
        path, method, operation = self.operations[str(endpoint.name)]
        docs = self._parameter_docs(path, operation)
        body, body_keyword, content_type = self._body(endpoint)
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
            body=body,
            body_keyword=body_keyword,
            content_type=content_type,
            responses=_grouped(responses),
            returns=_returns(responses),
            request=next((name for name in map(_class_of, (body.prop for body in endpoint.bodies)) if name), None),
            classes=classes,
            answers=_answers(endpoint, classes["response"]),
            may_be_empty=any(each.status_code.range[0] == 204 for each in endpoint.responses.patterns),
            models=models,
            runtime_models=self._modules(runtime),
            late_models=late_models,
            tables=converter.tables,
        )

    def _classes(self, endpoint: Endpoint, operation: Dict[str, Any]) -> Dict[str, Optional[str]]:
        """Name the classes of the first answer that has one, and of an event of the stream."""
        successes = [each.prop for each in endpoint.responses.patterns if each.status_code.pattern.startswith("2")]
        return {
            "response": next((name for name in map(_class_of, successes) if name), None),
            "stream": self._stream_item(operation),
        }

    def _imports(self, endpoint: Endpoint, runtime: Set[str]) -> Tuple[Imports, Imports]:
        """List what type checkers need of the models beside those at run time, and what only reading an answer needs.

        The latter are imported there, since most programs, which go through `helixagent`, never come there.
        """
        answers = [each.prop for each in endpoint.responses]
        props = [*endpoint.list_all_parameters(), *answers]
        late = {str(model.class_info.name) for prop in answers for model in pytypes.inner_models(prop)} - runtime
        mentioned = {str(model.class_info.name) for prop in props for model in pytypes.inner_models(prop)} - runtime
        enums = [enum.class_info for prop in props for enum in pytypes.inner_enums(prop)]
        models = [*self._modules(mentioned), *((str(each.module_name), str(each.name)) for each in enums)]
        return sorted(set(models)), self._modules(late)

    def _modules(self, names: Set[str]) -> Imports:
        return sorted((self.models.modules[name], name) for name in names)

    def _parameter_docs(self, path: str, operation: Dict[str, Any]) -> Dict[str, str]:
        """Map wire names to descriptions; the generator itself drops those of parameters."""
        listed = [*self.spec["paths"][path].get("parameters", []), *operation.get("parameters", [])]
        return {each["name"]: each.get("description", "") for each in map(self.models.schemas.resolve, listed)}

    def _body(self, endpoint: Endpoint) -> Tuple[Optional[ParameterPlan], str, str]:
        if not endpoint.bodies:
            return None, "", ""
        body = endpoint.bodies[0]
        keywords = {BodyType.JSON: "json", BodyType.DATA: "data", BodyType.CONTENT: "content"}
        if len(endpoint.bodies) > 1 or body.body_type not in keywords:
            raise GenerationError(f"{endpoint.name}: bodies are written for one content type, no multipart")
        parameter = _parameter(body.prop, {})
        parameter.name = parameter.wire = "body"
        return parameter, keywords[body.body_type], body.content_type.get_untrusted_value()

    def _stream_item(self, operation: Dict[str, Any]) -> Optional[str]:
        """Name the class of one event: `x-itemSchema` of the event stream, or of the 101 response of a WebSocket."""
        for status, response in operation.get("responses", {}).items():
            answer = self.models.schemas.resolve(response)
            # Switching protocols has no body, and so no media type that the extension could stand in.
            holder = answer if str(status) == "101" else answer.get("content", {}).get("text/event-stream", {})
            if str(status)[:1] in "12" and "x-itemSchema" in holder:
                name = str(holder["x-itemSchema"].get("$ref", "").rsplit("/", 1)[-1])
                if name not in self.models.models:
                    raise GenerationError(f"{operation['operationId']}: x-itemSchema must be a named object")
                return name
        return None

    def _response(self, response: Any, converter: conversion.Converter) -> ResponsePlan:
        sources = {"response.json()": "read_json(response)", "response.content": "File(BytesIO(response.content))"}
        source = sources.get(response.source["attribute"], response.source["attribute"])
        nothing = response.source["attribute"] == "None"
        return ResponsePlan(
            codes=response.status_code.range,
            type="None" if nothing else pytypes.type_text(response.prop, pytypes.attribute_model),
            source=source,
            read=(None if nothing else converter.read(response.prop, "data")) or "data",
        )


def _class_of(prop: Property) -> Optional[str]:
    return str(prop.class_info.name) if isinstance(prop, ModelProperty) else None


def _answers(endpoint: Endpoint, response: Optional[str]) -> List[int]:
    """List the error statuses whose body is of the answer's own class, so that it can be an answer after all."""
    errors = [each for each in endpoint.responses.patterns if not each.status_code.pattern.startswith("2")]
    return [each.status_code.range[0] for each in errors if response is not None and _class_of(each.prop) == response]


def _url(endpoint: Endpoint, path_parameters: List[ParameterPlan]) -> str:
    """Write the path with the parameters' Python names."""
    url = endpoint.path.get_untrusted_value()
    for prop, parameter in zip(endpoint.path_parameters, path_parameters):
        url = url.replace(f"{{{prop.python_name}}}", f"{{{parameter.name}}}")
    return url


def _parameter(prop: Property, docs: Dict[str, str]) -> ParameterPlan:
    if isinstance(prop, ModelProperty) and str(prop.name.get_untrusted_value()) != "body":
        raise GenerationError(f"{prop.name.get_untrusted_value()}: a parameter cannot be an object")
    name = str(prop.python_name)
    bare = name.rstrip("_")
    # The generator renames everything that shadows a builtin; only Python's keywords need that.
    if bare != name and not keyword.iskeyword(bare) and bare not in TAKEN:
        name = bare
    type_ = pytypes.type_text(prop, pytypes.argument_model, given=True)
    if not prop.required and type_ != "Any":
        type_ = pytypes.type_text(prop, pytypes.argument_model, given=True, optional=True)
        given = type_[len("Optional[") : -1]
        # What can be several things is a union already; one inside another says no more.
        type_ = f"Union[{given[len('Union[') : -1] if given.startswith('Union[') else given}, None, Unset]"
    doc = " ".join(safe_for_docstring(docs.get(prop.name.get_untrusted_value()) or prop.description or "").split())
    return ParameterPlan(name, prop.name.get_untrusted_value(), type_, prop.required, doc)


def _grouped(responses: List[ResponsePlan]) -> List[Tuple[str, ResponsePlan]]:
    """Put the statuses that are read alike under one condition; the default comes last and has none."""
    groups: Dict[Tuple[str, str, bool], List[ResponsePlan]] = {}
    for each in responses:
        is_range = each.codes is None or each.codes[0] != each.codes[1]
        # A range must not come before a single status that lies inside it.
        groups.setdefault((each.source, each.read, is_range), []).append(each)
    ordered = sorted(groups.items(), key=lambda group: group[0][2])
    return [(" or ".join(_condition(group)), group[0]) for _, group in ordered]


def _condition(group: List[ResponsePlan]) -> List[str]:
    single = [each.codes[0] for each in group if each.codes and each.codes[0] == each.codes[1]]
    if len(single) == 1:
        return [f"response.status_code == {single[0]}"]
    if single:
        return [f"response.status_code in ({', '.join(map(str, single))})"]
    return [f"{each.codes[0]} <= response.status_code <= {each.codes[1]}" for each in group if each.codes]


def _returns(responses: List[ResponsePlan]) -> str:
    types = list(dict.fromkeys(each.type for each in responses if each.type != "None"))
    return pytypes.join([*types, "None"]) if types else "None"


def _doc(endpoint: Endpoint) -> str:
    summary = " ".join(safe_for_docstring(endpoint.summary or f"Call {endpoint.name}").split()).rstrip(".") + "."
    paragraphs = safe_for_docstring(endpoint.description or "").strip().split("\n\n")
    filled = [textwrap.fill(" ".join(part.split()), 116, break_long_words=False) for part in [summary, *paragraphs]]
    return "\n\n".join(part for part in filled if part)
