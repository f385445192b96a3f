"""Fixtures for the tests of codegen."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Dict, Iterator

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def generated() -> Dict[str, bytes]:
    """Generate all files of this project once."""
    from codegen import commands

    return commands.build_all(ROOT)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of all files that generation reads or writes, which a test may change."""
    ignored = shutil.ignore_patterns("__pycache__", "node_modules", ".mypy_cache")
    for name in ("codegen", "helixagent", "helixagent_client"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=ignored)
    for name in ("openapi.yaml", "clients/openapi-3.0.yaml", "generator-config.yaml", "requirements/codegen.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(ROOT / name, tmp_path / name)
    return tmp_path


def _copy_nasty(root: Path) -> Path:
    shutil.copyfile(Path(__file__).parent / "data" / "nasty.yaml", root / "openapi.yaml")
    shutil.copyfile(ROOT / "generator-config.yaml", root / "generator-config.yaml")
    shutil.copytree(ROOT / "codegen" / "templates", root / "codegen" / "templates")
    return root


@pytest.fixture
def nasty_sources(tmp_path: Path) -> Path:
    """Return a project folder with data/nasty.yaml as its spec and without generated files."""
    return _copy_nasty(tmp_path)


@pytest.fixture(scope="session")
def nasty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Generate `nasty_client` from data/nasty.yaml and make it importable."""
    from codegen import client_package

    root = _copy_nasty(tmp_path_factory.mktemp("nasty"))
    for name, content in client_package.build(root, {}).items():
        path = root / name.replace("helixagent_client", "nasty_client", 1)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    sys.path.insert(0, str(root))
    yield
    sys.path.remove(str(root))
