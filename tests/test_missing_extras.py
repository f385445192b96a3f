"""Tests that a missing extra raises an error that is a HelixAgentError and an ImportError and says what to do."""

from __future__ import annotations

import sys
from typing import List

import pytest
from support import run_python

from helixagent import HelixAgentError, MissingExtraError

# The extra, the missing packages, and the code that needs them.
USES = [
    ("aiohttp", ["aiohttp"], "helixagent.AsyncHelixAgent('k', http_client='aiohttp')"),
    ("httpx2", ["httpx2"], "helixagent.HelixAgent('k', http_client='httpx2')"),
    ("mcp", ["mcp"], "asyncio.run(helixagent.mcp_tools(object()))"),
    ("otel", ["opentelemetry"], "helixagent.HelixAgent('k', tracer=object())"),
    ("otel", ["opentelemetry"], "import helixagent.observability.otel"),
    ("prometheus", ["prometheus_client"], "helixagent.HelixAgent('k', enable_metrics=True)"),
    ("prometheus", ["prometheus_client"], "import helixagent.observability.prometheus"),
    ("requests", ["requests"], "helixagent.HelixAgentClient('k', session=object())"),
    (
        "structured",
        ["pydantic"],
        "helixagent.HelixAgent('k').chat.completions.parse(messages=MESSAGES, response_format=Point)",
    ),
    (
        "structured",
        ["docstring_parser"],
        "helixagent.HelixAgent('k').chat.completions.stream(messages=MESSAGES, response_format=Point)",
    ),
    ("structured", ["pydantic"], "helixagent.HelixAgent('k').chat.completions.create(messages=MESSAGES, tools=[tool])"),
    ("testing", ["uvicorn"], "from helixagent.testing import Sandbox"),
    ("testing", ["starlette"], "from helixagent.testing.sandbox import Sandbox"),
    ("testing", ["jsonschema"], "from helixagent.testing import Sandbox"),
    (
        "websocket",
        ["websockets"],
        "asyncio.run(helixagent.HelixAgent('k').tasks.websocket('t').__aenter__())",
    ),
]

# The minor version of the oldest Python that an extra supports, if it is newer than the SDK's minimum.
OLDEST = {"httpx2": 11, "mcp": 10}

PROGRAM = """
import asyncio, dataclasses, sys
sys.modules.update(dict.fromkeys({blocked!r}))
import helixagent
MESSAGES = [dict(role="user", content="x")]
Point = dataclasses.make_dataclass("Point", [("x", int)])
def tool(x: int) -> int: ...
try:
    exec({code!r})
except BaseException as error:
    print(isinstance(error, helixagent.HelixAgentError), isinstance(error, ImportError), type(error).__name__, error)
"""


@pytest.mark.parametrize(("name", "blocked", "code"), USES)
def test_the_error_for_a_missing_extra_says_how_to_install_it(name: str, blocked: List[str], code: str) -> None:
    said = run_python(PROGRAM.format(blocked=blocked, code=code))
    assert said.startswith("True True MissingExtraError ")
    oldest = OLDEST.get(name, 8)
    if sys.version_info < (3, oldest):
        assert f"needs {name}, which needs Python 3.{oldest} or newer; this is Python 3.{sys.version_info[1]}." in said
        return
    assert f"pip install 'helixagent-sdk[{name}]'" in said


IMPORT_ALL = """
import importlib, pkgutil, sys
from helixagent._core.extras import _PACKAGES
for names in _PACKAGES.values():
    # The base installation includes h11.
    sys.modules.update(dict.fromkeys(set(names) - {"h11"}))
import helixagent
found = pkgutil.walk_packages(helixagent.__path__, "helixagent.", onerror=lambda name: None)
refused = 0
for name in sorted(module.name for module in found if "_pyinstaller" not in module.name):
    try:
        importlib.import_module(name)
    except helixagent.MissingExtraError:
        refused += 1
    except ImportError as error:
        print(name, repr(error))
print(refused > 10)
"""


def test_every_module_that_needs_an_extra_names_it() -> None:
    assert run_python(IMPORT_ALL) == "True\n"


def test_speedups_are_optional() -> None:
    program = (
        "import sys; sys.modules.update(orjson=None, pybase64=None); from helixagent._core.json_text import read_json;"
    )
    assert run_python(program + "print(read_json('[1]'))") == "[1]\n"


def test_a_missing_extra_can_be_caught_as_either_exception_class() -> None:
    error = MissingExtraError("x", extra="aiohttp")
    assert isinstance(error, HelixAgentError) and isinstance(error, ImportError)
    assert (str(error), error.message, error.extra) == ("x", "x", "aiohttp")
