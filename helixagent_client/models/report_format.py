# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The values of ReportFormat."""

from __future__ import annotations

from typing import Literal, Tuple, Union

ReportFormat = Union[Literal["json", "html", "pdf"], str]
"""Format of a report."""

REPORT_FORMAT_VALUES: Tuple[str, ...] = ("json", "html", "pdf")
