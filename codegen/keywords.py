"""Write the methods of resources that send a request, from openapi.yaml.

A region in a class names an operation and its method, and contains the method:

    # region openapi.yaml: getTask as tasks.get
    # endregion

`without a, b` after the method leaves out two parameters. A comment without `region` names a hand-written method:

    # openapi.yaml: connectTaskSocket as tasks.websocket

The region `# region openapi.yaml, tags` contains a property of the client for each tag that has a resource.
"""

from __future__ import annotations

import ast
import keyword
import re
import textwrap
from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple

from openapi_python_client.parser.openapi import Endpoint
from openapi_python_client.strings import safe_for_docstring

from . import pytypes
from .client_package import SPEC, Plans, load_plans
from .lazy_modules import NAMES
from .methods import WORDING, Keyword, common_options, method_of, wording_of
from .operation_plan import OperationPlan
from .tools import GenerationError, formatted, load
from .unasync import SOURCE_FOLDER

# Modules with regions.
SOURCES = (f"{SOURCE_FOLDER}/client.py", f"{SOURCE_FOLDER}/resources/*.py")
REGION = re.compile(r"( *)# (?:region )?openapi\.yaml: (\w+) as ([\w.]+)(?: without ([\w, ]+))?")
# A region, up to the line that closes it. It contains no other region.
_CONTENT = re.compile(r"^( *)(# region openapi\.yaml: .*\n)(?:(?! *# region ).*\n)*?\1# endregion\n", re.MULTILINE)
# The region with the properties of the client.
_TAGS = re.compile(r"(# region openapi\.yaml, tags\n).*?(    # endregion\n)", re.DOTALL)
_PROPERTY = '''\
    @cached_property
    def {name}(self) -> resources.{cls}:
        """{doc}"""
        return resources.{cls}(self)

'''
# The module of each name in wording.yaml.
IMPORTS = {name: module for module, names in WORDING["imports"].items() for name in names}
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)


class Keywords:
    """The parameters of all operations.

    Args:
        plans: The plans of the generated package.
    """

    def __init__(self, plans: Plans) -> None:
        self._plans = plans
        self._params = plans.params
        self._names = {*self._params.literals, *(each.name for each in self._params.types), *plans.models.models}
        self._names.update(str(enum.class_info.name) for enum in plans.data.enums)
        self._endpoints = {}
        # The module of each name in a region. The module of an operation is imported from the package of its tag.
        self.imports = dict(IMPORTS)
        for tag, collection in plans.data.endpoint_collections_by_tag.items():
            for endpoint in collection.endpoints:
                self._endpoints[plans.operations.operations[str(endpoint.name)][2]["operationId"]] = endpoint
                self.imports[str(endpoint.name)] = f"helixagent_client.api.{tag}"

    def method(self, endpoint: Endpoint, name: str, excluded: Sequence[str]) -> str:
        """Write the method of an operation, without the excluded parameters."""
        path, rest = ([each for each in part if each.name not in excluded] for part in self._of(endpoint, name))
        return method_of(self._plans, endpoint, name, path, rest)

    def _of(self, endpoint: Endpoint, name: str) -> Tuple[List[Keyword], List[Keyword]]:
        """Return the path parameters of a method, and its other parameters, required ones first."""
        plan = OperationPlan(self._plans.operations, endpoint)
        operation_id = plan.operation_id
        fields = self._fields(plan.request)
        others = [
            self._parameter(operation_id, each, prop)
            for listed, props in (
                (plan.query, endpoint.query_parameters),
                (plan.headers, endpoint.header_parameters),
                (plan.cookies, endpoint.cookie_parameters),
            )
            for each, prop in zip(listed, props)
        ]
        wording = wording_of(operation_id, name)
        path = [Keyword(**each) for each in wording.get("positional", ())]
        path += [Keyword(each.name, "str", None, each.doc) for each in plan.path_parameters]
        duplicates = {each.name for each in path + others} & {each.name for each in fields}
        if duplicates:
            names = ", ".join(sorted(duplicates))
            raise GenerationError(f"{operation_id}: {names} is both a parameter and a body field; rename one")
        rest = sorted([*fields, *others], key=lambda each: each.default is not None)
        own = {each.name for each in path + rest}
        options = [each for each in common_options(streams=plan.stream is not None) if each.name not in own]
        changes = wording["parameters"]
        added = [Keyword(name, **change) for name, change in changes.items() if name not in own]
        reworded = [each._replace(**changes.get(each.name, {})) for each in rest]
        return path, [*sorted([*added, *reworded], key=lambda each: each.default is not None), *options]

    def endpoint(self, operation_id: str) -> Endpoint:
        """Return the operation of a region."""
        if operation_id not in self._endpoints:
            raise GenerationError(f"a region names the operation {operation_id}, which is not in openapi.yaml")
        return self._endpoints[operation_id]

    def _fields(self, request: Optional[str]) -> List[Keyword]:
        if request is None:
            return []
        name = self._params.names.get(request)
        plan = next((each for each in self._params.types if each.name == name), None)
        if plan is None:
            raise GenerationError(f"{request}: a request body without properties has no keywords")
        docs = self._plans.models.schemas.properties(request)
        # `stream` is declared in overloads, because it selects the return type. Only its description is used.
        found = {}
        if "stream" in docs:
            doc = " ".join(safe_for_docstring(docs["stream"]["description"]).split())
            found["stream"] = Keyword("stream", "bool", "False", doc)
        for key in (*plan.required, *plan.optional):
            default = None if key in plan.required else "None"
            doc = " ".join(key.doc.split())
            found[key.wire] = Keyword(key.wire, self._qualified(key.type), default, doc)
        return [found[wire] for wire in docs if wire in found]

    def _parameter(self, operation_id: str, plan: Any, prop: Any) -> Keyword:
        type_ = pytypes.type_text(prop, pytypes.argument_model, as_argument=True, optional=not prop.required)
        if not plan.name.isidentifier() or keyword.iskeyword(plan.name):
            raise GenerationError(f"{operation_id}: the name {plan.name} is not a valid keyword")
        return Keyword(plan.name, self._qualified(type_), None if prop.required else "None", plan.doc)

    def _qualified(self, text: str) -> str:
        return re.sub(r"\w+", lambda found: f"types.{found[0]}" if found[0] in self._names else found[0], text)


