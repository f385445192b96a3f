"""Compare two versions of the spec, and classify each difference with the rules.

A document becomes a table of the facts on which programs depend. Two tables are then compared fact by fact.
"""

from __future__ import annotations

from typing import Any, Callable, Dict, Iterator, List, Mapping, NamedTuple, Set, Tuple

from codegen.lint_walk import METHODS, Spec, as_map, component, join, merged, resolve, types_of

from .rules import BOTH, REQUEST, RESPONSE, Change

Node = Mapping[str, Any]
# Texts, and data that programs do not depend on.
_TEXTS = (
    *("description", "summary", "title", "default", "deprecated", "$comment", "externalDocs"),
    *("example", "examples", "x-itemExamples"),
)
_STYLES = ("style", "explode", "allowReserved", "allowEmptyValue", "content")
_LOWER = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
_UPPER = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
_LIMITS = (*_LOWER, *_UPPER, "pattern", "multipleOf", "uniqueItems")
# Extensions for fields that the server may not send, with the names of their facts.
_PRESENCE = {"x-optional": "optional", "x-empty-if-missing": "empty"}
_KEYWORDS = (
    *("$ref", "type", "oneOf", "anyOf", "allOf", "enum", "const", "format", "properties", "required", "items"),
    *("additionalProperties", "discriminator", *_PRESENCE, *_LIMITS),
)


class Place(NamedTuple):
    """A place in a document, seen by clients that send or receive what is there.

    Attributes:
        side: `request`, `response`, or `api` for neither.
        pointer: The location for the report.
        key: The location in the table. The types of a schema are part of it, even if there is only one.
    """

    side: str
    pointer: str
    key: str

    def at(self, *parts: object) -> Place:
        """Return the place under these keys."""
        return Place(self.side, join(self.pointer, *parts), join(self.key, *parts))

    def key_at(self, *parts: object) -> Place:
        """Return a place that the report does not distinguish from this place."""
        return self._replace(key=join(self.key, *parts))


class Fact(NamedTuple):
    """A part of the document, such as a parameter or a type. The value is what programs depend on."""

    kind: str
    place: Place
    value: Any


def compare(old: Spec, new: Spec) -> List[Change]:
    """List the differences of two documents.

    Args:
        old: The old document, which must pass `lint-spec`.
        new: The new document.

    Returns:
        Each difference once, in the order of the documents.
    """
    return list(dict.fromkeys(_differences(_Facts(old).found, _Facts(new).found)))


Table = Dict[Tuple[str, str], Fact]


