"""A decorator that runs one test for many cases, because each parametrized test costs more than most cases."""

from __future__ import annotations

import functools
import inspect
import traceback
from typing import Any, Callable, Iterable, List, Optional, Sequence, Union

import pytest


def for_each(names: Union[str, Sequence[str]], cases: Iterable[Any]) -> Callable[[Callable[..., None]], Any]:
    """Run a test for every case, and fail with a list of all cases that failed.

    Takes the arguments of `pytest.mark.parametrize`. Use it for cheap cases. Fixtures with a method `reset`, such as
    `sandbox` and `driver`, are reset before each case. All cases share the other fixtures.

    Args:
        names: The parameters of the test that a case sets.
        cases: The cases: a value if there is one parameter, or a sequence of values.
    """
    parameters = [names] if isinstance(names, str) else list(names)
    values = [[case] if isinstance(names, str) else list(case) for case in cases]
    assert values, "There are no cases."
    assert {len(each) for each in values} == {len(parameters)}, "A case does not have one value for each parameter."
    rows = [dict(zip(parameters, each)) for each in values]

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(test)
        def run(*args: Any, **fixtures: Any) -> None:
            failures: List[str] = []
            first: Optional[BaseException] = None
            for row in rows:
                for fixture in fixtures.values():
                    if callable(getattr(type(fixture), "reset", None)):
                        fixture.reset()
                try:
                    test(*args, **fixtures, **row)
                except (Exception, pytest.fail.Exception) as error:
                    first = first or error
                    line = traceback.extract_tb(error.__traceback__)[-1]
                    failures.append(f"{row!r:.500}\n  {line.filename}:{line.lineno}: {type(error).__name__}: {error}")
            if failures:
                raise AssertionError(f"{len(failures)} of {len(rows)} cases failed:\n" + "\n".join(failures)) from first

        signature = inspect.signature(test)
        left = [each for name, each in signature.parameters.items() if name not in parameters]
        assert len(left) == len(signature.parameters) - len(parameters), "The test does not have these parameters."
        run.__signature__ = signature.replace(parameters=left)  # type: ignore[attr-defined]
        return run

    return decorate
