"""Compare two schemas for clients that send or receive their values."""

from __future__ import annotations

import json
from typing import Any, Callable, Dict, Iterator, List, Mapping, Set, Tuple

from codegen.lint_walk import Spec, as_map, join, merged, resolve, types_of

from .rules import Change

Schema = Mapping[str, Any]

# Texts, and data that programs do not depend on.
_TEXTS = ("description", "example", "examples", "summary", "title", "default", "$comment", "externalDocs", "deprecated")
_LOWER = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
_UPPER = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
_OTHER_LIMITS = ("pattern", "multipleOf", "uniqueItems")
# Extensions for fields that the server may not send, with the names of their changes.
_PRESENCE_EXTENSIONS = {"x-optional": "optional", "x-empty-if-missing": "empty"}
_COMPARED = (
    *("$ref", "type", "oneOf", "anyOf", "allOf", "enum", "const", "format", "properties", "required", "items"),
    *("additionalProperties", "discriminator", *_PRESENCE_EXTENSIONS, *_TEXTS, *_LOWER, *_UPPER, *_OTHER_LIMITS),
)


Compare = Callable[[Any, Any, str, str], Iterator[Change]]


def compare_members(
    old: Mapping[Any, Any], new: Mapping[Any, Any], kind: str, side: str, pointer: str, compare: Compare
) -> Iterator[Change]:
    """Yield the members that were removed or added, by rules that start with `kind`, and the results of `compare`."""
    for key in {**old, **new}:
        location = join(pointer, *(key if isinstance(key, tuple) else [key]))
        if key not in new:
            yield Change(f"{kind}-removed", side, location)
        elif key not in old:
            yield Change(f"{kind}-added", side, location)
        else:
            yield from compare(old[key], new[key], side, location)


