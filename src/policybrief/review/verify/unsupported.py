"""Numbers and names that a brief has and its sources don't: in every text that says where it is from.

A judgment rests on its evidence, a recommendation on its own and on that of its judgments, a table or timeline on the
`sources` below it. The bottom line rests on all judgments, and may say what they and the recommendations say: what is
wrong there is told there. A text is looked at where the texts of all of its sources are here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from policybrief.brief import walk
from policybrief.brief.model import Brief, Evidence
from policybrief.brief.sections import Section
from policybrief.brief.source_entry import SourceEntry
from policybrief.errors import Problem
from policybrief.read.source import Source
from policybrief.review.verify import claims
from policybrief.review.verify.evidence import finding
from policybrief.review.verify.fold import fold, lower
from policybrief.review.verify.indexed import Indexed
from policybrief.text import inline
from policybrief.text.mentions import without
from policybrief.text.records import dataclass
from policybrief.text.value_path import ValuePath

_KEYS = ("headline", "text", "short", "we_say", "cost")


class _Statement(NamedTuple):
    """A text and the sources that it draws on; `begins` where its sentences may begin with any word, as orders and
    entries of a table do; `also` is what else it may draw on; a date has no `names`.
    """

    path: ValuePath
    text: str
    sources: frozenset[str]
    begins: bool = True
    also: str = ""
    names: bool = True


@dataclass(frozen=True)
class Unsupported:
    """A brief, the texts of its sources, and its language's words for thousand, million and so on."""

    brief: Brief
    read: Source
    indexed: Mapping[str, Indexed]
    magnitudes: Mapping[str, float]

    def findings(self) -> Iterator[Problem]:
        """What no source of a text has."""
        for statement in _statements(self.brief):
            if not statement.sources or not statement.sources <= self.indexed.keys():
                continue
            missing = list(self._missing(statement, self._grounds(statement.sources)))
            if missing and statement.also:
                own = set(self._missing(statement, claims.Grounds(fold(statement.also), self.magnitudes)))
                missing = [each for each in missing if each in own]
            named = ", ".join(sorted(statement.sources))
            for rule, what in missing:
                yield finding(self.read, statement.path, rule, f"{what} is not in {named}")

    def _missing(self, statement: _Statement, grounds: claims.Grounds) -> Iterator[tuple[str, str]]:
        """The rule that is broken, and the number or the name."""
        named = self.read.figures.get(statement.path, ())  # these rest on the brief's own files of numbers
        for value in claims.numbers(without(statement.text, named), grounds):
            yield "number-unsupported", value
        if statement.names:
            begins = statement.begins
            for name in claims.names(statement.text, grounds, self._aliases, self._common, orders=begins):
                yield "name-unsupported", repr(name)

    @cached_property
    def _aliases(self) -> dict[str, frozenset[str]]:
        own = self.brief.aliases.items()
        return dict(claims.known_aliases()) | {
            lower(fold(name)): frozenset(lower(fold(other)) for other in others) for name, others in own
        }

    @cached_property
    def _common(self) -> frozenset[str]:
        """The brief's words without a capital."""
        texts = (leaf for _, leaf in walk.leaves(self.read.data) if isinstance(leaf, str))
        return frozenset(word for text in texts for word in text.split() if word[:1].islower())

    @cached_property
    def _made(self) -> dict[frozenset[str], claims.Grounds]:
        return {}

    def _grounds(self, sources: frozenset[str]) -> claims.Grounds:
        if sources not in self._made:
            entries = {entry.id: entry for entry in self.brief.sources}
            texts = [self.indexed[name].folded for name in sorted(sources)]
            titles = [section.title for name in sources for section in self.indexed[name].snapshot.sections]
            about = [fold(text) for name in sorted(sources) for text in (*_about(entries[name]), *titles)]
            self._made[sources] = claims.Grounds("\n".join([*texts, *about]), self.magnitudes)
        return self._made[sources]


