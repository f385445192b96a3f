"""Check the sandbox against openapi.yaml. schemathesis makes valid and invalid requests, and checks every response."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Dict, List

import yaml

from helixagent.testing import Sandbox

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent


def without_enums(value: Any) -> Any:
    """Return the schema without enum values, because all enums of this API are open."""
    if isinstance(value, dict):
        return {name: without_enums(item) for name, item in value.items() if name != "enum" or isinstance(item, dict)}
    return [without_enums(item) for item in value] if isinstance(value, list) else value


def described() -> Dict[str, Any]:
    """The API of this server: enums are open, and like any local server, it does not require credentials.

    A stream's body is described to schemathesis as anything, since it would check each event, an object, by the schema
    of the body, a string; `contract_hooks` checks the events.
    """
    document: Dict[str, Any] = yaml.safe_load((ROOT / "openapi.yaml").read_text(encoding="utf-8"))
    document.pop("security", None)
    for operation in operations_of(document):
        operation.pop("security", None)
        for response in operation.get("responses", {}).values():
            media = response.get("content", {}).get("text/event-stream")
            if media is not None:
                media["schema"] = {}
    return without_enums(document)  # type: ignore[no-any-return]


def operations_of(document: Dict[str, Any]) -> List[Dict[str, Any]]:
    """Return the operations of a description."""
    return [one for item in document["paths"].values() for one in item.values() if isinstance(one, dict)]


def run(server: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run schemathesis on a server."""
    spec = folder / "openapi.yaml"
    spec.write_text(yaml.safe_dump(described(), allow_unicode=True), encoding="utf-8")
    command = [str(Path(sys.executable).parent / "schemathesis"), "run", str(spec), "--url", server, "--no-color"]
    # Plain requests do not open a WebSocket; tests/testing/test_sandbox_socket.py does.
    command += ["--exclude-operation-id", "connectTaskSocket"]
    # `valid_data_is_accepted` of contract_hooks replaces it, and knows the rules that no schema can express.
    command += ["--exclude-checks", "positive_data_acceptance"]
    command += ["--checks", "all", "--seed", "7", "--request-timeout", "20", *arguments]
    environment = {**os.environ, "SCHEMATHESIS_HOOKS": str(HERE / "contract_hooks.py"), "PYTHONPATH": str(HERE)}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=900, check=False
    )


def test_the_sandbox_follows_the_contract(tmp_path: Path) -> None:
    operations = sum("operationId" in operation for operation in operations_of(described()))
    with Sandbox() as sandbox:
        done = run(sandbox.base_url, tmp_path, "--max-examples", "15")
        assert done.returncode == 0, done.stdout[-10_000:] + done.stderr[-2000:]
        assert f"Tested: {operations - 1}" in done.stdout
        assert len(sandbox.requests) > 1000


def test_a_server_that_breaks_the_contract_is_detected(tmp_path: Path) -> None:
    with Sandbox() as sandbox:
        sandbox.reply(json={"data": "no list"}, operation="listModels", times=1000)
        done = run(sandbox.base_url, tmp_path, "--include-operation-id", "listModels", "--max-examples", "5")
        assert done.returncode == 1 and "Response violates schema" in done.stdout


def test_a_stream_that_breaks_the_contract_is_detected(tmp_path: Path) -> None:
    with Sandbox() as sandbox:
        sandbox.reply(chunks=[{"choices": "no list"}], operation="createCompletion", times=1000)
        done = run(sandbox.base_url, tmp_path, "--include-operation-id", "createCompletion", "--max-examples", "5")
        assert done.returncode == 1 and "stream_follows_the_spec" in done.stdout.replace(" ", "_").lower()
