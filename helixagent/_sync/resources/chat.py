# Written by `make generate` from helixagent/_async/resources/chat.py; do not edit.
"""Chat completions: whole, streamed chunk by chunk, or streamed as typed events."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Callable, Mapping, Optional, Sequence, Type, TypeVar, Union, overload

from helixagent._core.requests.arguments import checked_names
from helixagent._core.requests.method import with_default_model, with_tools, without_class
from helixagent._core.requests.options import DEFAULT_MODEL, NOT_GIVEN, SecondsOption, TimeoutOption
from helixagent._core.tracebacks import public
from helixagent._sync.chat_stream import ChatStream, ChatStreamManager, ParsedChatStream
from helixagent._sync.resources._base import Resource
from helixagent._sync.resources.acreate import ChatCompletionsBase
from helixagent._sync.stream import Stream
from helixagent.exceptions import ValidationError
from helixagent_client.api.chat import create_chat_completion
from helixagent_client.models.chat_completion_chunk import ChatCompletionChunk
from helixagent_client.models.chat_completion_response import ChatCompletionResponse

if TYPE_CHECKING:
    from typing import Literal

    from typing_extensions import Unpack

    from helixagent._core.requests.call_types import ChatCompletionCall, ChatCompletionStreamCall
    from helixagent._core.responses.parsed import ParsedChatCompletion
    from helixagent._core.responses.raw_response import RawSide
    from helixagent._core.tool_loop.results import ToolRunCall, ToolRunResult
    from helixagent._sync.resources._raw_types import ChatCompletionsWithRawResponse, ChatWithRawResponse
    from helixagent._sync.tool_run import ToolRun
    from helixagent_client.models.prompt_cache_retention import PromptCacheRetention
    from helixagent_client.models.reasoning_effort import ReasoningEffort
    from helixagent_client.models.service_tier import ServiceTier
    from helixagent_client.models.verbosity import Verbosity
    from helixagent_client.params import (
        AudioOptionsParam,
        ChatMessageParam,
        EnsembleConfigParam,
        FunctionCallModeParam,
        FunctionDefinitionParam,
        NamedFunctionParam,
        NamedToolChoiceParam,
        PredictionParam,
        ToolChoiceModeParam,
        ToolParam,
        WebSearchOptionsParam,
    )
    from helixagent_client.types import ApiModel

T = TypeVar("T")


class Chat(Resource):
    """Conversations with a model."""

    with_raw_response: RawSide[ChatWithRawResponse]

    @cached_property
    def completions(self) -> ChatCompletions:
        """Chat completions."""
        return ChatCompletions(self._client, raw=self._raw)


class ChatCompletions(ChatCompletionsBase):
    """Chat completions; `with_raw_response` has the same methods and gives status and headers too."""

    with_raw_response: RawSide[ChatCompletionsWithRawResponse]

    @overload
    def create(
        self, *, stream: Literal[False] = False, **arguments: Unpack[ChatCompletionCall]
    ) -> ChatCompletionResponse: ...

    @overload
    def create(
        self, *, stream: Literal[True], **arguments: Unpack[ChatCompletionCall]
    ) -> Stream[ChatCompletionChunk]: ...

    @overload
    def create(
        self, *, stream: bool, **arguments: Unpack[ChatCompletionCall]
    ) -> Union[ChatCompletionResponse, Stream[ChatCompletionChunk]]: ...

    @checked_names
    def create(
        self,
        *,
        messages: Sequence[Any],
        model: Optional[str] = DEFAULT_MODEL,
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
        tools: Optional[Sequence[Any]] = None,
        tool_choice: Any = None,
        parallel_tool_calls: Optional[bool] = None,
        response_format: Any = None,
        metadata: Optional[Mapping[str, Any]] = None,
        ensemble_config: Any = None,
        force_provider: Optional[str] = None,
        audio: Optional[Union[AudioOptionsParam, ApiModel, Mapping[str, Any]]] = None,
        function_call: Optional[Union[FunctionCallModeParam, NamedFunctionParam, ApiModel, Mapping[str, Any]]] = None,
        functions: Optional[Sequence[Union[FunctionDefinitionParam, ApiModel, Mapping[str, Any]]]] = None,
        modalities: Optional[Sequence[str]] = None,
        moderation: Optional[Mapping[str, Any]] = None,
        prediction: Optional[Union[PredictionParam, ApiModel, Mapping[str, Any]]] = None,
        prompt_cache_key: Optional[str] = None,
        prompt_cache_options: Optional[Mapping[str, Any]] = None,
        prompt_cache_retention: Optional[PromptCacheRetention] = None,
        reasoning_effort: Optional[ReasoningEffort] = None,
        safety_identifier: Optional[str] = None,
        service_tier: Optional[ServiceTier] = None,
        store: Optional[bool] = None,
        verbosity: Optional[Verbosity] = None,
        web_search_options: Optional[Union[WebSearchOptionsParam, ApiModel, Mapping[str, Any]]] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        stream_idle_timeout: SecondsOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> Union[ChatCompletionResponse, Stream[ChatCompletionChunk]]:
        """Answer a conversation.

        An argument that is left out or None is not sent.

        Args:
            messages: The conversation so far: dicts with `role` and `content`, or messages of earlier answers.
            model: The model that answers.
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
            seed: A number that makes sampling repeatable, as far as the provider allows.
            user: Your own id of the end user.
            tools: Tools that the model may call. A tool is a dict of any type, or a Python function.
            tool_choice: `"auto"`, `"none"`, `"required"`, or a dict that names the tool or the allowed tools.
            parallel_tool_calls: Whether the model may call several tools at once.
            response_format: The shape that the answer must have, as a dict; `parse` takes a class.
            metadata: Names and values to keep with the request.
            ensemble_config: How providers vote, where an ensemble answers.
            force_provider: The one provider that must answer.
            audio: Voice and format of a spoken answer, such as `{"voice": "alloy", "format": "mp3"}`.
            function_call: `"auto"`, `"none"`, or the function to call. Deprecated in favor of `tool_choice`.
            functions: Functions that the model may call. Deprecated in favor of `tools`.
            modalities: Kinds of output to generate, such as `["text", "audio"]`.
            moderation: Moderation settings for the provider.
            prediction: Text that is expected in the answer, such as `{"type": "content", "content": text}`.
            prompt_cache_key: Key under which similar prompts share a prompt cache.
            prompt_cache_options: Prompt cache settings, such as `{"mode": "explicit", "ttl": "30m"}`.
            prompt_cache_retention: How long the provider caches the prompt, such as `"24h"`.
            reasoning_effort: How much the model reasons: `"none"`, `"minimal"`, `"low"`, `"medium"`, `"high"`, ...
            safety_identifier: Stable ID of the end user, with which the provider detects abuse.
            service_tier: Tier that processes the request, such as `"auto"`, `"flex"` or `"priority"`.
            store: Whether the provider stores the completion.
            verbosity: How detailed the answer is: `"low"`, `"medium"` or `"high"`.
            web_search_options: Web search settings, such as `{"search_context_size": "low"}`.
            extra_headers: Headers of this call; None as a value takes one of the SDK's away.
            extra_query: Query parameters of this call.
            extra_body: Members of the body that the SDK does not know; they win and are not checked.
            timeout: Seconds, an httpx.Timeout, or None for no limit; for this call only.
            stream_idle_timeout: The most seconds to wait for an event of the stream, or None; for this call only.
            deadline: Seconds for all attempts and waits, and for reading the stream, or None; for this call only.

        Returns:
            The completion; with `stream=True` the stream of its chunks.

        Raises:
            ValidationError: An argument is wrong (nothing was sent then), or the server refused the request.
            AuthenticationError: The credential was refused.
            RateLimitError: Too many requests, also after the retries.
            ProviderError: The server or the provider behind it failed, also after the retries.
            NetworkError: No answer came, also after the retries.
        """
        result: Union[ChatCompletionResponse, Stream[ChatCompletionChunk]] = self._run(
            "chat.completions.create", create_chat_completion, without_class(with_tools(with_default_model(locals())))
        )
        return result

    @overload
    def stream(
        self, *, response_format: Type[T], **arguments: Unpack[ChatCompletionStreamCall]
    ) -> ChatStreamManager[ParsedChatStream[T]]: ...

    @overload
    def stream(self, **arguments: Unpack[ChatCompletionCall]) -> ChatStreamManager[ChatStream]: ...

    @public
    def stream(self, **arguments: Any) -> Any:
        """Stream an answer as typed events, with its text, its tool calls and the final completion put together.

        Args:
            arguments: Those of `create`, without `stream`; `response_format` may be a class too, as in `parse`.

        Returns:
            A context manager that gives the stream.

        Raises:
            ValidationError: `stream` was given, or a class that cannot be read; other arguments are checked when the
                context is entered.

        Example:
            with client.chat.completions.stream(messages=messages) as stream:
                for text in stream.text_deltas():
                    print(text, end="")
                completion = stream.get_final_completion()
        """
        if "stream" in arguments:
            raise ValidationError("stream() has no argument stream; it streams always.", param="stream")
        made_of: Callable[[Any], ChatStream] = ChatStream
        cls = arguments.get("response_format")
        if isinstance(cls, type):
            from helixagent._core.structured.parsing import response_format_of

            arguments["response_format"] = response_format_of(cls)
            made_of = partial(ParsedChatStream, response_format=cls)
        return ChatStreamManager(lambda: self._plain().create(stream=True, **arguments), made_of)

    @overload
    def run_tools(
        self,
        *,
        stream: Literal[False] = False,
        response_format: Type[T],
        max_turns: int = 10,
        parallel: bool = True,
        tool_timeout: Optional[float] = None,
        on_tool_error: Literal["return", "raise"] = "return",
        approve: Optional[Callable[[ToolRunCall], Any]] = None,
        stop_when: Optional[Callable[[ToolRunResult[T]], Any]] = None,
        **arguments: Unpack[ChatCompletionStreamCall],
    ) -> ToolRunResult[T]: ...

    @overload
    def run_tools(
        self,
        *,
        stream: Literal[False] = False,
        max_turns: int = 10,
        parallel: bool = True,
        tool_timeout: Optional[float] = None,
        on_tool_error: Literal["return", "raise"] = "return",
        approve: Optional[Callable[[ToolRunCall], Any]] = None,
        stop_when: Optional[Callable[[ToolRunResult[Any]], Any]] = None,
        **arguments: Unpack[ChatCompletionCall],
    ) -> ToolRunResult[Any]: ...

    @overload
    def run_tools(
        self,
        *,
        stream: Literal[True],
        response_format: Type[T],
        max_turns: int = 10,
        parallel: bool = True,
        tool_timeout: Optional[float] = None,
        on_tool_error: Literal["return", "raise"] = "return",
        approve: Optional[Callable[[ToolRunCall], Any]] = None,
        stop_when: Optional[Callable[[ToolRunResult[T]], Any]] = None,
        **arguments: Unpack[ChatCompletionStreamCall],
    ) -> ToolRun[T]: ...

    @overload
    def run_tools(
        self,
        *,
        stream: Literal[True],
        max_turns: int = 10,
        parallel: bool = True,
        tool_timeout: Optional[float] = None,
        on_tool_error: Literal["return", "raise"] = "return",
        approve: Optional[Callable[[ToolRunCall], Any]] = None,
        stop_when: Optional[Callable[[ToolRunResult[Any]], Any]] = None,
        **arguments: Unpack[ChatCompletionCall],
    ) -> ToolRun[Any]: ...

    @public
    def run_tools(
        self,
        *,
        stream: bool = False,
        max_turns: int = 10,
        parallel: bool = True,
        tool_timeout: Optional[float] = None,
        on_tool_error: str = "return",
        approve: Optional[Callable[[ToolRunCall], Any]] = None,
        stop_when: Optional[Callable[[ToolRunResult[Any]], Any]] = None,
        **arguments: Any,
    ) -> Any:
        """Call the model, run the tools that it calls, send the results back, and continue until it answers.

        Args:
            stream: Whether to return a context manager that yields events.
            max_turns: Maximum number of responses of the model.
            parallel: Whether the tools of one turn run at the same time.
            tool_timeout: Timeout of each call of a tool in seconds, or None.
            on_tool_error: `"return"` sends the text of an error to the model; `"raise"` raises `ToolCallError`.
            approve: Function that returns whether a call may run. The model learns which calls were not approved.
            stop_when: Function that is called with the result after each turn, and returns whether to stop.
            arguments: Arguments of `create`. `tools` has functions, `FunctionTool` objects and dicts; a call of a
                dict ends the loop. `response_format` is a class or a dict. A `tool_choice` that forces a call
                applies to the first turn.

        Returns:
            The result: the last response, all messages, the calls and the token counts.

        Raises:
            MaxTurnsError: The model still calls tools after `max_turns` turns; `result` has everything so far.
            ToolCallError: A tool failed, and `on_tool_error` is `"raise"`; `result` has everything so far.
            ValidationError: An argument is wrong. Nothing was sent.
            HelixAgentError: A request failed, as in `create`; `result` has everything so far.

        Example:
            result = client.chat.completions.run_tools(messages=messages, tools=[get_weather])
            print(result.content)
        """
        # Imported here: few programs need it.
        from helixagent._core.tool_loop.conversation import Settings
        from helixagent._sync.tool_run import ToolRun

        settings = Settings(max_turns, parallel, tool_timeout, on_tool_error, approve, stop_when)
        tools = arguments.pop("tools", None)
        run: ToolRun[Any] = ToolRun(self._plain(), settings, arguments, tools=tools, stream=stream)
        return run if stream else run.whole()

    @checked_names
    def parse(
        self,
        *,
        messages: Sequence[Union[ChatMessageParam, ApiModel]],
        response_format: Type[T],
        model: Optional[str] = DEFAULT_MODEL,
        max_tokens: Optional[int] = None,
        max_completion_tokens: Optional[int] = None,
        temperature: Optional[float] = None,
        top_p: Optional[float] = None,
        n: Optional[int] = None,
        stop: Optional[Union[str, Sequence[str]]] = None,
        presence_penalty: Optional[float] = None,
        frequency_penalty: Optional[float] = None,
        logit_bias: Optional[Mapping[str, float]] = None,
        logprobs: Optional[bool] = None,
        top_logprobs: Optional[int] = None,
        seed: Optional[int] = None,
        user: Optional[str] = None,
        tools: Optional[Sequence[Union[ToolParam, Callable[..., Any], ApiModel, Mapping[str, Any]]]] = None,
        tool_choice: Optional[Union[ToolChoiceModeParam, NamedToolChoiceParam, ApiModel, Mapping[str, Any]]] = None,
        parallel_tool_calls: Optional[bool] = None,
        metadata: Optional[Mapping[str, str]] = None,
        ensemble_config: Optional[Union[EnsembleConfigParam, ApiModel, Mapping[str, Any]]] = None,
        force_provider: Optional[str] = None,
        audio: Optional[Union[AudioOptionsParam, ApiModel, Mapping[str, Any]]] = None,
        function_call: Optional[Union[FunctionCallModeParam, NamedFunctionParam, ApiModel, Mapping[str, Any]]] = None,
        functions: Optional[Sequence[Union[FunctionDefinitionParam, ApiModel, Mapping[str, Any]]]] = None,
        modalities: Optional[Sequence[str]] = None,
        moderation: Optional[Mapping[str, Any]] = None,
        prediction: Optional[Union[PredictionParam, ApiModel, Mapping[str, Any]]] = None,
        prompt_cache_key: Optional[str] = None,
        prompt_cache_options: Optional[Mapping[str, Any]] = None,
        prompt_cache_retention: Optional[PromptCacheRetention] = None,
        reasoning_effort: Optional[ReasoningEffort] = None,
        safety_identifier: Optional[str] = None,
        service_tier: Optional[ServiceTier] = None,
        store: Optional[bool] = None,
        verbosity: Optional[Verbosity] = None,
        web_search_options: Optional[Union[WebSearchOptionsParam, ApiModel, Mapping[str, Any]]] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> ParsedChatCompletion[T]:
        """Answer a conversation with an object of a dataclass, a TypedDict, or a pydantic model.

        All arguments but `response_format` are those of `create`, without those of streams.

        Args:
            messages: The conversation so far.
            response_format: The class; the model is made to answer with JSON of its shape.
            model: The model that answers.
            max_tokens: The most tokens to generate; an answer that they cut off cannot be read.
            max_completion_tokens: The most tokens to generate, those of reasoning included.
            temperature: How random the answer is, from 0 to 2.
            top_p: The share of the probability mass to sample from, from 0 to 1.
            n: How many choices to generate; each is read.
            stop: The string, or the strings, before which to stop.
            presence_penalty: A penalty on tokens that have occurred, from -2 to 2.
            frequency_penalty: A penalty on tokens by how often they have occurred, from -2 to 2.
            logit_bias: A bias for each token id, from -100 to 100.
            logprobs: Whether to report the log probabilities of the tokens.
            top_logprobs: How many likely tokens to report at each position, from 0 to 20.
            seed: A number that makes sampling repeatable, as far as the provider allows.
            user: Your own id of the end user.
            tools: The tools that the model may call in place of an answer.
            tool_choice: `"auto"`, `"none"`, `"required"`, or a dict that names the tool or the allowed tools.
            parallel_tool_calls: Whether the model may call several tools at once.
            metadata: Names and values to keep with the request.
            ensemble_config: How providers vote, where an ensemble answers.
            force_provider: The one provider that must answer.
            audio: Voice and format of a spoken answer, such as `{"voice": "alloy", "format": "mp3"}`.
            function_call: `"auto"`, `"none"`, or the function to call. Deprecated in favor of `tool_choice`.
            functions: Functions that the model may call. Deprecated in favor of `tools`.
            modalities: Kinds of output to generate, such as `["text", "audio"]`.
            moderation: Moderation settings for the provider.
            prediction: Text that is expected in the answer, such as `{"type": "content", "content": text}`.
            prompt_cache_key: Key under which similar prompts share a prompt cache.
            prompt_cache_options: Prompt cache settings, such as `{"mode": "explicit", "ttl": "30m"}`.
            prompt_cache_retention: How long the provider caches the prompt, such as `"24h"`.
            reasoning_effort: How much the model reasons: `"none"`, `"minimal"`, `"low"`, `"medium"`, `"high"`, ...
            safety_identifier: Stable ID of the end user, with which the provider detects abuse.
            service_tier: Tier that processes the request, such as `"auto"`, `"flex"` or `"priority"`.
            store: Whether the provider stores the completion.
            verbosity: How detailed the answer is: `"low"`, `"medium"` or `"high"`.
            web_search_options: Web search settings, such as `{"search_context_size": "low"}`.
            extra_headers: Headers of this call; None as a value takes one of the SDK's away.
            extra_query: Query parameters of this call.
            extra_body: Members of the body that the SDK does not know; they win and are not checked.
            timeout: Seconds, an httpx.Timeout, or None for no limit; for this call only.
            deadline: Seconds for all attempts and waits, or None; for this call only.

        Returns:
            The completion, with the object in `choices[0].message.parsed`; None there where the model refused.

        Raises:
            InvalidResponseError: The answer is not of that shape, e.g. since `max_tokens` cut it off.
            ValidationError: The class has a member that JSON has no form for, or another argument is wrong.
            HelixAgentError: As in `create`.

        Example:
            completion = client.chat.completions.parse(messages=messages, response_format=Person)
            print(completion.choices[0].message.parsed.name)
        """
        arguments = with_tools(with_default_model(dict(locals())))
        # Imported here: few programs need it.
        from helixagent._core.responses.parsed import parsed_completion
        from helixagent._core.structured.parsing import response_format_of

        arguments["response_format"] = response_format_of(response_format)
        result: ParsedChatCompletion[T] = self._run(
            "chat.completions.parse",
            create_chat_completion,
            arguments,
            lambda response: parsed_completion(response, response_format),
        )
        return result
