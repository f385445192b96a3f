"""The asynchronous counterparts of the classes that add `acreate`. They are empty, because `create` is async."""

from __future__ import annotations

from helixagent._async.resources._base import AsyncResource

AsyncChatCompletionsBase = AsyncResource
AsyncCompletionsBase = AsyncResource
AsyncEnsembleCompletionsBase = AsyncResource
