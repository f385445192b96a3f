"""Read images from files or memory, and detect the media type from the first bytes."""

from __future__ import annotations

import os
import re
import stat
from base64 import b64encode
from typing import Any, Dict, Mapping, Optional, Tuple, Union

from ...exceptions import ValidationError

Image = Union[str, "os.PathLike[str]", bytes]

_URL = re.compile(r"(?:https?://|data:)", re.IGNORECASE)
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    # BigTIFF, which is TIFF with 64-bit offsets.
    (b"II+\0", "image/tiff"),
    (b"MM\0+", "image/tiff"),
)
# The brands of ISO base media files (ISO/IEC 14496-12) that contain images. More specific brands come first.
_BRANDS = (
    ((b"avif", b"avis"), "image/avif"),
    ((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"), "image/heic"),
    ((b"mif1", b"msf1"), "image/heif"),
)
_KNOWN = "PNG, JPEG, GIF, WebP, BMP, TIFF, AVIF or HEIC"


def image_data_url(image: Image) -> str:
    """Return an image as a data URL, for arguments that accept an image URL.

    Args:
        image: The path of a file, or the bytes of the image. A URL (http, https or data) is returned unchanged. Do not
            pass text from untrusted users without checking that it is a URL: a path can name any image on this
            machine.

    Returns:
        A data URL. Its media type is detected from the bytes, not from the file name.

    Raises:
        ValidationError: The file cannot be read or is empty, or it is not an image of a known type.

    Example:
        >>> image_data_url(b"GIF89a...")
        'data:image/gif;base64,R0lGODlhLi4u'
    """
    if isinstance(image, str) and is_url(image):
        return image
    media_type, content = read_image(image)
    return f"data:{media_type};base64,{b64encode(content).decode('ascii')}"


def ocr_arguments(arguments: Mapping[str, Any]) -> Dict[str, Any]:
    """Return the arguments of `vision.ocr`, with the image in base64.

    Raises:
        ValidationError: Not exactly one image was passed, or the file is not an image.
    """
    image = arguments["image"]
    if (arguments["image_url"] is None) == (image is None):
        raise ValidationError("vision.ocr() needs image_url or image, and not both.", param="image_url")
    return {**arguments, "image": None if image is None else b64encode(read_image(image)[1]).decode()}


def is_url(image: str) -> bool:
    """Return whether a text is an http, https or data URL."""
    return _URL.match(image) is not None


def read_image(image: Any) -> Tuple[str, bytes]:
    """Return an image's media type and bytes.

    Args:
        image: The path of a file, or the bytes of the image.

    Raises:
        ValidationError: The file cannot be read or is empty, it is not an image of a known type, or it is a URL.
    """
    if isinstance(image, (bytes, bytearray, memoryview)):
        content, origin = bytes(image), "image"
    elif isinstance(image, str) and is_url(image):
        raise ValidationError(f"image: {_shown(image)} is a URL; pass it as image_url.", param="image")
    elif isinstance(image, (str, os.PathLike)):
        content, origin = _read(image), f"image: {_shown(image)}"
    else:
        raise ValidationError(f"image must be a path, a URL or bytes, not {type(image).__name__}.", param="image")
    if not content:
        raise ValidationError(f"{origin} is empty.", param="image")
    media_type = media_type_of(content)
    if media_type is None:
        is_pdf = content.startswith(b"%PDF-")
        hint = "it is a PDF: send its pages as images" if is_pdf else f"use {_KNOWN}"
        raise ValidationError(f"{origin} is not an image of a known type; {hint}.", param="image")
    return media_type, content


def media_type_of(content: bytes) -> Optional[str]:
    """Detect an image's media type from its first bytes. Return None if it is unknown."""
    for magic, media_type in _MAGIC:
        if content.startswith(magic):
            return media_type
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:8] == b"ftyp":
        # The box contains the major brand, a version and the compatible brands, each four bytes long.
        box = content[: int.from_bytes(content[:4], "big")]
        brands = {box[8:12], *(box[at : at + 4] for at in range(16, len(box), 4))}
        return next((media_type for names, media_type in _BRANDS if brands.intersection(names)), None)
    return None


def _read(path: Any) -> bytes:
    try:
        # The file type is checked first, because opening a pipe waits for its writer, and reading a device may never
        # end.
        mode = os.stat(path).st_mode
        if stat.S_ISDIR(mode):
            raise ValidationError(f"image: {_shown(path)} is a directory.", param="image")
        if not stat.S_ISREG(mode):
            raise ValidationError(f"image: {_shown(path)} is not a regular file.", param="image")
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        raise ValidationError(f"image: there is no file {_shown(path)}.", param="image") from None
    except (OSError, ValueError) as error:
        # A null byte or an unpaired surrogate in the name raises a ValueError.
        reason = getattr(error, "strerror", None) or "the name is not valid"
        raise ValidationError(f"image: {_shown(path)} cannot be read ({reason}).", param="image") from error


def _shown(path: Any) -> str:
    # A long text is probably image data, not a path.
    text = repr(os.fspath(path))
    return text if len(text) <= 200 else f"{text[:100]}…"
