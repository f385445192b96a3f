"""Generate the package `helixagent_client` from openapi.yaml, generator-config.yaml and the templates."""

from __future__ import annotations

import contextlib
import io
import json
import tempfile
from functools import partial
from pathlib import Path
from typing import Any, Dict, Mapping, NamedTuple, Optional

from openapi_python_client import Config, GeneratorData, Project
from openapi_python_client.config import ConfigFile, MetaType
from openapi_python_client.parser.errors import GeneratorError
from openapi_python_client.strings import safe_for_docstring

from .lazy_modules import lazy_module
from .model_plan import ModelPlan, ModelPlanner
from .operation_plan import OperationPlan, OperationPlanner
from .params_plan import ParamsPlan
from .tools import GenerationError, formatted, load

PACKAGE = "helixagent_client"
SPEC = "openapi.yaml"
CONFIG = "generator-config.yaml"
TEMPLATES = "codegen/templates"
HEADER = "# Generated from openapi.yaml by `python -m codegen generate`: do not edit."


class Plans(NamedTuple):
    """The spec, the generator's parsed form of it, and the plans for the templates."""

    spec: Dict[str, Any]
    config: Config
    data: GeneratorData
    models: ModelPlanner
    operations: OperationPlanner
    params: ParamsPlan


def load_plans(root: Path, target: Optional[Path] = None) -> Plans:
    """Read the spec, and plan the package. Callers that only need the plans leave out the folder for the package."""
    spec = load(root / SPEC)
    config = _config(root, target or root)
    # The generator changes the document that it parses, so it gets its own copy.
    data = GeneratorData.from_dict(load(root / SPEC), config=config)
    if isinstance(data, GeneratorError):
        raise GenerationError(_describe([data]))
    models = ModelPlanner(spec, data)
    return Plans(spec, config, data, models, OperationPlanner(spec, models), ParamsPlan(data, models))


def build(root: Path, generated: Mapping[str, bytes]) -> Dict[str, bytes]:
    """Generate the package."""
    with tempfile.TemporaryDirectory() as folder:
        plans = load_plans(root, Path(folder, PACKAGE))
        modules = _render(plans, root, Path(folder))
    return {
        **formatted({name: f"{HEADER}\n{text.lstrip()}" for name, text in modules.items()}),
        f"{PACKAGE}/openapi.json": _as_json(plans.spec),
        f"{PACKAGE}/py.typed": b"",
    }


def _as_json(spec: Dict[str, Any]) -> bytes:
    try:
        return (json.dumps(spec, indent=2, ensure_ascii=False, allow_nan=False) + "\n").encode()
    except (TypeError, ValueError) as error:
        raise GenerationError(f"{SPEC}: {error}. A time in YAML needs quotes.") from error


def _render(plans: Plans, root: Path, folder: Path) -> Dict[str, str]:
    """Return the text of each module by its path. The generator renders some modules, and our templates the rest."""
    project = Project(openapi=plans.data, config=plans.config, custom_template_path=root / TEMPLATES)
    project.env.filters["python"] = repr
    project.env.globals.update(
        plan_model=partial(ModelPlan, plans.models),
        plan_operation=partial(OperationPlan, plans.operations),
        request_schemas=plans.models.schemas.of_components(),
        params=plans.params,
        # The generator keeps the values of an enum in a set, which loses their order.
        enum_values=lambda enum: plans.models.schemas.components[str(enum.class_info.name)]["enum"],
    )
    with contextlib.redirect_stdout(io.StringIO()):
        problems = project.build()
    if problems:
        raise GenerationError(_describe(problems))
    modules = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*.py")}
    classes = [each.class_info for each in (*plans.data.models, *plans.data.enums)]
    names = {f".{each.module_name}": [str(each.name)] for each in sorted(classes, key=lambda each: each.module_name)}
    modules[f"{PACKAGE}/models/__init__.py"] = lazy_module("All models. Each is loaded on first use.", names)
    title = safe_for_docstring(plans.data.title)
    doc = f"Generated client of {title}: models, request types, and one module for each operation."
    modules[f"{PACKAGE}/__init__.py"] = lazy_module(doc, {".client": ["AuthenticatedClient", "Client"]})
    for path in (root / TEMPLATES / "modules").glob("*.jinja"):
        modules[f"{PACKAGE}/{path.stem}"] = project.env.get_template(f"modules/{path.name}").render()
    return modules


def _config(root: Path, target: Path) -> Config:
    settings = load(root / CONFIG)
    unknown = sorted(set(settings) - set(ConfigFile.model_fields))
    if unknown:
        # The generator ignores misspelled settings.
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
    lines = []
    for problem in problems:
        data = getattr(problem, "data", None)
        shown = f": {data.model_dump_json(exclude_none=True)[:300]}" if data is not None else ""
        lines.append(f"{problem.header} {problem.detail or ''}".strip() + shown)
    return "\n".join(["The generator prints warnings:", *lines])
