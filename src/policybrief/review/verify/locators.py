"""Places in a source as a brief names them, and whether they are there.

    Implications for US Policy, paras. 2–3; Recommendations, bullet 5
    Wyne’s answer, para. 5
    § 2 ¶ 3
    pp. 12–13

Parts are divided by semicolons. Each is the title of a section, or its beginning or number, and paragraphs, bullets or
pages of it; a title alone names all of its passages. What is counted in some other way (a figure, a chapter of a book)
can't be looked up, and is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from policybrief.review.verify.fold import fold, lower
from policybrief.sources.article.snapshot import Passage, Section, Snapshot
from policybrief.text.records import dataclass

Counted = str
"""What a number counts: `paragraph`, `bullet` or `page`."""

_WORDS: dict[Counted, str] = {
    "paragraph": r"paras?\.?|paragraphs?|¶¶?|paragr\.|paragraphes?|абз\.|абзац(?:и|у|ів)?|段落?",
    "bullet": r"bullets?(?: points?)?|puces?|маркери?|пункти?|п\.|要点|项目",
    "page": r"pp?\.|pages?|сс?\.|стор\.|页",
}
_NUMBERS = r"\d+(?:[ ,;&+-]|and|et|та|і|到|至|\d)*"
_FORMS = (
    rf"(?P<title>.*?)[,:，]? ?(?<![^\W\d])(?:{{words}}) ?(?P<numbers>{_NUMBERS})",
    rf"(?P<title>.*?)[,:，]? ?第? ?(?P<numbers>{_NUMBERS}) ?(?:{{words}})",
)
"""What is counted stands before its number, or behind it."""
_ELSEWISE = (
    r"\b(?:fig(?:ure|\.)?|table|chart|box|note|footnote|endnote|appendix|annex|ch(?:apter|\.)?|vol\.|line|slide|min\."
    r"|verse|art(?:icle|\.)?|sec(?:tion|\.)|tableau|chap\.|рис\.|табл\.|розд\.)|§|^\d|图|表|章|条"
)


class LocatorPart(NamedTuple):
    """One part of a locator: the passages that it names, none where there is no such place; `known` where it can be
    looked up.
    """

    text: str
    passages: tuple[Passage, ...] = ()
    known: bool = True


@dataclass(frozen=True)
class Located:
    """A locator, looked up in a snapshot."""

    parts: tuple[LocatorPart, ...]

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All passages that it names."""
        return tuple(dict.fromkeys(passage for part in self.parts for passage in part.passages))

    @property
    def sure(self) -> bool:
        """Whether all of it can be looked up."""
        return all(part.known for part in self.parts)

    @property
    def missing(self) -> tuple[LocatorPart, ...]:
        """Those parts that name no place."""
        return tuple(part for part in self.parts if part.known and not part.passages)


def look_up(locator: str, snapshot: Snapshot) -> Located:
    """The passages that a locator names."""
    return Located(tuple(_part(part.strip(), snapshot) for part in re.split(r"[;；]", locator) if part.strip()))


def written(passages: list[Passage], lang: str = "en") -> str:
    """A locator of these passages, in the brief's language."""
    return "; ".join(dict.fromkeys(passage.locator_in(lang) for passage in passages))


def meant(located: Located, passages: list[Passage], snapshot: Snapshot) -> LocatorPart | None:
    """Which part of a wrong locator was to name these passages: the only one, one in the same section, or one that
    names no place but is written like that section; None where each may be about something else.
    """
    if len(located.parts) == 1:
        return located.parts[0]
    sections = {passage.section for passage in passages}
    titles = {section.title for section in sections}
    same = (part for part in located.parts if {passage.section for passage in part.passages} & sections)
    like = (part for part in located.missing if title_near(part.text, snapshot) in titles)
    return next(same, None) or next(like, None)


def mended(located: Located, meant: LocatorPart | None, passages: list[Passage], lang: str = "en") -> str:
    """The locator with the right places in it: in place of the part that was meant for them, or else before the others.
    No other part is touched.
    """
    right = written(passages, lang)
    kept = [right if part is meant else part.text for part in located.parts]
    return "; ".join(dict.fromkeys(kept if meant else [right, *kept]))


def title_near(part: str, snapshot: Snapshot) -> str:
    """The title of a section that may be meant, "" where none is like it."""
    from rapidfuzz import fuzz, process  # for this hint alone

    titles = [section.title for section in snapshot.sections if section.title]
    wanted = next((match["title"] for match, _ in _counted(part) if match["title"]), part)
    best = process.extractOne(wanted, titles, scorer=fuzz.WRatio, score_cutoff=70)
    return best[0] if best else ""


