"""What is printed on a page of a PDF, character by character, each with its place: the words under a mark."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

from policybrief.text.records import dataclass

_DIVIDED = re.compile("[\u00ad\u0002\ufffe]\\s*|(?<=-)\\s*\n\\s*")
"""Where a word is divided at the end of a line: what stands for that in what pdfium reads, or a hyphen of its own."""
_CONTEXT = 300
_ACROSS = 0.3
"""A note beside a line is about that line: what lies across counts less than what lies above."""

Area = tuple[float, float, float, float]
"""Left, bottom, right and top, in points from the lower left corner."""


class _Char(NamedTuple):
    """A character and its box; of one that pdfium adds, such as the end of a line, an empty one."""

    char: str
    area: Area

    @property
    def is_seen(self) -> bool:
        left, bottom, right, top = self.area
        return right > left and top > bottom and not self.char.isspace()

    @property
    def middle(self) -> tuple[float, float]:
        left, bottom, right, top = self.area
        return (left + right) / 2, (bottom + top) / 2


class Stretch(NamedTuple):
    """Words; and of them the `first` that follow each other, with what is read before and after these."""

    words: str
    first: str
    before: str
    after: str


@dataclass(frozen=True)
class Printed:
    """The characters of a page, in the order in which they are read."""

    chars: tuple[_Char, ...]

    @classmethod
    def of(cls, page: Any) -> Printed:
        """Those of a page of pypdfium2."""
        from pypdfium2 import raw

        text = page.get_textpage()
        characters = (
            (raw.FPDFText_GetUnicode(text, number), text.get_charbox(number)) for number in range(text.count_chars())
        )
        return cls(tuple(_Char(chr(code) if code < 0x110000 else "\ufffd", area) for code, area in characters))

    @property
    def text(self) -> str:
        return "".join(each.char for each in self.chars)

    def within(self, areas: Collection[Area]) -> Stretch | None:
        """The words whose letters have their middle in one of the areas. None where there are none."""
        return self._stretch([number for number, each in self._seen() if _inside(each.middle, areas)])

    def nearest(self, area: Area) -> Stretch | None:
        """The line of text that lies nearest to the middle of an area. None on a page without text."""
        x, y = (area[0] + area[2]) / 2, (area[1] + area[3]) / 2
        number, best = min(self._seen(), key=lambda each: _away(each[1].area, x, y), default=(0, None))
        if best is None:
            return None
        level, height = best.middle[1], best.area[3] - best.area[1]
        first = last = number
        while first > 0 and self._on_line(first - 1, level, height):
            first -= 1
        while last + 1 < len(self.chars) and self._on_line(last + 1, level, height):
            last += 1
        return self._stretch(range(first, last + 1))

    def _seen(self) -> Iterator[tuple[int, _Char]]:
        return ((number, each) for number, each in enumerate(self.chars) if each.is_seen)

    def _on_line(self, number: int, level: float, height: float) -> bool:
        each = self.chars[number]
        return each.char not in "\r\n" and (not each.is_seen or abs(each.middle[1] - level) < height)

    def _stretch(self, numbers: Sequence[int]) -> Stretch | None:
        if not numbers:
            return None
        start, stop = numbers[0], self._together(numbers)
        before, after = self.chars[max(0, start - _CONTEXT) : start], self.chars[stop : stop + _CONTEXT]
        inside = set(numbers)
        marked = [
            each
            for number, each in enumerate(self.chars[start : numbers[-1] + 1], start)
            if number in inside or not each.is_seen
        ]
        words = " ".join(_DIVIDED.sub("", _plain(marked)).split())
        return Stretch(words, _plain(self.chars[start:stop]), _plain(before), _plain(after))

    def _together(self, numbers: Sequence[int]) -> int:
        """Behind the last of the characters that follow each other."""
        inside = set(numbers)
        stop = numbers[0]
        while stop <= numbers[-1] and (stop in inside or not self.chars[stop].is_seen):
            stop += 1
        return stop


def _plain(chars: Sequence[_Char]) -> str:
    return "".join(each.char for each in chars)


def _inside(point: tuple[float, float], areas: Collection[Area]) -> bool:
    x, y = point
    return any(left <= x <= right and bottom <= y <= top for left, bottom, right, top in areas)


def _away(area: Area, x: float, y: float) -> float:
    left, bottom, right, top = area
    return _ACROSS * max(left - x, 0.0, x - right) + max(bottom - y, 0.0, y - top)
