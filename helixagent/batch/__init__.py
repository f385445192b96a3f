"""Batches: many requests in OpenAI's JSONL format, at the rate that the server takes, resumed after any end."""

from __future__ import annotations

from .model_queue import SlowModel
from .progress import BatchProgress
from .results import BatchError, BatchResult, BatchUsage
from .summary import BatchSummary

__all__ = ["BatchError", "BatchProgress", "BatchResult", "BatchSummary", "BatchUsage", "SlowModel"]
