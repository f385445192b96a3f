"""Chat completions whose content has been read into an object of the caller's class."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Generic, List, Optional, Tuple, Type, TypeVar

from helixagent_client.models.chat_completion_response import ChatCompletionResponse
from helixagent_client.models.choice import Choice
from helixagent_client.models.message import Message

from ._core.structured import parse_into

T = TypeVar("T")


class ParsedMessage(Message, Generic[T]):
    """A message with its content as an object, in `parsed`; None where the model refused or called tools."""

    __slots__ = ("parsed",)

    FIELDS: ClassVar[Tuple[str, ...]] = (*Message.FIELDS, "parsed")

    parsed: Optional[T]


class ParsedChoice(Choice, Generic[T]):
    """A choice whose message is parsed."""

    __slots__ = ()

    if TYPE_CHECKING:
        message: ParsedMessage[T]


class ParsedChatCompletion(ChatCompletionResponse, Generic[T]):
    """A chat completion whose messages are parsed."""

    __slots__ = ()

    if TYPE_CHECKING:
        # A list of the narrower class: nobody puts other choices into an answer.
        choices: List[ParsedChoice[T]]  # type: ignore[assignment]


def parsed_completion(response: ChatCompletionResponse, cls: Type[T]) -> ParsedChatCompletion[T]:
    """Return a completion with the content of each message as an object of the class.

    Raises:
        InvalidResponseError: A content is not what the class asks for; `body` on the exception is the content.
    """
    completion: Any = ParsedChatCompletion.from_dict(response.to_dict())
    completion.choices = [_parsed_choice(choice, cls) for choice in response.choices or ()]
    completion._request_id = response._request_id
    return completion  # type: ignore[no-any-return]


def _parsed_choice(choice: Choice, cls: Type[T]) -> ParsedChoice[T]:
    parsed: Any = ParsedChoice.from_dict(choice.to_dict())
    message: Any = ParsedMessage.from_dict(choice.message.to_dict()) if choice.message is not None else None
    if message is not None:
        message.parsed = None if message.content is None else parse_into(cls, message.content)
    parsed.message = message
    return parsed  # type: ignore[no-any-return]
