"""Sentences that say what is to be done: orders, what the authors urge, and what somebody should do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby, pairwise

from policybrief.sources.article import marks, openings, words
from policybrief.sources.article.candidate import Candidate
from policybrief.sources.article.sentences import sentences
from policybrief.sources.article.snapshot import Passage

FURTHER = openings.FURTHER
COUNTED = re.compile(
    r"^(?:the )?(?:first|second|third|fourth|fifth|sixth|last|final)(?: [\w-]+)? (?:is|would be|should be|must be) to\b"
    r"|^the (?:first|second|third|next|last) (?:thing|step) (?:that )?[^,;]{2,50} (?:can|could|should|must) do"
    r" (?:is|would be)\b"
    r"|^(?:la|le) (?:premi[eè]re?|deuxi[eè]me|seconde?|troisi[eè]me|quatri[eè]me|cinqui[eè]me|derni[eè]re?)(?: [\w-]+)?"
    r" (?:est|serait|consiste(?:rait)?) (?:de|d['’]|à)"
    r"|^(?:der|die|das) (?:erste|zweite|dritte|vierte|fünfte|letzte)(?: \w+)? (?:ist|wäre|besteht darin),",
    re.IGNORECASE,
)
"""With what a sentence begins that is an entry of a list and says what to do: "The first step is to …"."""


def begins_entry(text: str) -> bool:
    """Whether a paragraph begins as an entry of a list that is written as prose."""
    return bool(FURTHER.match(text) or COUNTED.match(text))


_WHO = re.compile(
    r"^(?:[^\W\d_]+s|people|police) (?:that|which|who) (?!the|an?|it|they|he|she|we|this|these|those|there|its|their)"
    r"|^(?:an?|the|any|every|each|all|those|no) (?!(?:fact|view|idea|claim|argument|notion|hope|belief|case)s?\b)"
    r"(?:(?!(?:argue|sa(?:y|id)|believe|insist|contend|urge|demand|complain|state|told|tell|felt|feel|respond|repl|claim"
    r"|warn|think|thought|hold|held|suggest|want|ask|note|add"
    r"|recommend|propos|advis|call|f[io]und|conclud|show|decid|rul|order|agree|promis|maintain|assert|alleg|stress|admit"
    r"|acknowledg|estimat|expect|explain|fear|hop|impl|indicat|mention|observ|predict|pledg|reckon|remark|report|reveal"
    r"|underlin|vow|wish|wr[io]t|doubt|den[iy]|caution|assum|conced|confirm|declar|hear|know|knew|learn|object|recall"
    r"|recogni|require|see|consider|contest|counter|reason|reiterat|emphasi|intend|prefer|judg|comment|posit|remind|inform|assur|notif|convinc|persuad|specif|stipulat|suppose|lament|testif|point"
    r"|announc)\w*\b)[\w’'-]+ ){1,3}(?:that|which|who) ",
    re.IGNORECASE,
)
"""Whom a sentence is about, by what they do: "A bank that relies on such a licence"."""
_PRONOUN = re.compile(r"(?:This|That|It|There|What|Why|How|They|I|You|Wer|Man|Was|Qui|Quien)\b")
_SAME = re.compile(r"(?:It|They|He|She|Elles?|Ils?|Er|Sie|Es|Він|Вона|Вони|Воно)(?: also| therefore)?")
"""Who was named in the sentence before."""
_MAY_ALSO = re.compile(
    r"(?:It|They|He|She) (?:could|might|may) (?:also|instead)\b|(?:Elles?|Ils?) pourrai(?:t|ent) aussi\b"
)
_ALSO = re.compile(r"\b(?:also|aussi|également|auch|також|также)\b")
"""A word by which a paragraph goes on with what the one before it asked for."""


def uncounted(text: str) -> str:
    """A paragraph or an entry without what counts it."""
    return COUNTER.sub("", text)


COUNTER = re.compile(r"^(?:\d{1,2}(?:\.\d{1,3})+\.?|\(?\d{1,3}[.)]|\([a-z]\)|[a-z][.)])\s+(?=\S)")


def may_also(sentence: str) -> bool:
    """Whether who was named before could do something further."""
    return bool(_MAY_ALSO.match(sentence))


def begins_first(text: str) -> bool:
    """Whether a sentence is the first of those that are counted off."""
    return bool(_FIRST.match(text))


_FIRST = re.compile(
    r"(?:the )?(?:first\w*|one)\b|premi[eè]rement|d['’]abord|erstens|zunächst|primero|по-перше|во-первых", re.IGNORECASE
)


def sentence_of(text: str) -> str:
    """The sentence of a paragraph that says what to do; its first where none does."""
    said = sentences(text)
    return next((sentence for sentence in said if not sentence.endswith((":", "：", "?")) and urges(sentence)), said[0])


def urges(sentence: str) -> bool:
    """Whether a sentence says what to do, in whatever form."""
    return any(words.has(name, sentence) for name in ("should", "urges", "advises")) or is_order(sentence)


def is_order(sentence: str) -> bool:
    """Whether a sentence begins with the verb of what to do."""
    text = _THEN.sub("", FURTHER.sub("", sentence)).lstrip(" ,:：")
    if pleads := _PLEASE.match(text):
        text = text[pleads.end() :]
        if _TO_READERS.match(text) or _OF_READERS.match(text):
            return False
    begins = words.pattern("imperative").match(text) or COUNTED.match(sentence)
    if begins is None or sentence.endswith("?") or _OPENS_ONLY.match(text):
        return False
    is_compound = text[begins.end() :].startswith("-")  # "Demand-led"
    return not is_compound and not _STATES.match(text)


_OPENS_ONLY = re.compile(r"(?:start|begin) (?:with|by|from) (?:the )?[\w’'-]+[.!]$", re.IGNORECASE)
"""A sentence after which the order follows: "Start with the list."."""
_STATES = re.compile(
    r"(?!ensur|make sure|verif|confirm|guarantee|check|certif|see\b)[\w’'-]+ (?:(?!that\b|which\b|who\w*\b|where\b"
    r"|whether\b|how\b|what\w*\b|if\b|when\b|while\b|so\b|as\b|and\b|to\b|until\b|because\b|before\b|after\b"
    r"|since\b|you\b|we\b|they\b|it\b)[\w’'-]+ ){0,5}"
    r"(?:(?:is|are|was|were|has|have|can|could|will|would|may|might|did|does)\b"
    r"|(?:costs?|takes|lasts|helps|works|pays) (?:almost|nearly|about|around|some|little|less|more|nothing|much|only"
    r"|time|[€$£]?\d))",
    re.IGNORECASE,
)
"""A sentence whose first word is its subject's: "Audit findings are not resolved"."""


