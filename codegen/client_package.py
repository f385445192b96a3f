"""Generates the package `helixagent_client` from openapi.yaml, generator-config.yaml and the templates."""

from __future__ import annotations

import contextlib
import io
import json
import tempfile
from pathlib import Path
from types import MappingProxyType
from typing import Any, Dict, List, Mapping, NamedTuple, Optional

from openapi_python_client import Config, GeneratorData, Project
from openapi_python_client.config import ConfigFile, MetaType
from openapi_python_client.parser.errors import GeneratorError

from . import yaml_files
from .formatting import GenerationError, run_ruff
from .model_plan import ModelPlanner
from .operation_plan import OperationPlanner
from .params_plan import ParamsPlanner

PACKAGE = "helixagent_client"
SPEC = "openapi.yaml"
CONFIG = "generator-config.yaml"
TEMPLATES = "codegen/templates"
HEADER = "# Generated from openapi.yaml by `python -m codegen generate`: do not edit."
# Files that the generator knows nothing of, each from a template of the same name.
EXTRA_MODULES = (
    "_convert.py",
    "_display.py",
    "_dump.py",
    "dates.py",
    "http_types.py",
    "params.py",
    "request_schemas.py",
)


class Plans(NamedTuple):
    """What the generator has read of a spec, and what is planned for it."""

    spec: Dict[str, Any]
    config: Config
    data: GeneratorData
    models: ModelPlanner
    operations: OperationPlanner
    params: ParamsPlanner


def load(root: Path, target: Optional[Path] = None) -> Plans:
    """Read the spec and plan what is generated from it.

    Args:
        root: The project folder.
        target: The folder to generate into, if the generator is to write something.

    Raises:
        GenerationError: The spec or configuration is not understood.
    """
    spec = yaml_files.load(root / SPEC)
    config = _config(root, target or root)
    # Loaded again: the generator changes what it is given.
    data = GeneratorData.from_dict(yaml_files.load(root / SPEC), config=config)
    if isinstance(data, GeneratorError):
        raise GenerationError(_describe([data]))
    models = ModelPlanner(spec, data)
    return Plans(spec, config, data, models, OperationPlanner(spec, models), ParamsPlanner(data, models))


def build(root: Path, made: Mapping[str, bytes] = MappingProxyType({})) -> Dict[str, bytes]:
    """Generate the package.

    Args:
        root: The project folder, with the spec, the configuration and the templates.
        made: What was generated before.

    Returns:
        The content of each file by its path under `root`.

    Raises:
        GenerationError: The spec or configuration is not understood, or the generator warns of something.
    """
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / PACKAGE
        plans = load(root, target)
        _render(plans, root, target)
        (target / "py.typed").write_bytes(b"")
        (target / "openapi.json").write_text(_as_json(plans.spec), encoding="utf-8")
        run_ruff(target.parent, [PACKAGE])
        files = sorted(path for path in target.rglob("*") if path.is_file())
        return {f"{PACKAGE}/{path.relative_to(target).as_posix()}": path.read_bytes() for path in files}


def _as_json(spec: Dict[str, Any]) -> str:
    try:
        return json.dumps(spec, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    except (TypeError, ValueError) as error:
        raise GenerationError(f"{SPEC}: {error}; a time in YAML needs quotes") from error


def _render(plans: Plans, root: Path, target: Path) -> None:
    project = Project(openapi=plans.data, config=plans.config, custom_template_path=root / TEMPLATES)
    project.env.filters["python"] = repr
    project.env.globals.update(
        header=HEADER,
        planner=plans.models,
        operations=plans.operations,
        request_schemas=plans.models.schemas.of_components(),
        params=plans.params.plan(),
        enum_values=lambda enum: _enum_values(plans.spec, enum),
    )
    with contextlib.redirect_stdout(io.StringIO()):
        problems = project.build()
    if problems:
        raise GenerationError(_describe(problems))
    for name in EXTRA_MODULES:
        (target / name).write_text(project.env.get_template(f"{name}.jinja").render(), encoding="utf-8")


def _config(root: Path, target: Path) -> Config:
    settings = yaml_files.load(root / CONFIG)
    unknown = sorted(set(settings) - set(ConfigFile.model_fields))
    if unknown:
        # The generator itself would pass over a misspelt setting in silence.
        raise GenerationError(f"{CONFIG}: unknown settings {', '.join(unknown)}")
    return Config.from_sources(
        ConfigFile(**settings),
        meta_type=MetaType.NONE,
        document_source=root / SPEC,
        file_encoding="utf-8",
        overwrite=False,
        output_path=target,
    )


def _describe(problems: Any) -> str:
    lines: List[str] = []
    for problem in problems:
        text = f"{problem.header} {problem.detail or ''}".strip()
        data = getattr(problem, "data", None)
        lines.append(f"{text}: {data.model_dump_json(exclude_none=True)[:300]}" if data is not None else text)
    return "the generator warns:\n" + "\n".join(lines)


def _enum_values(spec: Dict[str, Any], enum: Any) -> List[Any]:
    """List the values of an enum in the order of the spec; the generator keeps them in a set."""
    component = spec.get("components", {}).get("schemas", {}).get(str(enum.class_info.name), {})
    ordered = [value for value in component.get("enum", []) if value in enum.values]
    return ordered if set(ordered) == set(enum.values) else sorted(enum.values)
