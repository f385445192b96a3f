"""Tests of the dashboard and program in examples/observability, and of the Python code in docs/observability.md."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import Any, Dict

import pytest
from document_blocks import ROOT, blocks_of
from prometheus_client import CollectorRegistry

from helixagent import HelixAgent
from helixagent.testing import Sandbox

EXAMPLES = ROOT / "examples" / "observability"
DOCS = ROOT / "docs" / "observability.md"


def names_of_metrics() -> Any:
    registry = CollectorRegistry()
    HelixAgent(base_url="http://localhost", enable_metrics=True, metrics_registry=registry).close()
    return {metric.name + ("_total" if metric.type == "counter" else ""): metric.type for metric in registry.collect()}


def test_the_dashboard_shows_each_metric_and_no_others() -> None:
    dashboard = json.loads((EXAMPLES / "grafana-dashboard.json").read_text(encoding="utf-8"))
    queries = " ".join(target["expr"] for panel in dashboard["panels"] for target in panel["targets"])
    shown = set(re.findall(r"\$\{prefix\}(_\w+)", queries))
    kept = {
        name[len("helixagent") :] + ("_bucket" if kind == "histogram" else "")
        for name, kind in names_of_metrics().items()
    }
    assert shown == kept
    variables = {variable["name"]: variable for variable in dashboard["templating"]["list"]}
    assert variables["prefix"]["query"] == "helixagent" and "datasource" in variables
    ids = [panel["id"] for panel in dashboard["panels"]]
    assert len(ids) == len(set(ids)) and dashboard["title"]


def test_the_example_prints_spans() -> None:
    command = [sys.executable, "-W", "error", str(EXAMPLES / "spans.py")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")
    decoder, text, spans = json.JSONDecoder(), done.stdout.strip(), []
    while text:
        span, end = decoder.raw_decode(text)
        spans.append(span)
        text = text[end:].strip()
    assert [span["name"] for span in spans] == ["chat helixagent-ensemble"] * 2 + ["my-operation"]
    assert spans[1]["attributes"]["helixagent.stream_end"] == "done"


def test_the_python_of_the_document_runs(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, capsys: Any, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("HELIXAGENT_BASE_URL", sandbox.base_url)
    names: Dict[str, Any] = {}
    shown = []
    for block in blocks_of(DOCS):
        block.run(names, sandbox.base_url)
        shown.append(capsys.readouterr())
    assert shown[0].out.startswith("1 ") and shown[0].out.split()[2] == "100.0"
    assert "api_request method=models.list" in caplog.text
    assert 'myapp_helixagent_requests_total{method="models.list",status="success"} 1.0' in shown[3].out
    assert shown[4].out.startswith("chat.completions.create success (")


def test_the_document_names_each_metric() -> None:
    table = re.findall(r"^\| `(helixagent_\w+)` \|", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    assert set(table) == set(names_of_metrics())
