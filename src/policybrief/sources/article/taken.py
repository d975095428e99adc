"""An article as it is taken in: read, taken apart, known by its metadata, searched for what a brief may be made of."""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path

from policybrief.sources.article import candidates, language, metadata, reading, structure
from policybrief.sources.article.blocks import Metadata, Reading
from policybrief.sources.article.candidates import Candidates
from policybrief.sources.article.snapshot import Snapshot
from policybrief.sources.article.structure import Article
from policybrief.text.records import dataclass


@dataclass(frozen=True)
class Taken:
    """What came of an article's file; `snapshot` is its text as it is kept."""

    file: Path
    reading: Reading
    article: Article
    about: Metadata
    candidates: Candidates
    snapshot: Snapshot

    @cached_property
    def lang(self) -> str:
        """The locale that its words are of; "" where there is none for them."""
        return language.detected((passage.text for passage in self.article.passages), self.about.language)


def take(file: Path, tick: reading.Tick, *, keep_all: bool = False, only: tuple[str, ...] = candidates.KINDS) -> Taken:
    """Take an article in. `keep_all` leaves nothing out as furniture; `only` are the kinds of candidates wanted.

    Raises `BriefError` for a file that can't be read, or that has no article's text.
    """
    content = reading.content(file)
    read, form = reading.read(content, str(file), tick, keep_all=keep_all)
    unsigned = structure.of(read.blocks, read.stated.authors, keep_all=keep_all)
    about = metadata.of(read, unsigned, form)
    article = structure.of(read.blocks, about.authors, keep_all=keep_all)  # an author's one turn is a turn
    reading.check(article.words, str(file))
    snapshot = Snapshot(article.passages, file.name, hashlib.sha256(content).hexdigest())
    return Taken(file, read, article, about, candidates.find(article, only), snapshot)
