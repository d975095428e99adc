"""lint: a brief as its rules look at it, and what they find there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from functools import cached_property

from policybrief.brief.model import Brief
from policybrief.errors import Problem
from policybrief.read.source import Source
from policybrief.review.lint import texts
from policybrief.review.lint.patterns import Term, Words, words_of
from policybrief.review.lint.prose import Prose, Span
from policybrief.review.lint.rules import Rule, RuleBook
from policybrief.text.records import dataclass
from policybrief.text.value_path import ValuePath

_START = Span(0, 1)


@dataclass(frozen=True)
class Finding:
    """What a check found: a stretch of a text, or a value as a whole (`where` is then its path in the brief).

    `said` fills the places of the rule's message; `message` and `hint` stand instead of the rule's own. `right` is
    what should stand in its place, where that is known for certain.
    """

    where: Prose | ValuePath
    span: Span = _START
    message: str = ""
    hint: str = ""
    said: Mapping[str, object] = field(default_factory=dict)
    right: str | None = None

    def problem(self, rule: Rule, source: Source) -> Problem:
        """The same in the words of its rule. `source` is the brief's file."""
        said = self.where.said(self.span) if isinstance(self.where, Prose) else ""
        message = _filled(self.message or rule.message or rule.what, {"found": said, **self.said})
        hint = _filled(self.hint or rule.hint, {"found": said, **self.said})
        if isinstance(self.where, Prose):
            problem = self.where.problem(self.span, message, hint)
        else:
            problem = source.problem(self.where, message, hint, at_key=True)
        return replace(problem, severity=rule.severity, rule=rule.id)


def mended(prose: Prose, findings: Iterable[Finding]) -> str:
    """A text with all that is certain put right: who takes one of its fixes would lose the others otherwise."""
    value, behind = prose.raw, len(prose.raw)
    for finding in sorted(findings, key=lambda each: -each.span.start):
        start, end = prose.raw_span(finding.span)
        if finding.right is not None and end <= behind:
            value, behind = value[:start] + finding.right + value[end:], start
    return value


def _filled(words: str, said: Mapping[str, object]) -> str:
    """A message with its places filled; a house's own braces stay."""
    for name, value in said.items():
        words = words.replace(f"{{{name}}}", str(value))
    return words


@dataclass(frozen=True)
class Draft:
    """A brief and all of its texts; `texts` are the brief's own, then those of its audiences' files. `sources` are the
    files that they stand in.
    """

    brief: Brief
    source: Source
    texts: tuple[Prose, ...]
    book: RuleBook
    sources: tuple[Source, ...]

    @cached_property
    def own(self) -> tuple[Prose, ...]:
        """The brief's own texts."""
        return tuple(each for each in self.texts if each.source is self.source)

    def words(self, lang: str) -> Words:
        """The words of a language, with those of the house."""
        if lang not in self._words:
            self._words[lang] = _of_the_house(words_of(lang), self.book)
        return self._words[lang]

    @cached_property
    def _words(self) -> dict[str, Words]:
        return {}

    def of(self, rule: Rule) -> Iterator[Prose]:
        """The texts that a rule looks at."""
        keys = tuple(self.book.keys_of(rule))
        for prose in self.texts:
            if rule.speaks(prose.lang) and any(texts.is_under(prose.role, key) for key in keys):
                yield prose

    def of_judgment(self, number: int, *names: str) -> list[Prose]:
        """The texts of one judgment that have these keys."""
        return [
            each for each in self.own if each.path[:2] == ("judgments", number) and len(each.path) == 3
            and each.path.key in names
        ]  # fmt: skip

    def find(self, lists: Iterable[str], prose: Prose) -> list[Span]:
        """Where the words of lists stand in a text, but for what the list `no_NAME` excepts."""
        words, spans = self.words(prose.lang), list[Span]()
        for name in lists:
            spared = words.find([f"no_{name}"], prose)
            spans += (span for span in words.find([name], prose) if not any(span.meets(other) for other in spared))
        return sorted(set(spans))

    def terms(self, prose: Prose) -> tuple[Term, ...]:
        """The likelihoods that a text says, in the terms of ICD 203 and their counterparts in other languages."""
        if prose not in self._terms:
            self._terms[prose] = tuple(self.words(prose.lang).terms(prose))
        return self._terms[prose]

    @cached_property
    def _terms(self) -> dict[Prose, tuple[Term, ...]]:
        return {}


def _of_the_house(words: Words, book: RuleBook) -> Words:
    """A language's words with what a house adds to them and takes out."""
    if not (book.words or book.without or book.variants):
        return words
    names = {*words.lists, *book.words}
    lists = {
        name: tuple(
            each
            for each in (*words.lists.get(name, ()), *book.words.get(name, ()))
            if each not in book.without.get(name, ())
        )
        for name in names
    }
    return replace(words, lists=lists, variants=(*words.variants, *book.variants))
