"""What was verified, without the text that it was verified against: hashes that may be committed.

    # policybrief record 1
    # snapshot: 1f0c…
    passage 1.4b 8a41…
    quotation 77b2… 03de…

A `passage` has its number in the snapshot and the SHA-256 of its folded text: of a text that changed, it tells which
passages did. A `quotation` has the SHA-256 of its folded words and that of the locator that was right for it. Where the
text itself is not at hand, as on a public server, a quotation and a locator that are recorded are as good as verified,
and any other is not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import ClassVar

from policybrief.review.verify.fold import fold
from policybrief.review.verify.quotes import Quotation
from policybrief.sources.article.snapshot import Passage, Snapshot
from policybrief.text.records import dataclass

_HEADING = "# policybrief record 1"


@dataclass(frozen=True)
class Record:
    """The hashes of a source's text and of what was verified against it."""

    SUFFIX: ClassVar[str] = ".hashes"

    snapshot: str
    passages: tuple[tuple[str, str], ...] = ()
    quotations: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, snapshot: Snapshot, digest: str, verified: Iterable[tuple[str, str]]) -> Record:
        """The record of a text with its digest, and of quotations with their locators that stand in it."""
        passages = tuple((_name(passage), _hash(fold(passage.text))) for passage in snapshot.passages)
        pairs = sorted({_pair(quotation, locator) for quotation, locator in verified})
        return cls(digest, passages, tuple(pairs))

    @classmethod
    def parse(cls, text: str) -> Record:
        """The record in a text. Raises `ValueError` for what is none."""
        head, about, *lines = text.splitlines()
        if head.strip() != _HEADING or not about.startswith("# snapshot: "):
            raise ValueError("no record")
        fields = [line.split() for line in lines if line.strip()]
        if any(len(each) != 3 for each in fields):
            raise ValueError("no line of a record")
        kinds: dict[str, list[tuple[str, str]]] = {"passage": [], "quotation": []}
        for kind, first, second in fields:
            kinds.setdefault(kind, []).append((first, second))
        return cls(about.removeprefix("# snapshot: ").strip(), tuple(kinds["passage"]), tuple(kinds["quotation"]))

    def __str__(self) -> str:
        """The file's text."""
        lines = [_HEADING, f"# snapshot: {self.snapshot}"]
        lines += [f"passage {name} {digest}" for name, digest in self.passages]
        lines += [f"quotation {quotation} {locator}" for quotation, locator in self.quotations]
        return "\n".join(lines) + "\n"

    def has(self, quotation: str, locator: str) -> bool:
        """Whether a quotation and its locator are as they were verified; one of the two may be ""."""
        return _pair(quotation, locator) in self.quotations

    def changed(self, snapshot: Snapshot) -> list[Passage]:
        """The passages of a text that are not among those recorded."""
        known = {digest for _, digest in self.passages}
        return [passage for passage in snapshot.passages if _hash(fold(passage.text)) not in known]


def _name(passage: Passage) -> str:
    return f"{passage.section.number}.{passage.number}{'b' if passage.kind == 'bullet' else ''}"


def _pair(quotation: str, locator: str) -> tuple[str, str]:
    return _hash(Quotation(quotation).digest_text), _hash(fold(locator))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
