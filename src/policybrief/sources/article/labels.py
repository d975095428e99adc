"""Lines that say of what kind, series, number or date a text is, and not what it is about."""

from __future__ import annotations

import re

from policybrief.sources.article import dates, words

_NUMBERED = re.compile(
    r"(?:\bn[o°º]\.?|\b(?:nr|no|number|issue|vol(?:ume)?|comment|numéro|heft|ausgabe|том|випуск|число)\b\.?|№|#)\s*"
    r"\d+(?:[/.–-]\d+)*|第\s*\d+\s*期|(?-i:\b[A-Z]{2,5}-?\d[\d/.-]*$)|(?<=\w)\s(?!(?:19|20)\d\d$)\d{2,5}(?:[-/]\d{1,4})?$",
    re.IGNORECASE,
)
_COUNTS = re.compile(r"\b(?:n[o°º]|nr|issue|vol|volume|numéro|heft|випуск)\b\.?\s*\d|№|#\s?\d", re.IGNORECASE)
_PARTED = re.compile(r"\s+[|•·/–—]\s+|[,，]\s*|\s{2,}")


_PART_OF = re.compile(
    r"(?:[\w’'-]*(?:report|bericht|rapport|review|yearbook|jahrbuch)) (?:19|20)\d\d,? .{0,20}"
    r"(?:n[o°º]|nr|no|№|beitrag|part|teil|chapter|kapitel|ziffer|chapitre)\.? ?\d+",
    re.IGNORECASE,
)
"""A part of what comes out each year: `Jahresbericht 2023, Beitrag Nr. 14`."""


_IMPRINT = re.compile(
    r".*\b(?:printed|published|presented|laid|issued|ordered)\b.{0,80}\b(?:by (?:authority|order|command)|to be printed"
    r"|pursuant to|under (?:section|article|the))\b.*",
    re.IGNORECASE,
)
"""By whose order a text was printed, or laid before whom: `Published on 30 January 2024 by authority of …`."""


_PAGE = re.compile(r"(?<=\w)\s+[A-H]\d{1,2}$")
"""The page of a newspaper: `COMMENTARY E3`."""


def is_label(text: str) -> bool:
    """Whether a line is a label alone: `POLICY BRIEF`, `Kommentar Nr. 47, August 2022`, `Research | May 2023`."""
    if is_issue(text) or _PART_OF.fullmatch(text) or _IMPRINT.fullmatch(text):
        return True
    rest, numbers = _NUMBERED.subn(" ", undated(text))
    parts = [_PAGE.sub("", part.strip(" .:()")) for part in _PARTED.split(rest)]
    return all(
        not part
        or re.fullmatch(r"(?:19|20)\d\d", part)
        or words.is_one("section_kinds", part)
        or (numbers and words.is_one("series", part))
        for part in parts
    )


_ISSUES = re.compile(
    r"(?:(?:an?|the) )?(?:(?:final|interim|annual|special|joint|progress|summary|staff|draft|independent|initial"
    r"|consensus|minority|majority|[a-z]+(?:st|nd|rd|th)) )*"
    r"(?:reports?|statement|testimony|remarks|submission|proceedings|evidence|response|briefing|opinion|memorandum"
    r"|rapport|bericht|доповідь|доклад)"
    r" (?:of|to|by|from|for|before|de|du|des|au|aux|an|der|des|про|к) .*"
    r"|(?:state|city|county|commonwealth|government|republic|kingdom|province|territory|town|district|parliament)"
    r" of [^:,]*|united (?:states|nations|kingdom)\b[^:,]*"
    r"|(?:[\w-]+(?:st|nd|rd|th)|\w+ regular)"
    r" (?:session|congress|assembly|parliament|legislature|report|meeting|plenary)\b.*"
    r"|(?:report|audit|document|order|file|case|project)\s*(?:no\.?|number|#|№)\s*[\w.-]+"
    r"|agenda item .*|item \d.*"
    r"|.*\b(?:distr|original|ref|our ref|classification)\.?\s?:.*"
    r"|(?:.* )?[A-Z]{1,6}(?:/[\w.()-]+)+|[^\W\d_]+(?: [^\W\d_]+)? ?: [\w./-]+(?: [\w./-]+)?",
    re.IGNORECASE,
)
"""A line that says who issued a text and where it is filed: `State of Ohio`, `A/HRC/54/91`, `Distr.: General`."""


def issues(text: str) -> bool:
    """Whether a line of a letterhead only says who issued the text, to whom or where it is filed."""
    return bool(_ISSUES.fullmatch(text)) and not text.endswith("?")


def is_issue(text: str) -> bool:
    """Whether a line has the number and the day of an issue: its name stands above, and the title below."""
    return bool(_COUNTS.search(text)) and undated(text) != text


_WEEKDAY = (
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(?:mon|diens"
    r"|donners|frei|sams|sonn)tag|mittwoch)"
)


def undated(text: str) -> str:
    """A line without the dates in it, and without what parted these from the rest."""
    for dated in dates.dates(text):
        text = re.sub(rf"(?:{_WEEKDAY},? )?{re.escape(dated.words)}", " ", text, flags=re.IGNORECASE)
    return re.sub(r"[\s|,•·–-]+$", "", text)


_INTRODUCTION = re.compile(
    r"(introduction|background|context|overview|вступ|einleitung|introducción|引言)\b", re.IGNORECASE
)


def introduces(text: str) -> bool:
    """Whether a heading begins as that of an article's first section does."""
    return bool(_INTRODUCTION.match(words.bare(text)))


def goes_on(title: str) -> bool:
    """Whether a title's line ends in its midst: `Rural Hospitals: Background and`."""
    return bool(words.pattern("unfinished").search(title))


def before_date(text: str) -> str:
    """What stands in a line before its first date."""
    day = next(dates.dates(text), None)
    return re.sub(r"[\s|,•·–-]+$", "", text[: day.start] if day else text)
