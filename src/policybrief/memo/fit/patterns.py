"""A language's patterns of hyphenation, by Liang's method, out of the dictionaries that pyphen brings.

A dictionary has up to 14,000 patterns, and a memo divides a word or two. Pyphen reads each of them first, which takes a
tenth of a cold build; here one is read when a word has its letters. Where words are divided is the same to the letter.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from policybrief.system.files import access, lookups

_MOST_BYTES = 4_000_000
_NO_DIGITS = str.maketrans("", "", "0123456789")


class Patterns:
    """Patterns by their letters: in `a2ch4` a digit between letters says how good (odd) or bad (even) a place is."""

    def __init__(self, lines: list[str]) -> None:
        letters = "\n".join(lines).translate(_NO_DIGITS).split("\n")
        self._written = dict(zip(letters, lines, strict=True))
        self._longest = max(map(len, letters))
        self._read: dict[str, tuple[int, ...]] = {}

    def positions(self, word: str) -> list[int]:
        """The places in a word where it may be divided."""
        whole = f".{word.lower()}."
        best = [0] * (len(whole) + 1)
        for start in range(len(whole)):
            for end in range(start + 1, min(start + self._longest, len(whole)) + 1):
                for place, value in enumerate(self._values(whole[start:end]), start):
                    best[place] = max(best[place], value)
        return [place - 1 for place, value in enumerate(best) if value % 2]

    def _values(self, letters: str) -> tuple[int, ...]:
        """What the pattern of these letters says of the places around them; () where there is none."""
        written = self._written.get(letters)
        if written is None:
            return ()
        if letters not in self._read:
            self._read[letters] = _values(written)
        return self._read[letters]


def _values(pattern: str) -> tuple[int, ...]:
    values = [0]
    for char in pattern:
        if char in "0123456789":
            values[-1] = int(char)
        else:
            values.append(0)
    return tuple(values)


@cache
def patterns(dictionary: str) -> Patterns:
    """Those of a dictionary by its name, such as en_US. Pyphen is looked up, and not imported: it has the data."""
    spec = lookups.package("pyphen")
    assert spec is not None
    assert spec.origin is not None
    file = Path(spec.origin).parent / "dictionaries" / f"hyph_{dictionary}.dic"
    _encoding, *lines = access.read(file, _MOST_BYTES, within=access.ANYWHERE).decode().splitlines()
    return Patterns([line.strip() for line in lines if line[:1] not in ("", "%", "#") and "HYPHENMIN" not in line])