ENTRY = re.compile(
    r"^(?:proposal|proposition|measure|mesure|action|priority|priorité|option|step|étape|vorschlag|maßnahme|schritt"
    r"|пропозиція|крок|захід|предложение|мера|шаг|建议|措施)\s*(?:n[o°º]\.?\s*)?(?P<number>\d{1,2}|[一二三四五六七八九十])\s*[.:：)–—-]\s*",
    re.IGNORECASE,
)
"""What counts the entries of a section that says what to do, before their words."""
_PLEASE = re.compile(r"please,? ", re.IGNORECASE)
_THEN = re.compile(r"(?:and )?then\b,?", re.IGNORECASE)


def ordered(told: Sequence[tuple[Passage, str]]) -> Iterator[Candidate]:
    """Sentences that begin with the verb of what to do, where two stand after one another in a paragraph."""
    for (passage, is_run), group in groupby(told, key=lambda each: (each[0], is_long_order(each[1]))):
        run = [sentence for _, sentence in group]
        if is_run and sum(not _TO_READERS.match(sentence) for sentence in run) >= _FEWEST_ORDERS:
            yield from (Candidate.of(sentence, passage) for sentence in run)


def beside(told: Sequence[tuple[Passage, str]], asking: AbstractSet[str]) -> set[str]:
    """Sentences that begin with the verb of what to do, next to one of their paragraph that asks somebody for it:
    "Pay for the evenings. Health boards should commission a line."; and those with which an answer that asks begins.
    """
    by_neighbour = {
        sentence
        for pair in pairwise(told)
        for (passage, sentence), (around, other) in (pair, pair[::-1])
        if passage is around and other in asking and is_long_order(sentence)
    }
    answers = [
        [sentence for _, sentence in group]
        for passage, group in groupby(told, key=lambda each: each[0])
        if passage.section.speaker
    ]
    begun = {said[0] for said in answers if is_order(said[0]) and any(each in asking for each in said)}
    return {sentence for sentence in by_neighbour | begun if not _TO_READERS.match(sentence)}


def is_plea(sentence: str) -> bool:
    """Whether a sentence begs somebody who is not its reader: `Please sign the bill.`"""
    return bool(_PLEASE.match(sentence)) and is_order(sentence)


_OF_READERS = re.compile(
    r"(?:share|send|subscribe|join|donate|give|support|write|cite|submit|register|direct|refer|e?-?mail|keep|use|quote)\b",
    re.IGNORECASE,
)
"""What authors and editors beg of those who read them."""


def is_long_order(sentence: str) -> bool:
    """Whether an order says enough to be one of what somebody should do."""
    return is_order(sentence) and len(sentence.split()) >= _ORDER_WORDS


_TO_READERS = re.compile(
    r"(?:and |but |then )?(?:consider|take|look|think|imagine|note|see|compare|ask|remember|recall|let|suppose|picture"
    r"|listen|read|contact|visit|call|click|tell|do|don['’]t|notice|try)\b",
    re.IGNORECASE,
)
"""Verbs with which an author turns to readers: "Consider Estonia."."""
_SHOWS = re.compile(
    r"(?i:(?:and |but |then |just )?(?:look (?:at|to)|think (?:of|about|back)|imagine|note|notice|compare|remember"
    r"|recall|suppose|picture|listen to|see (?:also|for)|take the (?:case|example)))\b"
    r"|(?i:consider) (?:the (?:case|example)|[A-Z])"
)


