"""lint: recommendations, which say who does what: an order, or an actor and a verb. English."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policybrief.review.lint.draft import Draft, Finding
from policybrief.review.lint.patterns import HouseWords
from policybrief.review.lint.prose import QUOTED, Prose, ProseSpan, Token
from policybrief.review.lint.rules import LintRule

_ADVERB = "ly"
_FAR = 5
"""Words within which an actor's verb stands: "The United States and Japan should"."""


def not_an_order(draft: Draft, rule: LintRule) -> Iterator[Finding]:
    """A recommendation whose headline does not begin with what to do."""
    for prose in draft.of(rule):
        said = prose.tokens
        if not said or prose.plain.lstrip().startswith(QUOTED):
            continue
        words = draft.words(prose.lang)
        nouns = draft.find(["no_orders"], prose)[:1]
        noun = bool(nouns) and nouns[0].start == said[0].start
        if noun or _no_verb(said, words, prose) or _has_actor(said, words):
            yield Finding(prose, ProseSpan(said[0].start, said[0].end))


def _no_verb(said: Sequence[Token], words: HouseWords, prose: Prose) -> bool:
    first, rest = said[0], said[1:]
    verbs, none = words.of("verbs"), words.of("nonverbs")
    if first.folded.endswith("ing") and first.folded not in words.of("gerund_like"):
        return True
    second = rest[0].folded if rest else ""
    if first.folded in verbs | words.of("infinitives"):
        return first.folded in words.of("nouns_too") and second == "of"
    if first.folded not in none:
        if second in words.of("objects"):  # no noun has these behind it: ringfence the budget
            return False
        return _is_noun(first, words) or second in words.of("behind_nouns")
    if rest and first.folded in words.of("before_verbs") and rest[0].folded in verbs | words.of("infinitives"):
        return False  # further integrate, better align
    comma = prose.plain.find(",")  # with allies, press; if talks fail, arm
    after = next((token for token in rest if token.start > comma), None) if comma > 0 else None
    return not (first.folded in words.of("openings") and after and after.folded not in none)


def _is_noun(word: Token, words: HouseWords) -> bool:
    """Whether a word that no list has is formed as nouns and adjectives are: expansion, tariffs, enhanced."""
    said, endings = word.folded, words.lists.get("noun_endings", ())
    plural = said.endswith("s") and not said.endswith(("ss", "us", "is"))
    return plural or (len(said) > _LONG and said.endswith(endings))


_LONG = 5
"""Letters of words whose endings say something: not so of "bend" and "lend"."""


def _has_actor(said: Sequence[Token], words: HouseWords) -> bool:
    """Whether the order is an appeal to somebody: "Congress should", "Allies need to"."""
    begins_with_verb = said[0].folded in words.of("verbs") | words.of("infinitives")
    return not begins_with_verb and any(token.folded in words.of("appeals") for token in said[1:_FAR])


def passive(draft: Draft, rule: LintRule) -> Iterator[Finding]:
    """An order in the passive, "sanctions should be tightened", that does not say by whom."""
    for prose in draft.of(rule):
        words = draft.words(prose.lang)
        for number, token in enumerate(prose.tokens):
            if token.folded == "be" and (span := _passive(prose, number, words)):
                yield Finding(prose, span)


def _passive(prose: Prose, number: int, words: HouseWords) -> ProseSpan | None:
    """From the modal verb to the participle around this "be"; None where it is no passive, or has its actor."""
    said = prose.tokens
    before = [token.folded for token in said[max(number - 2, 0) : number]]
    modal = next((len(before) - at for at, word in enumerate(before) if word in words.of("obligations")), 0)
    relative = said[number - modal - 1].folded if modal and number > modal else ""
    if relative in words.of("relatives"):
        return None
    if not modal or (modal == 2 and not _between(before[-1])):
        return None
    behind = said[number + 1 : number + 4]
    participle = next((token for token in behind if not token.folded.endswith(_ADVERB)), None)
    if participle is None or not _is_participle(participle.folded, words):
        return None
    sentence = prose.sentence(participle.start)
    rest = [token.folded for token in prose.inside(ProseSpan(participle.end, sentence.end))]
    if any(word == "by" and _an_actor(rest[at + 1 : at + 3], words) for at, word in enumerate(rest)):
        return None
    return ProseSpan(said[number - modal].start, participle.end)


def _between(word: str) -> bool:
    """Whether a word may stand between "should" and "be"."""
    return word in ("to", "not", "also", "never") or word.endswith(_ADVERB)


def _is_participle(word: str, words: HouseWords) -> bool:
    regular = word.endswith("ed") and not word.endswith("eed") and len(word) > 4
    return (regular or word in words.of("participles")) and word not in words.of("no_participles")


def _an_actor(behind: Sequence[str], words: HouseWords) -> bool:
    """Whether "by" leads to somebody, and not to a day or a means: "by 2027", "by the end", "by raising"."""
    said = [word for word in behind if word not in ("the", "a", "an")][:1]
    return any(not (word[0].isdigit() or word.endswith("ing") or word in words.of("times")) for word in said)
