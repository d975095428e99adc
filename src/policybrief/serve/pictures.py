"""Pages of a PDF of ours as PNG files."""

from __future__ import annotations

import io

import pypdfium2

_SCALE = 1.5
"""108 dots to the inch: small print is read, and a picture stays below a megabyte."""


def pages(content: bytes) -> int:
    """How many pages there are."""
    with pypdfium2.PdfDocument(content) as document:
        return len(document)


def page(content: bytes, number: int) -> bytes:
    """A page, counted from 1."""
    with pypdfium2.PdfDocument(content) as document:
        image = document[number - 1].render(scale=_SCALE).to_pil()
        stream = io.BytesIO()
        image.save(stream, "PNG", optimize=True)
    return stream.getvalue()