class SchemaDiff:
    """Compares the schemas of two documents. Each pair of components is compared once for each side."""

    def __init__(self, old: Spec, new: Spec) -> None:
        self._old, self._new = old, new
        self._seen: Set[Tuple[Any, ...]] = set()

    def compare(self, old: Any, new: Any, side: str, pointer: str) -> Iterator[Change]:
        """Yield the differences of two schemas.

        Args:
            old: The old schema, which may be a ref in the old document.
            new: The new schema, which may be a ref in the new document.
            side: `request` or `response`.
            pointer: The place of the schema, for the report.
        """
        old, new = _unwrapped(as_map(old)), _unwrapped(as_map(new))
        yield from _annotations(old, new, side, pointer)
        if not self._first_time("site", old, new, side):
            return
        old_null, old_members = self._members(self._old, as_map(old))
        new_null, new_members = self._members(self._new, as_map(new))
        if old_null != new_null:
            yield Change("null-allowed" if new_null else "null-refused", side, pointer)
        if len(old_members) == len(new_members) == 1:
            yield from self._member(old_members[0], new_members[0], side, pointer)
        else:
            yield from self._unions(old, new, (old_members, new_members), side, pointer)

    def _first_time(self, kind: str, old: Any, new: Any, side: str) -> bool:
        """Return whether two refs are compared for the first time. Other schemas are always compared."""
        key = kind, as_map(old).get("$ref"), as_map(new).get("$ref"), side
        if key[1] is None or key[2] is None:
            return True
        first = key not in self._seen
        self._seen.add(key)
        return first

    def _unions(
        self, old: Any, new: Any, members: Tuple[List[Schema], List[Schema]], side: str, pointer: str
    ) -> Iterator[Change]:
        old_members, new_members = members
        if old.get("$ref") and new.get("$ref") and old["$ref"] != new["$ref"]:
            yield Change("model-renamed", side, old["$ref"], f"now {new['$ref']}")
        before = {self._key(self._old, each): each for each in old_members}
        after = {self._key(self._new, each): each for each in new_members}
        for name in before:
            if name in after:
                yield from self._member(before[name], after[name], side, join(pointer, "oneOf", name))
            else:
                yield Change("variant-removed", side, pointer, name)
        yield from (Change("variant-added", side, pointer, name) for name in after if name not in before)
        yield from self._tags(old, new, side, pointer)

    def _members(self, spec: Spec, schema: Schema) -> Tuple[bool, List[Schema]]:
        """Return whether null is valid, and the other members of a union. Nested unions are flattened."""
        target = as_map(resolve(spec, schema))
        union = target.get("oneOf") or target.get("anyOf")
        if not union:
            return "null" in types_of(target), [schema]
        null, members = False, []
        for member in union:
            if types_of(member) == ["null"]:
                null = True
                continue
            inner_null, inner = self._members(spec, as_map(member))
            null = null or inner_null
            members += inner
        return null, members

    def _tags(self, old: Any, new: Any, side: str, pointer: str) -> Iterator[Change]:
        """Compare the discriminators of two unions."""

        def changed(old: Any, new: Any, side: str, pointer: str) -> Iterator[Change]:
            if old != new:
                yield Change("tag-changed", side, pointer, f"{old}, now {new}")

        before, after = self._discriminator(self._old, old), self._discriminator(self._new, new)
        if before.get("propertyName") != after.get("propertyName"):
            yield Change("discriminator-changed", side, pointer)
            return
        mappings = as_map(before.get("mapping")), as_map(after.get("mapping"))
        yield from compare_members(*mappings, "tag", side, join(pointer, "discriminator", "mapping"), changed)

    @staticmethod
    def _discriminator(spec: Spec, schema: Any) -> Dict[str, Any]:
        return as_map(as_map(resolve(spec, schema)).get("discriminator"))

    def _key(self, spec: Spec, member: Schema) -> str:
        """Return the name of the component of a union's member, or its type."""
        if "$ref" in member:
            return str(member["$ref"]).rpartition("/")[2]
        kinds = "|".join(sorted(str(kind) for kind in types_of(member) if kind != "null"))
        items = member.get("items")
        if not kinds:
            return json.dumps({key: value for key, value in member.items() if key not in _TEXTS}, sort_keys=True)
        return f"{kinds} of {self._key(spec, items)}" if isinstance(items, dict) and items else kinds

    def _member(self, old: Schema, new: Schema, side: str, pointer: str) -> Iterator[Change]:
        names = old.get("$ref"), new.get("$ref")
        if all(names):
            if not self._first_time("model", old, new, side):
                return
            pointer = str(names[1])
            if names[0] != names[1]:
                yield Change("model-renamed", side, str(names[0]), f"now {names[1]}")
        before, after = merged(self._old, old), merged(self._new, new)
        kinds = _kinds(before), _kinds(after)
        if kinds[0] != kinds[1]:
            yield _type_change(*kinds, side, pointer)
            return
        yield from _values(before, after, side, pointer)
        yield from _limits(before, after, side, pointer)
        yield from self._properties(before, after, side, pointer)
        yield from self._contents(before, after, side, pointer)
        if all(names):
            # `compare` has compared the keywords next to the refs, but not the keywords of the components.
            yield from _annotations(before, after, side, pointer)

    def _properties(self, old: Schema, new: Schema, side: str, pointer: str) -> Iterator[Change]:
        before, after = as_map(old.get("properties")), as_map(new.get("properties"))
        required_before, required = set(old.get("required", ())), set(new.get("required", ()))
        for name in {**before, **after}:
            location = join(pointer, "properties", name)
            if name not in after:
                yield Change("property-removed", side, location)
            elif name not in before:
                yield Change("property-added-required" if name in required else "property-added", side, location)
            else:
                if (name in required) != (name in required_before):
                    now = "required" if name in required else "optional"
                    yield Change(f"property-became-{now}", side, location)
                yield from self.compare(before[name], after[name], side, location)

    def _contents(self, old: Schema, new: Schema, side: str, pointer: str) -> Iterator[Change]:
        if "items" in old or "items" in new:
            yield from self.compare(old.get("items", {}), new.get("items", {}), side, join(pointer, "items"))
        yield from self._additional_properties(
            old.get("additionalProperties", True), new.get("additionalProperties", True), side, pointer
        )

    def _additional_properties(self, old: Any, new: Any, side: str, pointer: str) -> Iterator[Change]:
        location = join(pointer, "additionalProperties")
        if (old is False) != (new is False):
            yield Change("object-closed" if new is False else "object-opened", side, location)
        elif isinstance(old, dict) or isinstance(new, dict):
            yield from self.compare(as_map(old), as_map(new), side, location)


