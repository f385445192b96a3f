# Written by `make generate` from helixagent/_async/resources/vision.py; do not edit.
"""Vision: questions about images, and the text in them."""

from __future__ import annotations

from base64 import b64encode
from os import PathLike
from typing import TYPE_CHECKING, Optional, Sequence, Union

from helixagent._core.requests.arguments import checked_names
from helixagent._core.requests.images import read_image
from helixagent._sync.resources._base import Resource
from helixagent.exceptions import ValidationError
from helixagent_client.api.vision import analyze_image, extract_text
from helixagent_client.models.chat_completion_response import ChatCompletionResponse
from helixagent_client.models.ocr_response import OcrResponse

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from helixagent._core.requests.call_types import CallOptions
    from helixagent._core.responses.raw_response import RawSide
    from helixagent._sync.resources._raw_types import VisionWithRawResponse
    from helixagent_client.params import ChatMessageParam, OcrFormatParam
    from helixagent_client.types import ApiModel


class Vision(Resource):
    """Questions about images, and the text in them."""

    with_raw_response: RawSide[VisionWithRawResponse]

    @checked_names
    def analyze(
        self,
        *,
        model: str,
        messages: Sequence[Union[ChatMessageParam, ApiModel]],
        max_tokens: Optional[int] = None,
        max_completion_tokens: Optional[int] = None,
        temperature: Optional[float] = None,
        top_p: Optional[float] = None,
        n: Optional[int] = None,
        stop: Union[str, Sequence[str], None] = None,
        presence_penalty: Optional[float] = None,
        frequency_penalty: Optional[float] = None,
        seed: Optional[int] = None,
        user: Optional[str] = None,
        **options: Unpack[CallOptions],
    ) -> ChatCompletionResponse:
        """Answer a conversation about images.

        Args:
            model: The model that answers.
            messages: The conversation; images are parts `{"type": "image_url", "image_url": {"url": ...}}`,
                whose url is an address or, for a file or bytes, what `helixagent.image_data_url` makes of it.
            max_tokens: The most tokens to generate.
            max_completion_tokens: The most tokens to generate, those of reasoning included.
            temperature: How random the answer is, from 0 to 2.
            top_p: The share of the probability mass to sample from, from 0 to 1.
            n: How many choices to generate.
            stop: The string, or the strings, before which to stop.
            presence_penalty: A penalty on tokens that have occurred, from -2 to 2.
            frequency_penalty: A penalty on tokens by how often they have occurred, from -2 to 2.
            seed: A number that makes sampling repeatable, as far as the provider allows.
            user: Your own id of the end user.
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Raises:
            HelixAgentError: As in `chat.completions.create`.
        """
        result: ChatCompletionResponse = self._run("vision.analyze", analyze_image, locals())
        return result

    @checked_names
    def ocr(
        self,
        *,
        image_url: Optional[str] = None,
        image: Union[str, bytes, PathLike[str], None] = None,
        languages: Optional[Sequence[str]] = None,
        output_format: Optional[OcrFormatParam] = None,
        **options: Unpack[CallOptions],
    ) -> OcrResponse:
        """Read the text in an image, of which one of `image_url` and `image` is given.

        Args:
            image_url: The image's address.
            image: The image's bytes, or the path of its file.
            languages: The languages to expect, e.g. `["en", "de"]`.
            output_format: `text`, `markdown`, `json` or `html`.
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Raises:
            ValidationError: No image or two were given, the file is not there, or it is no image of a known type.
            HelixAgentError: As in `chat.completions.create`.
        """
        if (image_url is None) == (image is None):
            raise ValidationError("vision.ocr() needs image_url or image, and not both.", param="image_url")
        arguments = {**locals(), "image": None if image is None else b64encode(read_image(image)[1]).decode()}
        result: OcrResponse = self._run("vision.ocr", extract_text, arguments)
        return result
