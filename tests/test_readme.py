"""Tests of README.md and the guides: their Python code runs, commands and files exist."""

from __future__ import annotations

import re
import sys
import threading
import types
from typing import Any, Callable, Dict, Iterator, List

import pytest
from document_blocks import README, ROOT, blocks_of
from werkzeug import Request, Response
from werkzeug.serving import make_server

from helixagent import HelixAgent
from helixagent.testing import Sandbox

TEXT = README.read_text(encoding="utf-8")


def test_the_python_of_the_readme_runs(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setenv("HELIXAGENT_BASE_URL", sandbox.base_url)
    # Dataclasses find their annotations through the module.
    module = types.ModuleType("readers_module")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    names = module.__dict__
    shown = []
    for block in blocks_of(README):
        # The blocks run in order, as a reader would run them.
        block.run(names, sandbox.base_url)
        shown.append(capsys.readouterr().out)
    printed = "".join(shown)
    assert len(shown) >= 15
    assert shown[0].startswith("Quantum computing is") and "Once upon a time" in printed
    assert "What is Python?" in printed and "What is an API?" in printed
    assert "It is sunny in Paris." in printed and "Recipe(title=" in printed
    names["test_my_feature"]()
    names["session"].close()


@pytest.fixture
def subscriber() -> Iterator[Dict[str, Any]]:
    """Return the names that webhooks.md expects: the URL of its `receive`, and a delivery."""
    names: Dict[str, Any] = {}

    @Request.application
    def application(request: Request) -> Response:
        names["body"], names["headers"] = request.get_data(), request.headers
        return Response(status=names["receive"](names["body"], names["headers"]) if "receive" in names else 200)

    server = make_server("127.0.0.1", 0, application)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    names["your_address"] = f"http://127.0.0.1:{server.server_port}/"
    with Sandbox() as sandbox, HelixAgent(base_url=sandbox.base_url) as client:
        client.webhooks.create(url=names["your_address"], events=["task.completed"], secret="your-webhook-secret")
        task = client.tasks.create(type="llm_completion")
        client.tasks.wait(task.id, poll_interval=0.001)
        sandbox.wait_for_deliveries(1)
    yield names
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def show(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> Callable[..., List[List[str]]]:
    """Run the blocks of a guide in order, and return the lines that each prints."""
    monkeypatch.setenv("HELIXAGENT_BASE_URL", sandbox.base_url)

    def run(name: str, names: Dict[str, Any]) -> List[List[str]]:
        shown = []
        for block in blocks_of(ROOT / "docs" / name):
            block.run(names, sandbox.base_url)
            shown.append(capsys.readouterr().out.splitlines())
        names["client"].close()
        return shown

    return run


def test_the_python_of_the_guide_to_webhooks_runs(
    show: Callable[..., List[List[str]]], subscriber: Dict[str, Any]
) -> None:
    subscribed, *rest, delivered = show("webhooks.md", subscriber)
    assert subscribed == ["wh_1 https://your-server.com/webhooks/helixagent 0"]
    # The functions print nothing until the last block's sandbox calls them.
    assert rest == [[], [], []]
    assert delivered == ["Task t1 is done", "task.completed delivered 200"]
    assert subscriber["event"].type == "task.completed"
    assert subscriber["is_valid"](subscriber["body"], subscriber["headers"])
    assert not subscriber["is_valid"](b"other", subscriber["headers"])
    assert subscriber["receive"](b"other", subscriber["headers"]) == 401


def test_the_python_of_the_guide_to_tasks_runs(show: Callable[..., List[List[str]]]) -> None:
    created, waited, progress, events, resumed, socket, rest = show("tasks.md", {})
    assert created == ["t1 pending"]
    assert waited[0].startswith("Quantum computing is")
    assert progress[-1] == "100"
    assert events[0] == "25% a quarter done" and events[-1] == "100% all done"
    assert resumed[0].startswith("started ['log', 'progress', ") and resumed[0].endswith("'completed']")
    assert socket[0] == "started" and socket[-1] == "completed"
    assert rest[0] == "t1 llm_completion" and rest[-1] == "0"


@pytest.mark.parametrize("name", ["webhooks.md", "tasks.md"])
def test_the_guides_are_short_and_their_links_work(name: str) -> None:
    text = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 200
    linked = re.findall(r"\]\(([^)#:]+)\)", text)
    assert [path for path in linked if not (ROOT / "docs" / path).exists()] == []


def test_every_method_of_the_table_exists_and_none_is_missing(sandbox: Sandbox) -> None:
    table = re.findall(r"^\| `client\.([\w.]+)` \| (.*) \|$", TEXT, re.MULTILINE)
    assert len(table) >= 14
    with HelixAgent(base_url=sandbox.base_url) as client:
        for place, said in table:
            resource: Any = client
            for name in place.split("."):
                resource = getattr(resource, name)
            methods = {name for name in dir(type(resource)) if not name.startswith(("_", "with_"))}
            named = set(re.findall(r"`(\w+)(?:\.\w+|\(\))?`", said))
            assert methods <= named, place


def test_the_make_targets_of_the_readme_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([\w-]+):", makefile, re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([\w-]+)", TEXT, re.MULTILINE))
    assert {"demo", "test", "generate", "check-generated", "lint", "typecheck"} <= named <= targets


def test_the_first_screen_has_the_commands_the_installation_and_the_quick_start() -> None:
    first_screen = TEXT.splitlines()[:40]
    for line in ("make demo", "make test", "pip install helixagent-sdk", "from helixagent import HelixAgent"):
        assert any(shown.startswith(line) for shown in first_screen), line


def test_the_files_named_in_the_readme_exist() -> None:
    linked = re.findall(r"\]\(([^)#:]+)\)", TEXT)
    named = re.findall(r"`([\w./-]+\.(?:md|yaml)|\.ci/run)`", TEXT)
    assert linked and named
    assert [name for name in [*linked, *named] if not (ROOT / name).exists()] == []


def test_the_name_and_the_extras_in_the_readme_exist() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert 'name = "helixagent-sdk"' in project
    extras = re.findall(r"\(extra `(\w+)`\)", TEXT)
    assert {"requests", "testing", "websocket", "all"} <= set(extras)
    assert all(re.search(rf"^{extra} = \[", project, re.MULTILINE) for extra in extras)


def test_the_page_on_installation_lists_every_extra() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    section = project[project.index("[project.optional-dependencies]") : project.index("[project.entry-points")]
    page = (ROOT / "docs" / "installation.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)
    assert sorted(listed) == sorted(re.findall(r"^(\w+) = \[", section, re.MULTILINE))
