"""Generate a value for a caller's JSON schema, or explain why that is impossible."""

from __future__ import annotations

from typing import Any

from helixagent.testing.sandbox.exchange import invalid
from helixagent.testing.sandbox.instances import NoInstance, instance_of


def value_for(schema: Any, param: str) -> Any:
    """Return a value that matches a caller's schema.

    Args:
        schema: The schema.
        param: The argument that contains it.

    Raises:
        ApiError: 400, if the schema is invalid, or the sandbox cannot generate a value for it.
    """
    # Imported here, so that the schema library is not needed for responses without a schema.
    from helixagent.testing.sandbox.checks import check_schema, fits

    check_schema(schema, param)
    try:
        value = instance_of(schema)
        if not fits(schema, value):
            raise NoInstance("it has keywords that the sandbox does not know")
    except NoInstance as error:
        raise invalid(f"The sandbox cannot generate a value for this schema: {error}", param) from None
    return value