def shows(sentence: str) -> bool:
    """Whether an author only turns readers to something: "Look at Estonia."."""
    return bool(_SHOWS.match(sentence))


_ORDER_WORDS, _FEWEST_ORDERS = 4, 2


def pieces(text: str) -> list[str]:
    """The sentences of a paragraph; one that announces orders behind its colon is as many as there are: "The ministry
    should do two things: end the exemption; link the rate to prices."
    """
    return [piece for sentence in sentences(text) for piece in _pieces(sentence)]


def _pieces(sentence: str) -> list[str]:
    match = _WITH_COLON.match(sentence)
    if match is None or not words.has("announces", match["lead"]):
        return [sentence]
    parts = [part.rstrip(" ;") for part in _PARTED.split(match["rest"])]
    return [match["lead"], *parts] if all(map(is_order, parts)) else [sentence]


_WITH_COLON = re.compile(r"(?P<lead>[^:：]{10,200}[:：])\s+(?P<rest>\S.*)$")
_PARTED = re.compile(r"(?<=;)\s+(?:and\s+|or\s+)?")


def stated(text: str) -> list[str]:
    """The sentences of a paragraph, without those that ask, only announce what follows, or are quoted."""
    said, is_quoted = [], False
    for sentence in pieces(text):
        if not is_quoted and not sentence.endswith((":", "：", "?", ",")) and not words.has("announces", sentence):
            said.append(sentence)
        opened, closed = len(_OPENING.findall(sentence)), len(_CLOSING.findall(sentence))
        is_quoted = opened > closed or (is_quoted and closed <= opened)
    return said


_OPENING, _CLOSING = re.compile(r"(?:^|(?<=[\s(—]))[\"“«„](?=\S)"), re.compile(r"(?<=\S)[\"”»](?=[\s.,;:!?)]|$)")


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
    if not before and FURTHER.match(sentence):  # "Erstens sollte die Regierung"
        return True
    return (
        0 < len(before.split()) <= _MOST_BEFORE
        and not _NOBODY.search(FURTHER.sub("", sentence[:start]).strip(" ,"))
        and (before[:1].isupper() or before != sentence[:start].strip(" ,"))
        and not is_told(sentence)
        and (before != sentence[:start].strip(" ,") or not _PRONOUN.match(before))
    )


def _main(sentence: str) -> re.Match[str] | None:
    """The "should" of the sentence itself: that behind "who" is somebody's, and one before a stop only an echo."""
    for found in words.pattern("should").finditer(sentence):
        if not _OF_SOMEBODY.search(
            sentence[max(0, found.start() - _LONGEST_WHO) : found.start()]
        ) and not _ECHOES.match(sentence, found.end()):
            return found
    return None


_APPOSED = re.compile(r"(?<=\w), [^,]+, ?$")
"""What is said of a subject between commas, before its verb: "An ombud, independent of the Fund, should …"."""
_OF_ONE = re.compile(r"(?:he|she|i)\b.* (?:and|but)$", re.IGNORECASE)
"""What is told of one person, and goes on: "He is eighty and should not drive"."""
_OF_SOMEBODY = re.compile(r"\b(?:who|qui|quien)\s$", re.IGNORECASE)
_LONGEST_WHO = 8
_ECHOES = re.compile(r"\s?[;.!]")
_NOBODY = re.compile(r"\s(?:it|this|that|there|which)$")
"""A subject that is nobody: "By rail it should take eight days"."""
MUST = re.compile(r"\b(?:must|(?<!should )ha(?:s|ve) to|needs? to)\b", re.IGNORECASE)
_MOST_BEFORE = 9
"""Words before "should": so many name who should."""


def is_told(sentence: str) -> bool:
    """Whether "should" stands in what others say."""
    match = _main(sentence)
    if match is None or words.has("urges", sentence):
        return False
    if len(_OPENING.findall(sentence[: match.start()])) > len(_CLOSING.findall(sentence[: match.start()])):
        return True
    return told_of(sentence[: match.start()]) or bool(_SAID.search(sentence))


def told_of(before: str) -> bool:
    """Whether the words before a verb make what follows somebody else's."""
    return words.has("reported", _WHO.sub("", openings.opened(before)))


_SAID = re.compile(
    r"\b(?:nach (?:seiner|ihrer|deren) (?:auffassung|ansicht|meinung)|selon (?:lui|elles?|eux)"
    r"|in (?:his|her|their|its) (?:view|opinion))\b"
    r"|, (?!(?:what|which|who)ever |no matter )(?:\w+ ){1,4}"
    r"(?:says?|said|argues?|argued|jokes?|joked|insists?|insisted|believes?|claims?|claimed)[.!]?$"
    r"|, (?:according to|says|said|argues|argued|warns|warned|insists|insisted|writes|wrote|claims|claimed) \w"
)
"""Who said it, at the end."""
