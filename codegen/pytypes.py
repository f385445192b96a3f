"""Write Python types for the properties that the generator has parsed, and expressions that convert JSON values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Callable, Collection, Dict, Iterable, List, Optional, Tuple, Union

from openapi_python_client.parser.properties import (
    ConstProperty,
    DateProperty,
    DateTimeProperty,
    ListProperty,
    LiteralEnumProperty,
    ModelProperty,
    UnionProperty,
)

from .tools import GenerationError

# Function that writes the type of an object or an enum in a model, a constructor, or a request parameter.
NamedType = Callable[[Union[ModelProperty, LiteralEnumProperty]], List[str]]

# Types by the class of a property.
SCALARS = {
    "AnyProperty": "Any",
    "BooleanProperty": "bool",
    "FloatProperty": "float",
    "IntProperty": "int",
    "NoneProperty": "None",
    "StringProperty": "str",
    "UuidProperty": "str",
    "FileProperty": "File",
}


def _parts(prop: Any, named_type: NamedType, as_argument: bool) -> List[str]:
    """List the alternatives of a property's type. With `as_argument`, these are the types that callers may pass."""
    if isinstance(prop, UnionProperty):
        parts = [part for inner in prop.inner_properties for part in _parts(inner, named_type, as_argument)]
        return list(dict.fromkeys(parts))
    if isinstance(prop, (ModelProperty, LiteralEnumProperty)):
        return named_type(prop)
    if isinstance(prop, ListProperty):
        return [f"{'Sequence' if as_argument else 'List'}[{type_text(prop.inner_property, named_type, as_argument)}]"]
    if isinstance(prop, ConstProperty):
        value = prop.value.raw_value
        return [f"Literal[{value!r}]"] if isinstance(value, (str, int, bool)) else [type(value).__name__]
    if isinstance(prop, (DateProperty, DateTimeProperty)):
        name = "datetime.datetime" if isinstance(prop, DateTimeProperty) else "datetime.date"
        return [name, "str"] if as_argument else [name]
    if type(prop).__name__ in SCALARS:
        return [SCALARS[type(prop).__name__]]
    raise GenerationError(f"{prop.name.get_untrusted_value()}: no Python type for {type(prop).__name__}")


def join(parts: List[str]) -> str:
    """Join alternatives into one type."""
    if "Any" in parts:
        return "Any"
    others = [part for part in parts if part != "None"]
    # The general alternatives come last, because IDEs show the beginning of a type.
    others.sort(key=lambda part: part in ("ApiModel", "Mapping[str, Any]"))
    if not others:
        return "None"
    text = others[0] if len(others) == 1 else f"Union[{', '.join(others)}]"
    return f"Optional[{text}]" if "None" in parts else text


def type_text(prop: Any, named_type: NamedType, as_argument: bool = False, optional: bool = False) -> str:
    """Write the type of a property. `optional` adds None."""
    return join(_parts(prop, named_type, as_argument) + (["None"] if optional else []))


def present_type(prop: Any, *, decoded: bool = False) -> str:
    """Write the type of an attribute with a value. `decoded` leaves out strings, which the SDK decodes."""
    excluded = ("None", "str") if decoded else ("None",)
    return join([part for part in _parts(prop, attribute_model, False) if part not in excluded])


def attribute_model(prop: Union[ModelProperty, LiteralEnumProperty]) -> List[str]:
    """Write the type of an object or an enum in a model."""
    return [str(prop.class_info.name)]


def argument_model(prop: Union[ModelProperty, LiteralEnumProperty]) -> List[str]:
    """Write the type of an object or an enum in a constructor, which converts mappings to models."""
    name = str(prop.class_info.name)
    return [name, "Mapping[str, Any]"] if isinstance(prop, ModelProperty) else [name]


def alternatives(prop: Any) -> List[Any]:
    """List the members of a union, or return any other property alone."""
    return list(prop.inner_properties) if isinstance(prop, UnionProperty) else [prop]


