# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""What the functions of this package take and return over HTTP."""

from __future__ import annotations

from typing import IO, BinaryIO, Generic, Mapping, MutableMapping, Optional, Tuple, TypeVar, Union

from attrs import define

from . import errors

T = TypeVar("T")

FileContent = Union[IO[bytes], bytes, str]
FileTypes = Union[
    Tuple[Optional[str], FileContent, Optional[str]],
    Tuple[Optional[str], FileContent, Optional[str], Mapping[str, str]],
]


@define
class File:
    """The bytes of a file that is sent or was received.

    Attributes:
        payload: An open binary file.
        file_name: The name to send with it.
        mime_type: The content type to send with it.
    """

    payload: BinaryIO
    file_name: Optional[str] = None
    mime_type: Optional[str] = None

    def to_tuple(self) -> FileTypes:
        """Give the form that httpx takes in `files=`."""
        return self.file_name, self.payload, self.mime_type


@define
class Response(Generic[T]):
    """An answer of the server.

    Attributes:
        status_code: The HTTP status, also one that no standard knows.
        content: The body as it came.
        headers: The headers.
        parsed: What the body was read as; None where the API's description has nothing for this status.
    """

    status_code: int
    content: bytes
    headers: MutableMapping[str, str]
    parsed: T

    @property
    def text(self) -> str:
        """The body as text, decoded as UTF-8."""
        return self.content.decode(errors="replace")

    def parsed_or_raise(self) -> T:
        """Return `parsed`.

        Raises:
            errors.UnparsedResponse: There is a body, but the API describes no JSON for it.
        """
        if self.parsed is None and self.content.strip() not in (b"", b"null"):
            raise errors.UnparsedResponse(self.status_code, self.headers.get("Content-Type", ""), self.content)
        return self.parsed
