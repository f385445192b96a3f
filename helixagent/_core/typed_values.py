"""Objects of Python types from the values of a JSON text."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from typing import Any, Callable, Dict, Iterable, List, Tuple, Union
from uuid import UUID

from dateutil.parser import isoparse, isoparser

from ..exceptions import ValidationError
from .requests.constraints import Problem
from .type_shapes import Member, Shape, members_of, name_of, shape_of

# How JSON's values are called in messages, which never quote them: they may be anybody's words.
_KINDS = {
    str: "a string",
    int: "a number",
    float: "a number",
    bool: "true or false",
    type(None): "null",
    list: "a list",
    dict: "an object",
}
_WANTED = {**_KINDS, int: "a whole number"}
_FROM_TEXT: Dict[Any, Tuple[str, Callable[[str], Any]]] = {
    datetime: ("a date and time as RFC 3339 writes it", isoparse),
    date: ("a date as YYYY-MM-DD", date.fromisoformat),
    time: ("a time as HH:MM:SS", isoparser().parse_isotime),
    UUID: ("a UUID", UUID),
}


class Reader:
    """Reads the values of one JSON text, which must live as long as the reader.

    Nothing is remembered beyond that, so that no class is kept alive by having been asked for.
    """

    def __init__(self) -> None:
        self._shapes: Dict[int, Tuple[Any, Shape]] = {}
        self._members: Dict[type, List[Member]] = {}
        # By class, value and exactness, since alternatives of nested unions ask again and again.
        self._records: Dict[Tuple[type, int, int], Any] = {}

    def read(self, hint: Any, value: Any, exactness: int = 0) -> Any:
        """Return a JSON value as an object of a type.

        Args:
            hint: The type.
            value: What `json.loads` gave.
            exactness: 1 refuses unknown members; 2 also integers where floats are wanted, and the other way round.
                A union tries the exact readings first, so that a value goes to the alternative that fits it best.

        Raises:
            Problem: The value does not fit the type.
            ValidationError: The type is not supported.
        """
        shape = self._shape_of(hint)
        return getattr(self, f"_read_{shape.kind}")(shape, value, exactness)

    def _shape_of(self, hint: Any) -> Shape:
        if id(hint) not in self._shapes:
            # The hint is kept beside it: the id of one that is gone might be another's.
            self._shapes[id(hint)] = hint, _supported(shape_of, hint)
        return self._shapes[id(hint)][1]

    def _under(self, step: str, hint: Any, value: Any, exactness: int) -> Any:
        try:
            return self.read(hint, value, exactness)
        except Problem as problem:
            problem.under(step)
            raise

    def _read_any(self, shape: Shape, value: Any, exactness: int) -> Any:
        return value

    def _read_scalar(self, shape: Shape, value: Any, exactness: int) -> Any:
        if shape.type in _FROM_TEXT:
            wanted, read = _FROM_TEXT[shape.type]
            try:
                return read(_expected(str, value))
            except (ValueError, OverflowError):
                raise Problem(f"must be {wanted}") from None
        # JSON has one kind of number: 3 is a float, and 3.0 an integer, unless another type would fit better.
        if exactness < 2 and shape.type is float and type(value) is int:
            return _float(value)
        if exactness < 2 and shape.type is int and type(value) is float and value.is_integer():
            return int(value)
        return _expected(shape.type, value)

    def _read_choice(self, shape: Shape, value: Any, exactness: int) -> Any:
        members = shape.parts if shape.type is None else tuple(shape.type)
        for option, member in zip(shape.parts, members):
            # True == 1 in Python, but not in JSON.
            if option == value and isinstance(option, bool) == isinstance(value, bool):
                return member
        raise Problem(f"must be {' or '.join(json.dumps(option) for option in shape.parts)}")

    def _read_either(self, shape: Shape, value: Any, exactness: int) -> Any:
        problems: List[Problem] = []
        for level in range(2, exactness - 1, -1):
            problems = []
            for part in shape.parts:
                try:
                    return self.read(part, value, level)
                except Problem as problem:
                    problems.append(problem)
        # The attempt that got furthest into the value says the most.
        raise max(problems, key=lambda problem: len(problem.path))

    def _read_array(self, shape: Shape, value: Any, exactness: int) -> Any:
        items = self._items(value, lambda index: shape.parts[0], exactness)
        try:
            return items if shape.type is list else shape.type(items)
        except TypeError:
            raise Problem("has items that no set can hold") from None

    def _read_tuple(self, shape: Shape, value: Any, exactness: int) -> Any:
        if len(_expected(list, value)) != len(shape.parts):
            raise Problem(f"must have {len(shape.parts)} items, not {len(value)}")
        return tuple(self._items(value, lambda index: shape.parts[index], exactness))

    def _items(self, value: Any, hint_at: Callable[[int], Any], exactness: int) -> List[Any]:
        items = enumerate(_expected(list, value))
        return [self._under(f"[{index}]", hint_at(index), item, exactness) for index, item in items]

    def _read_map(self, shape: Shape, value: Any, exactness: int) -> Any:
        keys, values = shape.parts
        return {
            self._under(f"[{key!r}]", keys, key, exactness): self._under(f"[{key!r}]", values, item, exactness)
            for key, item in _expected(dict, value).items()
        }

    def _read_alias(self, shape: Shape, value: Any, exactness: int) -> Any:
        return self.read(shape.parts[0], value, exactness)

    def _read_pydantic(self, shape: Shape, value: Any, exactness: int) -> Any:
        try:
            # As JSON, since a strict model takes text for a date there and nowhere else.
            return shape.type.model_validate_json(json.dumps(value))
        except ValueError as error:
            raise _pydantic_problem(error, shape.type) from error

    def _read_record(self, shape: Shape, value: Any, exactness: int) -> Any:
        key = shape.type, id(value), exactness
        if key not in self._records:
            try:
                self._records[key] = self._record(shape.type, _expected(dict, value), exactness)
            except Problem as problem:
                # Its path grows on the way out, so that a second asker needs one of its own.
                self._records[key] = _Failure(problem.text, tuple(problem.path))
                raise
        result = self._records[key]
        if isinstance(result, _Failure):
            raise result.problem()
        return result

    def _record(self, cls: Any, value: Dict[str, Any], exactness: int) -> Any:
        if cls not in self._members:
            self._members[cls] = _supported(members_of, cls)
        members = self._members[cls]
        if exactness:
            _refuse_unknown(value, members)
        for member in members:
            if member.required and member.name not in value:
                raise Problem("is missing").under(f".{member.name}")
        present = [member for member in members if member.name in value]
        values = {each.name: self._under(f".{each.name}", each.hint, value[each.name], exactness) for each in present}
        if issubclass(cls, dict):
            return values
        try:
            return cls(**values)
        except Exception as error:
            raise Problem(f"is refused by {cls.__name__}: {error}") from error


class _Failure:
    def __init__(self, text: str, path: Tuple[str, ...]) -> None:
        self._text = text
        self._path = path

    def problem(self) -> Problem:
        problem = Problem(self._text)
        problem.path.extend(self._path)
        return problem


def _expected(kind: Any, value: Any) -> Any:
    if type(value) is not kind:
        raise Problem(f"must be {_WANTED[kind]}, not {_KINDS[type(value)]}")
    return value


def _float(value: int) -> float:
    try:
        return float(value)
    except OverflowError:
        raise Problem("is too large a number") from None


def _refuse_unknown(value: Iterable[str], members: Iterable[Member]) -> None:
    unknown = set(value).difference(member.name for member in members)
    if unknown:
        raise Problem("is not known").under(f".{min(unknown)}")


def _supported(read: Callable[[Any], Any], hint: Any) -> Any:
    try:
        return read(hint)
    except Problem as problem:
        error = ValidationError(f"{''.join([name_of(hint), *problem.path])} {problem.text}.")
    raise error


def _pydantic_problem(error: Any, cls: type) -> Problem:
    # What pydantic raises is a ValueError that lists the faults; any other comes from a validator of the user's.
    faults: List[Any] = error.errors() if hasattr(error, "errors") else []
    if not faults:
        return Problem(f"is refused by {cls.__name__}: {error}")
    steps: Tuple[Union[str, int], ...] = faults[0]["loc"]
    problem = Problem(f"is refused by {cls.__name__}: {faults[0]['msg']}")
    problem.path.extend(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    return problem
