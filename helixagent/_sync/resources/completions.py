# Written by `make generate` from helixagent/_async/resources/completions.py; do not edit.
"""Text completions, whole or streamed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Mapping, Optional, Sequence, Union, overload

from helixagent._core.requests.arguments import checked_names
from helixagent._core.requests.method import with_default_model
from helixagent._core.requests.options import DEFAULT_MODEL, NOT_GIVEN, SecondsOption, TimeoutOption
from helixagent._sync.resources.acreate import CompletionsBase
from helixagent._sync.stream import Stream
from helixagent_client.api.completions import create_completion
from helixagent_client.models.completion_chunk import CompletionChunk
from helixagent_client.models.completion_response import CompletionResponse

if TYPE_CHECKING:
    from typing import Literal

    from typing_extensions import Unpack

    from helixagent._core.requests.call_types import CompletionCall
    from helixagent._core.responses.raw_response import RawSide
    from helixagent._sync.resources._raw_types import CompletionsWithRawResponse


class Completions(CompletionsBase):
    """Text completions; `with_raw_response` has the same methods and gives status and headers too."""

    with_raw_response: RawSide[CompletionsWithRawResponse]

    @overload
    def create(self, *, stream: Literal[False] = False, **arguments: Unpack[CompletionCall]) -> CompletionResponse: ...

    @overload
    def create(self, *, stream: Literal[True], **arguments: Unpack[CompletionCall]) -> Stream[CompletionChunk]: ...

    @overload
    def create(
        self, *, stream: bool, **arguments: Unpack[CompletionCall]
    ) -> Union[CompletionResponse, Stream[CompletionChunk]]: ...

    @checked_names
    def create(
        self,
        *,
        prompt: Union[str, Sequence[str]],
        model: Optional[str] = DEFAULT_MODEL,
        stream: bool = False,
        suffix: Optional[str] = None,
        echo: Optional[bool] = None,
        best_of: Optional[int] = None,
        max_tokens: Optional[int] = None,
        temperature: Optional[float] = None,
        top_p: Optional[float] = None,
        n: Optional[int] = None,
        stop: Union[str, Sequence[str], None] = None,
        stream_options: Any = None,
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
    ) -> Union[CompletionResponse, Stream[CompletionChunk]]:
        """Continue a text.

        An argument that is left out or None is not sent.

        Args:
            prompt: The text to continue, or several texts.
            model: The model that answers.
            stream: Whether to get the text piece by piece, as an iterator of chunks.
            suffix: The text that comes after the completion.
            echo: Whether to repeat the prompt before the completion.
            best_of: How many completions to make, of which the best are sent.
            max_tokens: The most tokens to generate.
            temperature: How random the text is, from 0 to 2.
            top_p: The share of the probability mass to sample from, from 0 to 1.
            n: How many choices to generate.
            stop: The string, or the strings, before which to stop.
            stream_options: `{"include_usage": True}` to get a last chunk with the token counts and no choices.
            presence_penalty: A penalty on tokens that have occurred, from -2 to 2.
            frequency_penalty: A penalty on tokens by how often they have occurred, from -2 to 2.
            logit_bias: A bias for each token id, from -100 to 100.
            logprobs: How many likely tokens to report at each position, from 0 to 5.
            seed: A number that makes sampling repeatable, as far as the provider allows.
            user: Your own id of the end user.
            extra_headers: Headers of this call; None as a value takes one of the SDK's away.
            extra_query: Query parameters of this call.
            extra_body: Members of the body that the SDK does not know; they win and are not checked.
            timeout: Seconds, an httpx.Timeout, or None for no limit; for this call only.
            stream_idle_timeout: The most seconds to wait for an event of the stream, or None; for this call only.
            deadline: Seconds for all attempts and waits, and for reading the stream, or None; for this call only.

        Returns:
            The completion; with `stream=True` the stream of its chunks.

        Raises:
            HelixAgentError: As in `chat.completions.create`.
        """
        result: Union[CompletionResponse, Stream[CompletionChunk]] = self._run(
            "completions.create", create_completion, with_default_model(locals())
        )
        return result
