"""The commands `ocr` and `vision`, which read images."""

from __future__ import annotations

import re
from typing import Any, Dict, Optional, Tuple

import click

from helixagent.cli.options import Command, pass_state, values_of
from helixagent.cli.responses import text_of, warn_if_truncated
from helixagent.cli.state import State

_URL = re.compile(r"(?:https?://|data:)", re.IGNORECASE)


@click.command(cls=Command)
@click.argument("image")
@click.option("-l", "--language", metavar="CODE", multiple=True, help="Expected language, such as en. Can be repeated.")
@click.option("--format", "output_format", type=click.Choice(values_of("OcrFormatParam")), help="Format of the text.")
@pass_state
def ocr(state: State, image: str, language: Tuple[str, ...], output_format: Optional[str]) -> None:
    """Read the text in an image.

    IMAGE is a file or a URL. --output json also prints the confidence and the position of each block.

    \b
    helixagent ocr receipt.png --language de --format markdown
    """
    source: Dict[str, Any] = {"image_url" if _URL.match(image) else "image": image, "output_format": output_format}
    with state.screen.waiting("reading the image"):
        response = state.client.vision.ocr(languages=list(language) or None, **source)
    if state.screen.as_json:
        state.screen.json(response)
        return
    with state.screen.writer(markdown=output_format == "markdown") as writer:
        writer.write(response.text or "")
    if not response.text:
        state.screen.note("The image does not contain any text.")


@click.command(cls=Command)
@click.argument("image", nargs=-1, required=True)
@click.option("-p", "--prompt", default="Describe this image.", show_default=True, help="The question.")
@click.option("-m", "--model", default="helixagent-ensemble", show_default=True, help="The model.")
@click.option("--max-tokens", metavar="N", type=click.IntRange(min=1), help="Maximum number of tokens to generate.")
@pass_state
def vision(state: State, image: Tuple[str, ...], prompt: str, model: str, max_tokens: Optional[int]) -> None:
    """Ask about images.

    Each IMAGE is a file or a URL.

    \b
    helixagent vision before.png after.png --prompt "What has changed?"
    """
    from helixagent import image_data_url

    parts: Any = [{"type": "text", "text": prompt}]
    parts += [{"type": "image_url", "image_url": {"url": image_data_url(each)}} for each in image]
    with state.screen.waiting("looking"):
        response = state.client.vision.analyze(
            model=model, messages=[{"role": "user", "content": parts}], max_tokens=max_tokens
        )
    if state.screen.as_json:
        state.screen.json(response)
        return
    state.screen.markdown(text_of(response))
    warn_if_truncated(state, response)
