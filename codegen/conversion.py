"""Write Python expressions that convert JSON values to models."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional

from openapi_python_client.parser.properties import (
    ConstProperty,
    DateProperty,
    DateTimeProperty,
    ListProperty,
    ModelProperty,
    UnionProperty,
)

from .tools import GenerationError

Models = Dict[str, ModelProperty]


@dataclass
class Converter:
    """Writes the expressions of one module, and the tables that they use.

    `mapping` and `sequence` are the types that are converted: `from_dict` converts dicts and lists, and constructors
    convert mappings, lists and tuples.
    """

    models: Models
    mapping: str = "dict"
    sequence: str = "list"
    tables: Dict[str, Dict[str, str]] = field(default_factory=dict)

    def read(self, prop: Any, source: str, depth: int = 0) -> Optional[str]:
        """Write the expression that converts the variable `source`, or return None if the value does not change."""
        if isinstance(prop, DateTimeProperty):
            return f"read_datetime({source})"
        if isinstance(prop, DateProperty):
            return f"read_date({source})"
        if isinstance(prop, (ModelProperty, ListProperty, UnionProperty)):
            parts = [self._object(prop, source), self._array(prop, source, depth), self._text(prop, source)]
            expression = ""
            for part in parts:
                expression += f"{part} else " if part else ""
            return f"{expression}{source}" if expression else None
        return None

    def _object(self, prop: Any, source: str) -> Optional[str]:
        models = [inner for inner in _alternatives(prop) if isinstance(inner, ModelProperty)]
        if not models:
            return None
        if len(models) == 1:
            convert = f"{models[0].class_info.name}.from_dict({source})"
        else:
            convert = self._by_tag(models, source)
        return f"{convert} if isinstance({source}, {self.mapping})"

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

    def _array(self, prop: Any, source: str, depth: int) -> Optional[str]:
        for inner in _alternatives(prop):
            if isinstance(inner, ListProperty):
                item = f"_item{depth or ''}"
                convert = self.read(inner.inner_property, item, depth + 1)
                if convert:
                    return f"[{convert} for {item} in {source}] if isinstance({source}, {self.sequence})"
        return None

    def _text(self, prop: Any, source: str) -> Optional[str]:
        for inner in _alternatives(prop):
            if isinstance(inner, (DateTimeProperty, DateProperty)):
                return f"{self.read(inner, source)} if isinstance({source}, str)"
        return None


def _alternatives(prop: Any) -> List[Any]:
    return list(prop.inner_properties) if isinstance(prop, UnionProperty) else [prop]


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


def contains_dates(prop: Any) -> bool:
    """Return whether the values of a property are date-times, or lists of them."""
    if isinstance(prop, UnionProperty):
        return any(contains_dates(inner) for inner in prop.inner_properties)
    if isinstance(prop, ListProperty):
        return contains_dates(prop.inner_property)
    return isinstance(prop, DateTimeProperty)
