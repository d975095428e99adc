"""A deck's picture as paper shows it: no more pixels than a printer has, as they are embedded in a PDF."""

from __future__ import annotations

import io

from PIL import Image

from policybrief.pictures.logo import Bitmap

_TO_THE_INCH = 300
_POINTS = 72


def printed(content: bytes, width: float, height: float) -> Bitmap:
    """The pixels of a PNG or JPEG that has been read before, for a box of so many points."""
    with Image.open(io.BytesIO(content), formats=["PNG", "JPEG"]) as image:
        clear = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
        pixels = image.convert("RGBA" if clear else "RGB")
    most = tuple(max(1, round(length * _TO_THE_INCH / _POINTS)) for length in (width, height))
    if pixels.width > most[0] and pixels.height > most[1]:
        pixels = pixels.resize((most[0], most[1]), Image.Resampling.LANCZOS)
    return Bitmap(pixels.width, pixels.height, content, pixels)
