"""Check that the notebook of examples/ runs in a real Jupyter kernel, and shows its responses as tables."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).resolve().parents[1] / "examples" / "notebook.ipynb"


def test_the_notebook_runs_in_a_kernel() -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    tables = [output.data["text/html"] for output in outputs if "text/html" in output.get("data", {})]
    assert ["DebateResults" in tables[0], "1536 numbers" in tables[1], "success_rate" in tables[2]] == [True] * 3
    printed = "".join(output.text for output in outputs if output.output_type == "stream" and output.name == "stdout")
    assert printed.startswith("Once upon a time")
    assert [output for output in outputs if output.output_type == "error" or output.get("name") == "stderr"] == []
