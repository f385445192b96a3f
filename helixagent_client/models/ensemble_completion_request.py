# Generated from openapi.yaml by `python -m codegen generate`: do not edit.
"""The model EnsembleCompletionRequest."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, FrozenSet, List, Mapping, Optional, Sequence, Tuple, Union, cast

from attrs import define

from .._convert import dump, keep_nulls
from ..types import SEQUENCE, ApiModel, Self, new


@define(init=False, eq=False, repr=False, getstate_setstate=False)
class EnsembleCompletionRequest(ApiModel):
    """A question for several providers, as messages or as a prompt.

    Attributes:
        model (Optional[str]): ID of the model to use. SDKs send `helixagent-ensemble` by default.
        messages (Optional[List[ChatMessage]]): Messages of the conversation so far. At least one is required.
        prompt (Optional[str]): Question, if there are no messages.
        ensemble_config (Optional[EnsembleConfig]): How the providers vote.
        max_tokens (Optional[int]): Maximum number of tokens to generate.
        max_completion_tokens (Optional[int]): Maximum number of tokens to generate, including reasoning tokens.
        temperature (Optional[float]): Sampling temperature, from 0 to 2. Higher values make the output more random.
        top_p (Optional[float]): Probability mass for nucleus sampling, from 0 to 1.
        n (Optional[int]): Number of choices to generate.
        stop (Optional[Union[str, List[str]]]): Sequences at which the model stops generating.
        stream (Optional[bool]): Whether to stream the response in chunks.
        stream_options (Optional[StreamOptions]): Options of a stream.
        presence_penalty (Optional[float]): Penalty for tokens that have already occurred, from -2 to 2.
        frequency_penalty (Optional[float]): Penalty for tokens in proportion to how often they have occurred, from -2
            to 2.
        logit_bias (Optional[LogitBias]): Bias for each token ID, from -100 to 100.
        logprobs (Optional[bool]): Whether to return the log probabilities of the tokens.
        top_logprobs (Optional[int]): Number of most likely tokens to return at each position, from 0 to 20.
        seed (Optional[int]): Seed for sampling. Requests with the same seed return the same output if the provider
            supports it.
        user (Optional[str]): Your ID for the end user.
    """

    model: Optional[str]
    messages: Optional[List[ChatMessage]]
    prompt: Optional[str]
    ensemble_config: Optional[EnsembleConfig]
    max_tokens: Optional[int]
    max_completion_tokens: Optional[int]
    temperature: Optional[float]
    top_p: Optional[float]
    n: Optional[int]
    stop: Optional[Union[str, List[str]]]
    stream: Optional[bool]
    stream_options: Optional[StreamOptions]
    presence_penalty: Optional[float]
    frequency_penalty: Optional[float]
    logit_bias: Optional[LogitBias]
    logprobs: Optional[bool]
    top_logprobs: Optional[int]
    seed: Optional[int]
    user: Optional[str]
    additional_properties: Dict[str, Any]

    FIELDS: ClassVar[Tuple[str, ...]] = (
        "model",
        "messages",
        "prompt",
        "ensemble_config",
        "max_tokens",
        "max_completion_tokens",
        "temperature",
        "top_p",
        "n",
        "stop",
        "stream",
        "stream_options",
        "presence_penalty",
        "frequency_penalty",
        "logit_bias",
        "logprobs",
        "top_logprobs",
        "seed",
        "user",
    )
    KEYS: ClassVar[FrozenSet[str]] = frozenset(
        [
            "model",
            "messages",
            "prompt",
            "ensemble_config",
            "max_tokens",
            "max_completion_tokens",
            "temperature",
            "top_p",
            "n",
            "stop",
            "stream",
            "stream_options",
            "presence_penalty",
            "frequency_penalty",
            "logit_bias",
            "logprobs",
            "top_logprobs",
            "seed",
            "user",
        ]
    )

    def __init__(
        self,
        *,
        model: Optional[str] = None,
        messages: Optional[Sequence[Union[ChatMessage, Mapping[str, Any]]]] = None,
        prompt: Optional[str] = None,
        ensemble_config: Optional[Union[EnsembleConfig, Mapping[str, Any]]] = None,
        max_tokens: Optional[int] = None,
        max_completion_tokens: Optional[int] = None,
        temperature: Optional[float] = None,
        top_p: Optional[float] = None,
        n: Optional[int] = None,
        stop: Optional[Union[str, Sequence[str]]] = None,
        stream: Optional[bool] = None,
        stream_options: Optional[Union[StreamOptions, Mapping[str, Any]]] = None,
        presence_penalty: Optional[float] = None,
        frequency_penalty: Optional[float] = None,
        logit_bias: Optional[Union[LogitBias, Mapping[str, Any]]] = None,
        logprobs: Optional[bool] = None,
        top_logprobs: Optional[int] = None,
        seed: Optional[int] = None,
        user: Optional[str] = None,
        additional_properties: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.model = model
        _value = cast(Any, messages)
        self.messages = cast(
            Optional[List[ChatMessage]],
            [ChatMessage.from_dict(_item) if isinstance(_item, Mapping) else _item for _item in _value]
            if isinstance(_value, SEQUENCE)
            else _value,
        )
        self.prompt = prompt
        _value = cast(Any, ensemble_config)
        self.ensemble_config = EnsembleConfig.from_dict(_value) if isinstance(_value, Mapping) else _value
        self.max_tokens = max_tokens
        self.max_completion_tokens = max_completion_tokens
        self.temperature = temperature
        self.top_p = top_p
        self.n = n
        _value = cast(Any, stop)
        self.stop = [*_value] if isinstance(_value, SEQUENCE) else _value
        self.stream = stream
        _value = cast(Any, stream_options)
        self.stream_options = StreamOptions.from_dict(_value) if isinstance(_value, Mapping) else _value
        self.presence_penalty = presence_penalty
        self.frequency_penalty = frequency_penalty
        _value = cast(Any, logit_bias)
        self.logit_bias = LogitBias.from_dict(_value) if isinstance(_value, Mapping) else _value
        self.logprobs = logprobs
        self.top_logprobs = top_logprobs
        self.seed = seed
        self.user = user
        self.additional_properties = {**(additional_properties or {})}
        self._wire = None

    @classmethod
    def from_dict(cls, src: Mapping[str, Any]) -> Self:
        """Read the model from a JSON object. Missing fields and null are None, and values of other types do not change."""
        self = new(cls)
        self.model = src["model"] if "model" in src else None
        _value = src["messages"] if "messages" in src else None
        self.messages = (
            [ChatMessage.from_dict(_item) if isinstance(_item, dict) else _item for _item in _value]
            if isinstance(_value, list)
            else _value
        )
        self.prompt = src["prompt"] if "prompt" in src else None
        _value = src["ensemble_config"] if "ensemble_config" in src else None
        self.ensemble_config = EnsembleConfig.from_dict(_value) if isinstance(_value, dict) else _value
        self.max_tokens = src["max_tokens"] if "max_tokens" in src else None
        self.max_completion_tokens = src["max_completion_tokens"] if "max_completion_tokens" in src else None
        self.temperature = src["temperature"] if "temperature" in src else None
        self.top_p = src["top_p"] if "top_p" in src else None
        self.n = src["n"] if "n" in src else None
        self.stop = src["stop"] if "stop" in src else None
        self.stream = src["stream"] if "stream" in src else None
        _value = src["stream_options"] if "stream_options" in src else None
        self.stream_options = StreamOptions.from_dict(_value) if isinstance(_value, dict) else _value
        self.presence_penalty = src["presence_penalty"] if "presence_penalty" in src else None
        self.frequency_penalty = src["frequency_penalty"] if "frequency_penalty" in src else None
        _value = src["logit_bias"] if "logit_bias" in src else None
        self.logit_bias = LogitBias.from_dict(_value) if isinstance(_value, dict) else _value
        self.logprobs = src["logprobs"] if "logprobs" in src else None
        self.top_logprobs = src["top_logprobs"] if "top_logprobs" in src else None
        self.seed = src["seed"] if "seed" in src else None
        self.user = src["user"] if "user" in src else None
        self._wire = src
        model: Self = self
        return model

    def to_dict(self) -> Dict[str, Any]:
        """Return the JSON object with all changes. Fields that are None are left out, unless the server sent null."""
        out: Dict[str, Any] = {}
        _value: Any
        if (_value := self.model) is not None:
            out["model"] = dump(_value)
        if (_value := self.messages) is not None:
            out["messages"] = dump(_value)
        if (_value := self.prompt) is not None:
            out["prompt"] = dump(_value)
        if (_value := self.ensemble_config) is not None:
            out["ensemble_config"] = dump(_value)
        if (_value := self.max_tokens) is not None:
            out["max_tokens"] = dump(_value)
        if (_value := self.max_completion_tokens) is not None:
            out["max_completion_tokens"] = dump(_value)
        if (_value := self.temperature) is not None:
            out["temperature"] = dump(_value)
        if (_value := self.top_p) is not None:
            out["top_p"] = dump(_value)
        if (_value := self.n) is not None:
            out["n"] = dump(_value)
        if (_value := self.stop) is not None:
            out["stop"] = dump(_value)
        if (_value := self.stream) is not None:
            out["stream"] = dump(_value)
        if (_value := self.stream_options) is not None:
            out["stream_options"] = dump(_value)
        if (_value := self.presence_penalty) is not None:
            out["presence_penalty"] = dump(_value)
        if (_value := self.frequency_penalty) is not None:
            out["frequency_penalty"] = dump(_value)
        if (_value := self.logit_bias) is not None:
            out["logit_bias"] = dump(_value)
        if (_value := self.logprobs) is not None:
            out["logprobs"] = dump(_value)
        if (_value := self.top_logprobs) is not None:
            out["top_logprobs"] = dump(_value)
        if (_value := self.seed) is not None:
            out["seed"] = dump(_value)
        if (_value := self.user) is not None:
            out["user"] = dump(_value)
        if self.additional_properties:
            for _key, _item in self.additional_properties.items():
                out[_key] = dump(_item)
        if self._wire is not None:
            keep_nulls(out, self._wire, self.KEYS)
        return out


# At the bottom, because models may refer to each other in a cycle, and the class above exists by now.
from .chat_message import ChatMessage  # noqa: E402
from .ensemble_config import EnsembleConfig  # noqa: E402
from .logit_bias import LogitBias  # noqa: E402
from .stream_options import StreamOptions  # noqa: E402
