"""Tests of images as data URLs: the type is detected from the bytes, and other files are refused."""

from __future__ import annotations

import base64
import os
from pathlib import Path
from typing import Any

import pytest
from cases import for_each
from hypothesis import given, strategies as st

from helixagent import ValidationError, image_data_url
from helixagent._core.requests.images import media_type_of, read_image

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def ftyp(*brands: bytes) -> bytes:
    box = b"ftyp" + brands[0] + b"\0\0\0\0" + b"".join(brands[1:])
    return (len(box) + 4).to_bytes(4, "big") + box + b"\0\0\0\x08mdat"


KNOWN = {
    "image/png": [PNG],
    "image/jpeg": [b"\xff\xd8\xff\xe0\0\x10JFIF", b"\xff\xd8\xff\xdb"],
    "image/gif": [b"GIF87a..", b"GIF89a.."],
    "image/webp": [b"RIFF\x24\0\0\0WEBPVP8 "],
    "image/bmp": [b"BM\x46\0\0\0"],
    "image/tiff": [b"II*\0....", b"MM\0*....", b"II+\0....", b"MM\0+...."],
    "image/avif": [ftyp(b"avif", b"mif1"), ftyp(b"mif1", b"miaf", b"avif"), ftyp(b"avis")],
    "image/heic": [ftyp(b"heic", b"mif1"), ftyp(b"mif1", b"heix")],
    "image/heif": [ftyp(b"mif1", b"miaf")],
}
UNKNOWN = [
    b"\x89PNG",
    b"\xff\xd8",
    b"RIFF\x24\0\0\0WAVEfmt ",
    ftyp(b"isom", b"mp42"),
    b"\0\0\0\x10ftyp",
    # A brand after the end of the box does not count.
    b"\0\0\0\x10ftypisom\0\0\0\0avif",
    b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    b"<html>",
    b"\0" * 64,
]


@for_each(("media_type", "content"), [(name, each) for name, all_ in KNOWN.items() for each in all_])
def test_the_media_type_is_detected_from_the_bytes(tmp_path: Path, media_type: str, content: bytes) -> None:
    expected = f"data:{media_type};base64,{base64.b64encode(content).decode()}"
    # The name has the wrong extension.
    path = tmp_path / "image.txt"
    path.write_bytes(content)
    for image in (content, bytearray(content), memoryview(content), path, str(path)):
        assert image_data_url(image) == expected  # type: ignore[arg-type]
    assert read_image(path) == (media_type, content)


@pytest.mark.parametrize(
    "url", ["https://example.com/a.png", "http://127.0.0.1/x", "HTTPS://EXAMPLE.com", "data:image/png;base64,AAAA"]
)
def test_a_url_is_returned_unchanged(url: str) -> None:
    assert image_data_url(url) == url


@for_each("content", UNKNOWN)
def test_an_image_of_an_unknown_type(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(ValidationError, match=r"^image is not an image of a known type; use PNG, JPEG"):
        image_data_url(content)
    path = tmp_path / "image.png"
    path.write_bytes(content)
    with pytest.raises(ValidationError, match=r"^image: '.*image\.png' is not an image of a known type") as caught:
        image_data_url(path)
    assert caught.value.param == "image" and caught.value.status_code is None


def test_the_error_for_a_pdf_explains_what_to_do() -> None:
    with pytest.raises(ValidationError, match="it is a PDF: send its pages as images"):
        image_data_url(b"%PDF-1.7\n")


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    empty, pipe = tmp_path / "empty.png", tmp_path / "pipe"
    empty.write_bytes(b"")
    os.mkfifo(pipe)
    for image, said in (
        (tmp_path / "missing.png", r"there is no file '.*missing\.png'"),
        (tmp_path, "is a directory"),
        (f"{empty}/x.png", r"cannot be read \(Not a directory\)"),
        (empty, r"empty\.png' is empty"),
        (pipe, "is not a regular file"),
        ("/dev/zero", "is not a regular file"),
        ("a\0b", r"cannot be read \(the name is not valid\)"),
        ("x" * 100_000, r"cannot be read \(File name too long\)"),
        ("", "there is no file ''"),
        (b"", "image is empty"),
    ):
        with pytest.raises(ValidationError, match=said) as caught:
            image_data_url(image)
        assert len(str(caught.value)) < 500
        assert caught.value.param == "image"


@pytest.mark.parametrize("image", [None, 7, ["a.png"], {"url": "x"}, object()])
def test_values_that_are_not_images(image: Any) -> None:
    with pytest.raises(ValidationError, match=r"^image must be a path, a URL or bytes, not "):
        read_image(image)


@given(st.binary(), st.sampled_from([b"", b"RIFF", b"\0\0\0\x20ftyp", b"\xff\xff\xff\xffftyp", b"\0\0\0\0ftypheic"]))
def test_arbitrary_bytes_have_a_type_or_none(content: bytes, prefix: bytes) -> None:
    assert media_type_of(prefix + content) in {None, *KNOWN}
