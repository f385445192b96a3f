"""Plan one generated class for the model template: names, types, conversions and documentation."""

from __future__ import annotations

import keyword
import re
import textwrap
from dataclasses import dataclass
from typing import Any, Dict, Iterable, List, Optional, Tuple

from openapi_python_client import GeneratorData
from openapi_python_client.parser.properties import AnyProperty, ConstProperty, ModelProperty
from openapi_python_client.strings import safe_for_docstring

from . import conversion, pytypes
from .request_schema import RequestSchemas
from .tools import GenerationError

WIDTH = 116
# Names that a generated class uses in its body, its annotations or its constructor.
_RESERVED = {
    *("FIELDS", "SECRETS", "additional_properties", "from_dict", "to_dict", "property", "classmethod"),
    *("str", "int", "float", "bool", "datetime"),
    *("self", "isinstance", "cast"),
}


@dataclass
class FieldPlan:
    """One attribute of a model."""

    name: str
    wire: str
    type: str
    argument: str
    default: str
    alias: bool
    read: Optional[str]
    build: Optional[str]
    dates: bool
    secret: bool
    # The attribute's value if the field is null or missing. The default is None.
    empty: Optional[str]
    doc: str


@dataclass
class ModelPlan:
    """One generated class: a model with fields, or a dict if the object has no properties."""

    class_name: str
    doc: str
    fields: List[FieldPlan]
    is_map: bool
    value_type: str
    value_read: Optional[str]
    value_build: Optional[str]
    dates: bool
    models: List[Tuple[str, str]]
    enums: List[Tuple[str, str]]
    tables: Dict[str, Dict[str, str]]

    @property
    def entries(self) -> Optional[FieldPlan]:
        """The field over which an object iterates if it is a list with metadata, such as `data` of a ModelList."""
        lists = [field for field in self.fields if field.type.startswith("List[")]
        return lists[0] if self.class_name.endswith("List") and len(lists) == 1 else None