def _statements(brief: Brief) -> Iterator[_Statement]:
    for number, judgment in enumerate(brief.judgments):
        sources = _sources(judgment.evidence, _texts(judgment))
        yield from _of(judgment, ValuePath("judgments", number), sources, begins=False)
    for number, advice in enumerate(brief.recommendations):
        below = (each for basis in brief.judgments if basis.id in advice.rests_on for each in basis.evidence)
        sources = _sources((*advice.evidence, *below), _texts(advice))
        yield from _of(advice, ValuePath("recommendations", number), sources)
    for number, caution in enumerate(brief.avoid):
        yield from _of(caution, ValuePath("avoid", number), _sources(caution.evidence, _texts(caution)))
    for number, asked in enumerate(brief.questions):
        sources = frozenset((*asked.sources, *inline.citations(asked.answer)))
        yield _Statement(ValuePath("questions", number, "answer"), asked.answer, sources, begins=False)
    for part in ("objectives", "people", "points_to_make", "if_raised"):
        for number, said in enumerate(getattr(brief, part)):
            yield from _of(said, ValuePath(part, number), _sources((), _texts(said)))
    yield from _bottom_line(brief)
    yield from _exhibits(brief)


def _of(item: object, path: ValuePath, sources: frozenset[str], *, begins: bool = True) -> Iterator[_Statement]:
    for key in _KEYS:
        if text := getattr(item, key, None):
            yield _Statement(path / key, text, sources, begins)


def _bottom_line(brief: Brief) -> Iterator[_Statement]:
    sources = _sources(each for judgment in brief.judgments for each in judgment.evidence)
    also = "\n".join(text for item in (*brief.judgments, *brief.recommendations) for text in _texts(item))
    for path, text in walk.leaves(brief.bottom_line):
        if isinstance(text, str) and path[-1] != "label":
            yield _Statement(ValuePath("bottom_line", *path), text, sources, also=also)


_UNSAID = (
    "sources", "categories", "series", "kind", "unit", "emphasis", "order", "proves", "alt", "at", "kicker", "format",
    "highlight", "picture", "in", "after",
)  # fmt: skip
"""What of an exhibit is no statement, or says again what it shows."""

_NAMED = ("balance", "comparison", "options", "timeline", "figures")


def _exhibits(brief: Brief) -> Iterator[_Statement]:
    listed = (
        (ValuePath(key, number), exhibit)
        for key in ("charts", "tables", "sections")
        for number, exhibit in enumerate(getattr(brief, key))
    )
    named = ((ValuePath(key), getattr(brief, key)) for key in _NAMED)
    for place, exhibit in (*named, *listed):
        if exhibit is None:
            continue
        for path, text in walk.leaves(exhibit):
            if isinstance(text, str) and not {*path} & {*_UNSAID} and not _withholds(path):
                sources = _sources_at(exhibit, path) | _sources((), (text,))
                said = _counted(exhibit, path, text)
                yield _Statement(ValuePath(*place, *path), said, sources, names=path[-1] != "when")


def _counted(exhibit: Any, path: ValuePath, text: str) -> str:
    """A text of an exhibit; a key figure's value with its unit, for 4.6 is not what a source says of 4.6 million."""
    entry = exhibit.entries[path[1]] if path[0] == "entries" and path[-1] == "value" else None
    unit = getattr(entry, "unit", None)
    return f"{text} {unit}" if unit else text


def _sources_at(exhibit: Any, path: ValuePath) -> frozenset[str]:
    """The sources of an exhibit; of one in a section, and of an entry that has its own, those of both."""
    inner = getattr(exhibit, str(path[0]), None) if isinstance(exhibit, Section) else None
    if path[0] == "entries":
        inner = exhibit.entries[path[1]]
    return frozenset((*exhibit.sources, *getattr(inner, "sources", ())))


def _withholds(path: ValuePath) -> bool:
    """Whether what stands there is for whom something is, and no text."""
    return any(step in ("audiences", "not_for", "id") for step in path)


def _texts(item: object) -> list[str]:
    return [text for key in _KEYS if (text := getattr(item, key, None))]


def _sources(evidence: Iterable[Evidence], texts: Iterable[str] = ()) -> frozenset[str]:
    """What an entry draws on: its evidence, and what its text cites."""
    cited = (name for text in texts if "@" in text for name in inline.citations(text))
    return frozenset((*(each.source for each in evidence), *cited))


def _about(entry: SourceEntry) -> Iterator[str]:
    """What is known of a source: who wrote it, its title, where and when it was published."""
    for _, leaf in walk.leaves(entry):
        if isinstance(leaf, str | int):
            yield str(leaf)
    yield str(entry.issued or "")
