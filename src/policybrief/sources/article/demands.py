"""Sentences in which somebody should do something. One counts where it names who, or goes on with who was named before,
and where its author demands it, not somebody else of whom the author tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policybrief.sources.article import imperatives, marks, openings, urging, words
from policybrief.sources.article.candidate import Candidate
from policybrief.sources.article.snapshot import Passage


def asked(told: Sequence[tuple[Passage, str]], *, goes_on: bool = False) -> Iterator[Candidate]:
    """Sentences in which somebody should act; "they should" only right after one of these, or where that `goes_on`."""
    last: Passage | None = None
    asking: Passage | None = None
    before: Passage | None = None
    stood, said = before, ""  # the sentence before, which may only have named who should act
    for passage, sentence in told:
        if before is not passage:
            also, before = asking is not None and asking is before, passage
        further = also and bool(_ALSO.search(sentence))
        named = asking is not None and stood is passage and not words.has("reported", said)
        stood, said = passage, sentence
        asks = _asks(sentence, goes_on=goes_on or last is passage or further or named)
        last = passage if asks or words.has("urges", sentence) else None
        asking = last or asking
        if asks:
            yield Candidate.of(sentence, passage)


_ALSO = re.compile(r"\b(?:also|aussi|également|auch|також|также)\b")
"""A word by which a paragraph goes on with what the one before it asked for."""


def _asks(sentence: str, *, goes_on: bool) -> bool:
    """Whether somebody who is named at the sentence's beginning, or was in the one before, should do something."""
    if goes_on and _MAY_ALSO.match(sentence):
        return True
    advises = words.pattern("advises").search(sentence)
    if advises and not told_of(sentence[: advises.start()]):
        return True
    match = _main(sentence)
    if not match or sentence.endswith("?") or words.has("disclaims", sentence):
        return False
    said = marks.unmarked(sentence)
    sentence, start = said, match.start() - len(sentence) + len(said)
    before = _APPOSED.sub("", openings.opened(sentence[:start])).strip(" ,")
    if goes_on and _SAME.fullmatch(before[:1].upper() + before[1:]):  # "And it should", where it goes on
        return True
    if _OF_ONE.match(before):
        return False
    if not before and openings.FURTHER.match(sentence):  # "Erstens sollte die Regierung"
        return True
    return (
        0 < len(before.split()) <= _MOST_BEFORE
        and not _NOBODY.search(openings.FURTHER.sub("", sentence[:start]).strip(" ,"))
        and (before[:1].isupper() or before != sentence[:start].strip(" ,"))
        and not is_told(sentence)
        and (before != sentence[:start].strip(" ,") or not _PRONOUN.match(before))
    )


_PRONOUN = re.compile(r"(?:This|That|It|There|What|Why|How|They|I|You|Wer|Man|Was|Qui|Quien)\b")
_SAME = re.compile(r"(?:It|They|He|She|Elles?|Ils?|Er|Sie|Es|Він|Вона|Вони|Воно)(?: also| therefore)?")
"""Who was named in the sentence before."""
_APPOSED = re.compile(r"(?<=\w), [^,]+, ?$")
"""What is said of a subject between commas, before its verb: "An ombud, independent of the Fund, should …"."""
_OF_ONE = re.compile(r"(?:he|she|i)\b.* (?:and|but)$", re.IGNORECASE)
"""What is told of one person, and goes on: "He is eighty and should not drive"."""
_NOBODY = re.compile(r"\s(?:it|this|that|there|which)$")
"""A subject that is nobody: "By rail it should take eight days"."""
_MOST_BEFORE = 9
"""Words before "should": so many name who should."""
MUST = re.compile(r"\b(?:must|(?<!should )ha(?:s|ve) to|needs? to)\b", re.IGNORECASE)
"""What somebody has to do, which may be a demand, and as well a fact or a rule."""


def may_also(sentence: str) -> bool:
    """Whether who was named before could do something further."""
    return bool(_MAY_ALSO.match(sentence))


_MAY_ALSO = re.compile(
    r"(?:It|They|He|She) (?:could|might|may) (?:also|instead)\b|(?:Elles?|Ils?) pourrai(?:t|ent) aussi\b"
)


def _main(sentence: str) -> re.Match[str] | None:
    """The "should" of the sentence itself: that behind "who" is somebody's, and one before a stop only an echo."""
    for found in words.pattern("should").finditer(sentence):
        if not _OF_SOMEBODY.search(
            sentence[max(0, found.start() - _LONGEST_WHO) : found.start()]
        ) and not _ECHOES.match(sentence, found.end()):
            return found
    return None


_OF_SOMEBODY = re.compile(r"\b(?:who|qui|quien)\s$", re.IGNORECASE)
_LONGEST_WHO = 8
_ECHOES = re.compile(r"\s?[;.!]")


def is_told(sentence: str) -> bool:
    """Whether "should" stands in what others say."""
    match, urged = _main(sentence), words.pattern("urges").search(sentence)
    if urged and _NOBODYS.match(urged[0]):  # "ils estiment qu'il faudrait"
        return told_of(sentence[: urged.start()])
    if match is None or urged:
        return False
    before = sentence[: match.start()]
    if ": " in before and imperatives.is_order(sentence):
        return False
    return urging.quotes_left_open(before) > 0 or told_of(before) or bool(_SAID.search(sentence))


_NOBODYS = re.compile(r"(?:il|es|se) ", re.IGNORECASE)
"""What is urged, and nobody is said to urge it."""
_SAID = re.compile(
    r"\b(?:nach (?:seiner|ihrer|deren) (?:auffassung|ansicht|meinung)|selon (?:lui|elles?|eux)"
    r"|in (?:his|her|their|its) (?:view|opinion))\b"
    r"|, (?!(?:what|which|who)ever |no matter )(?:\w+ ){1,4}"
    r"(?:says?|said|argues?|argued|jokes?|joked|insists?|insisted|believes?|claims?|claimed)[.!]?$"
    r"|, (?:according to|says|said|argues|argued|warns|warned|insists|insisted|writes|wrote|claims|claimed) \w"
)
"""Who said it, at the end."""


def told_of(before: str) -> bool:
    """Whether the words before a verb make what follows somebody else's."""
    return words.has("reported", _WHO.sub("", openings.opened(before)))


_WHO = re.compile(
    r"^(?:(?:(?:member|local|small|large|public|private|central|federal|coastal|rich|poor|national|foreign|state) )?"
    r"[^\W\d_]+s|people|police) (?:that|which|who) (?!the|an?|it|they|he|she|we|this|these|those|there|its|their)"
    r"|^(?:an?|the|any|every|each|all|those|no) (?!(?:fact|view|idea|claim|argument|notion|hope|belief|case)s?\b)"
    rf"(?:(?!(?:{words.pattern('reporting').pattern})\w*\b)[\w’'-]+ ){{1,3}}(?:that|which|who) ",
    re.IGNORECASE,
)
"""Whom a sentence is about, by what they do: "A bank that relies on such a licence"."""
