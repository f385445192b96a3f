"""Makes a value for a JSON schema that a caller sent, or says why it cannot."""

from __future__ import annotations

from typing import Any

from helixagent.testing.sandbox.exchange import invalid
from helixagent.testing.sandbox.instances import NoInstance, instance_of


def value_for(schema: Any, param: str) -> Any:
    """A value that fits a caller's schema.

    Args:
        schema: The schema.
        param: The argument that it came in.

    Raises:
        ApiError: 400, if it is no schema, or one that the sandbox can make no value for.
    """
    # Imported here, so that what answers without a schema works without the library for schemas.
    from helixagent.testing.sandbox.checks import check_schema, fits

    check_schema(schema, param)
    try:
        value = instance_of(schema)
        if not fits(schema, value):
            raise NoInstance("it has keywords that the sandbox does not know")
    except NoInstance as error:
        raise invalid(f"The sandbox can make no value for this schema: {error}", param) from None
    return value
