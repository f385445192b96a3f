"""Tests that a missing extra raises an error that is a HelixAgentError and an ImportError and says what to do."""

from __future__ import annotations

import json
import sys

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

# One process tries all uses. It removes the SDK's modules that a use has loaded. The modules of libraries stay loaded,
# because some cannot be loaded twice. They are only hidden while their package is missing.
PROGRAM = """
import asyncio, dataclasses, json, sys
import helixagent.exceptions
MESSAGES = [dict(role="user", content="x")]
Point = dataclasses.make_dataclass("Point", [("x", int)])
def tool(x: int) -> int: ...
usual = set(sys.modules)
errors = []
for blocked, code in json.loads(sys.argv[1]):
    hidden = {name: module for name, module in sys.modules.items() if name.split(".")[0] in blocked}
    sys.modules.update(dict.fromkeys([*blocked, *hidden]))
    try:
        exec(code)
        errors.append(["no error"])
    except BaseException as error:
        kinds = isinstance(error, helixagent.HelixAgentError), isinstance(error, ImportError)
        errors.append([*kinds, type(error).__name__, str(error)])
    for name in [*blocked, *(name for name in set(sys.modules) - usual if name.startswith("helixagent."))]:
        del sys.modules[name]
    sys.modules.update(hidden)
print(json.dumps(errors))
"""


def test_the_error_for_a_missing_extra_says_how_to_install_it() -> None:
    uses = json.dumps([[blocked, code] for _, blocked, code in USES])
    errors = json.loads(run_python(PROGRAM, uses))
    for (name, blocked, _), (*kinds, said) in zip(USES, errors):
        assert kinds == [True, True, "MissingExtraError"], (name, blocked, said)
        oldest = OLDEST.get(name, 8)
        if sys.version_info < (3, oldest):
            expected = f"needs {name}, which needs Python 3.{oldest} or newer; this is Python 3.{sys.version_info[1]}."
        else:
            expected = f"pip install 'helixagent-sdk[{name}]'"
        assert expected in said
    assert len(errors) == len(USES)


IMPORT_ALL = """
import importlib, pkgutil, sys
from helixagent._core.extras import PACKAGES
for names in PACKAGES.values():
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
