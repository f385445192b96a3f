"""Plan one generated class for the model template: names, types, conversions and documentation."""

from __future__ import annotations

import keyword
import re
import textwrap
from typing import Any, Dict, Iterable, List, Optional

from openapi_python_client import GeneratorData
from openapi_python_client.parser.properties import AnyProperty, ConstProperty, LiteralEnumProperty, ModelProperty
from openapi_python_client.strings import safe_for_docstring

from . import pytypes
from .lint_walk import SCHEMA_PREFIX, as_map, merged, reachable, resolve
from .pytypes import Converter
from .tools import GenerationError

WIDTH = 116
# Names that a generated class uses in its body, its annotations or its constructor.
_RESERVED = {
    *("FIELDS", "SECRETS", "additional_properties", "from_dict", "to_dict", "property", "classmethod"),
    *("str", "int", "float", "bool", "datetime"),
    *("self", "isinstance", "cast"),
}
# `enum`, `pattern` and most formats are left out, because enums are open and the server validates text.
SCALAR_KEYWORDS = (
    *("type", "const", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
    *("minLength", "maxLength", "minItems", "maxItems"),
)
# Extensions for rules that generators do not support in JSON Schema, and their names in the reduced schemas.
EXTENSIONS = {"x-anyRequired": "anyRequired", "x-requiredByType": "requiredByType"}


class RequestSchemas:
    """Finds the components in request bodies, and reduces their schemas."""

    def __init__(self, spec: Dict[str, Any]) -> None:
        self.spec = spec
        self.components: Dict[str, Any] = spec.get("components", {}).get("schemas", {})
        # Clients receive webhook requests, and do not send them.
        reached = reachable({**spec, "webhooks": {}}, "request")
        self.reached = {pointer[len(SCHEMA_PREFIX) :] for pointer in reached if pointer.startswith(SCHEMA_PREFIX)}

    def resolve(self, value: Any) -> Dict[str, Any]:
        """Return the target of a local ref, or a value that is not a ref."""
        return as_map(resolve(self.spec, value))

    def properties(self, name: str) -> Dict[str, Any]:
        """Map the fields of an object component, including those from `allOf`, to their schemas."""
        return as_map(merged(self.spec, self.components[name]).get("properties"))

    def of_components(self) -> Dict[str, Dict[str, Any]]:
        """Reduce the schemas of the object components in request bodies."""
        objects = [name for name in sorted(self.reached) if self._is_object(self.components[name])]
        return {name: self.reduce(self.components[name]) for name in objects}

    def reduce(self, schema: Dict[str, Any]) -> Dict[str, Any]:
        """Keep the validation keywords. Refs to objects keep their names, and other refs are replaced by the schema."""
        if "$ref" in schema:
            name = schema["$ref"][len(SCHEMA_PREFIX) :]
            return {"$ref": name} if self._is_object(self.components[name]) else self.reduce(self.components[name])
        if "mapping" in schema.get("discriminator", {}):
            models = {tag: target[len(SCHEMA_PREFIX) :] for tag, target in schema["discriminator"]["mapping"].items()}
            return {"tag": schema["discriminator"]["propertyName"], "models": models}
        if "allOf" in schema:
            return self.reduce(schema["allOf"][0] if len(schema["allOf"]) == 1 else merged(self.spec, schema))
        reduced: Dict[str, Any] = {key: schema[key] for key in SCALAR_KEYWORDS if key in schema}
        if schema.get("format") in ("password", "date-time"):
            reduced["format"] = schema["format"]
        if schema.get("required"):
            reduced["required"] = list(schema["required"])
        for extension, name in EXTENSIONS.items():
            if extension in schema:
                reduced[name] = schema[extension]
        if schema.get("properties"):
            reduced["properties"] = {key: self.reduce(value) for key, value in schema["properties"].items()}
        for key in ("items", "additionalProperties"):
            if isinstance(schema.get(key), dict) and self.reduce(schema[key]):
                reduced[key] = self.reduce(schema[key])
        for key in ("oneOf", "anyOf"):
            if key in schema:
                reduced[key] = [self.reduce(each) for each in schema[key]]
        return reduced

    def _is_object(self, schema: Dict[str, Any]) -> bool:
        merged_schema = merged(self.spec, schema)
        return merged_schema.get("type") == "object" or "properties" in merged_schema


class FieldPlan:
    """One attribute of a model."""

    def __init__(
        self, planner: ModelPlanner, model: ModelProperty, prop: Any, name: str, reader: Converter, builder: Converter
    ) -> None:
        self.name = name
        self.wire = prop.name.get_untrusted_value()
        self.type = planner.attribute_type(prop, model)
        self.argument = pytypes.type_text(prop, pytypes.argument_model, as_argument=True, optional=not prop.required)
        # At run time, every argument of the constructor is optional.
        self.default = "NONE" if prop.required and not self.argument.startswith("Optional") else "None"
        if prop.required and isinstance(prop, ConstProperty):
            self.default = repr(prop.value.raw_value)
        # Whether there is also a property with the wire name.
        self.alias = self.wire != name and self.wire.isidentifier() and self.wire not in {*keyword.kwlist, *_RESERVED}
        self.read = reader.read(prop, "_value")
        self.build = builder.read(prop, "_value")
        if self.build is None and pytypes.is_container(prop):
            self.build = "[*_value] if isinstance(_value, SEQUENCE) else _value"
        self.dates = pytypes.contains_dates(prop)
        self.secret = planner.schema(model, prop).get("format") == "password"
        # The attribute's value if the field is null or missing. The default is None.
        self.empty = planner.empty(prop, model)
        self.doc = _text(planner.description(model, prop)) + (" Empty if null or missing." if self.empty else "")


class ModelPlan:
    """One generated class: a model with fields, or a dict if the object has no properties."""

    def __init__(self, planner: ModelPlanner, model: ModelProperty) -> None:
        self.class_name = str(model.class_info.name)
        reader = Converter(planner.models)
        builder = Converter(planner.models, mapping="Mapping", sequence="SEQUENCE", tables=reader.tables)
        self.tables = reader.tables
        props = planner.properties(model)
        names = _python_names(prop.name.get_untrusted_value() for prop in props)
        self.fields = [
            FieldPlan(planner, model, prop, names[prop.name.get_untrusted_value()], reader, builder) for prop in props
        ]
        self.doc = _docstring(_text(model.description) or f"The object {self.class_name}.", self.fields)
        self.is_map = not props
        values: Any = model.additional_properties
        self.value_type, self.value_read, self.value_build = "Any", None, None
        if not isinstance(values, (AnyProperty, bool, type(None))):
            if pytypes.contains_dates(values):
                raise GenerationError(f"{self.class_name}: a map of date-times is not supported")
            self.value_type = pytypes.type_text(values, pytypes.attribute_model)
            self.value_read, self.value_build = reader.read(values, "_item"), builder.read(values, "_item")
            props = [*props, values]
        self.dates = any(pytypes.contains_dates(prop) for prop in props)
        self.models = pytypes.imports(props, ModelProperty, [self.class_name])
        self.enums = pytypes.imports(props, LiteralEnumProperty)
        # The field over which an object iterates if it is a list with metadata, such as `data` of a ModelList.
        lists = [field for field in self.fields if field.type.startswith("List[")]
        self.entries = lists[0] if self.class_name.endswith("List") and len(lists) == 1 else None


class ModelPlanner:
    """Plans the models of one spec."""

    def __init__(self, spec: Dict[str, Any], data: GeneratorData) -> None:
        self.models = {str(model.class_info.name): model for model in data.models}
        self.schemas = RequestSchemas(spec)

    def properties(self, model: ModelProperty) -> List[Any]:
        """List the properties of an object in the order of the spec. The generator puts the required ones first."""
        props = [*(model.required_properties or []), *(model.optional_properties or [])]
        order = {name.get_untrusted_value(): index for index, name in enumerate(model.data.properties or {})}
        return sorted(props, key=lambda prop: order.get(prop.name.get_untrusted_value(), len(order)))

    def is_map(self, name: str) -> bool:
        """Return whether the class with this name is a dict."""
        return not self.properties(self.models[name])

    def empty(self, prop: Any, model: ModelProperty) -> Optional[str]:
        """Write the value of a field with `x-empty-if-missing` that the server does not send or sends as null."""
        if not self.schema(model, prop).get("x-empty-if-missing"):
            return None
        kind = pytypes.present_type(prop)
        if kind.startswith("List["):
            return "[]"
        if kind in self.models and self.is_map(kind):
            return f"{kind}()"
        raise GenerationError(
            f"{model.class_info.name}.{prop.name.get_untrusted_value()}: x-empty-if-missing is for arrays and maps"
        )

    def description(self, model: ModelProperty, prop: Any) -> str:
        """Return the description of a property. The generator drops descriptions next to a `$ref`."""
        return str(self.schema(model, prop).get("description") or prop.description or "")

    def schema(self, model: ModelProperty, prop: Any) -> Dict[str, Any]:
        """Return the schema of a property from the spec. It is empty for properties from `allOf`."""
        component = self.schemas.components.get(str(model.class_info.name), {})
        return dict(component.get("properties", {}).get(prop.name.get_untrusted_value(), {}))

    def attribute_type(self, prop: Any, model: ModelProperty) -> str:
        """Write the type of an attribute.

        Missing fields are None, unless the spec says `x-empty-if-missing: true`. The types of objects and arrays in
        responses do not include None unless the spec says `x-optional: true`, so that type checkers accept
        `response.choices[0].message`. With `x-decoded: true`, the type of an array does not include the string that
        the SDK decodes.
        """
        if self.empty(prop, model):
            return pytypes.present_type(prop)
        schema = self.schema(model, prop)
        response_only = str(model.class_info.name) not in self.schemas.reached
        if response_only and pytypes.is_container(prop) and not schema.get("x-optional"):
            return pytypes.present_type(prop, decoded=bool(schema.get("x-decoded")))
        return pytypes.type_text(prop, pytypes.attribute_model, optional=not prop.required)


def _text(value: Any) -> str:
    return safe_for_docstring(value).strip() if value else ""


def _docstring(description: str, fields: List[FieldPlan]) -> str:
    """Write the docstring of a class, with the description and type of each attribute."""
    paragraphs = description.split("\n\n")
    lines = "\n\n".join(textwrap.fill(" ".join(part.split()), WIDTH, break_long_words=False) for part in paragraphs)
    if fields:
        lines += "\n\nAttributes:"
    for field in fields:
        doc = " ".join(field.doc.split())
        entry = f"{field.name} ({field.type}): {doc}" if doc else f"{field.name} ({field.type})"
        lines += "\n" + textwrap.fill(
            entry, WIDTH, initial_indent="    ", subsequent_indent="        ", break_long_words=False
        )
    return lines


def _python_name(wire: str) -> str:
    """Return the Python name for a wire name: in snake_case, and with an underscore if Python reserves the name."""
    name = wire
    if re.search("[A-Z]", name):
        name = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()
    name = re.sub(r"\W+", "_", name).strip("_")
    if not name.isidentifier():
        name = f"field_{name}"
    if keyword.iskeyword(name) or name in _RESERVED:
        name += "_"
    return name


def _python_names(wires: Iterable[str]) -> Dict[str, str]:
    """Map the wire names of an object to Python names, which must differ."""
    names = {wire: _python_name(wire) for wire in wires}
    for name in names.values():
        same = [wire for wire in names if names[wire] == name]
        if len(same) > 1:
            raise GenerationError(f"{' and '.join(same)} have the same Python name {name}")
    return names