class _Facts:
    """The facts of a document by their side and place."""

    def __init__(self, spec: Spec) -> None:
        self.found: Table = {}
        self._spec = spec
        document = Place(BOTH, "#", "#")
        self._add("servers", document.at("servers"), _urls(spec))
        for name, scheme in component(spec, "securitySchemes").items():
            self._add("scheme", document.at("components", "securitySchemes", name), _without(scheme, "description"))
        self._add("text", document.at("info"), _without(spec["info"], "version"))
        for key in ("tags", "externalDocs"):
            self._add("text", document.at(key), spec.get(key))
        for section in ("paths", "webhooks"):
            for path, item in as_map(spec.get(section)).items():
                for method in METHODS:
                    if method in item:
                        self._operation(item, item[method], document.at(section, path, method))

    def _add(self, kind: str, place: Place, value: Any = "") -> None:
        if value is not None:
            self.found[place.side, place.key] = Fact(kind, place, value)

    def _others(self, node: Node, place: Place, known: Tuple[str, ...]) -> None:
        """Add the keys of a node that no other method adds."""
        for key, value in node.items():
            if key not in known:
                self._add("text" if key in _TEXTS else "unknown", place.at(key), value)

    def _operation(self, item: Node, own: Node, place: Place) -> None:
        node = {**{key: item[key] for key in ("servers", "summary", "description") if key in item}, **own}
        is_webhook = place.pointer.startswith("#/webhooks/")
        sent, received = (place._replace(side=side) for side in (REQUEST, RESPONSE)[:: -1 if is_webhook else 1])
        self._add("operation", place)
        self._add("name", place.at("operationId"), node.get("operationId"))
        # The tags of a webhook do not become names in generated code.
        self._add("text" if is_webhook else "name", place.at("tags"), node.get("tags"))
        self._add("servers", place.at("servers"), _urls(node) if "servers" in node else None)
        self._add("deprecation", place.at("deprecated"), node.get("deprecated") or None)
        self._add("security", place.at("security"), node.get("security", self._spec.get("security")) or [{}])
        for each in (*item.get("parameters", ()), *own.get("parameters", ())):
            self._parameter(resolve(self._spec, each), sent.at("parameters"))
        if "requestBody" in node:
            body = resolve(self._spec, node["requestBody"])
            self._add("body", sent.at("requestBody"), _presence(body))
            self._content(body, sent.at("requestBody"))
            self._others(body, sent.at("requestBody"), ("required", "content"))
        for status, response in as_map(node.get("responses")).items():
            self._add("success" if str(status)[0] in "123" else "error", received.at("responses", status))
            self._response(resolve(self._spec, response), received.at("responses", status))
        known = ("operationId", "tags", "servers", "security", "parameters", "requestBody", "responses", "deprecated")
        self._others(node, place, known)

    def _parameter(self, node: Node, parameters: Place) -> None:
        place = parameters.at(node["in"], node["name"])
        self._add("parameter", place, _presence(node))
        self._add("style", place.at("style"), [node.get(key) for key in _STYLES])
        self._schema(node.get("schema"), place.at("schema"))
        self._others(node, place, ("name", "in", "required", "schema", *_STYLES))

    def _content(self, node: Node, place: Place) -> None:
        for name, media in as_map(node.get("content")).items():
            inside = place.at("content", name)
            self._add("media-type", inside)
            self._schema(media.get("schema"), inside.at("schema"))
            self._events(media, inside)
            self._others(media, inside, ("schema", "x-itemSchema"))

    def _events(self, node: Node, place: Place) -> None:
        if "x-itemSchema" in node:
            self._add("stream-item", place.at("x-itemSchema"))
            self._schema(node["x-itemSchema"], place.at("x-itemSchema", "schema"))

    def _response(self, node: Node, place: Place) -> None:
        if node.get("content"):
            self._add("body", place.at("content"), "optional")
        self._content(node, place)
        self._events(node, place)
        for name, ref in as_map(node.get("headers")).items():
            header = resolve(self._spec, ref)
            self._add("header", place.at("headers", name))
            self._schema(header.get("schema"), place.at("headers", name, "schema"))
            self._others(header, place.at("headers", name), ("schema", "required"))
        self._others(node, place, ("content", "headers", "x-itemSchema"))

    def _schema(self, schema: Any, place: Place) -> None:
        """Add the facts of a schema. A missing schema allows any value."""
        schema = _unwrapped(as_map(schema))
        for keyword, kind in _PRESENCE.items():
            self._add(kind, place.key_at(keyword), schema.get(keyword) or None)
        self._others(schema, place, _KEYWORDS)
        members = self._members(schema)
        self._add("null", place.key_at("null"), any("null" in types_of(each) for each in members) or None)
        variants = {self._name(each, len(members) > 1): each for each in members if types_of(each) != ["null"]}
        self._add("variants", place.key_at("oneOf"), [*variants])
        tags = as_map(schema.get("discriminator"))
        self._add("discriminator", place.at("discriminator"), tags.get("propertyName"))
        for tag, ref in as_map(tags.get("mapping")).items():
            self._add("tag", place.at("discriminator", "mapping", tag), ref)
        for name, member in variants.items():
            if "$ref" in member:
                self._component(member["$ref"], place.side)
            else:
                self._values(member, (place.at if len(variants) > 1 else place.key_at)("oneOf", name))

    def _component(self, pointer: str, side: str) -> None:
        if (side, pointer) not in self.found:
            place = Place(side, pointer, pointer)
            self._add("component", place)
            self._schema(resolve(self._spec, {"$ref": pointer}), place)

    def _members(self, schema: Node) -> List[Node]:
        """Return the members of a union, including null. Other schemas have one member."""
        union = schema.get("oneOf") or schema.get("anyOf")
        return [inner for each in union for inner in self._members(_unwrapped(each))] if union else [schema]

    def _name(self, member: Node, is_in_union: bool) -> str:
        """Return the ref of a member of a union, or its types."""
        if "$ref" in member:
            return str(member["$ref"])
        if is_in_union and isinstance(member.get("items"), dict):
            return f"array of {self._name(member['items'], is_in_union)}"
        types = {str(each) for each in types_of(merged(self._spec, member))} - {"null"}
        return "|".join(sorted(types)) or "anything"

    def _values(self, schema: Node, place: Place) -> None:
        """Add the facts of a schema that is neither a ref nor a union."""
        schema = merged(self._spec, schema)
        for keyword in _LIMITS:
            self._add("limit", place.at(keyword), schema.get(keyword))
        for keyword in ("const", "format"):
            self._add(keyword, place.at(keyword), schema.get(keyword))
        self._add("values", place.at("enum"), schema.get("enum"))
        for name, each in as_map(schema.get("properties")).items():
            required = name in schema.get("required", ())
            self._add("property", place.at("properties", name), "required" if required else "optional")
            self._schema(each, place.at("properties", name))
        if "items" in schema:
            self._schema(schema["items"], place.at("items"))
        additional = schema.get("additionalProperties")
        if isinstance(additional, dict):
            self._schema(additional, place.at("additionalProperties"))
        self._add("limit", place.at("additionalProperties"), True if additional is False else None)


def _unwrapped(schema: Node) -> Node:
    """Return the only member of an `allOf` that is not a text, or any other schema unchanged."""
    members = [each for each in schema.get("allOf", ()) if not set(each) <= {*_TEXTS}]
    if len(members) != 1 or not set(schema) <= {"allOf", *_TEXTS, *_PRESENCE}:
        return schema
    return _unwrapped({**members[0], **_without(schema, "allOf")})