def _unwrapped(schema: Dict[str, Any]) -> Dict[str, Any]:
    """Return the only member of an `allOf`, or any other schema unchanged."""
    members = schema.get("allOf")
    if (
        not isinstance(members, list)
        or len(members) != 1
        or not set(schema) <= {"allOf", *_TEXTS, *_PRESENCE_EXTENSIONS}
    ):
        return schema
    siblings = {key: value for key, value in schema.items() if key != "allOf"}
    return _unwrapped({**as_map(members[0]), **siblings})


def _kinds(schema: Schema) -> Set[str]:
    return {str(kind) for kind in types_of(schema)} - {"null"}


def _type_change(old: Set[str], new: Set[str], side: str, pointer: str) -> Change:
    detail = f"{'|'.join(sorted(old)) or 'anything'}, now {'|'.join(sorted(new)) or 'anything'}"
    if not new or (old and old < new) or (old, new) == ({"integer"}, {"number"}):
        return Change("type-widened", side, pointer, detail)
    if not old or new < old or (old, new) == ({"number"}, {"integer"}):
        return Change("type-narrowed", side, pointer, detail)
    return Change("type-changed", side, pointer, detail)


def _values(old: Schema, new: Schema, side: str, pointer: str) -> Iterator[Change]:
    for keyword in ("const", "format"):
        if old.get(keyword) != new.get(keyword):
            detail = f"{old.get(keyword, 'none')}, now {new.get(keyword, 'none')}"
            yield Change(f"{keyword}-changed", side, join(pointer, keyword), detail)
    before, after = old.get("enum"), new.get("enum")
    if (before is None) != (after is None):
        yield Change("values-listed" if before is None else "values-unlisted", side, join(pointer, "enum"))
    elif before is not None and after is not None:
        location = join(pointer, "enum")
        yield from (Change("value-removed", side, location, str(value)) for value in before if value not in after)
        yield from (Change("value-added", side, location, str(value)) for value in after if value not in before)


def _limits(old: Schema, new: Schema, side: str, pointer: str) -> Iterator[Change]:
    for keyword in (*_LOWER, *_UPPER, *_OTHER_LIMITS):
        before, after = old.get(keyword), new.get(keyword)
        if before == after:
            continue
        if keyword == "multipleOf" and before and after:
            # Every multiple of 10 is a multiple of 5.
            tightened = before % after != 0
        elif keyword in _OTHER_LIMITS or before is None or after is None:
            tightened = after is not None and after is not False
        else:
            tightened = after > before if keyword in _LOWER else after < before
        detail = f"{'none' if before is None else before}, now {'none' if after is None else after}"
        yield Change("limit-tightened" if tightened else "limit-loosened", side, join(pointer, keyword), detail)


def _annotations(old: Schema, new: Schema, side: str, pointer: str) -> Iterator[Change]:
    """Compare the keywords that do not affect which values are valid."""
    for keyword, name in _PRESENCE_EXTENSIONS.items():
        if bool(old.get(keyword)) != bool(new.get(keyword)):
            yield Change(f"{name}-added" if new.get(keyword) else f"{name}-removed", side, pointer)
    for keyword in _TEXTS:
        if old.get(keyword) != new.get(keyword):
            yield Change("text", side, join(pointer, keyword))
    known: Dict[str, Any] = dict.fromkeys(_COMPARED)
    for keyword in {**old, **new}:
        if keyword not in known and old.get(keyword) != new.get(keyword):
            yield Change("unknown", side, join(pointer, keyword))
