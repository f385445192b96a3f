"""Generate clients of the spec in other languages, and compile each with its program from `generated_clients/`."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Callable, Dict, List, NamedTuple, Optional, Tuple

import tomllib

ROOT = Path(__file__).resolve().parents[1]
PROGRAMS = ROOT / "checks/generated_clients"
VERSIONS: Dict[str, Any] = tomllib.loads((PROGRAMS / "versions.toml").read_text(encoding="utf-8"))
NEW, OLD = "openapi.yaml", "clients/openapi-3.0.yaml"


@dataclass(frozen=True)
class Generated:
    """One output of openapi-generator: its language, its folder in the workshop, the spec and the settings."""

    folder: str
    language: str
    spec: str = NEW
    settings: Dict[str, str] = field(default_factory=dict)
    more: Dict[str, Any] = field(default_factory=dict)


# `docs/generators.md` explains these settings.
OPEN = {"enumUnknownDefaultCase": "true", "disallowAdditionalPropertiesIfNotPresent": "false"}
JAVA = {"library": "native", "useReflectionEqualsHashCode": "true", "containerDefaultToNull": "true", **OPEN}
ALIASES = {"generateAliasAsModel": True}
FETCH = {"withoutRuntimeChecks": "true", "modelPropertyNaming": "original", "dateLibrary": "string"}
GENERATED = (
    Generated("go", "go"),
    Generated("go-open", "go", OLD, settings=OPEN),
    Generated("java", "java", settings=JAVA, more=ALIASES),
    Generated("java-3.0", "java", OLD, settings=JAVA, more=ALIASES),
    Generated("python", "python"),
    Generated("python-3.0", "python", OLD),
    Generated("rust", "rust"),
    Generated("typescript/clients/typescript-fetch", "typescript-fetch", settings=FETCH),
)


class Workshop:
    """A temporary folder with generated code.

    Args:
        folder: The folder.
        cache: A persistent folder for slow compilations.
    """

    def __init__(self, folder: Path, cache: Path) -> None:
        self.folder = folder
        self.cache = cache
        self.printed = ""

    def run(self, *command: str, folder: str = ".", **environment: str) -> str:
        """Run a program in a folder of the workshop, and return its output."""
        where = self.folder / folder
        where.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(
            command, cwd=where, env={**os.environ, **environment}, capture_output=True, text=True, timeout=600
        )
        printed = done.stdout + done.stderr
        assert done.returncode == 0, f"{' '.join(command)}\n{printed[-8000:]}"
        return printed

    def write(self, name: str, text: str) -> Path:
        """Write a file."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def copy(self, program: str, name: str) -> None:
        """Copy a program next to the generated code."""
        self.write(name, (PROGRAMS / program).read_text(encoding="utf-8"))

    def generate(self) -> None:
        """Run openapi-generator once, for all its languages."""
        without = dict.fromkeys(["apiDocs", "modelDocs", "apiTests", "modelTests"], "false")
        configurations = []
        for each in GENERATED:
            configuration = {
                "inputSpec": str(ROOT / each.spec),
                "generatorName": each.language,
                "outputDir": str(self.folder / each.folder),
                "additionalProperties": each.settings,
                "globalProperties": {"apis": "", "models": "", "supportingFiles": "", **without},
                **each.more,
            }
            name = f"configurations/{each.folder.replace('/', '-')}.json"
            configurations.append(str(self.write(name, json.dumps(configuration))))
        program = Path(sys.executable).parent / "openapi-generator-cli"
        self.printed = self.run(str(program), "batch", "--fail-fast", "-r", "2", *configurations)

    def install_node_packages(self) -> None:
        """Install the generators for TypeScript, and its compiler."""
        versions = VERSIONS["npm"]
        self.write("typescript/package.json", json.dumps({"private": True, "dependencies": versions["packages"]}))
        quiet = ("--no-audit", "--no-fund", "--no-update-notifier", "--ignore-scripts", "--loglevel=error")
        before = f"--before={versions['before']}"
        self.run("npm", "install", before, "--prefer-offline", *quiet, folder="typescript")


