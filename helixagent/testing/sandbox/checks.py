"""Check requests against the spec. An invalid request gets a 400 that names the argument."""

from __future__ import annotations

import json
import re
from typing import Any, Dict, Iterable, List, Mapping, Optional, Sequence, Tuple

from helixagent._core.extras import extra
from helixagent.testing.sandbox.exchange import ApiError, invalid
from helixagent.testing.sandbox.spec import Operation, Spec

with extra("testing", "The sandbox"):
    from jsonschema import Draft202012Validator, FormatChecker, validators
    from jsonschema.exceptions import SchemaError, relevance


def _is_integer(_: Any, value: Any) -> bool:
    # A Go server rejects 600.0 for an int, but JSON Schema would accept it.
    return isinstance(value, int) and not isinstance(value, bool)


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def _no_check(validator: Any, value: Any, instance: Any, schema: Any) -> Iterable[Any]:
    return ()


_extend: Any = validators.extend
# Every enum of this API is open, so a value that the spec does not list is not an error.
RequestValidator = _extend(
    Draft202012Validator,
    validators={"enum": _no_check},
    type_checker=Draft202012Validator.TYPE_CHECKER.redefine("integer", _is_integer),
)


_DATE_TIME = re.compile(
    r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[Tt ]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?([Zz]|[+-]\d\d:\d\d)"
)
_FORMATS = FormatChecker(formats=())


@_FORMATS.checks("int64")
def _fits_64_bits(value: object) -> bool:
    """Return whether an integer fits into a signed 64-bit integer, as a Go server requires."""
    return not isinstance(value, int) or -(2**63) <= value < 2**63


@_FORMATS.checks("date-time")
def _is_date_time(value: Any) -> bool:
    return not isinstance(value, str) or _DATE_TIME.fullmatch(value) is not None


def check_not_repeated(operation: Operation, query: Sequence[Tuple[str, str]]) -> None:
    """Check that no query parameter is repeated.

    Servers differ in whether they use the first or the last value.

    Args:
        operation: The operation.
        query: The query parameters in order.

    Raises:
        ApiError: 400.
    """
    known = {parameter["name"] for parameter in operation.parameters if parameter["in"] == "query"}
    names = [name for name, _ in query]
    repeated = next((name for name in names if name in known and names.count(name) > 1), None)
    if repeated is not None:
        raise invalid(f"The query parameter {repeated} is repeated", repeated, "invalid_value")


class RequestChecker:
    """Checks requests against the spec. The schema of each operation is prepared once.

    Args:
        spec: The spec.
    """

    def __init__(self, spec: Spec) -> None:
        self._spec = spec
        self._validators: Dict[str, Any] = {}

    def body(self, operation: Operation, content_type: str, data: bytes) -> Any:
        """Parse and check the body of a request.

        Args:
            operation: The operation.
            content_type: The request's Content-Type.
            data: The body's bytes.

        Returns:
            The parsed body; `{}` if there is none.

        Raises:
            ApiError: 400 or 415.
        """
        schema = self._spec.body_schema(operation)
        if not data:
            if schema is not None and self._spec.body_required(operation):
                raise invalid("The request needs a JSON body", code="missing_body")
            return {}
        if schema is not None and not re.match(r"application/([\w.+-]+\+)?json\b", content_type):
            message = f"The body must be application/json, not {content_type!r}"
            raise ApiError(415, message, code="unsupported_media_type", param="Content-Type")
        try:
            body = json.loads(data.decode("utf-8"), parse_constant=_no_constant)
        except (ValueError, RecursionError) as error:
            raise invalid(f"The body is not JSON: {error}", code="invalid_json") from None
        if schema is not None:
            self._check(operation.operation_id, schema, body)
        return body

    def parameters(self, operation: Operation, arguments: Mapping[str, Mapping[str, str]]) -> None:
        """Check the parameters of a request.

        Args:
            operation: The operation.
            arguments: The parameters by location: `path`, `query` or `header`. Header names are in lowercase.

        Raises:
            ApiError: 400.
        """
        for parameter in operation.parameters:
            location, name = parameter["in"], parameter["name"]
            values = arguments.get(location)
            if values is None:
                continue
            text = values.get(name.lower() if location == "header" else name)
            if text is None:
                if parameter.get("required"):
                    raise invalid(f"The {location} parameter {name} is missing", name, "missing_argument")
                continue
            schema = self._spec.rooted(parameter.get("schema", {}))
            value = _from_text(text, self._spec.resolve(parameter.get("schema", {})).get("type"))
            self._check(f"{operation.operation_id} {location} {name}", schema, value, name)

    def _check(self, key: str, schema: Mapping[str, Any], value: Any, name: Optional[str] = None) -> None:
        validator = self._validators.get(key)
        if validator is None:
            validator = self._validators[key] = RequestValidator(schema, format_checker=_FORMATS)
        worst = max(validator.iter_errors(value), key=relevance, default=None)
        if worst is None:
            return
        error = _innermost(worst)
        code = "missing_argument" if error.validator == "required" else "invalid_value"
        param = name or _argument(error)
        message = error.message if len(error.message) < 300 else error.message[:300] + "…"
        raise invalid(f"Invalid argument {param}: {message}" if param else message, param, code)


def check_schema(schema: Any, param: str) -> None:
    """Check that a caller's JSON schema is valid.

    Args:
        schema: The caller's schema.
        param: The argument that contains it.

    Raises:
        ApiError: 400, if it is not a valid schema.
    """
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        raise invalid(f"Not a JSON schema: {error.message}", param, "invalid_schema") from None


def fits(schema: Any, value: Any) -> bool:
    """Return whether a value matches a JSON schema."""
    return bool(Draft202012Validator(schema).is_valid(value))


def _innermost(error: Any) -> Any:
    """Return the error inside the best alternative of a oneOf or anyOf, chosen by its tag and its JSON type."""
    while error.context:
        alternatives: Dict[Any, List[Any]] = {}
        for inner in error.context:
            alternatives.setdefault(inner.schema_path[0], []).append(inner)
        candidates = [errors for errors in alternatives.values() if not any(map(_is_other_alternative, errors))]
        if len(candidates) != 1:
            break
        error = max(candidates[0], key=relevance)
    return error


def _is_other_alternative(error: Any) -> bool:
    return error.validator == "const" or (error.validator == "type" and not error.path)


def _argument(error: Any) -> Optional[str]:
    """Return the argument that an error refers to, in the form `messages[0].role`."""
    path = "".join(f"[{part}]" if isinstance(part, int) else "." + part for part in error.absolute_path)
    if error.validator == "required":
        missing = [name for name in error.validator_value if name not in error.instance]
        path += "." + missing[0] if missing else ""
    return path.lstrip(".") or None


def _from_text(text: str, kind: Any) -> Any:
    """Return the typed value of a parameter's text, or the text itself if it does not have that type."""
    kinds = kind if isinstance(kind, list) else [kind]
    if "integer" in kinds and re.fullmatch(r"-?\d+", text):
        return int(text)
    if "number" in kinds and re.fullmatch(r"-?\d+(\.\d+)?([eE][+-]?\d+)?", text):
        return float(text)
    if "boolean" in kinds and text in ("true", "false"):
        return text == "true"
    return text
