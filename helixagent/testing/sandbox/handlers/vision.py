"""Vision: describe the given images, and read a fixed text from them."""

from __future__ import annotations

import html
import json
from typing import Any, Dict, List, Mapping, Sequence

from helixagent.testing.sandbox.exchange import Call, Handler, Reply, invalid, json_reply
from helixagent.testing.sandbox.handlers.chat import full_completion
from helixagent.testing.sandbox.handlers.generations import limited, requested_choices, text_of, varied
from helixagent.testing.sandbox.handlers.images import decoded, describe, kind_of
from helixagent_client.models.ocr_format import OCR_FORMAT_VALUES

_MODEL = "sandbox-ocr"
_TITLE = "Sandbox document"


def analyze_image(call: Call) -> Reply:
    """Handle analyzeImage."""
    messages = call.body["messages"]
    descriptions = _images(messages)
    count = "no image" if not descriptions else "1 image" if len(descriptions) == 1 else f"{len(descriptions)} images"
    listed = "".join(f" Image {number}: {image}." for number, image in enumerate(descriptions, 1))
    text = f"I see {count}.{listed}"
    question = _question(messages[-1])
    if question:
        text += f' You asked: "{question}"'
    scripted = call.scripted
    generations = [scripted or limited(call, varied(text, index)) for index in range(requested_choices(call))]
    return json_reply(full_completion(call, "chatcmpl-vision-", "chat.completion", messages, generations))


def extract_text(call: Call) -> Reply:
    """Handle extractText."""
    source = _source(call)
    form = call.option("output_format", "text")
    if form not in OCR_FORMAT_VALUES:
        known = ", ".join(OCR_FORMAT_VALUES)
        raise invalid(f"Invalid argument output_format: {form!r} is not {known}", "output_format")
    languages: List[str] = call.option("languages", []) or ["en"]
    lines = [_TITLE, "Source: " + source, "Languages: " + ", ".join(languages)]
    boxes = [[0, 30 * number, 200, 30 * number + 20] for number in range(len(lines))]
    blocks = [{"text": line, "confidence": 0.98, "bounding_box": box} for line, box in zip(lines, boxes)]
    return json_reply(
        {
            "text": _formatted(lines, form),
            "confidence": 0.97,
            "language": languages[0],
            "pages": 1,
            "blocks": blocks,
            "model": _MODEL,
        }
    )


def _images(messages: Sequence[Mapping[str, Any]]) -> List[str]:
    descriptions = []
    for number, message in enumerate(messages):
        content = message.get("content")
        for index, part in enumerate(content if isinstance(content, list) else []):
            if part.get("type") == "image_url":
                param = f"messages[{number}].content[{index}].image_url.url"
                descriptions.append(describe(part["image_url"]["url"], param))
    return descriptions


def _question(message: Mapping[str, Any]) -> str:
    content = message.get("content")
    if not isinstance(content, list):
        return text_of(message)
    return " ".join(part["text"] for part in content if part.get("type") == "text")


def _source(call: Call) -> str:
    url, image = call.option("image_url"), call.option("image")
    if (url is None) == (image is None):
        raise invalid("Invalid argument image_url: pass either image_url or image", "image_url")
    if url is not None:
        return describe(url, "image_url")
    if image.startswith("data:"):
        return describe(image, "image")
    data = decoded(image, "image")
    return "{}, {} bytes".format(kind_of(data) or "an image of no known type", len(data))


def _formatted(lines: Sequence[str], form: str) -> str:
    if form == "markdown":
        return "# {}\n\n{}".format(lines[0], "\n\n".join(lines[1:]))
    if form == "html":
        return "<h1>{}</h1>\n{}".format(lines[0], "\n".join(f"<p>{html.escape(line)}</p>" for line in lines[1:]))
    if form == "json":
        return json.dumps({"title": lines[0], "lines": list(lines[1:])}, ensure_ascii=False)
    return "\n".join(lines)


HANDLERS: Dict[str, Handler] = {"analyzeImage": analyze_image, "extractText": extract_text}
