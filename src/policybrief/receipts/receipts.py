"""receipts: from what an audience gets of a brief, and what verify found of the whole, to all that is said of both.

Claims stand in the audience's order: judgments, recommendations, what to avoid, what is said in a meeting or asked, and
the numbers of its exhibits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from policybrief.brief import walk
from policybrief.brief.audience import Audience
from policybrief.brief.marking import Markings
from policybrief.brief.model import Brief, Caution, Evidence, Judgment, Recommendation
from policybrief.brief.sections import Section
from policybrief.brief.terms import PERCENT
from policybrief.compose.places import Places
from policybrief.locale.locale import Locale
from policybrief.receipts.account import Account
from policybrief.receipts.ledger import ReceiptLedger, said
from policybrief.receipts.sheet import Claim, Kind, Receipt, Sheet, Tie
from policybrief.receipts.spoken import SPOKEN, spoken
from policybrief.review.verify.verified import Verified
from policybrief.text import inline
from policybrief.text.document import Properties
from policybrief.text.records import dataclass
from policybrief.text.scripts import closed_up
from policybrief.text.value_path import ValuePath

_EXHIBITS = ("balance", "comparison", "options", "timeline", "figures", "charts", "tables", "sections")
_NAMED = {"options": "options_slide", "figures": "key_figures", "charts": "figures_short", "tables": "table"}
_UNSAID = frozenset(["sources", "proves", "kind", "order", "emphasis", "at", "in_memo", "stacked", "alt", "note",
                      "format", "highlight", "id", "in", "after", "annex", "picture", "file"])  # fmt: skip
"""Of an exhibit: what is not among its words, or says them again."""


@dataclass(frozen=True)
class Subject:
    """What receipts are made of, for one audience; for everyone there is no `audience`.

    `brief` is what the audience gets, `verified` is about the whole, and `digests` are the hashes of sources' texts.
    """

    brief: Brief
    places: Places
    locale: Locale
    markings: Markings
    properties: Properties
    verified: Verified
    digests: Mapping[str, str]
    audience: Audience | None = None


def sheet(subject: Subject, made_by: str) -> Sheet:
    """All that is said, in the order in which it is read."""
    work = _Work(subject)
    claims = tuple(work.claims())
    account = Account(work.ledger, work.numbers, subject.digests)
    words = subject.locale.receipts
    audience = words["audience"].format(audience=inline.words(subject.audience.name)) if subject.audience else ""
    assert subject.brief.date is not None
    return Sheet(
        title=said(subject.brief.title),
        lead=_in_a_row(words["lead"], audience, subject.locale.format_date(subject.brief.date)),
        markings=tuple(line.text for line in subject.markings.lines),
        tallies=tuple(account.tallies(claims)),
        warnings=tuple(account.warnings()),
        claims=claims,
        sources=tuple(account.sources()),
        made_by=words["made_by"].format(program=made_by),
        properties=subject.properties,
    )


def _in_a_row(*sentences: str) -> str:
    """Sentences one after the other, with a space between them where their script has any."""
    text = ""
    for sentence in filter(None, sentences):
        text += (closed_up(text, " ", sentence) if text else "") + sentence
    return text


class _Work:
    """The receipts of one audience, as they are made."""

    def __init__(self, subject: Subject) -> None:
        self.subject, self.brief, self.locale = subject, subject.brief, subject.locale
        self.ledger = ReceiptLedger(self.brief, subject.places.moved, self.locale, subject.verified)
        self.numbers = subject.places.numbers(self.brief)

    # -- claims

    def claims(self) -> Iterator[Claim]:
        """All of them, in their order."""
        yield from (self._judgment(number, judgment) for number, judgment in enumerate(self.brief.judgments))
        yield from (
            self._recommendation(number, recommendation)
            for number, recommendation in enumerate(self.brief.recommendations)
        )
        yield from (self._caution(number, caution) for number, caution in enumerate(self.brief.avoid))
        for part in SPOKEN:
            yield from self._spoken(part)
        for part in _EXHIBITS:
            yield from self._exhibits(part)

    def _depth(self, part: str) -> str:
        """How much of an entry the fuller of the two documents says."""
        audience = self.subject.audience
        depths = {getattr(plan.depth, part) for plan in (audience.deck, audience.memo)} if audience else {"full"}
        return next(depth for depth in ("full", "short", "headline") if depth in depths)

    def _texts(self, entry: Judgment | Recommendation | Caution, depth: str) -> list[str]:
        """The texts of an entry that this audience's documents may say, the shortest first."""
        short = entry.short or entry.text
        more = {"headline": [], "short": [short], "full": [short, entry.text]}[depth]
        return list(dict.fromkeys([entry.headline, *more]))

    def _judgment(self, number: int, entry: Judgment) -> Claim:
        place = ValuePath("judgments", number)
        texts = self._texts(entry, self._depth("judgments"))
        likelihood = ""
        if entry.likelihood:
            low, high = PERCENT[entry.likelihood]
            term = self.locale.words[f"likelihood_{entry.likelihood}"]
            opening, closing = (self.locale.punctuation[key] for key in ("opening", "closing"))
            space = "" if opening == "（" else " "  # the full-width one
            likelihood = f"{term}{space}{opening}{self.locale.interval(low, high)}{closing}"
        return Claim(
            "judgment",
            self.locale.words["judgment"],
            str(self.numbers[place]),
            self._anchor(place),
            said(entry.headline),
            said(texts[1]) if len(texts) > 1 else (),
            tuple(self._receipts(place, entry.evidence, texts)),
            level=entry.confidence or "",
            confidence=self.locale.words[f"rated_{entry.confidence}"] if entry.confidence else "",
            likelihood=likelihood,
            notes=tuple(self._notes(entry, texts)),
            tied=self.locale.words["bears"],
            ties=_numbered(self._bearing(entry)),
        )

    def _recommendation(self, number: int, entry: Recommendation) -> Claim:
        place = ValuePath("recommendations", number)
        texts = self._texts(entry, self._depth("recommendations"))
        return Claim(
            "recommendation",
            self.locale.words["recommendation"],
            str(self.numbers[place]),
            self._anchor(place),
            said(entry.headline),
            said(texts[1]) if len(texts) > 1 else (),
            tuple(self._receipts(place, entry.evidence, texts, self._below(entry))),
            notes=tuple(self.ledger.differences(texts, self._named(entry.evidence, self._below(entry)))),
            tied=self.locale.receipts["rests_on"],
            ties=_numbered(self._resting(entry)),
        )

    def _caution(self, number: int, entry: Caution) -> Claim:
        place, texts = ValuePath("avoid", number), self._texts(entry, "short")
        return Claim(
            "avoid",
            self.locale.words["avoid_short"],
            str(number + 1),
            f"avoid-{number + 1}",
            said(entry.headline),
            said(entry.text),
            tuple(self._receipts(place, entry.evidence, [*texts, entry.text])),
            notes=tuple(self.ledger.differences(texts, self._named(entry.evidence))),
        )

    def _receipts(
        self, place: ValuePath, evidence: Sequence[Evidence], texts: Sequence[str], more: Sequence[Evidence] = ()
    ) -> Iterator[Receipt]:
        """Those of the evidence, and then those of numbers; `more` is that of the judgments that an entry rests on."""
        yield from (self.ledger.receipt(place / "evidence" / at, piece) for at, piece in enumerate(evidence))
        cited = [name for text in texts if "@" in text for name in inline.citations(text)]
        yield from self.ledger.numbers(texts, [*self._named(evidence, more), *cited])

    def _named(self, *evidence: Sequence[Evidence]) -> list[str]:
        return list(dict.fromkeys(piece.source for some in evidence for piece in some))

    def _below(self, entry: Recommendation) -> tuple[Evidence, ...]:
        return tuple(
            piece for judgment in self.brief.judgments if judgment.id in entry.rests_on for piece in judgment.evidence
        )

    def _notes(self, entry: Judgment, texts: Sequence[str]) -> Iterator[str]:
        """What a reader should know of the ground that a judgment stands on."""
        if alone := self.ledger.alone(entry):
            yield self.locale.receipts["one_source"].format(source=self.ledger.name(alone))
        yield from self.ledger.differences(texts, self._named(entry.evidence))

    # -- what rests on what

    def _anchor(self, place: ValuePath) -> str:
        return f"{str(place[0])[:-1]}-{self.numbers[place]}"

    def _bearing(self, entry: Judgment) -> Iterator[Tie]:
        for number, recommendation in enumerate(self.brief.recommendations):
            if entry.id in recommendation.rests_on:
                yield self._tie("recommendation", ValuePath("recommendations", number), recommendation.headline)

    def _resting(self, entry: Recommendation) -> Iterator[Tie]:
        for number, judgment in enumerate(self.brief.judgments):
            if judgment.id in entry.rests_on:
                yield self._tie("judgment", ValuePath("judgments", number), judgment.headline)

    def _tie(self, kind: Kind, place: ValuePath, headline: str) -> Tie:
        return Tie(kind, str(self.numbers[place]), said(headline), self._anchor(place))

    # -- what is said in a meeting, and asked

    def _spoken(self, part: str) -> Iterator[Claim]:
        """The entries of a list, each with the sources that it names."""
        for number, entry in enumerate(getattr(self.brief, part)):
            headline, path, text = spoken(entry, ValuePath(part, number), self.locale)
            texts = [headline, text]
            cited = (name for each in texts if "@" in each for name in inline.citations(each))
            sources = list(dict.fromkeys((*getattr(entry, "sources", ()), *cited)))
            receipts = (*(self.ledger.cited(path, source) for source in sources), *self.ledger.numbers(texts, sources))
            notes = tuple(self.ledger.differences(texts, sources))
            name, anchor = self.locale.words[part], f"{part}-{number + 1}"
            yield Claim("exhibit", name, "", anchor, said(headline), said(text), receipts, notes=notes)

    # -- exhibits

    def _exhibits(self, part: str) -> Iterator[Claim]:
        """Those of a kind whose numbers are held against their sources, or would be with the sources' texts."""
        value = getattr(self.brief, part)
        for number, exhibit in enumerate(value if isinstance(value, tuple) else [value] if value else []):
            texts, sources = list(_words_of(exhibit)), list(_sources_of(exhibit))
            receipts = tuple(self.ledger.numbers(texts, sources))
            if receipts:
                is_section = isinstance(exhibit, Section)
                name = inline.words(exhibit.heading or "") if is_section else self.locale.words[_NAMED.get(part, part)]
                headline = said(exhibit.title or exhibit.heading if is_section else exhibit.headline)
                notes = tuple(self.ledger.differences(texts, sources))
                yield Claim("exhibit", name, "", f"{part}-{number + 1}", headline, (), receipts, notes=notes)


def _numbered(ties: Iterable[Tie]) -> tuple[Tie, ...]:
    """Ties in the order of their numbers, whatever order an audience has them in."""
    return tuple(sorted(ties, key=lambda tie: int(tie.number)))


def _sources_of(exhibit: Any) -> Iterator[str]:
    """The sources of an exhibit, and those that what a section shows or one of several figures has of its own."""
    yield from exhibit.sources
    inner = exhibit.exhibits if isinstance(exhibit, Section) else getattr(exhibit, "entries", ())
    for part in inner:
        yield from getattr(part, "sources", ())


def _words_of(exhibit: Any) -> Iterator[str]:
    """The texts and numbers of an exhibit."""
    for path, leaf in walk.leaves(exhibit):
        if not _UNSAID & set(map(str, path)) and leaf is not None and not isinstance(leaf, bool):
            yield str(getattr(leaf, "spelling", leaf))