def innermost(prop: Any) -> List[Any]:
    """List the properties in unions and arrays."""
    if isinstance(prop, ListProperty):
        return innermost(prop.inner_property)
    if isinstance(prop, UnionProperty):
        return [found for inner in prop.inner_properties for found in innermost(inner)]
    return [prop]


def imports(props: Iterable[Any], kinds: Any, exclude: Collection[str] = ()) -> List[Tuple[str, str]]:
    """List the modules and names of the objects, the enums, or both in the types of properties."""
    found = [each.class_info for prop in props for each in innermost(prop) if isinstance(each, kinds)]
    return sorted({(str(each.module_name), str(each.name)) for each in found if str(each.name) not in exclude})


def is_container(prop: Any) -> bool:
    """Return whether a value may be an object or an array, so that code continues with a dot or an index."""
    return any(isinstance(each, (ListProperty, ModelProperty)) for each in alternatives(prop))


def contains_dates(prop: Any) -> bool:
    """Return whether the values of a property are date-times, or lists of them."""
    return any(isinstance(each, DateTimeProperty) for each in innermost(prop))


@dataclass
class Converter:
    """Writes the expressions of one module, and the tables that they use.

    `mapping` and `sequence` are the types that are converted: `from_dict` converts dicts and lists, and constructors
    convert mappings, lists and tuples.
    """

    models: Dict[str, ModelProperty]
    mapping: str = "dict"
    sequence: str = "list"
    tables: Dict[str, Dict[str, str]] = field(default_factory=dict)

    def read(self, prop: Any, source: str, depth: int = 0) -> Optional[str]:
        """Write the expression that converts the variable `source`, or return None if the value does not change."""
        if isinstance(prop, (DateTimeProperty, DateProperty)):
            return f"read_{'datetime' if isinstance(prop, DateTimeProperty) else 'date'}({source})"
        inner = alternatives(prop)
        parts = []
        models = [each for each in inner if isinstance(each, ModelProperty)]
        if models:
            one = f"{models[0].class_info.name}.from_dict({source})"
            convert = one if len(models) == 1 else self._by_tag(models, source)
            parts.append(f"{convert} if isinstance({source}, {self.mapping})")
        item = f"_item{depth or ''}"
        arrays = [self.read(each.inner_property, item, depth + 1) for each in inner if isinstance(each, ListProperty)]
        parts += [
            f"[{each} for {item} in {source}] if isinstance({source}, {self.sequence})" for each in arrays if each
        ]
        times = [each for each in inner if isinstance(each, (DateTimeProperty, DateProperty))]
        parts += [f"{self.read(each, source)} if isinstance({source}, str)" for each in times[:1]]
        return " else ".join([*parts, source]) if parts else None

    def _by_tag(self, models: List[ModelProperty], source: str) -> str:
        """Write the expression that selects one of several object types by its constant tag."""
        resolved = [self.models[str(model.class_info.name)] for model in models]
        tag = _common_tag(resolved)
        if tag is None:
            raise GenerationError(
                f"{' | '.join(str(m.class_info.name) for m in models)}: a union of objects needs a required property "
                "with a different const in each"
            )
        table = {_tags(model)[tag]: str(model.class_info.name) for model in resolved}
        name = f"_BY_{tag.upper()}" + (f"_{len(self.tables) + 1}" if self.tables else "")
        for known, content in self.tables.items():
            if content == table:
                name = known
        self.tables[name] = table
        return f"read_tagged({source}, {tag!r}, {name})"


def _tags(model: ModelProperty) -> Dict[str, str]:
    """Map the required constant strings of an object to their values."""
    return {
        prop.name.get_untrusted_value(): prop.value.raw_value
        for prop in model.required_properties or []
        if isinstance(prop, ConstProperty) and isinstance(prop.value.raw_value, str)
    }


def _common_tag(models: List[ModelProperty]) -> Optional[str]:
    for name in _tags(models[0]):
        values = [_tags(model).get(name) for model in models]
        if None not in values and len(set(values)) == len(values):
            return name
    return None
