"""The API that the sandbox serves, read from openapi.json: operations, paths, schemas and examples."""

from __future__ import annotations

import dataclasses
import json
import pkgutil
import re
from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional, Pattern, Tuple, Union
from urllib.parse import unquote

from helixagent.testing.sandbox.exchange import EVENT_STREAM_TYPE, ApiError, Reply, data_event, json_reply, text_reply
from helixagent.testing.sandbox.instances import instance_of

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

SpecSource = Union[str, Path, Mapping[str, Any], None]


@dataclasses.dataclass(frozen=True)
class Operation:
    """One operation of the spec.

    Args:
        operation_id: The spec's `operationId`.
        method: The HTTP method in capitals.
        path: The path template, such as `/v1/models/{model}`.
        pattern: The pattern for raw paths, with a group for each variable.
        variables: The names of the path's variables in order.
        parameters: Its parameters, with references resolved.
        definition: The operation object of the spec.
    """

    operation_id: str
    method: str
    path: str
    pattern: Pattern[str]
    variables: List[str]
    parameters: List[Dict[str, Any]]
    definition: Mapping[str, Any]


class Spec:
    """An OpenAPI 3.1 document, and the lookups that the sandbox needs.

    Args:
        source: A parsed document, the path of a JSON file, or None for the spec of the installed client.
    """

    def __init__(self, source: SpecSource = None) -> None:
        self.document = _load(source)
        found = list(self._operations())
        # The path with the fewest variables wins: /v1/debates/team precedes /v1/debates/{debateId}.
        self.operations = sorted(found, key=lambda operation: (operation.path.count("{"), operation.path))

    def match(self, method: str, raw_path: str) -> Tuple[Operation, Dict[str, str]]:
        """Return the operation of a request.

        Args:
            method: The HTTP method.
            raw_path: The path as received, without the query. Percent signs are decoded after the match, so that `%2F`
                inside a variable does not divide the path.

        Returns:
            The operation and the decoded values of the path's variables.

        Raises:
            ApiError: 404 for an unknown path, 405 for an unknown method of a known path.
        """
        allowed: List[str] = []
        path = ""
        for operation in self.operations:
            found = operation.pattern.fullmatch(raw_path)
            # The first matching path is the intended one: DELETE /v1/debates/team must not delete a debate.
            if not found or path not in ("", operation.path):
                continue
            if operation.method == method:
                return operation, dict(zip(operation.variables, map(unquote, found.groups())))
            path = operation.path
            allowed.append(operation.method)
        if allowed:
            methods = ", ".join(sorted(allowed))
            message = f"{method} is not allowed here; allowed: {methods}"
            raise ApiError(405, message, code="method_not_allowed", headers={"allow": methods})
        raise ApiError(404, "The API has no path " + raw_path, type="not_found_error", code="path_not_found")

    def resolve(self, value: Any) -> Any:
        """Resolve `$ref`, repeatedly if necessary."""
        while isinstance(value, Mapping) and "$ref" in value:
            target: Any = self.document
            for part in str(value["$ref"]).lstrip("#/").split("/"):
                target = target[part.replace("~1", "/").replace("~0", "~")]
            value = target
        return value

    def rooted(self, schema: Mapping[str, Any]) -> Dict[str, Any]:
        """Return a self-contained schema, including the components that it references."""
        return {**schema, "components": self.document.get("components", {})}

    def body_schema(self, operation: Operation) -> Optional[Dict[str, Any]]:
        """Return the JSON schema of the request body, or None for an operation without a body."""
        content = self.resolve(operation.definition.get("requestBody", {})).get("content", {})
        schema = content.get("application/json", {}).get("schema")
        return None if schema is None else self.rooted(schema)

    def body_required(self, operation: Operation) -> bool:
        """Return whether the operation requires a body."""
        return bool(self.resolve(operation.definition.get("requestBody", {})).get("required"))

    def success(self, operation: Operation) -> Tuple[int, Mapping[str, Any]]:
        """Return the first 2xx response: its status and its content by media type."""
        for status, response in operation.definition.get("responses", {}).items():
            if str(status).startswith("2"):
                code = int(status) if str(status).isdigit() else 200
                return code, self.resolve(response).get("content", {})
        return 204, {}

    def example_reply(self, operation: Operation, *, stream: bool) -> Reply:
        """Return the spec's example response for an operation without a handler.

        Args:
            operation: The operation.
            stream: Whether the caller requested an event stream. Used only if the operation supports both.
        """
        status, content = self.success(operation)
        if not content:
            return Reply(status)
        kind = EVENT_STREAM_TYPE if stream and EVENT_STREAM_TYPE in content else next(iter(content))
        example = self.example(content[kind])
        if kind == EVENT_STREAM_TYPE:
            text = example if isinstance(example, str) else data_event(example).decode("utf-8")
            return text_reply(text, status=status, content_type=kind)
        if isinstance(example, str) and not kind.endswith("json"):
            return text_reply(example, status=status, content_type=kind)
        return json_reply(example, status=status, headers={"content-type": kind})

    def example(self, media: Mapping[str, Any]) -> Any:
        """Return the example of a media type.

        This is its `example`, the first of its `examples`, the example of its schema, or a generated value.
        """
        if "example" in media:
            return media["example"]
        for example in media.get("examples", {}).values():
            return self.resolve(example).get("value")
        schema = media.get("schema", {})
        resolved = self.resolve(schema)
        if "example" in resolved:
            return resolved["example"]
        if resolved.get("examples"):
            return resolved["examples"][0]
        return instance_of(self.rooted(schema))

    def _operations(self) -> Any:
        for path, item in self.document.get("paths", {}).items():
            item = self.resolve(item)
            for method in METHODS:
                if method in item:
                    definition = item[method]
                    parameters = [*item.get("parameters", []), *definition.get("parameters", [])]
                    yield Operation(
                        operation_id=definition.get("operationId") or f"{method} {path}",
                        method=method.upper(),
                        path=path,
                        pattern=re.compile(re.sub(r"\\\{[^}]+\\\}", "([^/]+)", re.escape(path))),
                        variables=re.findall(r"\{([^}]+)\}", path),
                        parameters=[self.resolve(parameter) for parameter in parameters],
                        definition=definition,
                    )


def _load(source: SpecSource) -> Dict[str, Any]:
    if isinstance(source, Mapping):
        return dict(source)
    data = pkgutil.get_data("helixagent_client", "openapi.json") if source is None else Path(source).read_bytes()
    if data is None:
        raise FileNotFoundError("helixagent_client/openapi.json is missing from the installed package")
    document: Dict[str, Any] = json.loads(data)
    return document
