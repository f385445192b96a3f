# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""Types that functions of this package send and receive."""

from __future__ import annotations

from typing import IO, Any, BinaryIO, Callable, Generic, Mapping, MutableMapping, Optional, Tuple, TypeVar, Union

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
    """The content of a file.

    Attributes:
        payload: An open binary file.
        file_name: The name of the file.
        mime_type: The content type.
    """

    payload: BinaryIO
    file_name: Optional[str] = None
    mime_type: Optional[str] = None

    def to_tuple(self) -> FileTypes:
        """Return the file in the form that httpx accepts in `files=`."""
        return self.file_name, self.payload, self.mime_type


@define
class Response(Generic[T]):
    """A response of the server.

    Attributes:
        status_code: The HTTP status, which may be a nonstandard one.
        content: The body.
        headers: The headers.
        parsed: The parsed body, or None if the API does not document a body for this status.
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
            errors.UnparsedResponse: There is a body, but it is not documented as JSON.
        """
        if self.parsed is None and self.content.strip() not in (b"", b"null"):
            raise errors.UnparsedResponse(self.status_code, self.headers.get("Content-Type", ""), self.content)
        return self.parsed


def read_response(client: Any, response: Any, parse: Callable[..., T]) -> Response[T]:
    """Return a response of httpx with its parsed body."""
    parsed = parse(client=client, response=response)
    return Response(response.status_code, response.content, response.headers, parsed)
