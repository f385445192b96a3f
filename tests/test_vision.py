"""Tests of vision: images as URLs, bytes and files and with the helper, and the text in images."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any, Dict, List

import pytest
from cases import for_each
from support import Driver

from helixagent import ValidationError, image_data_url
from helixagent.testing import Sandbox
from helixagent.types import ChatCompletionResponse, OcrResponse

# One white pixel.
PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII=")
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"
URL = "https://example.com/image.jpg"


def about(url: Any) -> List[Dict[str, Any]]:
    """Return the messages of the document, with this image."""
    return [
        {
            "role": "user",
            "content": [
                {"type": "text", "text": "What's in this image?"},
                {"type": "image_url", "image_url": {"url": url}},
            ],
        }
    ]


# --- analyze


def test_an_image_by_its_url(driver: Driver, sandbox: Sandbox) -> None:
    messages = about(URL)
    response = driver.run(driver.client(sandbox).vision.analyze(model="gpt-4-vision-preview", messages=messages))
    assert type(response) is ChatCompletionResponse
    assert f"Image 1: {URL} (not fetched)" in response.choices[0].message.content
    assert sandbox.requests[0].path == "/v1/vision/analyze"
    assert sandbox.requests[0].json() == {"model": "gpt-4-vision-preview", "messages": messages}


def test_an_image_in_base64_as_in_the_document(driver: Driver, sandbox: Sandbox) -> None:
    url = f"data:image/png;base64,{base64.b64encode(PNG).decode()}"
    response = driver.run(driver.client(sandbox).vision.analyze(model="m", messages=about(url)))
    assert f"image/png, {len(PNG)} bytes, 1x1 pixels" in response.choices[0].message.content


@for_each("form", ["bytes", "path", "text", "url"])
def test_the_helper_creates_the_url_of_any_image(form: str, tmp_path: Path, driver: Driver, sandbox: Sandbox) -> None:
    # The name has the wrong extension, but only the bytes matter.
    path = tmp_path / "image.jpg"
    path.write_bytes(PNG)
    image = {"bytes": PNG, "path": path, "text": str(path), "url": URL}[form]
    response = driver.run(driver.client(sandbox).vision.analyze(model="m", messages=about(image_data_url(image))))
    expected = URL if form == "url" else "image/png"
    assert expected in response.choices[0].message.content


def test_several_images_and_the_other_arguments(driver: Driver, sandbox: Sandbox) -> None:
    messages = [*about(URL), *about(image_data_url(JPEG))]
    arguments = {"max_tokens": 100, "temperature": 0.5, "n": 2, "stop": ["\n\n"], "seed": 1, "user": "u"}
    response = driver.run(driver.client(sandbox).vision.analyze(model="m", messages=messages, **arguments))
    assert len(response.choices) == 2
    assert "2 images" in response.choices[0].message.content
    assert sandbox.requests[0].json() == {"model": "m", "messages": messages, **arguments}


@for_each(
    ("arguments", "words"),
    [
        ({"messages": about(URL)}, "needs the argument model"),
        ({"model": "m"}, "needs the argument messages"),
        ({"model": "m", "messages": []}, "messages must not be empty"),
        ({"model": "m", "messages": about(PNG)}, r"image_url\.url must be a string, not bytes"),
        ({"model": "m", "messages": about(None)}, r"messages\[0\]\.content\[1\]\.image_url\.url is required"),
        ({"model": "m", "messages": about(URL), "temperature": 3}, "temperature must be between 0 and 2"),
        ({"model": "m", "messages": about(URL), "stream": True}, "no argument stream"),
        ({"model": "m", "messages": about(URL), "image": PNG}, "no argument image"),
    ],
)
def test_invalid_questions_are_refused_before_they_are_sent(
    arguments: Any, words: str, driver: Driver, sandbox: Sandbox
) -> None:
    with pytest.raises(ValidationError, match=words):
        driver.run(driver.client(sandbox).vision.analyze(**arguments))
    assert sandbox.requests == []


# --- ocr


def test_the_text_of_an_image_by_its_url_as_in_the_document(driver: Driver, sandbox: Sandbox) -> None:
    arguments = {
        "image_url": "https://example.com/document.png",
        "languages": ["en", "de"],
        "output_format": "markdown",
    }
    response = driver.run(driver.client(sandbox).vision.ocr(**arguments))
    assert type(response) is OcrResponse
    assert response.text.startswith("# Sandbox document")
    assert (response.confidence, response.language, response.pages) == (0.97, "en", 1)
    assert response.blocks[0].bounding_box == [0, 0, 200, 20]
    assert sandbox.requests[0].json() == arguments


@for_each("form", ["bytes", "bytearray", "memoryview", "path", "text"])
def test_the_text_of_an_image_passed_as_bytes_or_file(
    form: str, tmp_path: Path, driver: Driver, sandbox: Sandbox
) -> None:
    path = tmp_path / "scan ü.dat"
    path.write_bytes(PNG)
    given: Dict[str, Any] = {"bytes": PNG, "bytearray": bytearray(PNG), "memoryview": memoryview(PNG)}
    image = {**given, "path": path, "text": str(path)}[form]
    response = driver.run(driver.client(sandbox).vision.ocr(image=image))
    assert f"image/png, {len(PNG)} bytes" in response.text
    assert sandbox.requests[0].json() == {"image": base64.b64encode(PNG).decode()}


def test_an_image_may_be_a_url_of_the_helper(driver: Driver, sandbox: Sandbox) -> None:
    response = driver.run(driver.client(sandbox).vision.ocr(image_url=image_data_url(JPEG)))
    assert "image/jpeg" in response.text


@for_each("arguments", [{}, {"image": PNG, "image_url": URL}, {"image": None, "image_url": None}])
def test_exactly_one_image_is_required(arguments: Any, driver: Driver, sandbox: Sandbox) -> None:
    with pytest.raises(ValidationError, match="image_url or image, and not both"):
        driver.run(driver.client(sandbox).vision.ocr(**arguments))
    assert sandbox.requests == []


@for_each(
    ("image", "words"),
    [
        ("no-such-file.png", "there is no file 'no-such-file.png'"),
        (b"", "image is empty"),
        (b"just text", "not an image of a known type"),
        (b"%PDF-1.7", "it is a PDF"),
        ("", "image"),
        ("a\0b", "cannot be read"),
        (5, "must be a path, a URL or bytes, not int"),
        ("data:image/png;base64,AAAA", "'data:image/png;base64,AAAA' is a URL; pass it as image_url"),
        ("HTTPS://example.com/a.png", "'HTTPS://example.com/a.png' is a URL; pass it as image_url"),
        ("data:image/png;base64," + "A" * 100_000, "is a URL; pass it as image_url"),
    ],
)
def test_an_invalid_image_is_a_clear_error_and_the_client_still_works(
    image: Any, words: str, driver: Driver, sandbox: Sandbox
) -> None:
    client = driver.client(sandbox)
    with pytest.raises(ValidationError, match=words) as caught:
        driver.run(client.vision.ocr(image=image))
    assert caught.value.param == "image"
    assert sandbox.requests == []
    assert driver.run(client.vision.ocr(image=PNG)).pages == 1


def test_a_directory_is_not_an_image(tmp_path: Path, driver: Driver, sandbox: Sandbox) -> None:
    with pytest.raises(ValidationError, match="is a directory"):
        driver.run(driver.client(sandbox).vision.ocr(image=tmp_path))
    with pytest.raises(ValidationError, match="is a directory"):
        image_data_url(tmp_path)


@for_each(
    ("arguments", "param"),
    [({"languages": "en"}, "languages"), ({"languages": [5]}, "languages[0]"), ({"output_format": 5}, "output_format")],
)
def test_invalid_values_are_named(arguments: Any, param: str, driver: Driver, sandbox: Sandbox) -> None:
    with pytest.raises(ValidationError) as caught:
        driver.run(driver.client(sandbox).vision.ocr(image_url=URL, **arguments))
    assert caught.value.param == param
    assert sandbox.requests == []


def test_missing_fields_are_none(driver: Driver, sandbox: Sandbox) -> None:
    sandbox.reply(json={"text": "x", "blocks": None})
    response = driver.run(driver.client(sandbox).vision.ocr(image_url=URL))
    assert (response.text, response.blocks, response.confidence, response.pages) == ("x", None, None, None)
