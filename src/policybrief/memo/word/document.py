"""A memo laid out for Word: lines with styles, and tables, in their order. Pages and places are left to Word.

Where layout and write meet, as the stages of the page do in `memo.fitted`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from policybrief.text.document import Properties
from policybrief.text.exhibits import Image
from policybrief.text.records import dataclass
from policybrief.text.run import Text
from policybrief.theme.model import Theme

Style = Literal[
    "Title", "Heading1", "Heading2", "BodyText", "Lead", "Note", "Kicker", "Field", "Callout", "Quote",
    "ListNumber", "ListBullet", "ListContinue", "Caption", "Source", "TableText", "Marking", "Draft", "Header",
    "Footer", "BriefTable", "Hyperlink", "SourceNumber",
]  # fmt: skip
"""What a paragraph, a table or a stretch of text is, by the id of its style."""

BULLETED = -1
"""The `numbering` of a line with a bullet."""


@dataclass(frozen=True, slots=True)
class WordParagraph:
    """A paragraph. `numbering` is the place from 1 of its list among the ordered ones, `BULLETED`, or 0 for no list.

    `anchor` is the number of the source that it is, to which the numbers in the text lead. One that is `kept` stands on
    the page of the line that follows. The `level` is that of a list in a list.
    """

    style: Style
    text: Text
    numbering: int = 0
    anchor: str = ""
    kept: bool = False
    level: int = 0


@dataclass(frozen=True, slots=True)
class WordTable:
    """A table: its header names the columns, the first cell of each row the row; `alt` says what it shows.

    The texts of `numeric` columns end level.
    """

    header: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]
    alt: str
    numeric: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True)
class WordPicture:
    """A picture in a paragraph of its own, at most as high as `most` of the text's width; `alt` says what it shows."""

    image: Image
    alt: str
    most: float = 0.5


WordBlock = WordParagraph | WordTable | WordPicture
"""What the text of a Word memo is made of."""


@dataclass(frozen=True)
class WordMemo:
    """A memo as Word shows it: `head` and `foot` stand on every page, `page_of` is how a page is numbered.

    `starts` are the first numbers of the ordered lists. `draft` is the number of the draft, 0 where there is none.
    """

    body: tuple[WordBlock, ...]
    head: tuple[WordParagraph, ...]
    foot: tuple[WordParagraph, ...]
    starts: tuple[int, ...]
    page_of: str
    page: tuple[float, float]
    properties: Properties
    theme: Theme
    draft: str = ""

    @property
    def base(self) -> Path | None:
        """The organisation's template that it is written on, where its theme names one."""
        return Path(self.theme.memo.word.base) if self.theme.memo.word.base else None

    @property
    def summary(self) -> str:
        """What there is to say of it: words, for pages are Word's to count."""
        words = sum(len(run.text.split()) for line in self.body if isinstance(line, WordParagraph) for run in line.text)
        return f"{words:,} words, {self.draft}" if self.draft else f"{words:,} words"
