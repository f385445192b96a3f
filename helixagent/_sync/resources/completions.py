# Written by `make generate` from helixagent/_async/resources/completions.py; do not edit.
"""Text completions, complete or streamed."""

from __future__ import annotations

from typing import Any, Literal, Mapping, Optional, Sequence, Union, overload

from helixagent import _sync, types
from helixagent._core.requests.arguments import checked_names
from helixagent._core.requests.method import with_default_model
from helixagent._core.requests.options import DEFAULT_MODEL, NOT_GIVEN, SecondsOption, TimeoutOption
from helixagent._core.responses.raw_response import RawSide
from helixagent._sync.resources.acreate import CompletionsBase
from helixagent._sync.stream import Stream
from helixagent_client.api.completions import create_completion
from helixagent_client.types import ApiModel


class Completions(CompletionsBase):
    """Create text completions."""

    with_raw_response: RawSide[_sync.CompletionsWithRawResponse]
    with_streaming_response: RawSide[_sync.CompletionsWithStreamingResponse]

    # region openapi.yaml: createCompletion as completions.create
    @overload
    def create(
        self,
        *,
        prompt: Union[str, Sequence[str]],
        stream: Literal[False] = False,
        model: Optional[str] = DEFAULT_MODEL,
        suffix: Optional[str] = None,
        echo: Optional[bool] = None,
        best_of: Optional[int] = None,
        max_tokens: Optional[int] = None,
        temperature: Optional[float] = None,
        top_p: Optional[float] = None,
        n: Optional[int] = None,
        stop: Optional[Union[str, Sequence[str]]] = None,
        stream_options: Optional[Union[types.StreamOptionsParam, ApiModel, Mapping[str, Any]]] = None,
        presence_penalty: Optional[float] = None,
        frequency_penalty: Optional[float] = None,
        logit_bias: Optional[Mapping[str, float]] = None,
        logprobs: Optional[int] = None,
        seed: Optional[int] = None,
        user: Optional[str] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        stream_idle_timeout: SecondsOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.CompletionResponse: ...

    @overload
    def create(
        self,
        *,
        prompt: Union[str, Sequence[str]],
        stream: Literal[True],
        model: Optional[str] = DEFAULT_MODEL,
        suffix: Optional[str] = None,
        echo: Optional[bool] = None,
        best_of: Optional[int] = None,
        max_tokens: Optional[int] = None,
        temperature: Optional[float] = None,
        top_p: Optional[float] = None,
        n: Optional[int] = None,
        stop: Optional[Union[str, Sequence[str]]] = None,
        stream_options: Optional[Union[types.StreamOptionsParam, ApiModel, Mapping[str, Any]]] = None,
        presence_penalty: Optional[float] = None,
        frequency_penalty: Optional[float] = None,
        logit_bias: Optional[Mapping[str, float]] = None,
        logprobs: Optional[int] = None,
        seed: Optional[int] = None,
        user: Optional[str] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        stream_idle_timeout: SecondsOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> Stream[types.CompletionChunk]: ...

    @overload
    def create(
        self,
        *,
        prompt: Union[str, Sequence[str]],
        stream: bool,
        model: Optional[str] = DEFAULT_MODEL,
        suffix: Optional[str] = None,
        echo: Optional[bool] = None,
        best_of: Optional[int] = None,
        max_tokens: Optional[int] = None,
        temperature: Optional[float] = None,
        top_p: Optional[float] = None,
        n: Optional[int] = None,
        stop: Optional[Union[str, Sequence[str]]] = None,
        stream_options: Optional[Union[types.StreamOptionsParam, ApiModel, Mapping[str, Any]]] = None,
        presence_penalty: Optional[float] = None,
        frequency_penalty: Optional[float] = None,
        logit_bias: Optional[Mapping[str, float]] = None,
        logprobs: Optional[int] = None,
        seed: Optional[int] = None,
        user: Optional[str] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        stream_idle_timeout: SecondsOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> Union[types.CompletionResponse, Stream[types.CompletionChunk]]: ...

    @checked_names
    def create(
        self,
        *,
        prompt: Union[str, Sequence[str]],
        stream: bool = False,
        model: Optional[str] = DEFAULT_MODEL,
        suffix: Optional[str] = None,
        echo: Optional[bool] = None,
        best_of: Optional[int] = None,
        max_tokens: Optional[int] = None,
        temperature: Optional[float] = None,
        top_p: Optional[float] = None,
        n: Optional[int] = None,
        stop: Optional[Union[str, Sequence[str]]] = None,
        stream_options: Optional[Union[types.StreamOptionsParam, ApiModel, Mapping[str, Any]]] = None,
        presence_penalty: Optional[float] = None,
        frequency_penalty: Optional[float] = None,
        logit_bias: Optional[Mapping[str, float]] = None,
        logprobs: Optional[int] = None,
        seed: Optional[int] = None,
        user: Optional[str] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        stream_idle_timeout: SecondsOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> Union[types.CompletionResponse, Stream[types.CompletionChunk]]:
        """Create a text completion.

        Generates a continuation of one or more prompts. With `stream`, the response is sent in chunks.

        Args:
            prompt: One or more texts to continue.
            stream: Whether to stream the response in chunks.
            model: ID of the model to use. SDKs send `helixagent-ensemble` by default.
            suffix: Text that comes after the completion.
            echo: Whether to repeat the prompt before the completion.
            best_of: Number of completions to generate. The server returns the best of them.
            max_tokens: Maximum number of tokens to generate.
            temperature: Sampling temperature, from 0 to 2. Higher values make the output more random.
            top_p: Probability mass for nucleus sampling, from 0 to 1.
            n: Number of choices to generate.
            stop: Sequences at which the model stops generating.
            stream_options: Options of a stream.
            presence_penalty: Penalty for tokens that have already occurred, from -2 to 2.
            frequency_penalty: Penalty for tokens in proportion to how often they have occurred, from -2 to 2.
            logit_bias: Bias for each token ID, from -100 to 100.
            logprobs: Number of most likely tokens to return at each position, from 0 to 5.
            seed: Seed for sampling. Requests with the same seed return the same output if the provider supports it.
            user: Your ID for the end user.
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            stream_idle_timeout: Maximum number of seconds to wait for the next event of the stream, or `None` for no
                limit.
            deadline: Maximum number of seconds for all attempts and the waits between them, and for reading the stream,
                or `None` for no limit.

        Returns:
            The completion, or a stream of its chunks.

        Raises:
            ValidationError: The request is malformed or an argument is out of range.
            AuthenticationError: The API key is missing, invalid or expired.
            NotFoundError: The model does not exist.
            RateLimitError: Too many requests.
            ProviderError: The server failed.
        """
        return self._run("completions.create", create_completion, with_default_model(locals()))

    # endregion
