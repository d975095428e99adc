"""A picture's file as a deck takes it: without what it tells of its maker, and no larger than can be shown.

A PNG or JPEG keeps its own compressed pixels, so the same file gives the same bytes; only what a slide can't show as it
is (turned by EXIF, CMYK, more pixels than a screen has) is drawn anew. An SVG goes in as vectors beside a PNG of it.
"""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from dataclasses import replace

from PIL import Image as Pillow
from PIL import ImageOps

from policybrief.text.exhibits import Image

MOST_BYTES = 50_000_000
_MOST_PIXELS = 60_000_000
_SHOWN = (2560, 1440)
"""Twice the pixels of a slide on a screen of 1280 by 720: what has more is drawn smaller."""

_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_CHUNKS = (b"IHDR", b"PLTE", b"tRNS", b"iCCP", b"sRGB", b"IDAT", b"IEND")
"""The chunks of a PNG that make its picture and its colours. Others tell who made it, when and where."""
_ORIENTATION = 0x0112
_QUALITY = 90
_SCAN, _END = 0xDA, 0xD9


class PictureError(Exception):
    """What is wrong with a picture, and what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def bitmap(content: bytes) -> Image:
    """A PNG or JPEG, known by its first bytes whatever its name. Raises `PictureError` for what can't be shown."""
    kind = "PNG" if content.startswith(_PNG) else "JPEG" if content.startswith(_JPEG) else ""
    if not kind:
        raise PictureError(f"is {_known(content)}, not a PNG, JPEG or SVG", "save it as a PNG or JPEG")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Pillow.open(io.BytesIO(content), formats=[kind]) as image:
                return _shown(image, content, kind)
    except PictureError:
        raise
    except Exception as error:  # whatever a broken file provokes: OSError, SyntaxError, ValueError, zlib.error
        raise PictureError(
            f"is a {kind} that can't be read: {error}", "open it in an image editor and save it"
        ) from None


def _shown(image: Pillow.Image, content: bytes, kind: str) -> Image:
    if image.width * image.height > _MOST_PIXELS:
        raise PictureError(f"has more than {_MOST_PIXELS:,} pixels", "save it smaller")
    if kind == "PNG" and getattr(image, "is_animated", False):
        raise PictureError("is animated, and a slide shows one picture", "save the one that says it")
    turned = image.getexif().get(_ORIENTATION, 1) not in (0, 1)
    large = image.width > _SHOWN[0] or image.height > _SHOWN[1]
    if turned or large or image.mode in ("CMYK", "YCCK"):
        return _drawn(image, kind)
    image.load()  # a file that breaks off is found here
    cut = b"".join(png_chunks(content) if kind == "PNG" else _segments(content))
    return Image(cut, image.width, image.height)


def _drawn(image: Pillow.Image, kind: str) -> Image:
    """The picture upright, in RGB or grey, within the pixels that can be shown."""
    profile = image.info.get("icc_profile") if image.mode in ("RGB", "RGBA", "L") else None
    upright = ImageOps.exif_transpose(image)
    if upright.mode.startswith("I"):  # 16 bits, which a conversion would cut off instead of scale
        upright = upright.point(lambda value: value * (1 / 256)).convert("L")
    if kind == "JPEG" or upright.mode not in ("RGB", "RGBA", "L", "LA"):
        clear = kind == "PNG" and (upright.mode in ("PA", "LA") or "transparency" in upright.info)
        upright = upright if upright.mode == "L" else upright.convert("RGBA" if clear else "RGB")
    upright.thumbnail(_SHOWN, Pillow.Resampling.LANCZOS)
    stream = io.BytesIO()
    upright.info = {}  # Pillow would write what it remembers
    upright.save(stream, kind, icc_profile=profile, **({"quality": _QUALITY} if kind == "JPEG" else {}))
    return Image(stream.getvalue(), upright.width, upright.height)


def with_vector(fallback: Image, vector: bytes, shape: float) -> Image:
    """An SVG of that width to height with the PNG that older programs show. Raises `PictureError` if they differ."""
    if abs(fallback.width / fallback.height / shape - 1) > 0.03:
        raise PictureError("and the PNG beside it differ in shape", "export the PNG again, from the same page")
    return replace(fallback, vector=vector)


def png_chunks(content: bytes) -> Iterator[bytes]:
    """The signature and the chunks of a PNG that are its picture and its colours (https://www.w3.org/TR/png/#5Chunk-layout)."""
    yield content[:8]
    place = 8
    while place + 8 <= len(content):
        length, kind = struct.unpack(">I4s", content[place : place + 8])
        end = place + 12 + length
        if kind in _CHUNKS:
            yield content[place:end]
        place = end if kind != b"IEND" else len(content)


def _segments(content: bytes) -> Iterator[bytes]:
    """The segments of a JPEG that are needed (ITU-T T.81, B.1.1): no EXIF, XMP, thumbnail, comment; nothing behind it.

    Of the application's own, JFIF, the colour profile and Adobe's colour transform stay.
    """
    yield content[:2]
    place = 2
    while place + 4 <= len(content) and content[place] == 0xFF:
        marker = content[place + 1]
        if marker == _END:
            break
        if marker == 0xFF:  # a fill byte
            place += 1
            continue
        end = place + 2 + struct.unpack(">H", content[place + 2 : place + 4])[0]
        body = content[place + 4 : end]
        own = 0xE0 <= marker <= 0xEF or marker == 0xFE
        if not own or body.startswith((b"JFIF\0", b"ICC_PROFILE\0", b"Adobe")):
            yield content[place:end]
        place = end
        if marker == _SCAN:
            place = _after_scan(content, end)
            yield content[end:place]
    yield b"\xff\xd9"


def _after_scan(content: bytes, place: int) -> int:
    """Where the next marker stands: in a scan, FF is followed by 0 or by the number of a restart."""
    while (place := content.find(b"\xff", place)) >= 0 and place + 1 < len(content):
        if content[place + 1] != 0 and not 0xD0 <= content[place + 1] <= 0xD7:
            return place
        place += 2
    return len(content)


def _known(content: bytes) -> str:
    """A name for what somebody took for a picture."""
    starts = {b"GIF8": "a GIF", b"BM": "a BMP", b"II*\0": "a TIFF", b"MM\0*": "a TIFF", b"%PDF": "a PDF", b"": "empty"}
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "a WebP"
    if content[4:8] == b"ftyp":
        return "a HEIC or AVIF"
    return next((name for start, name in starts.items() if content.startswith(start) and (start or not content)), "odd")
