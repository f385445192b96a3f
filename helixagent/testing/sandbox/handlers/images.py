"""Looks at images as far as their first bytes go: what kind they are, how large."""

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


def described(url: str, param: str) -> str:
    """What the sandbox sees at an image's URL; only data URLs are looked into, nothing is ever fetched.

    Args:
        url: The URL.
        param: The argument that it came in.

    Raises:
        ApiError: 400, if it is a data URL that cannot be decoded, or no http or data URL.
    """
    if not url.lower().startswith("data:"):
        if not re.match(r"https?://[^/\s]", url, re.IGNORECASE):
            raise invalid(f"Invalid argument {param}: an image's URL is an http or data URL", param)
        return f"{url} (not fetched)"
    head, comma, text = url[len("data:") :].partition(",")
    if not comma:
        raise invalid(f"Invalid argument {param}: the data URL has no comma", param)
    declared = head.partition(";")[0].strip().lower()
    if head.lower().endswith(";base64"):
        data = decoded(text, param)
    else:
        data = unquote_to_bytes(text)
    return _described(data, declared)


def decoded(text: str, param: str) -> bytes:
    """The bytes of an image in base64.

    Args:
        text: The base64.
        param: The argument that it came in.

    Raises:
        ApiError: 400, if it is none, or of nothing.
    """
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, ValueError):
        raise invalid(f"Invalid argument {param}: the image is not base64", param) from None
    if not data:
        raise invalid(f"Invalid argument {param}: the image is empty", param)
    return data


def kind_of(data: bytes) -> Optional[str]:
    """The media type that an image's first bytes tell, or None."""
    return next((kind for magic, kind in _MAGIC if re.match(magic, data, re.DOTALL)), None)


def _described(data: bytes, declared: str) -> str:
    found = kind_of(data)
    text = f"{declared or found or 'an image of no known type'}, {len(data)} bytes"
    if found == "image/png" and len(data) >= 24:
        text += ", {}x{} pixels".format(*struct.unpack(">II", data[16:24]))
    if declared and found and declared != found:
        text += f" (its bytes are {found})"
    return text