def build(root: Path, generated: Mapping[str, bytes]) -> Dict[str, bytes]:
    """Write the regions of all resource methods."""
    keywords = Keywords(load_plans(root))
    texts = {}
    for path in sorted(path for pattern in SOURCES for path in root.glob(pattern)):
        text = path.read_text(encoding="utf-8")
        if "# region openapi.yaml:" in text:
            name = path.relative_to(root).as_posix()
            text = _with_properties(_rewritten(name, text, keywords), load(root / SPEC)["tags"])
            texts[name] = with_imports(text, keywords.imports)
    return formatted(texts)


def _with_properties(text: str, tags: List[Any]) -> str:
    """Write the properties of the client for the tags that have a resource, except for hand-written ones."""
    resources = load(NAMES)["helixagent/_async/resources/__init__.py"]["names"]
    classes = {module.rpartition(".")[2]: names[0] for module, names in resources.items()}
    listed = [tag for tag in tags if tag["name"] in classes and f"def {tag['name']}(" not in _TAGS.sub("", text)]
    properties = [_PROPERTY.format(cls=classes[tag["name"]], doc=tag["description"], **tag) for tag in listed]
    return _TAGS.sub(lambda region: "".join([region[1], *properties, region[2]]), text)


def _rewritten(module: str, text: str, keywords: Keywords) -> str:
    """Write the methods in the regions of a module, and check the names of operations."""
    lines: List[str] = []
    for line in _without_region_content(module, text):
        lines.append(line)
        found = REGION.match(line)
        if found:
            endpoint = keywords.endpoint(found[2])
            # A hand-written method has a comment, but no region.
            if "# region" in line:
                method = keywords.method(endpoint, found[3], re.findall(r"\w+", found[4] or ""))
                lines += textwrap.indent(method, found[1]).splitlines()
    return "\n".join([*lines, ""])


def _without_region_content(module: str, text: str) -> List[str]:
    """Return the lines without the content of the regions. Old content may not match the code around it."""
    lines = _CONTENT.sub(r"\1\2\1# endregion\n", text).splitlines()
    for line, following in zip(lines, [*lines[1:], ""]):
        if "# region openapi.yaml:" in line:
            found = REGION.fullmatch(line)
            if not found:
                form = "# region openapi.yaml: OPERATION as METHOD"
                raise GenerationError(f"{module}: {line.strip()!r}: the region must be `{form}`")
            if following != f"{found[1]}# endregion":
                raise GenerationError(f"{module}: {line.strip()!r} has no `# endregion`")
    return lines


def with_imports(text: str, modules: Mapping[str, str]) -> str:
    """Add the imports that regions need. ruff sorts them and removes unused ones."""
    tree = ast.parse(text)
    bound = {alias.asname or alias.name for node in tree.body for alias in getattr(node, "names", ())}
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    lines = [f"from {module} import {name}" for name, module in modules.items() if name in used - bound]
    lines += ["import datetime"] if "datetime" in used - bound else []
    start = "from __future__ import annotations\n"
    return text.replace(start, "\n".join([start, *lines, ""]), 1) if lines else text
