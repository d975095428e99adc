"""What a PDF shows, as a viewer copies it."""

from __future__ import annotations

import pypdfium2


def words_of_pages(pdf: bytes) -> list[str]:
    """The words of each page, on one line."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
