"""lint: words and sentences, as an editor reads them: twice a word, too long, no figure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from policybrief.review.lint.draft import Draft, Finding
from policybrief.review.lint.patterns import HouseWords
from policybrief.review.lint.prose import QUOTED, Prose, ProseSpan
from policybrief.review.lint.rules import LintRule

_REMARK = "leave it out"


def repeated(draft: Draft, rule: LintRule) -> Iterator[Finding]:
    """A word twice in a row; a name may well be: Pago Pago."""
    for prose in draft.of(rule):
        allowed = draft.words(prose.lang).of("doubles")
        for token, following in pairwise(prose.tokens):
            named = token.word[0].isupper() and following.word[0].isupper()
            same = token.folded == following.folded and token.folded.isalpha() and not named
            if same and token.folded not in allowed and prose.plain[token.end : following.start].isspace():
                span = ProseSpan(token.start, following.end)
                yield Finding(prose, span, right=token.word if prose.is_plain(span) else None)


def wordy(draft: Draft, rule: LintRule) -> Iterator[Finding]:
    """A phrase with a shorter one for the same: `utilize > use`."""
    for prose in draft.of(rule):
        shorter = dict(each.split(" > ", 1) for each in draft.words(prose.lang).lists.get("wordy", ()) if " > " in each)
        for span in draft.words(prose.lang).find_phrases(tuple(shorter), prose):
            instead = shorter.get(prose.said(span).lower(), "")
            yield Finding(prose, span, hint=instead if instead == _REMARK else f"say '{instead}'")


def long_sentence(draft: Draft, rule: LintRule) -> Iterator[Finding]:
    """A sentence of more words than a reader holds."""
    most = rule.most.get("words", 45)
    for prose in draft.of(rule):
        for sentence in prose.sentences:
            said = prose.inside(sentence)
            if len(said) > most:
                yield Finding(prose, ProseSpan(said[0].start, said[0].end), said={"count": len(said), "most": most})


def long_text(draft: Draft, rule: LintRule) -> Iterator[Finding]:
    """A text of more words than its place is made for."""
    for prose in draft.of(rule):
        most = rule.most.get(prose.role, 0)
        if most and len(prose.tokens) > most:
            first = prose.tokens[0]
            yield Finding(prose, ProseSpan(first.start, first.end), said={"count": len(prose.tokens), "most": most})


# -- reading level


def hard_to_read(draft: Draft, rule: LintRule) -> Iterator[Finding]:
    """A text above a Flesch-Kincaid grade: 0.39 words a sentence + 11.8 syllables a word - 15.59 (Kincaid, 1975)."""
    most = rule.most.get("grade", 18)
    for prose in draft.of(rule):
        words = [token.folded for token in prose.tokens if token.folded.isalpha()]
        if len(words) < _FEWEST_WORDS or not prose.sentences:
            continue
        sentences = sum(bool(prose.inside(sentence)) for sentence in prose.sentences)
        grade = 0.39 * len(words) / sentences + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59
        if grade > most:
            first = prose.tokens[0]
            yield Finding(prose, ProseSpan(first.start, first.end), said={"count": round(grade), "most": most})


_FEWEST_WORDS = 30
"""Of fewer, one long name decides."""


@cache
def _syllables(word: str) -> int:
    return len(_hyphens().positions(word)) + 1


@cache
def _hyphens() -> Any:
    import pyphen  # only where a text is long enough

    return pyphen.Pyphen(lang="en_US", left=1, right=2)


# -- figures

_NUMBER = re.compile(r"\d[\d.,]*\d|\d")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_COUNTED = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|half|third|quarter|double|triple|fold)", re.IGNORECASE
)
_BEFORE = re.compile(
    r"\b(?P<word>by|to)\s+(?:about |some |nearly |almost |over |more than |at least |only |another )?$", re.IGNORECASE
)
_BEHIND = re.compile(
    r"\s*(?:$|[.;:!?)]|,(?!\d)|\s(?:in|since|and|by|over|during|after|last|this|while|but|within|as)\b)"
)


def bare_number(draft: Draft, rule: LintRule) -> Iterator[Finding]:
    """A change by, or of something measured to, a number that has no unit: "exports rose by 40 in 2024"."""
    for prose in draft.of(rule):
        words = draft.words(prose.lang)
        for number in _NUMBER.finditer(prose.plain):
            before = _BEFORE.search(prose.plain, 0, number.start())
            sentence = prose.sentence(number.start())
            said = {token.folded for token in prose.inside(ProseSpan(sentence.start, number.start()))}
            by = before is not None and before["word"] == "by"
            measured = by or said & words.of("measured")
            changes = said & words.of("changes") and measured
            year = _YEAR.fullmatch(number.group())
            alone = _BEHIND.match(prose.plain, number.end())
            if before and changes and alone and not year and not said & words.of("counts"):
                yield Finding(prose, ProseSpan(*number.span()))


def unmeasured(draft: Draft, rule: LintRule) -> Iterator[Finding]:
    """A change that is called significant in a sentence without any figure."""
    for prose in draft.of(rule):
        words = draft.words(prose.lang)
        for token, following in pairwise(prose.tokens):
            pair = {token.folded, following.folded}
            together = prose.plain[token.end : following.start].isspace()
            span = ProseSpan(token.start, following.end)
            if together and pair & words.of("emphatic") and pair & (words.of("changes") | words.of("change_nouns")):
                sentence = prose.sentence(token.start)
                said = _YEAR.sub("", prose.plain[sentence.start : sentence.end])
                if not _COUNTED.search(said):
                    yield Finding(prose, span)


# -- headlines


def no_sentence(draft: Draft, rule: LintRule) -> Iterator[Finding]:
    """A headline without a verb. What can be one counts as one, unless a word before it makes it a noun."""
    for prose in draft.of(rule):
        if prose.tokens and not _has_verb(draft, prose):
            yield Finding(prose, ProseSpan(prose.tokens[0].start, prose.tokens[-1].end))


def _has_verb(draft: Draft, prose: Prose) -> bool:
    words = draft.words(prose.lang)
    said = _words_of(prose)
    if _an_order(said, words):
        return True
    return any(
        _is_verb(said[max(at - 1, 0)] if at else "", word, said[at + 1 : at + 3], words) for at, word in enumerate(said)
    )


def _words_of(prose: Prose) -> list[str]:
    """Its words, and a comma where one stands between two."""
    said: list[str] = []
    for token, following in pairwise((None, *prose.tokens)):
        between = prose.plain[token.end if token else 0 : following.start] if following else ""
        said += [","] * ("," in between or QUOTED in between) + ([following.folded] if following else [])
    return said


def _an_order(said: Sequence[str], words: HouseWords) -> bool:
    """Whether it begins with a verb, as "Hold the line" does, and "Trade in 2024" does not."""
    first, behind = said[0], "".join(said[1:2])
    if first in words.of("nonverbs") or (first in words.of("nouns_too") and (behind in words.of("behind_nouns"))):
        return False
    return first in words.of("verbs") | words.of("infinitives") or first.endswith(("ize", "ify"))


def _is_verb(before: str, word: str, behind: Sequence[str], words: HouseWords) -> bool:
    """Whether a word is, or may well be, a verb where it stands."""
    if word in words.of("linking") or word.endswith(("n't", "'re", "'ll", "'ve")):
        return True
    if not before or before in words.of("before_nouns") or before.endswith(("'s", "s'")):
        return False
    if before == "," and (word in words.of("nouns_too") or word.removesuffix("s") in words.of("nouns_too")):
        return False
    if _can_be_a_verb(word, words):
        return True
    number = word.endswith("s") != before.endswith("s")  # Ships wait, a ship waits
    small = words.of("before_nouns") | words.of("behind_nouns") | words.of("behind_verbs")
    if not number or word in small or not behind:
        return False
    if behind[0] in words.of("behind_verbs"):
        return True
    if behind[0] in words.of("behind_nouns"):  # rusts at its moorings, backfire on their authors
        return behind[0] not in words.of("no_particles") and not words.of("owned").isdisjoint(behind[1:2])
    plain = not word.endswith("s") and not word.endswith(tuple(words.lists.get("noun_endings", ())))
    return plain and before.endswith("s") and not before.endswith("ss") and behind[0] not in (",", "of")


def _can_be_a_verb(word: str, words: HouseWords) -> bool:
    stems = {word[:-1], word[:-2], word[:-3] + "y"} if word.endswith("s") else {word}
    stems |= {stem[2:] for stem in stems if stem.startswith("re")} | {stem[3:] for stem in stems if stem[:3] == "out"}
    stems |= {stem[4:] for stem in stems if stem.startswith("over")}
    past = word.endswith("ed") and len(word) > 4
    return past or word in words.of("irregular") or bool(stems & (words.of("verbs") | words.of("infinitives")))
