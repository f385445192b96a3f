"""Tests of the verdict on each kind of change to the Python API, and of the version that the changes need."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Callable, Dict, List, Optional

import pytest

from codegen.__main__ import main
from codegen.changes import api_diff, base

CLIENT = """
from __future__ import annotations
from typing import Optional
from .things import Thing as Thing

__all__ = ["Client", "Thing", "make"]

class Base:
    def close(self) -> None: ...

class Client(Base):
    limit: int = 3

    def __init__(self, key: str, *, tries: int = 2) -> None: ...

    @property
    def name(self) -> str:
        return ""

    def get(self, id: str, *, timeout: Optional[float] = None) -> Thing:
        return Thing()

    def _own(self) -> None: ...

def make(key: str) -> Client:
    return Client(key)
"""
FILES = {
    "helixagent/__init__.py": CLIENT,
    "helixagent/things.py": "class Thing:\n    size: int = 0\n",
    "helixagent/py.typed": "",
    "helixagent/testing/__init__.py": "from .sandbox import Sandbox as Sandbox\n__all__ = ['Sandbox']\n",
    "helixagent/testing/sandbox/__init__.py": "class Sandbox:\n    port: int = 0\n\ndef start() -> None: ...\n",
    "helixagent_client/__init__.py": "",
    "helixagent_client/py.typed": "",
    "openapi.yaml": "openapi: 3.1.0\ninfo:\n  version: 0.1.0\npaths: {}\n",
    "pyproject.toml": "[tool.mypy]\nstrict = true\n",
    "tests/typing/check.py": "from helixagent import Client\n\nsize: int = Client('k').get('1', timeout=2).size\n",
}


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes a small project with changes of its files."""

    def write(name: str, changes: Dict[str, Dict[str, str]]) -> Path:
        for file, text in FILES.items():
            for old, new in changes.get(file, {}).items():
                assert old in text
                text = text.replace(old, new, 1)
            path = tmp_path / name / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path / name

    return write


INIT, THINGS, SANDBOX = "helixagent/__init__.py", "helixagent/things.py", "helixagent/testing/sandbox/__init__.py"
PORT_IS_GONE = ["breaking helixagent.testing.sandbox.Sandbox.port"]


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (INIT, "def get(", "def fetch(", ["addition helixagent.Client.fetch", "breaking helixagent.Client.get"]),
        (INIT, "tries: int", "retries: int", ["breaking helixagent.Client.__init__"]),
        (INIT, "key: str, *", "key: str, more: int, *", ["breaking helixagent.Client.__init__"]),
        (INIT, "key: str, *", "key: str, more: int = 1, *", ["addition helixagent.Client.__init__"]),
        (INIT, "key: str, *, ", "*, key: str, ", ["breaking helixagent.Client.__init__"]),
        (INIT, "tries: int = 2", "tries: int = 3", ["breaking helixagent.Client.__init__"]),
        (INIT, '"Thing", ', "", ["breaking helixagent.Thing"]),
        (INIT, '"Thing", ', '"Thing", "Base", ', ["addition helixagent.Base", "addition helixagent.Base.close"]),
        (INIT, "-> Thing:", "-> object:", ["breaking helixagent.Client.get"]),
        (INIT, "def name(self) -> str", "def name(self) -> object", ["breaking helixagent.Client.name"]),
        (INIT, "    @property\n", "", ["breaking helixagent.Client.name"]),
        (
            INIT,
            "class Client(Base)",
            "class Client",
            ["breaking helixagent.Client", "breaking helixagent.Client.close"],
        ),
        (INIT, "def _own", "def _other", []),
        (INIT, "limit: int = 3", "limit: int = 4", []),
        (
            THINGS,
            "size",
            "length",
            ["addition helixagent.things.Thing.length", "breaking helixagent.things.Thing.size"],
        ),
        # Programs import the names that the sandbox exports, but not its modules.
        (SANDBOX, "def start", "def begin", []),
        (
            SANDBOX,
            "    port: int",
            "    host: str = ''\n    post: int",
            [*(f"addition helixagent.testing.sandbox.Sandbox.{name}" for name in ("host", "post")), *PORT_IS_GONE],
        ),
    ],
)
def test_verdicts(make: Callable[..., Path], file: str, old: str, new: str, expected: List[str]) -> None:
    before, after = make("old", {}), make("new", {file: {old: new}})
    found = {f"{change.verdict} {change.path}" for change in api_diff.compare(before, after)}
    assert found == set(expected)


def test_identical_projects_have_no_changes(make: Callable[..., Path]) -> None:
    assert api_diff.compare(make("old", {}), make("new", {})) == []


def test_old_type_tests_find_changes_that_signatures_do_not_show(make: Callable[..., Path]) -> None:
    old, same = make("old", {}), make("same", {})
    assert api_diff.type_tests(old, same) == []
    narrowed = make("new", {INIT: {"timeout: Optional[float]": "timeout: Optional[str]"}})
    assert [change.verdict for change in api_diff.compare(old, narrowed)] == ["addition"]
    (error,) = api_diff.type_tests(old, narrowed)
    assert error.startswith("tests/typing/check.py:3: error:")
    assert "timeout" in error


@pytest.mark.parametrize(
    ("old", "verdicts", "expected"),
    [
        ("0.1.0", ["breaking", "addition"], "0.2.0"),
        ("0.1.3", ["addition", "text"], "0.1.4"),
        ("0.1.0", ["text"], "0.1.0"),
        ("0.1.0", [], "0.1.0"),
        ("1.2.3", ["breaking"], "2.0.0"),
        ("1.2.3", ["addition"], "1.3.0"),
        ("1.2.3", ["text"], "1.2.3"),
    ],
)
def test_the_version_that_changes_need(old: str, verdicts: List[str], expected: str) -> None:
    assert base.needed_version(old, verdicts) == expected