def go_openapi_generator(workshop: Workshop) -> List[str]:
    workshop.copy("go_openapi_generator.go", "go/program/main.go")
    workshop.run("go", "build", "-o", "../go-openapi-generator", "./program", folder="go")
    return [str(workshop.folder / "go-openapi-generator")]


def go_open(workshop: Workshop) -> List[str]:
    workshop.copy("go_openapi_generator.go", "go-open/program/main.go")
    workshop.run("go", "build", "-o", "../go-open-program", "./program", folder="go-open")
    return [str(workshop.folder / "go-open-program")]


def go_oapi_codegen(workshop: Workshop) -> List[str]:
    generator, runtime = VERSIONS["go"].items()
    workshop.write("oapi/go.mod", f"module clients\n\ngo 1.24\n\nrequire {' '.join(runtime)}\n")
    workshop.copy("go_oapi_codegen.go", "oapi/main.go")
    workshop.copy("oapi_codegen.yaml", "oapi/settings.yaml")
    tool = f"{generator[0]}/cmd/oapi-codegen@{generator[1]}"
    kinds = (("api", NEW, ("-config", "settings.yaml")), ("old", OLD, ("-generate", "types,client")))
    for package, spec, settings in kinds:
        (workshop.folder / "oapi" / package).mkdir()
        output = ("-package", package, "-o", f"{package}/client.go")
        workshop.run("go", "run", tool, *settings, *output, str(ROOT / spec), folder="oapi")
    workshop.run("go", "build", "-mod=mod", "-o", "../go-oapi-codegen", ".", folder="oapi")
    workshop.run("go", "build", "-mod=mod", "./old", folder="oapi")
    return [str(workshop.folder / "go-oapi-codegen")]


def rust(workshop: Workshop) -> List[str]:
    workshop.copy("main.rs", "rust/examples/program.rs")
    pinned = "".join(
        f'{name} = {{ version = "={version}", default-features = false'
        + (', features = ["macros", "rt"] }\n' if name == "tokio" else " }\n")
        for name, version in VERSIONS["cargo"].items()
    )
    manifest = workshop.folder / "rust/Cargo.toml"
    manifest.write_text(f"{manifest.read_text(encoding='utf-8')}\n[dev-dependencies]\n{pinned}", encoding="utf-8")
    # The compiled dependencies are kept between runs. The sandbox speaks plain HTTP, so the client does not need TLS.
    environment = {
        "CARGO_TARGET_DIR": str(workshop.cache / "cargo"),
        "CARGO_INCREMENTAL": "0",
        "CARGO_PROFILE_DEV_DEBUG": "0",
        "RUSTFLAGS": "-Awarnings",
    }
    command = ("cargo", "build", "--quiet", "--example", "program", "--no-default-features")
    workshop.run(*command, folder="rust", **environment)
    shutil.copy(workshop.cache / "cargo/debug/examples/program", workshop.folder / "rust-program")
    workshop.run("cargo", "clean", "--quiet", "--package", "openapi", folder="rust", **environment)
    return [str(workshop.folder / "rust-program")]


def java(workshop: Workshop) -> List[str]:
    workshop.copy("Main.java", "java/src/main/java/Main.java")
    plugin = f"org.apache.maven.plugins:maven-dependency-plugin:{VERSIONS['maven']['maven-dependency-plugin']}"
    goals = ("compile", f"{plugin}:build-classpath", "-Dmdep.outputFile=target/class-path")
    workshop.run("mvn", "-q", "-B", "-Dmaven.test.skip=true", *goals, folder="java")
    libraries = (workshop.folder / "java/target/class-path").read_text(encoding="utf-8").strip()
    return ["java", "-cp", f"{workshop.folder / 'java/target/classes'}{os.pathsep}{libraries}", "Main"]


