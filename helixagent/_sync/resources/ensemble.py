# Written by `make generate` from helixagent/_async/resources/ensemble.py; do not edit.
"""Ensemble completions: several providers answer and vote."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Mapping, Optional, Sequence, Union, overload

from helixagent._core.requests.arguments import checked_names
from helixagent._core.requests.method import with_default_model
from helixagent._core.requests.options import DEFAULT_MODEL, NOT_GIVEN, SecondsOption, TimeoutOption
from helixagent._sync.resources._base import Resource
from helixagent._sync.stream import Stream
from helixagent.exceptions import ValidationError
from helixagent_client.api.ensemble import create_ensemble_completion
from helixagent_client.models.chat_completion_chunk import ChatCompletionChunk
from helixagent_client.models.ensemble_completion_response import EnsembleCompletionResponse

if TYPE_CHECKING:
    from typing import Literal

    from typing_extensions import Unpack

    from helixagent._core.requests.call_types import EnsembleCompletionCall
    from helixagent._core.responses.raw_response import RawSide
    from helixagent._sync.resources._raw_types import EnsembleCompletionsWithRawResponse, EnsembleWithRawResponse


class Ensemble(Resource):
    """Answers on which several providers vote."""

    with_raw_response: RawSide[EnsembleWithRawResponse]

    @cached_property
    def completions(self) -> EnsembleCompletions:
        """Ensemble completions."""
        return EnsembleCompletions(self._client, raw=self._raw)


class EnsembleCompletions(Resource):
    """Ensemble completions; `with_raw_response` has the same methods and gives status and headers too."""

    with_raw_response: RawSide[EnsembleCompletionsWithRawResponse]

    @overload
    def create(
        self, *, stream: Literal[False] = False, **arguments: Unpack[EnsembleCompletionCall]
    ) -> EnsembleCompletionResponse: ...

    @overload
    def create(
        self, *, stream: Literal[True], **arguments: Unpack[EnsembleCompletionCall]
    ) -> Stream[ChatCompletionChunk]: ...

    @overload
    def create(
        self, *, stream: bool, **arguments: Unpack[EnsembleCompletionCall]
    ) -> Union[EnsembleCompletionResponse, Stream[ChatCompletionChunk]]: ...

    @checked_names
    def create(
        self,
        *,
        messages: Optional[Sequence[Any]] = None,
        prompt: Optional[str] = None,
        model: Optional[str] = DEFAULT_MODEL,
        ensemble_config: Any = None,
        stream: bool = False,
        max_tokens: Optional[int] = None,
        max_completion_tokens: Optional[int] = None,
        temperature: Optional[float] = None,
        top_p: Optional[float] = None,
        n: Optional[int] = None,
        stop: Union[str, Sequence[str], None] = None,
        stream_options: Any = None,
        presence_penalty: Optional[float] = None,
        frequency_penalty: Optional[float] = None,
        logit_bias: Optional[Mapping[str, float]] = None,
        logprobs: Optional[bool] = None,
        top_logprobs: Optional[int] = None,
        seed: Optional[int] = None,
        user: Optional[str] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        stream_idle_timeout: SecondsOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> Union[EnsembleCompletionResponse, Stream[ChatCompletionChunk]]:
        """Let several providers answer and return the answer that won.

        An argument that is left out or None is not sent. The sampling arguments are those of `chat.completions.create`.

        Args:
            messages: The conversation so far; this or `prompt` is needed.
            prompt: The question, where there are no messages.
            model: The model name of the ensemble.
            ensemble_config: How the providers vote: a dict with `strategy`, `min_providers`, `confidence_threshold`
                (0 to 1), `fallback_to_best`, `timeout` (seconds) and `preferred_providers`.
            stream: Whether to get the answer piece by piece, as an iterator of chunks.
            max_tokens: The most tokens to generate.
            max_completion_tokens: The most tokens to generate, those of reasoning included.
            temperature: How random the answer is, from 0 to 2.
            top_p: The share of the probability mass to sample from, from 0 to 1.
            n: How many choices to generate.
            stop: The string, or the strings, before which to stop.
            stream_options: `{"include_usage": True}` to get a last chunk with the token counts and no choices.
            presence_penalty: A penalty on tokens that have occurred, from -2 to 2.
            frequency_penalty: A penalty on tokens by how often they have occurred, from -2 to 2.
            logit_bias: A bias for each token id, from -100 to 100.
            logprobs: Whether to report the log probabilities of the tokens.
            top_logprobs: How many likely tokens to report at each position, from 0 to 20.
            seed: A number that makes sampling repeatable, as far as the providers allow.
            user: Your own id of the end user.
            extra_headers: Headers of this call; None as a value takes one of the SDK's away.
            extra_query: Query parameters of this call.
            extra_body: Members of the body that the SDK does not know; they win and are not checked.
            timeout: Seconds, an httpx.Timeout, or None for no limit; for this call only.
            stream_idle_timeout: The most seconds to wait for an event of the stream, or None; for this call only.
            deadline: Seconds for all attempts and waits, and for reading the stream, or None; for this call only.

        Returns:
            The completion, with the vote in its `ensemble`; with `stream=True` the stream of its chunks.

        Raises:
            HelixAgentError: As in `chat.completions.create`.
        """
        if messages is None and prompt is None:
            raise ValidationError("ensemble.completions.create() needs messages or prompt.", param="messages")
        result: Union[EnsembleCompletionResponse, Stream[ChatCompletionChunk]] = self._run(
            "ensemble.completions.create", create_ensemble_completion, with_default_model(locals())
        )
        return result
