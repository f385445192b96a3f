"""Parse the content of chat completions into objects of the user's class."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Generic, List, Optional, Tuple, Type, TypeVar

from helixagent_client.models.chat_completion_response import ChatCompletionResponse
from helixagent_client.models.choice import Choice
from helixagent_client.models.message import Message

from ...exceptions import InvalidResponseError

T = TypeVar("T")


class ParsedMessage(Message, Generic[T]):
    """A message whose content is also available as an object in `parsed`.

    `parsed` is None if the model refused, or if it called tools without writing an object.
    """

    __slots__ = ("parsed",)

    FIELDS: ClassVar[Tuple[str, ...]] = (*Message.FIELDS, "parsed")

    parsed: Optional[T]

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            # A message that the user creates is not parsed.
            return None if name == "parsed" else super().__getattr__(name)


class ParsedChoice(Choice, Generic[T]):
    """A choice with a parsed message."""

    __slots__ = ()

    if TYPE_CHECKING:
        # The narrower type is safe, because responses are not modified.
        message: ParsedMessage[T]  # pyright: ignore[reportIncompatibleVariableOverride]


class ParsedChatCompletion(ChatCompletionResponse, Generic[T]):
    """A chat completion with parsed messages."""

    __slots__ = ()

    if TYPE_CHECKING:
        # The narrower type is safe, because responses are not modified.
        choices: List[ParsedChoice[T]]  # type: ignore[assignment]  # pyright: ignore[reportIncompatibleVariableOverride]


def parsed_completion(response: ChatCompletionResponse, cls: Type[T]) -> ParsedChatCompletion[T]:
    """Return a completion with the content of each message parsed into an object of the class.

    Raises:
        InvalidResponseError: The content of a message does not match the class. The exception's `body` is the content.
    """
    completion: Any = ParsedChatCompletion.from_dict(response.to_dict())
    completion._request_id = response._request_id
    # As in every response, choices of another type are not changed.
    if isinstance(response.choices, list):
        try:
            completion.choices = [_parsed_choice(choice, cls) for choice in response.choices]
        except InvalidResponseError as error:
            error.status_code, error.request_id = 200, response._request_id
            raise
    return completion  # type: ignore[no-any-return]


def _parsed_choice(choice: Choice, cls: Type[T]) -> Any:
    if not isinstance(choice, Choice):
        return choice
    parsed: Any = ParsedChoice.from_dict(choice.to_dict())
    if isinstance(choice.message, Message):
        parsed.message = ParsedMessage.from_dict(choice.message.to_dict())
        parsed.message.parsed = _parsed_content(choice.message, cls)
    return parsed


def _parsed_content(message: Message, cls: Type[T]) -> Optional[T]:
    has_calls = bool(message.tool_calls or message.to_dict().get("function_call"))
    if message.content is None or message.refusal or (has_calls and not message.content):
        return None
    # The import is here because it imports pydantic.
    from ..structured.schemas import parse_content

    return parse_content(cls, message.content, has_calls=has_calls)
