"""Tests that generation is repeatable, and that `check` finds every difference from the files on disk."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Callable, Dict

import pytest
import yaml

from codegen import client_package, commands, keywords, tools
from codegen.__main__ import main
from codegen.tools import GenerationError

ROOT = Path(__file__).resolve().parents[2]
TWIN = "helixagent/_sync/resources/agents.py"
OLDER = "clients/openapi-3.0.yaml"
MODEL = "helixagent_client/models/choice.py"


def append(root: Path, name: str, text: str) -> None:
    path = root / name
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def folder_instead(path: Path) -> None:
    path.unlink()
    path.mkdir()


def link(path: Path) -> None:
    """Move a file or folder away and leave a symbolic link to it."""
    elsewhere = path.with_name(path.name + "-moved")
    path.rename(elsewhere)
    path.symlink_to(elsewhere.name)


def test_the_generated_files_in_git_are_up_to_date(generated: Dict[str, bytes]) -> None:
    assert tools.disagreements(ROOT) == []
    assert commands.compare(ROOT, generated) == []


@pytest.mark.parametrize(
    ("named", "change"),
    [
        (f"{MODEL} is not what is generated", lambda root: append(root, MODEL, "# edited by hand\n")),
        (
            f"{OLDER} is not what is generated",
            lambda root: append(root, OLDER, "# edited\n"),
        ),
        (f"{MODEL} is missing", lambda root: (root / MODEL).unlink()),
        ("helixagent_client/py.typed is missing", lambda root: (root / "helixagent_client/py.typed").unlink()),
        (
            "helixagent_client/models/mine.py is extra",
            lambda root: (root / "helixagent_client/models/mine.py").write_bytes(b""),
        ),
        # Backup files of an editor and dangling links are not generated.
        (f"{MODEL}~ is extra", lambda root: (root / f"{MODEL}~").write_bytes(b"")),
        ("helixagent_client/a is extra", lambda root: (root / "helixagent_client/a").symlink_to("nowhere")),
        (
            "helixagent/old.py is extra",
            lambda root: (root / "helixagent/old.py").write_text("# Written by `make generate` from x; do not edit.\n"),
        ),
        (f"{MODEL} is a symbolic link", lambda root: link(root / MODEL)),
        (f"{MODEL} is a symbolic link, or is in one", lambda root: link(root / "helixagent_client/models")),
        (f"{MODEL} is executable", lambda root: (root / MODEL).chmod(0o755)),
        (f"{TWIN} is executable", lambda root: (root / TWIN).chmod(0o755)),
        (f"{TWIN} is a symbolic link", lambda root: link(root / TWIN)),
        (f"{OLDER} is not a file", lambda root: folder_instead(root / OLDER)),
    ],
)
def test_check_names_a_file_that_differs(
    project: Path, generated: Dict[str, bytes], named: str, change: Callable[[Path], object]
) -> None:
    assert commands.compare(project, generated) == []
    change(project)
    problems = commands.compare(project, generated)
    assert any(named in problem for problem in problems), problems


def test_check_prints_nothing_if_all_files_are_up_to_date(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--root", str(project)]) == 0
    assert capsys.readouterr().err == ""


def test_check_names_a_changed_spec_and_the_files_it_changes(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spec = project / "openapi.yaml"
    text = spec.read_text(encoding="utf-8")
    spec.write_text(text.replace("description: A generated choice.", "description: Another text.", 1), encoding="utf-8")
    assert main(["check", "--root", str(project)]) == 1
    shown = capsys.readouterr().err
    assert f"{MODEL} is not what is generated" in shown
    assert "helixagent_client/openapi.json is not what is generated" in shown


def test_check_names_a_changed_config(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    append(project, "generator-config.yaml", "  Choice: {module_name: one_choice}\n")
    assert main(["check", "--root", str(project)]) == 1
    shown = capsys.readouterr().err
    assert "helixagent_client/models/one_choice.py is missing" in shown
    assert f"{MODEL} is extra" in shown


def test_check_names_a_changed_template(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    append(project, "codegen/templates/errors.py.jinja", "# one more line\n")
    assert main(["check", "--root", str(project)]) == 1
    assert "helixagent_client/errors.py is not what is generated" in capsys.readouterr().err


@pytest.mark.parametrize("package", ["openapi-python-client", "ruff"])
def test_another_tool_version_is_refused(project: Path, package: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = project / "requirements/codegen.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(f"{package}==9.9" if line.startswith(package) else line for line in lines) + "\n")
    for command in ("check", "generate"):
        assert main([command, "--root", str(project)]) == 1
        assert f"{package}: requirements/codegen.txt pins 9.9" in capsys.readouterr().err


def test_a_missing_tool_is_named(project: Path) -> None:
    append(project, "requirements/codegen.txt", "no-such-formatter==1.0\n")
    assert tools.disagreements(project) == [
        "no-such-formatter: requirements/codegen.txt pins 1.0, but no version is installed"
    ]


def test_generate_repairs_what_check_reports(project: Path, generated: Dict[str, bytes]) -> None:
    (project / MODEL).unlink()
    (project / "helixagent_client/models/mine.py").write_bytes(b"")
    (project / "helixagent_client/errors.py").chmod(0o755)
    link(project / "helixagent_client/api")
    link(project / TWIN)
    link(project / OLDER)
    assert main(["generate", "--root", str(project)]) == 0
    assert commands.compare(project, generated) == []
    assert not list(project.rglob(".*.new"))


def test_another_folder_seed_and_ruff_configuration_change_nothing(project: Path, generated: Dict[str, bytes]) -> None:
    """Generate in a folder that git ignores, with other ruff settings, and with another hash seed."""
    (project / ".git").mkdir()
    (project / ".gitignore").write_text("*\n")
    (project / "pyproject.toml").write_text("[tool.ruff]\nline-length = 40\n")
    elsewhere = project / "scratch"
    elsewhere.mkdir()
    by_hand = {path for place in keywords.SOURCES for path in project.glob(place)}
    for name in generated:
        if project / name not in by_hand or name.endswith("_raw_types.py"):
            (project / name).unlink()
    environment = {
        **os.environ,
        "PYTHONHASHSEED": "77",
        "PYTHONPATH": str(ROOT),
        "TMPDIR": str(elsewhere),
        "RUFF_LINE_LENGTH": "40",
    }
    command = [sys.executable, "-m", "codegen", "generate", "--root", str(project)]
    done = subprocess.run(command, cwd=elsewhere, env=environment, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert commands.compare(project, generated) == []
    assert list(elsewhere.iterdir()) == []


def broken_spec(root: Path, old: str, new: str) -> None:
    path = root / "openapi.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_warning_of_the_generator_is_an_error(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (project / MODEL).read_bytes()
    broken_spec(project, "/schemas/Message", "/schemas/Nowhere")
    assert main(["generate", "--root", str(project)]) == 1
    shown = capsys.readouterr().err
    assert "The generator prints warnings" in shown
    assert "Nowhere" in shown
    assert (project / MODEL).read_bytes() == before


def test_a_misspelled_setting_is_an_error(project: Path) -> None:
    append(project, "generator-config.yaml", "literal_enum: true\n")
    with pytest.raises(GenerationError, match=r"generator-config\.yaml: unknown settings literal_enum$"):
        client_package.build(project, {})


def union_without_tag(spec: Any) -> None:
    spec["components"]["schemas"]["Event"]["oneOf"][1]["$ref"] = "#/components/schemas/Base"


def map_of_times(spec: Any) -> None:
    spec["components"]["schemas"]["ScoreMap"]["additionalProperties"] = {"type": "string", "format": "date-time"}


def unnamed_stream_item(spec: Any) -> None:
    answer = spec["paths"]["/v1/debates/{debateId}/events/{from}"]["get"]["responses"]["200"]
    answer["content"]["text/event-stream"]["x-itemSchema"] = {"type": "object"}


def multipart_body(spec: Any) -> None:
    content = spec["paths"]["/v1/debates"]["post"]["requestBody"]["content"]
    content["multipart/form-data"] = content.pop("application/json")


def object_parameter(spec: Any) -> None:
    parameters = spec["paths"]["/v1/debates/{debateId}/events/{from}"]["get"]["parameters"]
    parameters.append({"name": "filter", "in": "query", "schema": {"$ref": "#/components/schemas/Base"}})


def same_operation_twice(spec: Any) -> None:
    spec["paths"]["/v1/debates"]["post"]["operationId"] = "getReport"


def range_of_statuses(spec: Any) -> None:
    spec["paths"]["/v1/debates"]["post"]["responses"]["4XX"] = {"$ref": "#/components/responses/Problem"}


def same_name_twice(spec: Any) -> None:
    spec["components"]["schemas"]["Debate"]["properties"]["debate_id"] = {"type": "string"}


def reserved_name(spec: Any) -> None:
    spec["components"]["schemas"]["Base"]["properties"]["from"] = {"type": "string"}


def empty_scalar(spec: Any) -> None:
    spec["components"]["schemas"]["Debate"]["properties"]["level"]["x-empty-if-missing"] = True


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (empty_scalar, "Debate.level: x-empty-if-missing is for arrays and maps"),
        (union_without_tag, "Started | Base: a union of objects needs a required property"),
        (map_of_times, "ScoreMap: a map of date-times is not supported"),
        (unnamed_stream_item, "listEvents: x-itemSchema must be a named object"),
        (multipart_body, "create_debate: only request bodies in JSON are supported"),
        (object_parameter, "filter: a parameter cannot be an object"),
        (same_operation_twice, "two operations have the name getReport"),
        (range_of_statuses, "4XX: ranges of statuses are not supported"),
        (same_name_twice, "debateId and debate_id have the same Python name debate_id"),
        (reserved_name, "DebateParams: 'from' is not a valid keyword; give the field another name"),
    ],
)
def test_an_unsupported_construct_is_an_error(nasty_sources: Path, change: Callable[[Any], None], message: str) -> None:
    path = nasty_sources / "openapi.yaml"
    spec = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(spec)
    path.write_text(yaml.safe_dump(spec, sort_keys=False), encoding="utf-8")
    with pytest.raises(GenerationError) as caught:
        client_package.build(nasty_sources, {})
    assert message in str(caught.value)


def test_an_unquoted_time_in_the_spec_is_an_error(project: Path) -> None:
    append(project, "openapi.yaml", "x-made-at: 2026-01-15T10:30:00Z\n")
    with pytest.raises(GenerationError, match="A time in YAML needs quotes"):
        client_package.build(project, {})
