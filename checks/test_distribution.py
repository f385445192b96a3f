"""Check the published files: the exact content of the wheel and the sdist, their metadata, and each extra alone."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import venv
import zipfile
from email.message import Message
from email.parser import Parser
from html.parser import HTMLParser
from pathlib import Path
from typing import List, Optional, Tuple

import pytest
import readme_renderer.markdown

from codegen.changes.base import version_of

ROOT = Path(__file__).resolve().parents[1]
REPOSITORY = "https://github.com/HelixDevelopment/HelixAgent/blob/main/sdk/python/"
# The base installation and each extra: a program that needs the extra, and the error message without it.
PARTS = {
    "": ("import helixagent; helixagent.HelixAgent(api_key='k').close()", None),
    "aiohttp": (
        "import asyncio, helixagent\n"
        "async def call():\n"
        "    async with helixagent.AsyncHelixAgent(base_url='http://127.0.0.1:9', http_client='aiohttp') as client:\n"
        "        await client.with_options(max_retries=0).health()\n"
        "try:\n"
        "    asyncio.run(call())\n"
        "except helixagent.NetworkError:\n"
        "    pass",
        "aiohttp",
    ),
    "httpx2": (
        "import helixagent; helixagent.HelixAgent(api_key='k', http_client='httpx2').close()",
        "httpx2",
    ),
    "requests": (
        "import requests; from helixagent.client import HelixAgentClient;"
        "HelixAgentClient(api_key='k', session=requests.Session())",
        None,
    ),
    "websocket": (
        "import asyncio, helixagent\n"
        "async def connect():\n"
        "    async with helixagent.HelixAgent(base_url='http://127.0.0.1:9', max_retries=0).tasks.websocket('t1'):\n"
        "        pass\n"
        "try:\n"
        "    asyncio.run(connect())\n"
        "except helixagent.NetworkError:\n"
        "    pass",
        "websocket",
    ),
    "otel": (
        "import helixagent; from opentelemetry import trace;"
        "helixagent.HelixAgent(api_key='k', tracer=trace.get_tracer('t')).close()",
        None,
    ),
    "prometheus": (
        "import helixagent; helixagent.HelixAgent(api_key='k', enable_metrics=True).close()",
        "prometheus",
    ),
    "speedups": (
        "import orjson; from helixagent._core.json_text import read_fast; assert read_fast is orjson.loads;"
        "import pybase64; from helixagent._core.responses.embeddings import read_base64;"
        "assert read_base64.func is pybase64.b64decode",
        None,
    ),
    "testing": (
        "import helixagent; from helixagent.testing import Sandbox\n"
        "with Sandbox() as sandbox, helixagent.HelixAgent(base_url=sandbox.base_url) as client:\n"
        "    assert client.health().status == 'healthy'",
        "testing",
    ),
    "structured": (
        "from helixagent._core.structured.schemas import parse_into; assert parse_into(int, '1') == 1",
        "structured",
    ),
    "mcp": (
        "import asyncio, helixagent\n"
        "class Session: pass\n"
        "try:\n"
        "    asyncio.run(helixagent.mcp_tools(Session()))\n"
        "except helixagent.ValidationError:\n"
        "    pass",
        "mcp",
    ),
    "dask": (
        "import helixagent; from helixagent.batch.dask_engine import connect\n"
        "try:\n"
        "    connect(helixagent.HelixAgent(base_url='http://127.0.0.1:9'), 'nowhere://x')\n"
        "except helixagent.NetworkError:\n"
        "    pass",
        "dask",
    ),
    "cli": (
        "from helixagent.__main__ import main; import sys; sys.argv = ['helixagent', '--version']; sys.exit(main())",
        "cli",
    ),
}


def run(*command: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=600, check=False)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> List[Path]:
    """The sdist, and a wheel that is built from it."""
    folder = tmp_path_factory.mktemp("dist")
    done = run(sys.executable, "-m", "build", "--outdir", folder, ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    return sorted(folder.iterdir())


def wheel_of(built: List[Path]) -> Path:
    (wheel,) = [path for path in built if path.suffix == ".whl"]
    return wheel


def metadata_of(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        return Parser().parsestr(archive.read(name).decode("utf-8"))


def packaged() -> List[str]:
    """Return the files of both packages in git. All of them are published."""
    return run("git", "-C", ROOT, "ls-files", "helixagent", "helixagent_client").stdout.splitlines()


def test_the_index_accepts_both(built: List[Path]) -> None:
    assert len(built) == 2
    done = run(sys.executable, "-m", "twine", "check", "--strict", *built)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_wheel_has_the_packages_and_nothing_else(built: List[Path]) -> None:
    with zipfile.ZipFile(wheel_of(built)) as wheel:
        names = sorted(wheel.namelist())
    information = f"helixagent_sdk-{version_of(ROOT)}.dist-info/"
    written = ["METADATA", "WHEEL", "entry_points.txt", "licenses/LICENSE", "RECORD"]
    assert names == sorted([*packaged(), *(information + name for name in written)])
    assert {"helixagent/py.typed", "helixagent_client/py.typed", "helixagent_client/openapi.json"} <= set(names)
    said = metadata_of(wheel_of(built))
    assert (said["Name"], said["License-Expression"], said["Requires-Python"]) == ("helixagent-sdk", "MIT", ">=3.8")
    base = [each for each in said.get_all("Requires-Dist", []) if "extra ==" not in each]
    assert {each.split(">")[0].split("<")[0].split(";")[0].strip() for each in base} == {
        "anyio",
        "attrs",
        "httpcore",
        "httpx",
        "python-dateutil",
    }


def test_the_sdist_has_the_packages_and_what_they_are_built_from(built: List[Path]) -> None:
    (sdist,) = [path for path in built if path.name.endswith(".tar.gz")]
    with tarfile.open(sdist) as archive:
        names = [member.name.partition("/")[2] for member in archive if not member.isdir()]
    # The build backend always adds the files that it needs to build again: .gitignore, pyproject.toml and PKG-INFO.
    others = ["openapi.yaml", "clients/openapi-3.0.yaml", "README.md", "CHANGELOG.md", "LICENSE"]
    added = [".gitignore", "pyproject.toml", "PKG-INFO"]
    assert sorted(names) == sorted([*packaged(), *others, *added])


class Links(HTMLParser):
    """A parser that collects the targets of links and the sources of images."""

    def __init__(self) -> None:
        super().__init__()
        self.found: List[str] = []

    def handle_starttag(self, tag: str, attrs: List[Tuple[str, Optional[str]]]) -> None:
        self.found += [value or "" for name, value in attrs if name in ("href", "src")]


def test_links_of_the_long_description_work_on_the_index(built: List[Path]) -> None:
    said = metadata_of(wheel_of(built))
    assert said["Description-Content-Type"] == "text/markdown"
    text = str(said.get_payload())
    links = Links()
    # The package index uses this renderer.
    links.feed(readme_renderer.markdown.render(text) or "")
    assert len(links.found) > 10
    assert [link for link in links.found if not link.startswith(("https://", "#"))] == []
    ours = [link[len(REPOSITORY) :] for link in links.found if link.startswith(REPOSITORY)]
    assert "docs/index.md" in ours
    assert [name for name in ours if not (ROOT / name).exists()] == []
    # The rest of the text is unchanged.
    assert text.replace(REPOSITORY, "").strip() == (ROOT / "README.md").read_text(encoding="utf-8").strip()


def test_the_metadata_has_links_and_only_the_extras_for_users(built: List[Path]) -> None:
    said = metadata_of(wheel_of(built))
    links = dict(link.split(", ") for link in said.get_all("Project-URL", []))
    assert set(links) == {"Homepage", "Documentation", "Repository", "Changelog", "Issues"}
    assert links["Changelog"] == REPOSITORY + "CHANGELOG.md" and links["Documentation"] == REPOSITORY + "docs/index.md"
    assert set(said.get_all("Provides-Extra", [])) == {*PARTS, "all"} - {""}


@pytest.mark.parametrize("extra", PARTS, ids=lambda extra: extra or "base")
def test_each_extra_works_alone(extra: str, built: List[Path], tmp_path: Path) -> None:
    code, _ = PARTS[extra]
    environment = tmp_path / "venv"
    venv.create(environment, with_pip=True)
    python = environment / "bin" / "python"
    wanted = f"{wheel_of(built)}[{extra}]" if extra else str(wheel_of(built))
    done = run(python, "-m", "pip", "--disable-pip-version-check", "install", "-q", wanted)
    assert done.returncode == 0, done.stderr
    assert run(python, "-m", "pip", "--disable-pip-version-check", "check").returncode == 0
    done = run(python, "-W", "error", "-c", code)
    assert done.returncode == 0, done.stderr
    if extra:
        return
    for missing, (needs_it, named) in PARTS.items():
        if named is not None:
            done = run(python, "-W", "error", "-c", needs_it)
            assert done.returncode != 0, missing
            assert f"pip install 'helixagent-sdk[{named}]'" in done.stderr, done.stderr
