"""Plan params.py: a TypedDict for each request body, and for each object inside one."""

from __future__ import annotations

import keyword
import textwrap
from typing import Any, Dict, List, NamedTuple, Union

from openapi_python_client.parser.openapi import GeneratorData
from openapi_python_client.parser.properties import LiteralEnumProperty, ModelProperty
from openapi_python_client.strings import safe_for_docstring

from . import pytypes
from .model_plan import ModelPlanner
from .tools import GenerationError

# Types that callers may pass instead of the TypedDict of an object. Messages must fit their TypedDict, so that type
# checkers find misspelled keys and roles.
_ALTERNATIVES = {"Tool": ["Callable[..., Any]", "ApiModel", "Mapping[str, Any]"], "ChatMessage": ["ApiModel"]}
_ANY_OBJECT = ["ApiModel", "Mapping[str, Any]"]


class KeyPlan(NamedTuple):
    """One key of a TypedDict."""

    wire: str
    type: str
    doc: str


class ParamPlan(NamedTuple):
    """One TypedDict. Its required keys are in a base class, because `Required[]` needs Python 3.11."""

    name: str
    doc: str
    required: List[KeyPlan]
    optional: List[KeyPlan]


class ParamsPlan:
    """The content of params.py: the types of request bodies and of the objects in them."""

    def __init__(self, data: GeneratorData, models: ModelPlanner) -> None:
        self.models = models
        self.names: Dict[str, str] = {}
        self._enums: Dict[str, str] = {}
        literals: Dict[str, List[str]] = {}
        bodies = {
            str(body.prop.class_info.name): None
            for collection in data.endpoint_collections_by_tag.values()
            for endpoint in collection.endpoints
            for body in endpoint.bodies
            if isinstance(body.prop, ModelProperty)
        }
        pending = [body for body in bodies if not models.is_map(body)]
        self.names.update((body, body.removesuffix("Request") + "Params") for body in pending)
        types: Dict[str, ParamPlan] = {}
        while pending:
            name = pending.pop(0)
            if name not in types:
                pending = self._inner(name, literals) + pending
                types[name] = self._type(models.models[name], is_body=name in bodies)
        self.types = sorted(types.values(), key=lambda each: each.name)
        self.enums = sorted((module, name) for name, module in self._enums.items())
        self.literals = dict(sorted(literals.items()))

    def _inner(self, name: str, literals: Dict[str, List[str]]) -> List[str]:
        model = self.models.models[name]
        found = []
        for prop in [*self.models.properties(model), model.additional_properties]:
            for inner in pytypes.innermost(prop):
                if isinstance(inner, ModelProperty):
                    inner_name = str(inner.class_info.name)
                    if self.models.is_map(inner_name):
                        found += self._inner(inner_name, literals)
                    else:
                        self.names.setdefault(inner_name, f"{inner_name}Param")
                        found.append(inner_name)
                elif isinstance(inner, LiteralEnumProperty):
                    enum = str(inner.class_info.name)
                    component = self.models.schemas.components[enum]
                    if component.get("x-open"):
                        self._enums[enum] = str(inner.class_info.module_name)
                    else:
                        literals[f"{enum}Param"] = list(component["enum"])
        return found

    def _type(self, model: ModelProperty, is_body: bool) -> ParamPlan:
        doc = safe_for_docstring(model.description or f"The object {model.class_info.name}.").strip()
        plan = ParamPlan(self.names[str(model.class_info.name)], textwrap.fill(" ".join(doc.split()), 112), [], [])
        for prop in self.models.properties(model):
            wire = prop.name.get_untrusted_value()
            if is_body and wire == "stream":
                # It is an argument of the methods, because it selects the return type.
                continue
            type_ = pytypes.type_text(prop, self._named, as_argument=True, optional=not prop.required)
            doc = safe_for_docstring(self.models.description(model, prop)).strip()
            if not wire.isidentifier() or keyword.iskeyword(wire):
                raise GenerationError(f"{plan.name}: {wire!r} is not a valid keyword; give the field another name")
            key = KeyPlan(wire, type_, textwrap.fill(" ".join(doc.split()), 112, break_long_words=False))
            (plan.required if prop.required else plan.optional).append(key)
        return plan

    def _named(self, prop: Union[ModelProperty, LiteralEnumProperty]) -> List[str]:
        name = str(prop.class_info.name)
        if isinstance(prop, LiteralEnumProperty):
            return [name if name in self._enums else f"{name}Param"]
        if not self.models.is_map(name):
            return [self.names[name], *_ALTERNATIVES.get(name, _ANY_OBJECT)]
        values: Any = self.models.models[name].additional_properties
        if values is None or values is True:
            return ["Mapping[str, Any]"]
        return [f"Mapping[str, {pytypes.type_text(values, self._named, as_argument=True)}]"]
