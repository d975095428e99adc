"""Pages of a PDF of ours as PNG files, by PDFium; it is an extra, and asked for where it is used."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pypdfium2


def pages(content: bytes) -> int:
    """How many pages there are."""
    with pypdfium2.PdfDocument(content) as document:
        return len(document)


def page(content: bytes, number: int, scale: float) -> bytes:
    """A page, counted from 1, with `scale` pixels to the point."""
    with pypdfium2.PdfDocument(content) as document:
        return _png(document[number - 1], scale)


def every_page(content: bytes, scale: float) -> Iterator[bytes]:
    """All pages, in their order."""
    with pypdfium2.PdfDocument(content) as document:
        for each in document:
            yield _png(each, scale)


def _png(of: pypdfium2.PdfPage, scale: float) -> bytes:
    stream = io.BytesIO()
    of.render(scale=scale).to_pil().save(stream, "PNG")
    return stream.getvalue()
