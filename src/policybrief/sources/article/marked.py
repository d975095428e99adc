"""Recommendations that bear a mark: a number, a label before their words, or one behind them in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policybrief.sources.article import counters, demands, marks, urging, words
from policybrief.sources.article.candidate import Candidate, shortened
from policybrief.sources.article.sentences import sentences
from policybrief.sources.article.snapshot import Passage
from policybrief.sources.article.structure import Article

_LABEL = rf"(?:{words.pattern('label').pattern})"
_NUMBER = r"(?:n[o°º]\.?\s*|№\s*)?#?(?P<number>\d{1,3}(?:\.\d{1,2})?)(?!\.?\d)"
_LAST = re.compile(rf"\(\s*{_LABEL}\s*(?:n[o°º]\.?\s*)?#?(?P<number>\d{{1,3}})\s*\)\W*\d*$", re.IGNORECASE)
_FIRST = re.compile(
    rf"^{_LABEL}\s*(?:{_NUMBER}|(?P<han>[一二三四五六七八九十]+|(?-i:[A-H]|[IVX]{{1,4}})))"
    r"\s*[.:：)–—-]\s*(?P<words>.*)$",
    re.IGNORECASE,
)
_BARE = re.compile(rf"^(?i:{_LABEL})\s*{_NUMBER}\s+(?P<words>[\"“«]?[^\W\d_a-zа-яіїєґ].*)$")
"""A label that stood on a line of its own above its words."""
_ALONE = re.compile(rf"^{_LABEL}\s*{_NUMBER}[.:]?$", re.IGNORECASE)
_ORDINAL = re.compile(
    r"^(?P<number>first|second|third|fourth|fifth|sixth|seventh|eighth|premi[eè]re|deuxi[eè]me|troisi[eè]me"
    r"|quatri[eè]me|cinqui[eè]me|erste|zweite|dritte|vierte|fünfte|перша|друга|третя|четверта|п['’]ята|первая|вторая"
    rf"|третья|четв[её]ртая)\s+{_LABEL}\s*[.:：–—-]\s*(?P<words>.*)$",
    re.IGNORECASE,
)
_BEHIND = re.compile(rf"(?:^|(?<=[.!?] )){_LABEL}s?\s*[:：]\s+(?P<words>\S.*)$", re.IGNORECASE)
_RUN_IN = re.compile(rf"^(?:\d{{1,2}}[.)]\s+)?(?P<label>(?i:{_LABEL}s?))(?P<end>\s*[.:：])\s+(?P<words>\S.*)$")
_TAGGED = re.compile(rf"\s*[(\[]{_LABEL}\b[^()\[\]]{{0,40}}[)\]]\W*$", re.IGNORECASE)


def numbered(article: Article) -> Iterator[Candidate]:
    """Those that bear a number, each where it stands with the most words."""
    by_number: dict[str, Candidate] = {}
    for passage in article.passages:
        if last := _LAST.search(passage.text):
            _keep(by_number, last["number"], Candidate.of(urging.sentence_of(passage.text), passage))
        elif (first := _first(passage.text)) and first[1]:
            _keep(by_number, first[0], Candidate.of(urging.sentence_of(first[1]), passage))
    for heading in article.headings:
        inside = article.by_section.get(heading.section, [])
        if (first := _first(heading.words)) and inside:
            for key, candidate in _below_heading(first[1].strip(), inside):
                _keep(by_number, f"{first[0]}{key}", candidate)
        elif (alone := _ALONE.match(heading.words)) and inside:
            said = urging.sentence_of(counters.uncounted(inside[0].text))
            _keep(by_number, alone["number"], Candidate.of(said, inside[0]))
    if len(by_number) > 1 or any(_LAST.search(passage.text) for passage in article.passages):
        yield from sorted(by_number.values(), key=lambda candidate: article.passages.index(candidate.passage))


def _below_heading(title: str, inside: Sequence[Passage]) -> Iterator[tuple[str, Candidate]]:
    """What a numbered heading recommends: in its own words; in those of the sentence right below it, where that says
    who should do it; in the entries that this announces: "The Commission should: (a) define …; (b) publish …".
    """
    lead, listed = inside[0], [passage for passage in inside[1:] if passage.kind == "bullet"]
    if lead.text.endswith((":", "：")) and words.has("should", lead.text) and len(listed) > 1:
        yield from ((f".{at}", Candidate.of(passage.text, passage)) for at, passage in enumerate(listed))
        return
    said, opening = urging.sentence_of(lead.text), sentences(lead.text)[0]
    names_who = len(title.split()) <= _TITLE_WORDS and any(demands.asked([(lead, opening)]))
    yield "", Candidate.of(opening, lead) if names_who else Candidate(title or said, lead, said)


_TITLE_WORDS = 7


def _first(text: str) -> tuple[str, str] | None:
    """The number and the words of what begins with a label and a number."""
    match = _FIRST.match(text) or _ORDINAL.match(text) or _BARE.match(text)
    if match is None:
        return None
    return match["number"] or match.groupdict().get("han", ""), _REFERENCE.sub("", match["words"])


_REFERENCE = re.compile(
    r"^\(?(?:see )?(?:paragraphs?|para\.?|paras\.?|section|pages?|pp?\.)\s*[\d.,–-]+\)?$", re.IGNORECASE
)
"""Where the text argues for it, and nothing else: `Recommendation no. 1 Paragraph 2.18`."""


def _keep(by_number: dict[str, Candidate], number: str, candidate: Candidate) -> None:
    if number not in by_number or len(candidate.words) > len(by_number[number].words):
        by_number[number] = candidate


def tagged(article: Article) -> Iterator[Candidate]:
    """Those that are told apart from conclusions by what stands behind them: "(Recommendation, Paragraph 14)"."""
    marked = [(_TAGGED.search(passage.text), passage) for passage in article.passages]
    for tag, passage in marked:
        if tag:
            yield Candidate.of(urging.sentence_of(counters.uncounted(passage.text[: tag.start()])), passage)


def labelled(article: Article) -> Iterator[Candidate]:
    """What stands behind a label without a number: "Recommendation: The Department should …", at the conclusion."""
    matches = [(match, passage) for passage in article.passages if (match := _BEHIND.search(passage.text))]
    if len(matches) > 1:
        yield from (Candidate.of(sentences(match["words"])[0], passage) for match, passage in matches)


def run_in(article: Article) -> Iterator[Candidate]:
    """The one paragraph that begins with a label: "4. RECOMMENDATION. That you approve Option C."."""
    for passage in article.passages:
        match = _RUN_IN.match(passage.text)
        if match and ("." not in match["end"] or match["label"].isupper() or passage.lead):
            yield from (Candidate.of(said, passage) for said in urging.stated(match["words"])[:1])
            yield from _urged_after(article, passage, match["words"])
            return


def _urged_after(article: Article, labelled: Passage, words_of_it: str) -> Iterator[Candidate]:
    """What the authors urge behind the sentence with the label: "We also recommend that …"."""
    behind = article.passages[article.passages.index(labelled) + 1 :]
    told = [(labelled, said) for said in urging.stated(words_of_it)[1:]]
    told += [(passage, said) for passage in behind for said in urging.stated(passage.text)]
    for passage, said in told:
        if words.has("urges", said) and not words.has("disclaims", said):
            yield Candidate.of(marks.unmarked(counters.uncounted(said)), passage)


def counted(article: Article) -> Iterator[Candidate]:
    """What is counted under another name, most of which says what to do: "Proposal 1: Open the camps"."""
    headed = [
        (heading.words, inside[0])
        for heading in article.headings
        if (inside := article.by_section.get(heading.section))
    ]
    told = [(passage.text, passage) for passage in article.passages]
    for texts in (headed, told):
        found = [(match, passage) for text, passage in texts if (match := counters.ENTRY.match(text))]
        numbers = [match["number"] for match, _ in found]
        said = [counters.ENTRY.sub("", match.string) for match, _ in found]
        asks = sum(urging.urges(each) for each in said)
        if len(found) >= _FEWEST_COUNTED and len(set(numbers)) == len(numbers) and asks > len(said) / 2:
            for each, (_, passage) in zip(said, found, strict=True):
                yield Candidate(each, passage, shortened(sentences(passage.text)[0]))
            return


_FEWEST_COUNTED = 2
