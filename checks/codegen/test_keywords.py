"""Tests of invalid regions and parameters of resource methods."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, List

import pytest
from change_support import METHOD, OPERATION, SCHEMAS, edit, start


def test_a_field_that_is_also_a_parameter_is_an_error(project: Path) -> None:
    operation = json.loads(json.dumps(OPERATION))
    operation["parameters"][1]["name"] = "question"

    def add(spec: Any) -> None:
        spec["paths"]["/v1/agents/{name}/questions"] = {"post": operation}
        spec["components"]["schemas"].update(SCHEMAS)

    edit(project, add)
    source = project / "helixagent/_async/resources/agents.py"
    source.write_text(source.read_text(encoding="utf-8") + METHOD, encoding="utf-8")
    done = start(project, "-m", "codegen", "generate")
    assert (done.returncode, done.stderr.strip()) == (
        1,
        "askAgent: question is both a parameter and a body field; rename one",
    )


START = "# region openapi.yaml:"
CREATE = "createTask as tasks.create"
FORM = f"the region must be `{START} OPERATION as METHOD`"
# A part of the source, its replacement, and the message.
BAD_REGIONS: List[Any] = [
    ("\n    # endregion\n", "\n", f"'{START} {CREATE}' has no `# endregion`"),
    ("streamTaskEvents", "nothing", "a region names the operation nothing, which is not in openapi.yaml"),
    ("createTask as", "nothing as", "a region names the operation nothing, which is not in openapi.yaml"),
    (f"{CREATE}\n", "createTask\n", FORM),
    (f"{CREATE}\n", f"{CREATE} -\n", FORM),
    ("createTask as", "createTask is", FORM),
]


@pytest.mark.parametrize(("part", "replacement", "message"), BAD_REGIONS)
def test_an_invalid_region_is_reported(project: Path, part: str, replacement: str, message: str) -> None:
    source = project / "helixagent/_async/resources/tasks.py"
    text = source.read_text(encoding="utf-8")
    assert part in text
    source.write_text(text.replace(part, replacement), encoding="utf-8")
    done = start(project, "-m", "codegen", "check")
    assert done.returncode == 1
    assert message in done.stderr