def test_a_version_is_three_numbers() -> None:
    with pytest.raises(ValueError):
        base.parse_version("1.0rc1")


def git(root: Path, *arguments: str) -> str:
    who = ("-c", "user.name=T", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false")
    return subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True, text=True).stdout


SPEC_WITH_A_SERVER = {"openapi.yaml": {"paths: {}": "paths: {}\nservers: [{url: https://x.example}]"}}


@pytest.fixture
def repository(make: Callable[..., Path]) -> Path:
    """Return a repository of two commits. `codegen/base` names the first one, and the second one removes a server."""
    root = make("project", SPEC_WITH_A_SERVER)
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Release 0.1.0")
    (root / "codegen").mkdir()
    (root / base.RELEASE).write_text(git(root, "rev-parse", "HEAD"))
    shutil.copyfile(make("new", {}) / "openapi.yaml", root / "openapi.yaml")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Remove a server")
    return root


def test_a_revision_is_a_base(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["spec-diff", "--base", "HEAD~1", "--root", str(repository)]) == 1
    shown = capsys.readouterr()
    assert "server-removed" in shown.out
    assert "Since HEAD~1 (0.1.0): 1 breaking, 0 addition, 0 text. Needs 0.2.0 or more; this is 0.1.0." in shown.out
    assert "Raise it to 0.2.0" in shown.err
    assert main(["spec-diff", "--base", "HEAD", "--root", str(repository)]) == 0
    spec = repository / "openapi.yaml"
    spec.write_text(spec.read_text().replace("version: 0.1.0", "version: 0.2.0"))
    assert main(["spec-diff", "--base", "HEAD~1", "--root", str(repository)]) == 0
    capsys.readouterr()
    for unknown in ("nowhere", "--all", "HEAD:openapi.yaml"):
        assert main(["spec-diff", f"--base={unknown}", "--root", str(repository)]) == 1
        assert f"git does not know the revision {unknown}: fetch it, or check its name" in capsys.readouterr().err


def test_without_a_revision_the_last_release_is_the_base(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    release = git(repository, "rev-parse", "HEAD~1").strip()
    assert main(["spec-diff", "--root", str(repository)]) == 1
    assert f"Since the release of commit {release[:12]} (0.1.0): 1 breaking" in capsys.readouterr().out
    # Both the spec and the Python API are compared. Either can require a higher version.
    assert main(["api-diff", "--root", str(repository)]) == 0
    (repository / THINGS).write_text("class Thing: ...\n")
    assert main(["api-diff", "--root", str(repository)]) == 1
    assert "old type tests" in capsys.readouterr().out
    # The next release is the next base.
    git(repository, "checkout", "-q", THINGS)
    (repository / base.RELEASE).write_text(git(repository, "rev-parse", "HEAD"))
    assert main(["spec-diff", "--root", str(repository)]) == 0
    assert main(["api-diff", "--root", str(repository)]) == 0


@pytest.mark.parametrize("depth", [True, False], ids=["shallow", "rewritten"])
def test_without_the_release_the_error_has_the_command_that_fetches_it(
    repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], depth: bool
) -> None:
    clone, release = tmp_path / "clone", git(repository, "rev-parse", "HEAD~1").strip()
    if not depth:
        # The release is on another branch, which this clone did not fetch.
        git(repository, "branch", "releases", release)
        git(repository, "checkout", "-q", "--orphan", "rewritten")
        git(repository, "commit", "-qm", "All")
    options = ["--depth=1"] if depth else ["--single-branch"]
    git(tmp_path, "clone", "-q", *options, repository.as_uri(), str(clone))
    assert main(["spec-diff", "--root", str(clone)]) == 1
    shown = capsys.readouterr().err
    assert f"git does not know the revision {release}: fetch it with\n" in shown
    command = shown.splitlines()[-1].strip()
    assert command == f"git fetch origin {release}"
    subprocess.run(command.split(), cwd=clone, check=True, capture_output=True)
    assert main(["spec-diff", "--root", str(clone)]) == 1
    assert "server-removed" in capsys.readouterr().out


@pytest.mark.parametrize("content", [None, "", "0.1.0\n", "abc123\n"])
def test_a_base_that_is_not_a_commit_is_an_error(
    repository: Path, capsys: pytest.CaptureFixture[str], content: Optional[str]
) -> None:
    path = repository / base.RELEASE
    path.unlink() if content is None else path.write_text(content)
    assert main(["api-diff", "--root", str(repository)]) == 1
    said = f"codegen/base must contain the full hash of the last release's commit, not {(content or '').strip()!r}"
    assert said in capsys.readouterr().err


def test_a_folder_that_is_not_a_clone_is_named(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(repository / ".git")
    assert main(["spec-diff", "--root", str(repository)]) == 1
    assert "not a git repository" in capsys.readouterr().err


def test_a_commit_without_the_spec_is_not_a_base(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(repository, "rm", "-q", "--cached", "openapi.yaml")
    git(repository, "commit", "-qm", "Remove the spec")
    assert main(["spec-diff", "--base", "HEAD", "--root", str(repository)]) == 1
    assert "lacks some of helixagent, helixagent_client, openapi.yaml" in capsys.readouterr().err
