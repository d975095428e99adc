"""validate: plain data becomes a `Brief`, frozen and complete, or a list of all that is wrong with it.

The classes below are the format of a brief: their docstrings and field descriptions are what `brief schema` prints and
an editor shows. Unknown keys are errors. Terms follow ICD 203 (likelihood, confidence) and CSL (sources).
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from policybrief.brief.assignment import Assignment
from policybrief.brief.bottom_line import BottomLine
from policybrief.brief.citations import Citations
from policybrief.brief.clearance import Clearance
from policybrief.brief.decision import Decision
from policybrief.brief.exhibits import Balance, Chart, Comparison, KeyFigures, Picture, Timeline
from policybrief.brief.headlines import Headlines
from policybrief.brief.items import QUIET, Item, Quiet, Rewrite
from policybrief.brief.marking import MarkingField
from policybrief.brief.meeting import AgendaPoint, IfRaised, Meeting, Objective, Participant, PointToMake
from policybrief.brief.memo_choices import MemoChoices
from policybrief.brief.named_figures import FiguresByName
from policybrief.brief.notes import Notes
from policybrief.brief.options import Options
from policybrief.brief.papers import Contact, NamedAuthor, VersionField
from policybrief.brief.questions import Question
from policybrief.brief.sections import Section
from policybrief.brief.since import ChangesSince
from policybrief.brief.source_entry import SourceEntry
from policybrief.brief.tables import Table
from policybrief.brief.terms import ConfidenceField, LikelihoodField
from policybrief.brief.values import (
    Acronym,
    Day,
    Id,
    Lang,
    NumberOrText,
    Paragraphs,
    Part,
    Refused,
    SourceKey,
    Text,
    Word,
    is_unset,
    misfit,
)
from policybrief.locale import locale
from policybrief.system.files.resources import KINDS


class Evidence(Item):
    """Where a claim comes from: a source, a place in it, and perhaps its own words."""

    source: SourceKey = Field(description="The id of one of the brief's sources.")
    locator: NumberOrText | None = Field(
        None, description="The place in the source: a section, page or paragraph; a number alone is a page."
    )
    quote: Text | None = Field(None, description="A short exact quotation, without quotation marks.")
    speaker: Text | None = Field(None, description="Who is quoted, where that is not the source's author.")


_IN_ITS_EVIDENCE = ("stand in its evidence", "evidence: [{source: ID, locator: 3, quote: …}]")


class Judgment(Item):
    """A key judgment: what we think is so, how sure we are, and why. Without `confidence` it is a finding."""

    REFUSED: ClassVar[Refused] = {
        "sources": _IN_ITS_EVIDENCE,
        "so_what": ("is said to one audience, in its file", "judgments: {ID: {so_what: …}}"),
    }
    id: Id = Field(
        description="A name to refer to it by: recommendations rest on it, audiences say what it means for them."
    )
    headline: Text = Field(description="The judgment in a few words, as a sentence without its full stop.")
    text: Paragraphs = Field(
        description="The judgment in full: two to four sentences, or with `|` paragraphs, lists and footnotes."
    )
    short: Text | None = Field(
        None, description="The judgment in one sentence, where the memo or a slide has no room for more."
    )
    rewrite: Rewrite = None
    confidence: ConfidenceField | None = Field(
        None, description="How sure the analysis is, as in ICD 203: high, moderate or low; a finding has none."
    )
    basis: Text | None = Field(None, description="What the confidence rests on: one sentence.")
    likelihood: LikelihoodField | None = Field(None, description="For a judgment about the future: a term of ICD 203.")
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)] = Field(
        (), description="What the judgment is drawn from."
    )
    notes: Notes = None

    @model_validator(mode="after")
    def _sure_of_something(self) -> Judgment:
        if self.basis and not self.confidence:
            raise misfit(("basis",), "is given without 'confidence'", "say how sure we are, or delete it")
        return self


class Recommendation(Item, Assignment):
    """What to do, and perhaps who does it, by when and at what cost."""

    REFUSED: ClassVar[Refused] = {
        "sources": _IN_ITS_EVIDENCE,
        "so_what": ("is said to one audience, in its file", "recommendations: {ID: {so_what: …}}"),
    }
    id: Id = Field(description="A name to refer to it by, in an audience's file.")
    headline: Text = Field(description="The action in a few words; starts with a verb.")
    text: Paragraphs = Field(
        description="The recommendation in full: one to three sentences, or with `|` paragraphs, lists and footnotes."
    )
    short: Text | None = Field(
        None, description="The recommendation in one sentence, where the memo or a slide has no room for more."
    )
    rewrite: Rewrite = None
    rests_on: Annotated[tuple[Id, ...], Field(min_length=1)] = Field(
        (), description="Ids of the judgments it rests on."
    )
    evidence: tuple[Evidence, ...] = Field((), description="Where the recommendation, or what it asks for, is argued.")
    notes: Notes = None


class Caution(Item):
    """Something to avoid, and why."""

    headline: Text = Field(description="What to avoid, in a few words.")
    text: Paragraphs = Field(description="Why, in one to three sentences, or with `|` paragraphs, lists and footnotes.")
    short: Text | None = Field(None, description="The same as a clause, for the memo.")
    evidence: tuple[Evidence, ...] = Field((), description="Where that is argued.")
    notes: Notes = None


def _languages(schema: dict[str, Any]) -> None:
    """Editors offer the languages that there are."""
    schema["enum"] = sorted({*locale.available(), *locale.aliases()})


def _kinds(schema: dict[str, Any]) -> None:
    """Editors offer the kinds that come with the program; a project may have its own."""
    schema["anyOf"] = [{"enum": sorted(file.stem for file in KINDS.glob("*.yaml"))}, *schema["anyOf"]]


def _listed(value: Any) -> Any:
    """One file, or several."""
    return [value] if isinstance(value, str) else value


_FILES = {"type": ["string", "array"], "items": {"type": "string"}, "minLength": 1}


class Brief(Part):
    """One policy brief: the source of the deck and the memo."""

    REFUSED: ClassVar[Refused] = {
        "findings": ("is no list of its own", "findings are 'judgments' without 'confidence': what is so, unrated"),
        "evidence": (
            "stands in the judgment that it is for",
            "judgments: [{id: …, evidence: [{source: ID, quote: …}]}]",
        ),
    }
    kind: Word | None = Field(
        None,
        exclude_if=is_unset,
        description="What kind of brief it is: its order, words, what it needs.",
        json_schema_extra=_kinds,
    )
    title: Text = Field(description="The deck's title, and the memo's where there is no `subject`.")
    subtitle: Text | None = Field(None, description="The line below the title on the cover.")
    subject: Text | None = Field(None, description="The memo's title, where it differs from the deck's.")
    date: Day | None = Field(None, description="The date of the brief; without it, SOURCE_DATE_EPOCH or today.")
    to: Text | None = Field(None, description="Who the brief is for.")
    from_: Text | None = Field(None, alias="from", description="Who wrote it.")
    authors: tuple[NamedAuthor, ...] = Field(
        (), exclude_if=is_unset, description="Who wrote it, by name; `from` may be an office besides."
    )
    organization: Text | None = Field(None, description="The body that publishes it.")
    contact: Contact | None = Field(None, exclude_if=is_unset, description="Whom readers may ask.")
    series: Text | None = Field(None, exclude_if=is_unset, description="The series that it appears in.")
    number: NumberOrText | None = Field(None, exclude_if=is_unset, description="Its number in the series: 12, R45725.")
    version: VersionField | None = Field(
        None,
        exclude_if=is_unset,
        description="`draft 3` marks every page and slide with DRAFT 3; `2` stands beside the date.",
    )
    meeting: Meeting | None = Field(None, description="The meeting that the brief is for; mail can invite to it.")
    marking: MarkingField | None = Field(
        None, description="The handling marking on every page and slide: a string, or a mapping of several."
    )
    keywords: tuple[Text, ...] = Field((), description="What a search for the files should find them by.")
    lang: Lang = Field(locale.DEFAULT, description="The brief's language.", json_schema_extra=_languages)
    theme: Word = Field("statecraft", description="The name of a theme.")
    bottom_line: BottomLine = Field(description="The answer: it stands before all else.")
    objectives: tuple[Objective, ...] = Field((), exclude_if=is_unset, description="What the meeting is to bring.")
    agenda: tuple[AgendaPoint, ...] = Field((), exclude_if=is_unset, description="The meeting's agenda.")
    people: tuple[Participant, ...] = Field((), exclude_if=is_unset, description="Who will be there.")
    points_to_make: tuple[PointToMake, ...] = Field((), exclude_if=is_unset, description="What we say in the meeting.")
    if_raised: tuple[IfRaised, ...] = Field(
        (), exclude_if=is_unset, description="What we say only if they bring it up."
    )
    headlines: Headlines = Field(Headlines(), description="Titles of slides that gather several entries.")
    judgments: Annotated[tuple[Judgment, ...], Field(min_length=1)] = Field(
        (), description="What we judge or found, in order of weight."
    )
    recommendations: Annotated[tuple[Recommendation, ...], Field(min_length=1)] = Field(
        (), description="What to do, in order of weight."
    )
    balance: Balance | None = Field(None, description="What speaks for and what against, side by side.")
    comparison: Comparison | None = Field(None, description="Two to four things against the same criteria: a table.")
    options: Options | None = Field(None, exclude_if=is_unset, description="What could be done, by the same criteria.")
    timeline: Timeline | None = Field(None, description="How it came to this.")
    figures: KeyFigures | None = Field(None, description="One to four figures that are to be remembered.")
    charts: tuple[Chart, ...] = Field((), description="Charts, each on a slide of its own.")
    tables: tuple[Table, ...] = Field(
        (), exclude_if=is_unset, description="Tables, each on a slide of its own, or on several."
    )
    pictures: tuple[Picture, ...] = Field((), description="Maps, photographs and drawings, each on a slide of its own.")
    sections: tuple[Section, ...] = Field(
        (),
        exclude_if=is_unset,
        description="Sections of your own, such as a background, costs, a case: each on a slide, in the memo, or both.",
    )
    avoid: tuple[Caution, ...] = Field((), description="What to avoid, and why.")
    questions: tuple[Question, ...] = Field(
        (),
        exclude_if=is_unset,
        description="Questions that may be asked, with answers: behind the backup, and in a memo by its `parts` alone.",
    )
    data: FiguresByName = Field(
        {},
        exclude=True,  # texts say what of them an audience gets
        description="Figures that texts name, from files or given in place: with `fleet: {file: figures/fleet.csv}`, a"
        " text has [=fleet.at_berth.Q3] for the number in that column and row.",
    )
    decision: Decision | None = Field(None, description="What the reader is asked to decide.")
    changes: ChangesSince | None = Field(
        None, exclude_if=is_unset, description="What changed since an earlier version, told in the documents."
    )
    memo: MemoChoices = Field(MemoChoices(), description="What the memo may give up for its one page.")
    sources: Annotated[tuple[SourceEntry, ...], Field(min_length=1)] = Field(
        (),
        description=(
            "The sources, in the order in which they are listed and numbered; those of a library come after them, as "
            "they are cited."
        ),
    )
    bibliography: Annotated[tuple[Word, ...], BeforeValidator(_listed), WithJsonSchema(_FILES)] = Field(
        (),
        exclude=True,  # of an audience's digest too: which entries are cited is what counts
        description=(
            "Your library's file, from the brief's folder, or several: Better CSL JSON, CSL YAML, BibLaTeX or RIS. "
            "What is cited out of it is a source."
        ),
    )
    citations: Citations = Field(
        Citations(form=None, style=None),
        exclude_if=lambda citations: citations == Citations(form=None, style=None),
        description="How texts cite the sources, and how these are printed.",
    )
    aliases: dict[Word, tuple[Word, ...]] = Field(
        {},
        exclude=True,  # for verify alone
        description="Other words for a name, by which its sources may have it: 'Putin: [Kremlin]'.",
    )
    acronyms: dict[Acronym, Text] = Field(
        {},
        exclude_if=is_unset,
        description="What acronyms stand for: `{ROK: Republic of Korea}`. Each document spells one out where its text"
        " first has it.",
    )
    cleared_by: tuple[Clearance, ...] = Field(
        (),
        exclude_if=is_unset,
        description="The offices that clear the brief, for the Word memo's last lines; other templates may print them.",
    )
    confidence_note: Text | None = Field(None, description="Whose confidence levels these are, and what they mean.")
    acknowledgements: Text | None = Field(
        None, exclude_if=is_unset, description="Who is thanked, in a sentence or two."
    )
    disclaimer: Text | None = Field(
        None, exclude_if=is_unset, description="Whose views these are not, in a sentence or two."
    )
    quiet: Quiet = QUIET
