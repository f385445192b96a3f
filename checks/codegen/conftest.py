"""What the tests of codegen share."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Dict, Iterator

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def generated() -> Dict[str, bytes]:
    """All generated files of this project, generated once."""
    from codegen import outputs

    return outputs.build_all(ROOT)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of all that generation reads and writes, for a test to break."""
    from codegen import outputs

    lock = json.loads((ROOT / "codegen/lock.json").read_bytes())
    names = {*lock["files"], *lock["inputs"], "codegen/requirements.txt", "codegen/lock.json"}
    names |= {path.relative_to(ROOT).as_posix() for path in outputs.files_of(ROOT, "helixagent_client")}
    for name in sorted(names):
        target = tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, target)
    return tmp_path


def _copy_nasty(root: Path) -> Path:
    shutil.copyfile(Path(__file__).parent / "data" / "nasty.yaml", root / "openapi.yaml")
    shutil.copyfile(ROOT / "generator-config.yaml", root / "generator-config.yaml")
    shutil.copytree(ROOT / "codegen" / "templates", root / "codegen" / "templates")
    return root


@pytest.fixture
def nasty_sources(tmp_path: Path) -> Path:
    """A project folder with data/nasty.yaml as its spec, nothing generated, for a test to change."""
    return _copy_nasty(tmp_path)


@pytest.fixture(scope="session")
def nasty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The package generated from data/nasty.yaml, importable as `nasty_client`."""
    from codegen import client_package

    root = _copy_nasty(tmp_path_factory.mktemp("nasty"))
    for name, content in client_package.build(root).items():
        path = root / name.replace("helixagent_client", "nasty_client", 1)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    sys.path.insert(0, str(root))
    yield
    sys.path.remove(str(root))
