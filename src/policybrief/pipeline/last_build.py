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

from policybrief.system.files import cache_places, facts
from policybrief.system.files.facts import Fact

FOLDER = "last-builds"
MOST_BYTES = 30_000_000
_FORM = b"policybrief 1 "
Piece = tuple[str, str]
"""A text and its style."""
Said = tuple[tuple[tuple[Piece, ...], bool, int], ...]
"""Lines: their pieces, whether they are for stderr, and by how much the next line hangs."""


class LastBuild:
    """What is known of a build: the facts that it depends on, and what it says where nothing has changed, as lines and
    as JSON. No dataclass, for these take longer than all of this.
    """

    def __init__(self, seen: Mapping[Fact, str], stamps: Mapping[str, str], lines: Said, json: str) -> None:
        self.seen, self.stamps, self.lines, self.json = seen, stamps, lines, json

    def is_true(self) -> bool:
        """Whether nothing has changed since."""
        return next(self.differing(), None) is None

    def differing(self) -> Iterator[Fact]:
        """What has changed since."""
        return facts.differing(((kind, subject, value) for (kind, subject), value in self.seen.items()), self.stamps)


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
    body = marshal.dumps((_key(words, code), dict(build.seen), dict(build.stamps), build.lines, build.json))
    return _FORM + facts.digest(body).encode() + body


def _key(words: Sequence[str], code: str) -> tuple[str, ...]:
    return (code, os.getcwd(), *words)
