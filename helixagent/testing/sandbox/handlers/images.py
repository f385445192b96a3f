"""Detect the type and size of images from their first bytes."""

from __future__ import annotations

import base64
import binascii
import re
import struct
from typing import Optional
from urllib.parse import unquote_to_bytes

from helixagent.testing.sandbox.exchange import invalid

_MAGIC = [
    (rb"\x89PNG\r\n\x1a\n", "image/png"),
    (rb"\xff\xd8\xff", "image/jpeg"),
    (rb"GIF8[79]a", "image/gif"),
    (rb"RIFF....WEBP", "image/webp"),
    (rb"BM", "image/bmp"),
    (rb"II\*\x00|MM\x00\*", "image/tiff"),
]


def describe(url: str, param: str) -> str:
    """Return what the sandbox knows about the image at a URL. Only data URLs are inspected; nothing is fetched.

    Args:
        url: The URL.
        param: The argument that contains it.

    Raises:
        ApiError: 400, if it is a data URL that cannot be decoded, or not an http or data URL.
    """
    if not url.lower().startswith("data:"):
        if not re.match(r"https?://[^/\s]", url, re.IGNORECASE):
            raise invalid(f"Invalid argument {param}: the URL of an image must be an http or data URL", param)
        return f"{url} (not fetched)"
    head, comma, text = url[len("data:") :].partition(",")
    if not comma:
        raise invalid(f"Invalid argument {param}: the data URL has no comma", param)
    declared = head.partition(";")[0].strip().lower()
    if head.lower().endswith(";base64"):
        data = decoded(text, param)
    else:
        data = unquote_to_bytes(text)
    return _describe_data(data, declared)


def decoded(text: str, param: str) -> bytes:
    """Return the bytes of a base64-encoded image.

    Args:
        text: The base64 text.
        param: The argument that contains it.

    Raises:
        ApiError: 400, if it is not base64 or is empty.
    """
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, ValueError):
        raise invalid(f"Invalid argument {param}: the image is not base64", param) from None
    if not data:
        raise invalid(f"Invalid argument {param}: the image is empty", param)
    return data


def kind_of(data: bytes) -> Optional[str]:
    """Return the media type that an image's first bytes indicate, or None."""
    return next((kind for magic, kind in _MAGIC if re.match(magic, data, re.DOTALL)), None)


def _describe_data(data: bytes, declared: str) -> str:
    found = kind_of(data)
    text = f"{declared or found or 'an image of no known type'}, {len(data)} bytes"
    if found == "image/png" and len(data) >= 24:
        text += ", {}x{} pixels".format(*struct.unpack(">II", data[16:24]))
    if declared and found and declared != found:
        text += f" (its bytes are {found})"
    return text
