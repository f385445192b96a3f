"""Batches: many requests in OpenAI's JSONL format, sent as fast as the server accepts them, and resumable."""

from __future__ import annotations

from .model_queue import SlowModel
from .progress import BatchProgress
from .results import BatchError, BatchResult, BatchUsage
from .summary import BatchSummary

__all__ = ["BatchError", "BatchProgress", "BatchResult", "BatchSummary", "BatchUsage", "SlowModel"]