class ModelPlanner:
    """Plans the models of one spec."""

    def __init__(self, spec: Dict[str, Any], data: GeneratorData) -> None:
        self.models = {str(model.class_info.name): model for model in data.models}
        self.modules = {name: str(model.class_info.module_name) for name, model in self.models.items()}
        self.schemas = RequestSchemas(spec)

    def properties(self, model: ModelProperty) -> List[Any]:
        """List the properties of an object in the order of the spec. The generator puts the required ones first."""
        props = [*(model.required_properties or []), *(model.optional_properties or [])]
        order = {name.get_untrusted_value(): index for index, name in enumerate(model.data.properties or {})}
        return sorted(props, key=lambda prop: order.get(prop.name.get_untrusted_value(), len(order)))

    def is_map(self, name: str) -> bool:
        """Return whether the class with this name is a dict."""
        return not self.properties(self.models[name])

    def plan(self, model: ModelProperty) -> ModelPlan:
        """Plan the class of one object."""
        reader = conversion.Converter(self.models)
        builder = conversion.Converter(self.models, mapping="Mapping", sequence="SEQUENCE", tables=reader.tables)
        props = self.properties(model)
        names = _python_names(prop.name.get_untrusted_value() for prop in props)
        fields = [self._field(prop, names[prop.name.get_untrusted_value()], model, reader, builder) for prop in props]
        values: Any = model.additional_properties
        if not isinstance(values, AnyProperty) and values is not None and values is not True:
            if conversion.contains_dates(values):
                raise GenerationError(f"{model.class_info.name}: a map of date-times is not supported")
            value_type = pytypes.type_text(values, pytypes.attribute_model)
            value_read, value_build = reader.read(values, "_item"), builder.read(values, "_item")
        else:
            values, value_type, value_read, value_build = None, "Any", None, None
        referenced = [*props, values] if values is not None else props
        own = str(model.class_info.name)
        return ModelPlan(
            class_name=own,
            doc=_docstring(_text(model.description) or f"The object {own}.", fields),
            fields=fields,
            is_map=not props,
            value_type=value_type,
            value_read=value_read,
            value_build=value_build,
            dates=any(conversion.contains_dates(prop) for prop in referenced),
            models=_imports((m for prop in referenced for m in pytypes.inner_models(prop)), own),
            enums=_imports((e for prop in referenced for e in pytypes.inner_enums(prop)), own),
            tables=reader.tables,
        )

    def _field(
        self, prop: Any, name: str, model: ModelProperty, reader: conversion.Converter, builder: conversion.Converter
    ) -> FieldPlan:
        wire = prop.name.get_untrusted_value()
        argument = pytypes.type_text(prop, pytypes.argument_model, as_argument=True, optional=not prop.required)
        build = builder.read(prop, "_value")
        if build is None and pytypes.is_container(prop):
            build = "[*_value] if isinstance(_value, SEQUENCE) else _value"
        empty = self._empty(prop, model)
        return FieldPlan(
            name=name,
            wire=wire,
            type=self._attribute_type(prop, model),
            argument=argument,
            default=_default(prop, argument),
            alias=_has_alias(wire, name),
            read=reader.read(prop, "_value"),
            build=build,
            dates=conversion.contains_dates(prop),
            secret=self._schema(model, prop).get("format") == "password",
            empty=empty,
            doc=_text(self.description(model, prop)) + (" Empty if null or missing." if empty else ""),
        )

    def _empty(self, prop: Any, model: ModelProperty) -> Optional[str]:
        """Write the value of a field with `x-empty-if-missing` that the server does not send or sends as null."""
        if not self._schema(model, prop).get("x-empty-if-missing"):
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
        return str(self._schema(model, prop).get("description") or prop.description or "")

    def _schema(self, model: ModelProperty, prop: Any) -> Dict[str, Any]:
        """Return the schema of a property from the spec. It is empty for properties from `allOf`."""
        component = self.schemas.components.get(str(model.class_info.name), {})
        return dict(component.get("properties", {}).get(prop.name.get_untrusted_value(), {}))

    def _attribute_type(self, prop: Any, model: ModelProperty) -> str:
        """Write the type of an attribute.

        Missing fields are None, unless the spec says `x-empty-if-missing: true`. The types of objects and arrays in
        responses do not include None unless the spec says `x-optional: true`, so that type checkers accept
        `response.choices[0].message`. With `x-decoded: true`, the type of an array does not include the string that
        the SDK decodes.
        """
        if self._empty(prop, model):
            return pytypes.present_type(prop)
        schema = self._schema(model, prop)
        response_only = str(model.class_info.name) not in self.schemas.reached
        if response_only and pytypes.is_container(prop) and not schema.get("x-optional"):
            return pytypes.present_type(prop, decoded=bool(schema.get("x-decoded")))
        return pytypes.type_text(prop, pytypes.attribute_model, optional=not prop.required)


def _default(prop: Any, argument: str) -> str:
    """Write the default of a constructor argument. At run time, every argument is optional."""
    if prop.required and isinstance(prop, ConstProperty):
        return repr(prop.value.raw_value)
    return "NONE" if prop.required and not argument.startswith("Optional") else "None"


def _imports(found: Any, own: str) -> List[Tuple[str, str]]:
    pairs = {(str(each.class_info.module_name), str(each.class_info.name)) for each in found}
    return sorted(pair for pair in pairs if pair[1] != own)


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
    """Map the wire names of an object to Python names.

    Raises:
        GenerationError: Two of them have the same Python name.
    """
    names: Dict[str, str] = {}
    for wire in wires:
        names[wire] = _python_name(wire)
        same = [other for other in names if names[other] == names[wire]]
        if len(same) > 1:
            raise GenerationError(f"{' and '.join(same)} have the same Python name {names[wire]}")
    return names


def _has_alias(wire: str, name: str) -> bool:
    """Return whether the attribute also needs a property with the wire name."""
    return wire != name and wire.isidentifier() and not keyword.iskeyword(wire) and wire not in _RESERVED
