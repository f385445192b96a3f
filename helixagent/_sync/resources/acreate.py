"""The `acreate` of the synchronous client, as the documentation has it: one awaited call in blocking code."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Dict, Union, overload

from helixagent._core.tracebacks import public
from helixagent._sync.resources._base import Resource
from helixagent.exceptions import ValidationError

if TYPE_CHECKING:
    from typing import Literal

    from typing_extensions import Unpack

    from helixagent._async.stream import AsyncStream
    from helixagent._core.requests.call_types import ChatCompletionCall, CompletionCall
    from helixagent_client.models import (
        ChatCompletionChunk,
        ChatCompletionResponse,
        CompletionChunk,
        CompletionResponse,
    )


async def in_thread(resource: Any, arguments: Dict[str, Any]) -> Any:
    """Run a blocking `create` in a thread: a client over the user's own HTTP client or session has no async one."""
    if arguments.get("stream"):
        raise ValidationError(
            "acreate(stream=True) needs a client without http_client and session; use AsyncHelixAgent.", param="stream"
        )
    # Late, since most synchronous programs never come here.
    import anyio.to_thread

    return await anyio.to_thread.run_sync(functools.partial(resource.create, **arguments))


class ChatCompletionsBase(Resource):
    """Adds `acreate` to the synchronous chat completions."""

    @overload
    async def acreate(
        self, *, stream: Literal[False] = False, **arguments: Unpack[ChatCompletionCall]
    ) -> ChatCompletionResponse: ...

    @overload
    async def acreate(
        self, *, stream: Literal[True], **arguments: Unpack[ChatCompletionCall]
    ) -> AsyncStream[ChatCompletionChunk]: ...

    @overload
    async def acreate(
        self, *, stream: bool, **arguments: Unpack[ChatCompletionCall]
    ) -> Union[ChatCompletionResponse, AsyncStream[ChatCompletionChunk]]: ...

    @public
    async def acreate(self, **arguments: Any) -> Any:
        """Answer a conversation, awaited: `create` of AsyncHelixAgent with this client's settings."""
        twin = self._client._async_twin
        if twin is None:
            return await in_thread(self, arguments)
        completions = twin.chat.completions
        return await (completions.with_raw_response if self._raw else completions).create(**arguments)


class CompletionsBase(Resource):
    """Adds `acreate` to the synchronous text completions."""

    @overload
    async def acreate(
        self, *, stream: Literal[False] = False, **arguments: Unpack[CompletionCall]
    ) -> CompletionResponse: ...

    @overload
    async def acreate(
        self, *, stream: Literal[True], **arguments: Unpack[CompletionCall]
    ) -> AsyncStream[CompletionChunk]: ...

    @overload
    async def acreate(
        self, *, stream: bool, **arguments: Unpack[CompletionCall]
    ) -> Union[CompletionResponse, AsyncStream[CompletionChunk]]: ...

    @public
    async def acreate(self, **arguments: Any) -> Any:
        """Continue a text, awaited: `create` of AsyncHelixAgent with this client's settings."""
        twin = self._client._async_twin
        if twin is None:
            return await in_thread(self, arguments)
        completions = twin.completions
        return await (completions.with_raw_response if self._raw else completions).create(**arguments)
