# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The error that the operations of this package raise of their own."""


class UnexpectedStatus(Exception):
    """The server answered with a status that the API's description does not have.

    Attributes:
        status_code: The HTTP status.
        content: The body as it came.
    """

    def __init__(self, status_code: int, content: bytes) -> None:
        super().__init__(status_code, content)
        self.status_code = status_code
        self.content = content

    def __str__(self) -> str:
        return f"unexpected status {self.status_code}: {self.content[:200].decode(errors='replace')}"


__all__ = ["UnexpectedStatus"]
