"""Vision: questions about images, and text recognition."""

from __future__ import annotations

from typing import Any, Mapping, Optional, Sequence, Union

from helixagent import _async, types
from helixagent._async.resources._base import AsyncResource
from helixagent._core.requests.arguments import checked_names
from helixagent._core.requests.images import ocr_arguments
from helixagent._core.requests.options import NOT_GIVEN, SecondsOption, StrPath, TimeoutOption
from helixagent._core.responses.raw_response import RawSide
from helixagent_client.api.vision import analyze_image, extract_text
from helixagent_client.types import ApiModel


class AsyncVision(AsyncResource):
    """Ask questions about images, and read the text in them."""

    with_raw_response: RawSide[_async.AsyncVisionWithRawResponse]
    with_streaming_response: RawSide[_async.AsyncVisionWithStreamingResponse]

    # region openapi.yaml: analyzeImage as vision.analyze
    @checked_names
    async def analyze(
        self,
        *,
        model: str,
        messages: Sequence[Union[types.ChatMessageParam, ApiModel]],
        max_tokens: Optional[int] = None,
        max_completion_tokens: Optional[int] = None,
        temperature: Optional[float] = None,
        top_p: Optional[float] = None,
        n: Optional[int] = None,
        stop: Optional[Union[str, Sequence[str]]] = None,
        presence_penalty: Optional[float] = None,
        frequency_penalty: Optional[float] = None,
        seed: Optional[int] = None,
        user: Optional[str] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.ChatCompletionResponse:
        """Ask a question about images.

        Generates a response to a list of messages with image parts.

        Args:
            model: ID of the model to use.
            messages: Messages of the conversation so far, with image parts. At least one is required.
            max_tokens: Maximum number of tokens to generate.
            max_completion_tokens: Maximum number of tokens to generate, including reasoning tokens.
            temperature: Sampling temperature, from 0 to 2. Higher values make the output more random.
            top_p: Probability mass for nucleus sampling, from 0 to 1.
            n: Number of choices to generate.
            stop: Sequences at which the model stops generating.
            presence_penalty: Penalty for tokens that have already occurred, from -2 to 2.
            frequency_penalty: Penalty for tokens in proportion to how often they have occurred, from -2 to 2.
            seed: Seed for sampling. Requests with the same seed return the same output if the provider supports it.
            user: Your ID for the end user.
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Raises:
            ValidationError: The request is malformed or an argument is out of range.
            AuthenticationError: The API key is missing, invalid or expired.
            NotFoundError: The resource does not exist.
            RateLimitError: Too many requests.
            ProviderError: The server failed.
        """
        return await self._run("vision.analyze", analyze_image, locals())

    # endregion

    # region openapi.yaml: extractText as vision.ocr
    @checked_names
    async def ocr(
        self,
        *,
        image_url: Optional[str] = None,
        image: Union[StrPath, bytes, None] = None,
        languages: Optional[Sequence[str]] = None,
        output_format: Optional[types.OcrFormatParam] = None,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.OcrResponse:
        """Extract the text of an image. Pass either `image_url` or `image`.

        Args:
            image_url: URL of the image. Either this or `image` is required.
            image: Image as bytes, or the path of its file.
            languages: Codes of the expected languages, such as `en`.
            output_format: Format of the text.
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Raises:
            ValidationError: Not exactly one image was passed, or the file does not exist or has an unknown type.
        """
        return await self._run("vision.ocr", extract_text, ocr_arguments(locals()))

    # endregion
