"""Send many requests in OpenAI's JSONL format, as fast as the server accepts them. Batches can be resumed."""

from __future__ import annotations

from .model_queue import SlowModel
from .progress import BatchProgress
from .results import BatchError, BatchResult, BatchUsage
from .summary import BatchSummary

__all__ = ["BatchError", "BatchProgress", "BatchResult", "BatchSummary", "BatchUsage", "SlowModel"]