def python(workshop: Workshop) -> List[str]:
    workshop.run(sys.executable, "-W", "error", "-m", "compileall", "-q", "openapi_client", folder="python")
    workshop.copy("openapi_generator.py", "python/program.py")
    return [sys.executable, str(workshop.folder / "python/program.py")]


def python_old(workshop: Workshop) -> List[str]:
    workshop.copy("openapi_generator.py", "python-3.0/program.py")
    return [sys.executable, str(workshop.folder / "python-3.0/program.py")]


def _typescript(workshop: Workshop, name: str, *generator: str) -> List[str]:
    """Generate, compile the program strictly, and return the command that runs it."""
    for program in ("tsconfig.json", "shared.ts", f"{name}.ts"):
        workshop.copy(program, f"typescript/{program}")
    if generator:
        workshop.run("npm", "exec", "--offline", "--", *generator, folder="typescript")
    workshop.write("typescript/compiled.json", json.dumps({"extends": "./tsconfig.json", "files": [f"{name}.ts"]}))
    workshop.run("npm", "exec", "--offline", "--", "tsc", "--project", "compiled.json", folder="typescript")
    return ["node", str(workshop.folder / f"typescript/dist/{name}.js")]


def openapi_typescript(workshop: Workshop) -> List[str]:
    command = ("openapi-typescript", str(ROOT / NEW), "-o", "clients/openapi-typescript.ts")
    return _typescript(workshop, "openapi_typescript", *command)


def hey_api(workshop: Workshop) -> List[str]:
    command = ("openapi-ts", "-i", str(ROOT / NEW), "-o", "clients/hey-api", "-c", "@hey-api/client-fetch")
    return _typescript(workshop, "hey_api", *command)


def orval(workshop: Workshop) -> List[str]:
    workshop.copy("orval_fetch.ts", "typescript/orval_fetch.ts")
    workshop.copy("orval.config.cjs", "typescript/orval.config.cjs")
    shutil.copyfile(ROOT / NEW, workshop.folder / "typescript/openapi.yaml")
    return _typescript(workshop, "orval", "orval", "--config", "orval.config.cjs")


def typescript_fetch(workshop: Workshop) -> List[str]:
    return _typescript(workshop, "typescript_fetch")


class Client(NamedTuple):
    """One generated client.

    Attributes:
        name: The language and the generator.
        build: A function that compiles the client and its program, and returns the command that runs the program.
        needs: The programs of the toolchain.
        streams: Whether the generated code can read a stream.
        unknown: The parsed form of an unknown enum value, or None if the generated code refuses it.
    """

    name: str
    build: Callable[[Workshop], List[str]]
    needs: Tuple[str, ...] = ()
    streams: bool = True
    unknown: Optional[str] = "new_reason"

    @property
    def missing(self) -> List[str]:
        """Return the programs that are missing on this machine."""
        return [program for program in self.needs if not shutil.which(program)]


# How openapi-generator's clients represent unknown values, with the settings `OPEN`.
UNKNOWN = "unknown_default_open_api"
CLIENTS = (
    Client("Go (openapi-generator)", go_openapi_generator, ("go",), streams=False, unknown=None),
    Client("Go (openapi-generator, OpenAPI 3.0)", go_open, ("go",), streams=False, unknown=UNKNOWN),
    Client("Go (oapi-codegen)", go_oapi_codegen, ("go",)),
    Client("Rust (openapi-generator)", rust, ("cargo",), streams=False, unknown=None),
    Client("Java (openapi-generator)", java, ("mvn", "javac"), streams=False, unknown=UNKNOWN),
    Client("Python (openapi-generator)", python, unknown=None),
    Client("Python (openapi-generator, OpenAPI 3.0)", python_old, unknown=None),
    Client("TypeScript (openapi-typescript)", openapi_typescript, ("npm",)),
    Client("TypeScript (@hey-api/openapi-ts)", hey_api, ("npm",)),
    Client("TypeScript (orval)", orval, ("npm",)),
    Client("TypeScript (typescript-fetch)", typescript_fetch, ("npm",)),
)
