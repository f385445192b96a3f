"""Compare two versions of the spec, and classify each difference with the rules."""

from __future__ import annotations

from typing import Any, Dict, Iterator, List, Mapping, Tuple

from codegen.lint_walk import METHODS, Spec, as_map, component, join, resolve

from .rules import BOTH, REQUEST, RESPONSE, Change
from .schema_diff import SchemaDiff, compare_members

Node = Dict[str, Any]

_OPERATION_KEYS = ("operationId", "tags", "servers", "security", "parameters", "requestBody", "responses", "deprecated")
# Keys of a path item that apply to all of its operations.
_SHARED = ("servers", "summary", "description")
_TEXTS = ("summary", "description", "externalDocs", "example", "examples", "x-itemExamples", "deprecated")
_STYLES = ("style", "explode", "allowReserved", "allowEmptyValue", "content")


def compare(old: Spec, new: Spec) -> List[Change]:
    """List the differences of two documents.

    Args:
        old: The old document, which must pass `lint-spec`.
        new: The new document.

    Returns:
        Each difference once, in the order of the documents.
    """
    return list(dict.fromkeys(_Comparison(old, new).run()))


class _Comparison:
    def __init__(self, old: Spec, new: Spec) -> None:
        self._old, self._new = old, new
        self._schemas = SchemaDiff(old, new)

    def run(self) -> Iterator[Change]:
        yield from self._head()
        for section in ("paths", "webhooks"):
            before, after = self._operations(self._old, section), self._operations(self._new, section)
            yield from compare_members(before, after, "operation", BOTH, join("#", section), self._operation)

    def _head(self) -> Iterator[Change]:
        yield from _servers(self._old, self._new, "#/servers")
        schemes = [component(spec, "securitySchemes") for spec in (self._old, self._new)]
        yield from compare_members(*schemes, "scheme", BOTH, "#/components/securitySchemes", _scheme)
        for key in ("info", "tags", "externalDocs"):
            if _without(self._old.get(key), "version") != _without(self._new.get(key), "version"):
                yield Change("text", BOTH, join("#", key))

    @staticmethod
    def _operations(spec: Spec, section: str) -> Dict[Tuple[str, str], Node]:
        """Return the operations by path and method, including the keys of their path and of the document."""
        found = {}
        for path, item in as_map(spec.get(section)).items():
            shared = {"security": spec.get("security", []), **{key: item[key] for key in _SHARED if key in item}}
            for method in METHODS:
                if method in item:
                    parameters = [*item.get("parameters", []), *item[method].get("parameters", [])]
                    found[path, method] = {**shared, **item[method], "parameters": parameters}
        return found

    def _operation(self, old: Node, new: Node, side: str, pointer: str) -> Iterator[Change]:
        webhook = pointer.startswith("#/webhooks/")
        sent, received = (RESPONSE, REQUEST) if webhook else (REQUEST, RESPONSE)
        for key in ("operationId", "tags"):
            if old.get(key) != new.get(key):
                detail = f"{old.get(key)}, now {new.get(key)}"
                # The tags of a webhook do not become names in generated code.
                rule = "text" if webhook and key == "tags" else "operation-renamed"
                yield Change(rule, BOTH, join(pointer, key), detail)
        # An operation without servers has the servers of the document.
        yield from _servers(
            {"servers": old.get("servers", self._old.get("servers", []))} if "servers" in {**old, **new} else {},
            {"servers": new.get("servers", self._new.get("servers", []))} if "servers" in {**old, **new} else {},
            join(pointer, "servers"),
        )
        if new.get("deprecated") and not old.get("deprecated"):
            yield Change("operation-deprecated", BOTH, pointer)
        yield from _security(old.get("security", []), new.get("security", []), join(pointer, "security"))
        yield from self._parameters(old, new, sent, join(pointer, "parameters"))
        yield from self._body(old.get("requestBody"), new.get("requestBody"), sent, join(pointer, "requestBody"))
        yield from self._responses(as_map(old.get("responses")), as_map(new.get("responses")), received, pointer)
        yield from _other_keys(old, new, BOTH, pointer, _OPERATION_KEYS)

    def _parameters(self, old: Node, new: Node, side: str, pointer: str) -> Iterator[Change]:
        before, after = _by_name(self._old, old), _by_name(self._new, new)
        for name in {**before, **after}:
            location = join(pointer, *name)
            if name not in after:
                yield Change("parameter-removed", side, location)
            elif name not in before:
                rule = "parameter-added-required" if after[name].get("required") else "parameter-added"
                yield Change(rule, side, location)
            else:
                yield from self._parameter(before[name], after[name], side, location)

    def _parameter(self, old: Node, new: Node, side: str, pointer: str) -> Iterator[Change]:
        if bool(old.get("required")) != bool(new.get("required")):
            yield Change(f"parameter-became-{'required' if new.get('required') else 'optional'}", side, pointer)
        if any(old.get(key) != new.get(key) for key in _STYLES):
            yield Change("parameter-style", side, pointer)
        yield from self._schemas.compare(old.get("schema"), new.get("schema"), side, join(pointer, "schema"))
        yield from _other_keys(old, new, side, pointer, ("name", "in", "required", "schema", *_STYLES))

    def _body(self, old: Any, new: Any, side: str, pointer: str) -> Iterator[Change]:
        before, after = as_map(resolve(self._old, old)), as_map(resolve(self._new, new))
        if before and not after:
            yield Change("body-removed", side, pointer)
        elif after and not before:
            yield Change("body-added-required" if after.get("required") else "body-added", side, pointer)
        elif bool(before.get("required")) != bool(after.get("required")):
            yield Change(f"body-became-{'required' if after.get('required') else 'optional'}", side, pointer)
        if before and after:
            yield from self._contents(before, after, side, pointer)
            yield from _other_keys(before, after, side, pointer, ("required", "content"))

    def _contents(self, old: Node, new: Node, side: str, pointer: str) -> Iterator[Change]:
        before, after = as_map(old.get("content")), as_map(new.get("content"))
        yield from compare_members(before, after, "media-type", side, join(pointer, "content"), self._media)

    def _media(self, old: Node, new: Node, side: str, pointer: str) -> Iterator[Change]:
        yield from self._schemas.compare(old.get("schema"), new.get("schema"), side, pointer)
        yield from self._items(old, new, side, pointer)
        yield from _other_keys(old, new, side, pointer, ("schema", "x-itemSchema"))

    def _items(self, old: Node, new: Node, side: str, pointer: str) -> Iterator[Change]:
        """Compare the schemas of the events of a stream."""
        before, after = old.get("x-itemSchema"), new.get("x-itemSchema")
        if (before is None) != (after is None):
            yield Change("stream-item-changed", side, join(pointer, "x-itemSchema"))
        elif before is not None:
            yield from self._schemas.compare(before, after, side, join(pointer, "x-itemSchema"))

    def _responses(self, old: Node, new: Node, side: str, pointer: str) -> Iterator[Change]:
        for kind, first in (("success", "123"), ("error", "45d")):
            before, after = ({key: node[key] for key in node if str(key)[0] in first} for node in (old, new))
            yield from compare_members(before, after, kind, side, join(pointer, "responses"), self._response)

    def _response(self, old: Node, new: Node, side: str, pointer: str) -> Iterator[Change]:
        old, new = as_map(resolve(self._old, old)), as_map(resolve(self._new, new))
        if bool(old.get("content")) != bool(new.get("content")):
            yield Change("body-added" if new.get("content") else "body-removed", side, join(pointer, "content"))
        else:
            yield from self._contents(old, new, side, pointer)
        yield from self._items(old, new, side, pointer)
        before, after = as_map(old.get("headers")), as_map(new.get("headers"))
        yield from compare_members(before, after, "header", side, join(pointer, "headers"), self._header)
        yield from _other_keys(old, new, side, pointer, ("content", "headers", "x-itemSchema"))

    def _header(self, old: Node, new: Node, side: str, pointer: str) -> Iterator[Change]:
        old, new = as_map(resolve(self._old, old)), as_map(resolve(self._new, new))
        yield from self._schemas.compare(old.get("schema"), new.get("schema"), side, pointer)
        yield from _other_keys(old, new, side, pointer, ("schema", "required"))


