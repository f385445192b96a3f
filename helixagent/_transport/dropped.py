"""The former name of `abandoned`, until the engines use the new one."""

from __future__ import annotations

from .abandoned import AbandonedResponses as Dropped

__all__ = ["Dropped"]
