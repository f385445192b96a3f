"""Report the changes since an earlier commit, and the version that they need.

The file `codegen/base` contains the commit of the last release, so it does not need tags or a package index.
"""

from __future__ import annotations

import io
import re
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any, Iterable, List, Optional, Tuple

from codegen.tools import GenerationError, load

from . import api_diff, spec_diff
from .rules import ADDITION, BREAKING, TEXT

RELEASE = "codegen/base"
# Files on which programs depend: the packages, the spec, and the tests of types.
PARTS = ("helixagent", "helixagent_client", "openapi.yaml", "tests/typing")


def version_of(root: Path) -> str:
    """Return the version of the package, which is `info.version` of the spec."""
    return str(load(root / "openapi.yaml")["info"]["version"])


def report(root: Path, revision: Optional[str], command: str) -> List[str]:
    """Print the changes since an earlier commit and the version that they need.

    Args:
        root: The project folder.
        revision: Git revision to compare with. The default is the last release.
        command: `spec-diff` or `api-diff`.

    Returns:
        The problem if the version is too low.
    """
    with tempfile.TemporaryDirectory() as folder:
        name = _extract(root, revision, Path(folder))
        compare = _spec_changes if command == "spec-diff" else _api_changes
        changes, old, new = compare(Path(folder), root), version_of(Path(folder)), version_of(root)
    verdicts = [change.verdict for change in changes]
    for verdict in (BREAKING, ADDITION):
        print("".join(f"{change}\n" for change in changes if change.verdict == verdict), end="")
    counts = ", ".join(f"{verdicts.count(verdict)} {verdict}" for verdict in (BREAKING, ADDITION, TEXT))
    required = needed_version(old, verdicts)
    print(f"Since {name} ({old}): {counts}. Needs {required} or more; this is {new}.")
    if parse_version(new) >= parse_version(required):
        return []
    return [f"Version {new} is too low for these changes. Raise it to {required}, or revert some of the changes."]


def _spec_changes(old: Path, new: Path) -> List[Any]:
    return list(spec_diff.compare(load(old / "openapi.yaml"), load(new / "openapi.yaml")))


def _api_changes(old: Path, new: Path) -> List[Any]:
    errors = api_diff.type_tests(old, new)
    return [*api_diff.compare(old, new), *(api_diff.ApiChange(BREAKING, "old type tests", error) for error in errors)]


def _extract(root: Path, revision: Optional[str], folder: Path) -> str:
    """Write the files of an earlier commit to a folder, and return its name for the report.

    Args:
        root: The project folder.
        revision: Git revision to compare with. The default is the commit in `codegen/base`, the last release.
        folder: An empty folder.

    Raises:
        GenerationError: The clone does not have the commit, or the commit does not have all files.
    """
    commit = revision or _last_release(root)
    found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", commit + "^{commit}")
    if found.returncode:
        advice = "fetch it, or check its name" if revision else f"fetch it with\n    git fetch origin {commit}"
        # git prints an error only if there is no repository.
        raise GenerationError(f"git does not know the revision {commit}: {found.stderr.decode().strip() or advice}")
    done = _git(root, "archive", "--format=tar", found.stdout.decode().strip(), *PARTS)
    if done.returncode:
        raise GenerationError(f"commit {commit} lacks some of {', '.join(PARTS)}: {done.stderr.decode().strip()}")
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as tar:
        tar.extractall(folder, filter="data")
    return revision or f"the release of commit {commit[:12]}"


def _last_release(root: Path) -> str:
    path = root / RELEASE
    commit = path.read_text(encoding="utf-8").strip() if path.is_file() else ""
    if not re.fullmatch(r"[0-9a-f]{40}", commit):
        raise GenerationError(f"{RELEASE} must contain the full hash of the last release's commit, not {commit!r}")
    return commit


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["git", "-C", str(root), *arguments], capture_output=True)


def parse_version(version: str) -> Tuple[int, int, int]:
    """Parse a version of three numbers, or raise a ValueError."""
    major, minor, patch = (int(part) for part in version.split("."))
    return major, minor, patch


def needed_version(old: str, verdicts: Iterable[str]) -> str:
    """Return the lowest version for changes of an old version, given their verdicts.

    Breaking changes need a major release, or a minor release of 0.x.
    """
    major, minor, patch = parse_version(old)
    found = set(verdicts)
    if BREAKING in found:
        return f"0.{minor + 1}.0" if major == 0 else f"{major + 1}.0.0"
    if ADDITION in found:
        return f"0.{minor}.{patch + 1}" if major == 0 else f"{major}.{minor + 1}.0"
    return old
