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
)

from . import pytypes
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
        if isinstance(prop, (DateTimeProperty, DateProperty)):
            return f"read_{'datetime' if isinstance(prop, DateTimeProperty) else 'date'}({source})"
        inner = pytypes.alternatives(prop)
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
