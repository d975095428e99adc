"""The theme's logo as the two documents take it: an SVG as vectors or a PNG's pixels in the memo, a PNG in the deck."""

from __future__ import annotations

import io
import warnings
from pathlib import Path

from PIL import Image

from policybrief.errors import BriefError, Problem
from policybrief.pictures import svg_paths, svg_shapes
from policybrief.pictures.bitmap import png_chunks
from policybrief.system.files import access, lookups, names, remembered
from policybrief.system.files import problems as file_problems
from policybrief.text.records import dataclass
from policybrief.theme.model import Logo

_MOST_PIXELS = 4_000_000
_MOST_BYTES = 20_000_000


@dataclass(frozen=True)
class Bitmap:
    """A PNG: its `content` without all that is not picture, and its pixels, in RGB with transparency or without."""

    width: float
    height: float
    content: bytes
    image: Image.Image


Artwork = Bitmap | svg_paths.Drawing


def for_memo(logo: Logo) -> Artwork:
    """The logo as the memo draws it. Raises `BriefError` at the logo's own file for one that can't be drawn."""
    return _read(Path(logo.file))


def for_deck(logo: Logo) -> Bitmap:
    """The logo as PowerPoint takes it: a PNG, or that of the same name beside an SVG."""
    file = Path(logo.file)
    png = file if file.suffix.lower() == ".png" else names.find(file.parent, file.with_suffix(".png").name)
    if not lookups.exists(png):
        hint = f"save the logo as {png.name} too, beside it"
        raise BriefError([Problem("is an SVG, and the deck's cover needs a PNG", str(file), hint=hint)])
    bitmap = _read(png)
    assert isinstance(bitmap, Bitmap)
    return bitmap


def _read(file: Path) -> Artwork:
    try:
        return _load(file)
    except svg_shapes.SvgError as error:
        hint = "a logo is flat shapes: rect, circle, ellipse, line, polygon, path" if error.line else ""
        raise BriefError([Problem(error.message, str(file), error.line, hint=hint)]) from None
    except OSError as error:
        raise BriefError([file_problems.unread(error, file)]) from None


@remembered.by_file(8)
def _load(file: Path) -> Artwork:
    content = access.read(file, _MOST_BYTES, within=access.ANYWHERE)  # layers has seen that it is the theme's own
    return svg_paths.read(content) if file.suffix.lower() == ".svg" else _bitmap(content, file)


def _bitmap(content: bytes, file: Path) -> Bitmap:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=["PNG"]) as image:
                if image.width * image.height > _MOST_PIXELS:
                    message, hint = f"has more than {_MOST_PIXELS:,} pixels", "save it smaller"
                    raise BriefError([Problem(message, str(file), hint=hint)])
                clear = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
                pixels = image.convert("RGBA" if clear else "RGB")
                return Bitmap(image.width, image.height, b"".join(png_chunks(content)), pixels)
    except BriefError:
        raise
    except Exception as error:  # whatever a broken file provokes: OSError, SyntaxError, ValueError, zlib.error
        raise BriefError([Problem(f"is not a PNG that can be read: {error}", str(file))]) from None
