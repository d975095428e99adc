"""Names of figures in texts, `[=fleet.at_berth.Q3]`: how they are written, and how an edit of a text goes around them.

A mention is names and nothing else: no arithmetic, no call, no format. What it stands for is looked up where the files
of numbers are read (`sources.tabular`); what comes later sees the number.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence

from policybrief.text.likeness import folded, tokens
from policybrief.text.records import dataclass

OPENING = "[="
FORM = "write names with dots between, as in [=fleet.at_berth.Q3]; one with spaces in quotes: [=fleet.'At berth'.Q3]"
_STEP = r"\"[^\"\n]+\"|'[^'\n]+'|“[^”\n]+”|‘[^’\n]+’|[\w-]+"
_MENTION = re.compile(rf"(?<!\\)\[=(?:(?P<names>\s*(?:{_STEP})(?:\.(?:{_STEP}))*\s*)\]|[^\]\n]*\]?)")
_STEPS = re.compile(_STEP)


@dataclass(frozen=True)
class Mention:
    """A figure's name in a text, from `start` to `end`; `names` are its steps, none where it is no name."""

    start: int
    end: int
    written: str
    names: tuple[str, ...]

    @property
    def name(self) -> str:
        """As it is told."""
        return self.written.removeprefix(OPENING).removesuffix("]").strip()


def mentions(text: str) -> Iterator[Mention]:
    """Whatever begins as one, in its order."""
    for match in _MENTION.finditer(text) if OPENING in text else ():
        steps = _STEPS.findall(match["names"] or "")
        names = tuple(step[1:-1] if step[0] in "\"'“‘" else step for step in steps)
        yield Mention(match.start(), match.end(), match.group(), names)


@dataclass(frozen=True)
class NamedFigure:
    """What stands at `start` of a text, in place of the name that is `written` there: out of a `file`, as the brief
    calls it ("" for one that stands in the brief), where its number is `at` "figures/fleet.csv:3:2".
    """

    start: int
    text: str
    written: str
    file: str
    at: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


Figures = Sequence[NamedFigure]


def as_written(text: str, figures: Figures) -> str:
    """A text with the names of figures in place of these."""
    for figure in reversed(figures):
        text = text[: figure.start] + figure.written + text[figure.end :]
    return text


def without(text: str, figures: Figures) -> str:
    """What a text, spaces tidied or not, says beside its figures."""
    for figure in figures:
        text = re.sub(rf"(?<![\w.,]){re.escape(figure.text)}(?![\w])", "…", text, count=1)
    return text


def places(text: str, figures: Figures) -> list[int]:
    """The place of each character of a text, and of its end, in the text as it is written. A figure is its whole name:
    its last character is the name's last, and all others are the first.
    """
    found: list[int] = []
    shift = 0
    for figure in figures:
        found += range(len(found) + shift, figure.start + shift)
        first = figure.start + shift
        found += [first] * (len(figure.text) - 1) + [first + len(figure.written) - 1]
        shift += len(figure.written) - len(figure.text)
    found += range(len(found) + shift, len(text) + shift + 1)
    return found


@dataclass(frozen=True)
class PutBack:
    """A text as it is to be written, and the edits that would have changed figures, which are `left` out: the figure,
    the old words and the new.
    """

    written: str
    left: tuple[tuple[NamedFigure, str, str], ...]


def put_back(text: str, figures: Figures, wanted: str) -> PutBack:
    """What becomes of a text with figures in it that is to read as is `wanted`: names stay, whatever is done to the
    numbers.
    """
    left: list[tuple[NamedFigure, str, str]] = []
    written = as_written(text, figures)
    at = places(text, figures)
    for start, end, new in reversed(list(_edits(text, wanted))):
        hit = [
            figure for figure in figures if start < figure.end and figure.start < end + (start == end > figure.start)
        ]
        if hit:
            left.append((hit[0], text[start:end], new))
        else:
            last = at[end - 1] + 1 if end > start else at[start]
            written = written[: at[start]] + new + written[last:]
    return PutBack(written, tuple(reversed(left)))


def _edits(old: str, new: str) -> Iterator[tuple[int, int, str]]:
    """The edits by words, each as small as it is, so that one beside a figure is not one of it."""
    before, after = tokens(old), tokens(new)
    starts = [0]
    for token in before:
        starts.append(starts[-1] + len(token))
    matcher = difflib.SequenceMatcher(None, [*map(folded, before)], [*map(folded, after)], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "replace" and i2 - i1 == j2 - j1:  # word for word
            for place in range(i2 - i1):
                if folded(before[i1 + place]) != folded(after[j1 + place]):
                    yield starts[i1 + place], starts[i1 + place + 1], after[j1 + place]
        elif tag != "equal":
            yield starts[i1], starts[i2], "".join(after[j1:j2])
