"""Read the requests of a batch from a file or a list, and check all of them before the first one is sent."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Callable, Generator, Iterable, Iterator, List, Mapping, Optional, Sequence, Set, Tuple, Union

from ..exceptions import ValidationError
from .lines import Line, from_item, read_line
from .operations import BatchOperation

Requests = Union[str, "os.PathLike[str]", Iterable[Mapping[str, Any]]]
# An entry of the input before it is parsed: its name in messages, and a function that parses it.
_Entry = Tuple[str, Callable[[], Line]]

_MAX_LINE_BYTES = 64 * 1024 * 1024
_MAX_SHOWN = 20


class FileSource:
    """The lines of a file. Each pass reads the file again, and only one line is in memory at a time."""

    def __init__(self, path: Union[str, os.PathLike[str]]) -> None:
        self.path = Path(path)
        self.name = self.path.name
        if not self.path.is_file():
            raise ValidationError(f"requests names {str(path)!r}, which is not a file.", param="requests")

    def entries(self) -> Iterator[_Entry]:
        """Yield each line that is not blank."""
        with open(self.path, "rb") as file:
            number = 0
            while True:
                text = file.readline(_MAX_LINE_BYTES + 1)
                if not text:
                    return
                number += 1
                if len(text) > _MAX_LINE_BYTES:
                    raise ValidationError(
                        f"line {number} of {self.name} is longer than {_MAX_LINE_BYTES >> 20} MiB.", param="requests"
                    )
                if text.strip():
                    yield f"line {number}", _reader(text, number)


class ListSource:
    """The items of a list."""

    name = "requests"

    def __init__(self, items: Sequence[Any], default: BatchOperation) -> None:
        self._items = items
        self._default = default

    def entries(self) -> Iterator[_Entry]:
        """Yield each item."""
        for index, item in enumerate(self._items):
            yield f"requests[{index}]", _maker(item, index + 1, self._default)


Source = Union[FileSource, ListSource]


def source_of(requests: Requests, default: BatchOperation) -> Source:
    """Return the source of the requests.

    Raises:
        ValidationError: The requests are neither a file nor an iterable.
    """
    if isinstance(requests, (str, os.PathLike)):
        return FileSource(requests)
    if isinstance(requests, (bytes, Mapping)) or not isinstance(requests, Iterable):
        raise ValidationError(
            f"requests must be the path of a JSONL file or a list of dicts, not {type(requests).__name__}.",
            param="requests",
        )
    return ListSource(list(requests), default)


def lines_of(source: Source) -> Generator[Line, None, None]:
    """Yield the requests of a source that was checked."""
    for label, read in source.entries():
        try:
            yield read()
        except ValidationError as error:
            raise ValidationError(
                f"{source.name} changed while the batch ran: {label} {error.message}", param="requests"
            ) from None


def check_all(source: Source, check_line: Callable[[Line], Optional[str]]) -> int:
    """Check each request of a source, and check that custom_ids are unique.

    Args:
        source: The source.
        check_line: A function that receives each valid request and can return an error message.

    Returns:
        The number of requests.

    Raises:
        ValidationError: Some requests are invalid. The message lists their positions and explains the first ones.
    """
    seen: Set[str] = set()
    problems: List[str] = []
    total = invalid = 0
    for label, read in source.entries():
        total += 1
        try:
            line = read()
        except ValidationError as error:
            problem: Optional[str] = error.message
        else:
            problem = check_line(line)
            if line.custom_id in seen:
                first = _label_of(source, line.custom_id)
                problem = f"has the custom_id {_short(line.custom_id)} of {first} again."
            seen.add(line.custom_id)
        if problem is not None:
            invalid += 1
            if len(problems) < _MAX_SHOWN:
                problems.append(f"{label}: {problem}")
    if problems:
        more = f"\n… and {invalid - len(problems)} more" if invalid > len(problems) else ""
        raise ValidationError(
            f"{source.name} has {invalid} invalid {'line' if invalid == 1 else 'lines'}; nothing was sent.\n"
            + "\n".join(problems)
            + more,
            param="requests",
        )
    return total


def _label_of(source: Source, custom_id: str) -> str:
    # The source is read again, so that the positions of all IDs do not have to be stored.
    for label, read in source.entries():
        try:
            if read().custom_id == custom_id:
                return label
        except ValidationError:
            continue
    return "an earlier one"


def _short(custom_id: str) -> str:
    return repr(custom_id if len(custom_id) <= 80 else custom_id[:80] + "…")


def _reader(text: bytes, number: int) -> Callable[[], Line]:
    return lambda: read_line(text, number)


def _maker(item: Any, number: int, default: BatchOperation) -> Callable[[], Line]:
    return lambda: from_item(item, number, default)
