# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""Errors that the functions of this package raise."""


class UnexpectedStatus(Exception):
    """The status of a response is not documented.

    Attributes:
        status_code: The HTTP status.
        content: The body.
    """

    def __init__(self, status_code: int, content: bytes) -> None:
        super().__init__(status_code, content)
        self.status_code = status_code
        self.content = content

    def __str__(self) -> str:
        return f"unexpected status {self.status_code}: {self.content[:200].decode(errors='replace')}"


class UnparsedResponse(Exception):
    """The response is not documented as JSON. It is an event stream, a file, or an error page.

    Attributes:
        status_code: The HTTP status.
        content_type: The header `Content-Type`, or an empty string.
        content: The body.
    """

    def __init__(self, status_code: int, content_type: str, content: bytes) -> None:
        super().__init__(status_code, content_type, content)
        self.status_code = status_code
        self.content_type = content_type
        self.content = content

    @property
    def text(self) -> str:
        """The body as text, decoded as UTF-8."""
        return self.content.decode(errors="replace")

    def __str__(self) -> str:
        about = ", ".join(filter(None, [f"status {self.status_code}", self.content_type]))
        return (
            f"the response is not documented as JSON ({about}); "
            "read it from this exception, or call sync_detailed() or asyncio_detailed()"
        )


__all__ = ["UnexpectedStatus", "UnparsedResponse"]