def _by_name(spec: Spec, operation: Node) -> Dict[Tuple[str, str], Node]:
    found = [as_map(resolve(spec, each)) for each in operation["parameters"]]
    return {(str(each.get("in")), str(each.get("name"))): each for each in found}


def _scheme(old: Node, new: Node, side: str, pointer: str) -> Iterator[Change]:
    if _without(old, "description") != _without(new, "description"):
        yield Change("scheme-changed", side, pointer)


def _servers(old: Mapping[str, Any], new: Mapping[str, Any], pointer: str) -> Iterator[Change]:
    before, after = ([str(each.get("url")) for each in node.get("servers", [])] for node in (old, new))
    yield from (Change("server-removed", BOTH, pointer, url) for url in before if url not in after)
    yield from (Change("server-added", BOTH, pointer, url) for url in after if url not in before)
    if before and after and before[0] != after[0] and before[0] in after:
        yield Change("server-first", BOTH, pointer, f"{before[0]}, now {after[0]}")


def _security(old: List[Node], new: List[Node], pointer: str) -> Iterator[Change]:
    """Compare the alternative requirements. No requirements, or an empty one, allow anonymous access."""
    if old == new:
        return
    before, after = old or [{}], new or [{}]
    loosened = {} in after or all(requirement in after for requirement in before)
    yield Change("security-loosened" if loosened else "security-tightened", BOTH, pointer)


def _other_keys(
    old: Mapping[str, Any], new: Mapping[str, Any], side: str, pointer: str, compared: Any
) -> Iterator[Change]:
    """Report differences in the keys that have not been compared."""
    for key in {**old, **new}:
        if key not in compared and old.get(key) != new.get(key):
            yield Change("text" if key in _TEXTS else "unknown", side, join(pointer, key))


def _without(node: Any, key: str) -> Any:
    return {name: value for name, value in node.items() if name != key} if isinstance(node, dict) else node
