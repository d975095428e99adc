"""The words of an HTML page, as its reader sees them: what a guard looks through before a page leaves."""

from __future__ import annotations

from html.parser import HTMLParser

_UNSEEN = ("head", "style", "script", "title")


def page_words(html: str) -> str:
    """The words between a page's tags, in their order, with single spaces."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    return squeezed(" ".join(reader.pieces))


def squeezed(text: str) -> str:
    """A text with single spaces for all its white space, so that two can be compared by their words."""
    return " ".join(text.split())


class _Words(HTMLParser):
    """Collects what is not in an element that no reader sees."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._hidden += tag in _UNSEEN

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in _UNSEEN and self._hidden > 0

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.pieces.append(data)
