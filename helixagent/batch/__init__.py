"""Batches: many requests in OpenAI's JSONL format, answered at a bounded rate and safe against every kind of end."""

from __future__ import annotations

from .progress import BatchProgress
from .results import BatchError, BatchResult, BatchUsage
from .summary import BatchSummary

__all__ = ["BatchError", "BatchProgress", "BatchResult", "BatchSummary", "BatchUsage"]
