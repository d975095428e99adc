"""Places in a source as a brief names them, and whether they are there.

    Implications for US Policy, paras. 2–3; Recommendations, bullet 5
    Wyne’s answer, para. 5
    pp. 12–13

Parts are divided by semicolons. Each is the title of a section, or its beginning, and paragraphs, bullets or pages of
it; a title alone names all of its passages. What is counted in some other way (a figure, a chapter of a book) can't be
looked up, and is left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from policybrief.article.snapshot import Passage, Section, Snapshot
from policybrief.verify.fold import fold, lower

Counted = str
"""What a number counts: `paragraph`, `bullet` or `page`."""

_WORDS: dict[Counted, str] = {
    "paragraph": r"paras?\.?|paragraphs?|¶¶?|paragr\.|paragraphes?|абз\.|абзац(?:и|у|ів)?|段落?",
    "bullet": r"bullets?(?: points?)?|puces?|маркери?|пункти?|п\.|要点|项目",
    "page": r"pp?\.|pages?|сс?\.|стор\.|页",
}
_NUMBERS = r"\d+(?:[ ,;&+-]|and|et|та|і|到|至|\d)*"
_BEHIND = {
    counted: re.compile(rf"(?P<title>.*?)[,:，]? ?(?<![^\W\d])(?:{words}) ?(?P<numbers>{_NUMBERS})", re.IGNORECASE)
    for counted, words in _WORDS.items()
}
_BEFORE = {
    counted: re.compile(rf"(?P<title>.*?)[,:，]? ?第? ?(?P<numbers>{_NUMBERS}) ?(?:{words})", re.IGNORECASE)
    for counted, words in _WORDS.items()
}
_ELSEWISE = re.compile(
    r"\b(?:fig(?:ure|\.)?|table|chart|box|note|footnote|endnote|appendix|annex|ch(?:apter|\.)?|vol\.|line|slide|min\."
    r"|verse|art(?:icle|\.)?|sec(?:tion|\.)|tableau|chap\.|рис\.|табл\.|розд\.)|§|^\d|图|表|章|条",
    re.IGNORECASE,
)
_WRITTEN = {
    "en": ("{title}, para. {number}", "{title}, bullet {number}"),
    "fr": ("{title}, paragr. {number}", "{title}, puce {number}"),
    "uk": ("{title}, абз. {number}", "{title}, маркер {number}"),
    "zh": ("{title}，第{number}段", "{title}，要点{number}"),
}
"""How a place is written in the brief's language."""


@dataclass(frozen=True)
class Part:
    """One part of a locator: the passages that it names, none where there is no such place; `known` where it can be
    looked up.
    """

    text: str
    passages: tuple[Passage, ...] = ()
    known: bool = True


@dataclass(frozen=True)
class Located:
    """A locator, looked up in a snapshot."""

    parts: tuple[Part, ...]

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All passages that it names."""
        return tuple(dict.fromkeys(passage for part in self.parts for passage in part.passages))

    @property
    def sure(self) -> bool:
        """Whether all of it can be looked up."""
        return all(part.known for part in self.parts)

    @property
    def missing(self) -> tuple[Part, ...]:
        """Those parts that name no place."""
        return tuple(part for part in self.parts if part.known and not part.passages)


def look_up(locator: str, snapshot: Snapshot) -> Located:
    """The passages that a locator names."""
    return Located(tuple(_part(part.strip(), snapshot) for part in re.split(r"[;；]", locator) if part.strip()))


def written(passages: list[Passage], lang: str = "en") -> str:
    """A locator of these passages, in the brief's language."""
    paragraph, bullet = _WRITTEN.get(lang.partition("-")[0], _WRITTEN["en"])
    texts = (
        (bullet if passage.kind == "bullet" else paragraph)
        .format(title=passage.section.title, number=passage.number)
        .lstrip(",， ")
        for passage in passages
    )
    return "; ".join(dict.fromkeys(texts))


def mended(located: Located, passages: list[Passage], lang: str = "en") -> str:
    """The locator with the right places in it: in place of its part in the same section, or of its only part; else
    before the others.
    """
    right = written(passages, lang)
    parts = located.parts
    sections = {passage.section for passage in passages}
    same = next((n for n, part in enumerate(parts) if {each.section for each in part.passages} & sections), None)
    if len(parts) == 1 or same is not None:
        kept = [right if number == (same or 0) else part.text for number, part in enumerate(parts)]
    else:
        kept = [right, *(part.text for part in parts if part.passages or not part.known)]
    return "; ".join(dict.fromkeys(kept))


def title_near(part: str, snapshot: Snapshot) -> str:
    """The title of a section that may be meant, "" where none is like it."""
    from rapidfuzz import fuzz, process  # for this hint alone

    titles = [section.title for section in snapshot.sections if section.title]
    wanted = next((match["title"] for match, _ in _counted(part) if match["title"]), part)
    found = process.extractOne(wanted, titles, scorer=fuzz.WRatio, score_cutoff=70)
    return found[0] if found else ""


def _counted(part: str) -> list[tuple[re.Match[str], Counted]]:
    folded = fold(part)
    return [
        (match, counted)
        for forms in (_BEHIND, _BEFORE)
        for counted, form in forms.items()
        if (match := form.fullmatch(folded))
    ]


def _part(part: str, snapshot: Snapshot) -> Part:
    matches = _counted(part)
    titled = _titled(part, snapshot)
    if titled:  # a title that ends in a number is one
        return Part(part, titled)
    for match, counted in matches:
        numbers = _numbers(match["numbers"])
        if counted == "page":
            return _of_pages(part, numbers, snapshot)
        untitled = tuple(passage for passage in snapshot.passages if not passage.section.title)
        among = _titled(match["title"], snapshot) if match["title"].strip() else untitled
        named = tuple(passage for passage in among if passage.kind == counted and passage.number in numbers)
        return Part(part, named if {passage.number for passage in named} == numbers else ())
    return Part(part, known=bool(matches) or not _ELSEWISE.search(part))


def _of_pages(part: str, numbers: set[int], snapshot: Snapshot) -> Part:
    """Passages that stand on pages: each goes on to the page on which the next one begins."""
    passages = snapshot.passages
    if not any(passage.page for passage in passages):
        return Part(part, known=False)
    ends = [max(one.page, other.page) for one, other in pairwise(passages)] + [passages[-1].page + 1]
    named = (one for one, end in zip(passages, ends, strict=True) if numbers & set(range(one.page, end + 1)))
    return Part(part, tuple(named))


def _numbers(text: str) -> set[int]:
    """The numbers of `2–3 and 5`; a range counts up to a thousand."""
    found: set[int] = set()
    for first, last in re.findall(r"(\d{1,6})(?: ?-+ ?(\d{1,6}))?", text):
        start, end = int(first), int(last or first)
        found |= set(range(start, min(end, start + 1000) + 1)) or {start}
    return found


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
