"""Where the synchronous client's resources have `acreate`, the asynchronous ones have nothing: `create` is awaited."""

from __future__ import annotations

from helixagent._async.resources._base import AsyncResource

AsyncChatCompletionsBase = AsyncResource
AsyncCompletionsBase = AsyncResource
