"""What a command built last, kept in the user's caches, so that it is recognised when nothing has changed since.

All that a build looked at is in it, and what it looked for and did not find: each file that was read by its content,
each listing of a folder, each name that was not there, the environment, today where that counts, the program itself;
and the files that it wrote. So what is true of the record is true of a build that would be made now: it would write
the same, and say the same. It is found by what was typed, and in which folder.

A record that is damaged, another version's or somebody else's is none. It is read before anything else is imported.
"""

from __future__ import annotations

import marshal
import os
from collections.abc import Iterator, Mapping, Sequence

from policybrief.system.files import cache_places, facts, own_code
from policybrief.system.files.facts import Fact

FOLDER = "last-builds"
_FORCE = "--force"
MOST_BYTES = 30_000_000
_FORM = b"policybrief 2 "
Piece = tuple[str, str]
"""A text and its style."""
Said = str | tuple[tuple[tuple[Piece, ...], bool, int], ...]
"""JSON; or lines: their pieces, whether they are for stderr, and by how much the next line hangs."""
Known = Mapping[Fact, str]
FileLeft = tuple[str, str, str, str, str, bool]
"""A file of an edition: kind, name, place, SHA-256, what is said of it, and whether a snapshot of it is kept."""
WarningLeft = tuple[str, str, int, int, str, str, str, str, int, str, str]
"""Message, file, line, column, path, hint, excerpt, severity, length, rule and fault."""
EditionLeft = tuple[str, str, tuple[FileLeft, ...], tuple[str, ...], tuple[WarningLeft, ...]]
"""Its audience, the fingerprint of what it is made of, its files, the values of the brief that it shows, and what its
documents were warned of.
"""


class LastBuild:
    """What is known of a build: the facts that its documents depend on, and those `around` that what it says depends
    on; what it says where nothing has changed; and its `editions`. No dataclass, which would take longer.
    """

    def __init__(
        self, seen: Known, around: Known, stamps: Mapping[str, str], said: Said, editions: tuple[EditionLeft, ...]
    ) -> None:
        self.seen, self.around, self.stamps, self.said, self.editions = seen, around, stamps, said, editions

    def is_true(self) -> bool:
        """Whether nothing has changed since."""
        return next(self.differing(), None) is None and next(_differing(self.around, self.stamps), None) is None

    def differing(self) -> Iterator[Fact]:
        """What has changed since of that which documents depend on."""
        return _differing(self.seen, self.stamps)


def _differing(known: Known, stamps: Mapping[str, str]) -> Iterator[Fact]:
    return facts.differing(((kind, subject, value) for (kind, subject), value in known.items()), stamps)


class Typed:
    """What was typed, of which a build may be recognised: the words without `--force`, and the `code` that runs, as it
    was before it ran.
    """

    def __init__(self, words: tuple[str, ...], code: str, *, forced: bool) -> None:
        self.words, self.code, self.forced = words, code, forced

    @classmethod
    def of(cls, words: Sequence[str]) -> Typed | None:
        """None for words that are none of a build, or of one that is not recognised."""
        if list(words[:1]) != ["build"] or words.count(_FORCE) > 1 or os.environ.get("_BRIEF_COMPLETE"):
            return None
        return cls(tuple(word for word in words if word != _FORCE), own_code.digest(), forced=_FORCE in words)

    def last(self) -> LastBuild | None:
        """The last build of these words; None where none is known, or all is to be built anew."""
        return None if self.forced else load(self.words, self.code)


def load(words: Sequence[str], code: str) -> LastBuild | None:
    """The last build of these words in this folder, made by this code; None where none is known."""
    try:
        whole = cache_places.content(FOLDER, file_name(words), MOST_BYTES)
        if not whole.startswith(_FORM):
            return None
        start = len(_FORM) + 64
        if facts.digest(whole[start:]).encode() != whole[len(_FORM) : start]:
            return None
        known, *rest = marshal.loads(whole[start:])  # noqa: S302  # out of a folder that is the user's alone, and whole
        return LastBuild(*rest) if known == _key(words, code) else None
    except (OSError, ValueError, EOFError, TypeError):
        return None


def file_name(words: Sequence[str]) -> str:
    """The name of the file that keeps the last build of these words in this folder."""
    return facts.digest(repr((os.getcwd(), *words)).encode("utf-8", "surrogatepass"))[:40]


def as_kept(words: Sequence[str], code: str, build: LastBuild) -> bytes:
    """What is kept of a build."""
    known = dict(build.seen), dict(build.around), dict(build.stamps)
    body = marshal.dumps((_key(words, code), *known, build.said, build.editions))
    return _FORM + facts.digest(body).encode() + body


def _key(words: Sequence[str], code: str) -> tuple[str, ...]:
    return (code, os.getcwd(), *words)
