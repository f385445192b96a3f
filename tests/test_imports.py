"""Tests of the modules that importing the package and creating a client load."""

from __future__ import annotations

import json
import re

from support import loaded_by, run_python


def test_importing_the_package_loads_no_library() -> None:
    loaded = loaded_by("import helixagent")
    assert not {"httpx", "attr", "attrs", "anyio", "dateutil", "requests", "asyncio", "ssl", "pydantic"} & loaded
    assert {name for name in loaded if name.startswith("helixagent")} == {"helixagent"}


def test_a_client_over_httpx_loads_no_other_library() -> None:
    loaded = loaded_by("import helixagent; helixagent.HelixAgent(api_key='k').chat.completions")
    assert not {"requests", "starlette", "uvicorn", "dateutil", "jsonschema", "pydantic"} & loaded


# Modules that httpx and httpcore load if they are installed, which is rare outside the tests.
WITHOUT_EXTRAS = 'import sys; sys.modules.update(dict.fromkeys(["click", "rich", "trio"]))\n'


def test_a_synchronous_client_loads_no_async_module() -> None:
    loaded = loaded_by(f"{WITHOUT_EXTRAS}import helixagent; helixagent.HelixAgent(api_key='k').chat.completions")
    # The async client is only loaded when `acreate` is called.
    found = [name for name in loaded if re.search(r"^helixagent\..*(async|\baio\b)", name)]
    # The package imports nothing, but annotations of `acreate` name its classes.
    assert found == ["helixagent._async"]


def test_exceptions_and_types_load_no_http_library() -> None:
    loaded = loaded_by("import helixagent.exceptions, helixagent.types; helixagent.types.Choice")
    assert not {"httpx", "requests", "dateutil"} & loaded


def test_importing_the_package_loads_nothing_else() -> None:
    code = "import json, sys, typing, __future__; before = set(sys.modules); import helixagent"
    loaded = json.loads(run_python(f"{code}; print(json.dumps(sorted(set(sys.modules) - before)))"))
    assert loaded == ["helixagent"]