def _without(node: Node, key: str) -> Dict[str, Any]:
    return {name: value for name, value in node.items() if name != key}


def _presence(node: Node) -> str:
    return "required" if node.get("required") else "optional"


def _urls(node: Node) -> List[str]:
    return [str(each.get("url")) for each in node.get("servers", ())]


def _differences(old: Table, new: Table) -> Iterator[Change]:
    """Yield the changes of facts. The facts in a place that was added or removed are not compared."""
    ignored: List[Tuple[str, str]] = []
    for side, key in {**old, **new}:
        if any(each in (side, BOTH) and key.startswith(place + "/") for each, place in ignored):
            continue
        before, after = old.get((side, key)), new.get((side, key))
        kind, place, _ = after or before  # type: ignore[misc]  # one of them exists
        values: List[Any] = [each and each.value for each in (before, after)]
        if not before or not after:
            ignored.append((side, key))
        if kind == "servers":
            # An operation without servers has the servers of the document.
            values = [each or table[BOTH, "#/servers"].value for each, table in zip(values, (old, new))]
        elif kind == "variants":
            # A missing schema allows any value.
            values = [each or ["anything"] for each in values]
            ignored += [(side, join(key, name)) for name in set(values[0]) ^ set(values[1])]
        if values[0] != values[1] and kind != "component":
            compare_values: Callable[..., Iterator[Tuple[str, str]]] = _COMPARE.get(kind, _existence)
            for rule, detail in compare_values(*values, kind=kind, keyword=key.rpartition("/")[2]):
                yield Change(rule, side, place.pointer, detail)


def _existence(old: Any, new: Any, kind: str, **_: str) -> Iterator[Tuple[str, str]]:
    if old is None:
        yield f"{kind}-added" + ("-required" if new == "required" else ""), ""
    elif new is None:
        yield f"{kind}-removed", ""
    elif new in ("required", "optional"):
        yield f"{kind}-became-{new}", ""
    else:
        yield f"{kind}-changed", _now(old, new)


def _any_difference(old: Any, new: Any, kind: str, **_: str) -> Iterator[Tuple[str, str]]:
    yield _ONE_RULE[kind], "" if kind in ("text", "unknown") else _now(old, new)


def _now(old: Any, new: Any) -> str:
    return f"{'none' if old is None else old}, now {'none' if new is None else new}"


def _servers(old: List[str], new: List[str], **_: str) -> Iterator[Tuple[str, str]]:
    yield from (("server-removed", url) for url in old if url not in new)
    yield from (("server-added", url) for url in new if url not in old)
    if old and new and old[0] != new[0] and old[0] in new:
        yield "server-first", _now(old[0], new[0])


def _security(old: List[Node], new: List[Node], **_: str) -> Iterator[Tuple[str, str]]:
    """Compare the alternative requirements. An empty one allows anonymous access."""
    loosened = {} in new or all(requirement in new for requirement in old)
    yield "security-loosened" if loosened else "security-tightened", ""


def _limit(old: Any, new: Any, keyword: str, **_: str) -> Iterator[Tuple[str, str]]:
    if keyword == "multipleOf" and old and new:
        # Every multiple of 10 is a multiple of 5.
        tightened = old % new != 0
    elif keyword in (*_LOWER, *_UPPER) and None not in (old, new):
        tightened = (new > old) == (keyword in _LOWER)
    else:
        tightened = new is not None and new is not False
    yield "limit-tightened" if tightened else "limit-loosened", _now(old, new)


def _values(old: Any, new: Any, **_: str) -> Iterator[Tuple[str, str]]:
    if old is None or new is None:
        yield "values-listed" if old is None else "values-unlisted", ""
    else:
        yield from (("value-removed", str(value)) for value in old if value not in new)
        yield from (("value-added", str(value)) for value in new if value not in old)


def _variants(old: List[str], new: List[str], **_: str) -> Iterator[Tuple[str, str]]:
    if len(old) == len(new) == 1:
        types = [set() if each == ["anything"] else set(each[0].split("|")) for each in (old, new)]
        yield _type_rule(*types), _now(old[0], new[0])
    else:
        yield from (("variant-removed", name) for name in old if name not in new)
        yield from (("variant-added", name) for name in new if name not in old)


def _type_rule(old: Set[str], new: Set[str]) -> str:
    if any(each.startswith("#") for each in (*old, *new)):
        return "model-renamed"
    if not new or (old and old < new) or (old, new) == ({"integer"}, {"number"}):
        return "type-widened"
    if not old or new < old or (old, new) == ({"number"}, {"integer"}):
        return "type-narrowed"
    return "type-changed"


_ONE_RULE = {
    "text": "text",
    "unknown": "unknown",
    "name": "operation-renamed",
    "style": "parameter-style",
    **{kind: f"{kind}-changed" for kind in ("const", "format", "discriminator", "stream-item")},
}
_COMPARE: Dict[str, Callable[..., Iterator[Tuple[str, str]]]] = {
    **dict.fromkeys(_ONE_RULE, _any_difference),
    "servers": _servers,
    "security": _security,
    "limit": _limit,
    "values": _values,
    "variants": _variants,
}
