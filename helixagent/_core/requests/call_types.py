"""Types of the methods' keyword arguments for type checkers and IDEs: the request's, and those of every call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Mapping, Optional, TypedDict, Union

from helixagent._core.requests.options import SecondsOption, TimeoutOption
from helixagent_client.params import (
    ChatCompletionParams,
    ChatCompletionParseParams,
    CompletionParams,
    EnsembleCompletionParams,
    StreamOptionsParam,
)
from helixagent_client.types import ApiModel

if TYPE_CHECKING:
    import httpx
    import httpx2

    # What carries the requests of a client.
    HttpClient = Union[httpx.Client, httpx2.Client, Literal["httpx2"]]
    AsyncHttpClient = Union[httpx.AsyncClient, httpx2.AsyncClient, Literal["aiohttp", "httpx2"]]


class CallOptions(TypedDict, total=False):
    """What every method takes beside its own arguments."""

    extra_headers: Optional[Mapping[str, Optional[str]]]
    extra_query: Optional[Mapping[str, Any]]
    extra_body: Optional[Mapping[str, Any]]
    timeout: TimeoutOption
    deadline: SecondsOption


class StreamOptions(CallOptions, total=False):
    """What every method takes that can give a stream."""

    stream_idle_timeout: SecondsOption


class ChatCompletionCall(ChatCompletionParams, StreamOptions):
    """The arguments of `chat.completions.create`, without `stream`."""


class ChatCompletionStreamCall(ChatCompletionParseParams, StreamOptions, total=False):
    """The arguments of `chat.completions.stream` with a class, without `response_format`."""

    stream_options: Optional[Union[StreamOptionsParam, ApiModel, Mapping[str, Any]]]


class CompletionCall(CompletionParams, StreamOptions):
    """The arguments of `completions.create`, without `stream`."""


class EnsembleCompletionCall(EnsembleCompletionParams, StreamOptions):
    """The arguments of `ensemble.completions.create`, without `stream`."""