def _counted(part: str) -> Iterator[tuple[re.Match[str], Counted]]:
    folded = fold(part)
    for form in _FORMS:
        for counted in _WORDS:
            if match := _form(form, counted).fullmatch(folded):
                yield match, counted


@lru_cache(maxsize=8)
def _form(form: str, counted: Counted) -> re.Pattern[str]:
    """A form's pattern, once it is needed."""
    return re.compile(form.format(words=_WORDS[counted]), re.IGNORECASE)


def _part(part: str, snapshot: Snapshot) -> LocatorPart:
    if titled := _titled(part, snapshot):  # a title that ends in a number is one
        return LocatorPart(part, titled)
    for match, counted in _counted(part):
        numbers = _numbers(match["numbers"])
        if counted == "page":
            return _of_pages(part, numbers, snapshot)
        untitled = tuple(passage for passage in snapshot.passages if not passage.section.title)
        among = _section(match["title"], snapshot) if match["title"].strip() else untitled
        named = tuple(passage for passage in among if passage.kind == counted and passage.number in numbers)
        return LocatorPart(part, named if {passage.number for passage in named} == numbers else ())
    return LocatorPart(part, known=not re.search(_ELSEWISE, part, re.IGNORECASE))


def _of_pages(part: str, numbers: set[int], snapshot: Snapshot) -> LocatorPart:
    """Passages that stand on pages: each goes on to the page on which the next one begins."""
    passages = snapshot.passages
    if not any(passage.page for passage in passages):
        return LocatorPart(part, known=False)
    ends = [max(passage.page, following.page) for passage, following in pairwise(passages)] + [passages[-1].page + 1]
    named = (
        passage for passage, end in zip(passages, ends, strict=True) if numbers & set(range(passage.page, end + 1))
    )
    return LocatorPart(part, tuple(named))


def _numbers(text: str) -> set[int]:
    """The numbers of `2–3 and 5`; a range counts up to a thousand."""
    numbers: set[int] = set()
    for first, last in re.findall(r"(\d{1,6})(?: ?-+ ?(\d{1,6}))?", text):
        start, end = int(first), int(last or first)
        numbers |= set(range(start, min(end, start + 1000) + 1)) or {start}
    return numbers


def _section(title: str, snapshot: Snapshot) -> tuple[Passage, ...]:
    """The passages of a section by its title, or by its number: `§ 2`."""
    if number := re.fullmatch(r"§ ?(\d{1,4})", title.strip()):
        return tuple(passage for passage in snapshot.passages if passage.section.number == int(number[1]))
    return _titled(title, snapshot)


def _titled(title: str, snapshot: Snapshot) -> tuple[Passage, ...]:
    """The passages of sections of this title, or whose title begins so; or of a speaker's turns."""
    wanted = _plain(title)
    if not wanted:
        return ()
    by_title = {section: _plain(section.title) for section in snapshot.sections if section.title}
    exact = {section for section, plain in by_title.items() if plain == wanted}
    begun = {section for section, plain in by_title.items() if len(wanted) > 3 and f"{plain} ".startswith(f"{wanted} ")}
    chosen = exact or begun or _turns(wanted, snapshot)
    return tuple(passage for passage in snapshot.passages if passage.section in chosen)


def _turns(wanted: str, snapshot: Snapshot) -> set[Section]:
    """A speaker's turns by last name: `Wyne’s answer 2` is the second, `opening remarks` the first."""
    name, _, what = wanted.partition(" ")
    turns = [each for each in snapshot.sections if each.speaker and _plain(each.speaker).split()[-1:] == [name]]
    kinds = r"(?:opening )?(?:answer|remarks?|question|statement|reply|réponse|відповідь|回答)s?(?: \d+)?"
    if not turns or (what and not re.fullmatch(kinds, what)):
        return set()
    if number := re.search(r"\d+$", what):
        return set(turns[int(number.group()) - 1 : int(number.group())])
    return {turns[0]} if "opening" in what else set(turns)


@lru_cache(maxsize=4096)
def _plain(title: str) -> str:
    """A title as titles are compared: without capitals, punctuation and the genitive."""
    small = lower(fold(title)).replace("'s ", " ")
    return " ".join(re.sub(r"[^\w ]", " ", small).split())
