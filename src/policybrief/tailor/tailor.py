"""tailor: the brief for one audience. What an audience does not get is not in the brief that the later stages see.

Items that are not for it are gone, and with them what refers to them: the ids of judgments that recommendations rest
on, and sources that nothing else cites. A source that it may not see named is cited as one entry without a name.
Positions move up, so that numbers and paths give nothing away; `Tailored.moved` knows where each value stands in
which file.

Judgments are the same for everyone, to the letter.
"""

from __future__ import annotations

import hashlib
import operator
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile
from typing import Any

from policybrief.brief import walk
from policybrief.brief.audience import Audience, Reader
from policybrief.brief.csl import OTHERS
from policybrief.brief.items import Item
from policybrief.brief.marking import joined
from policybrief.brief.model import Brief, Evidence
from policybrief.brief.parts import LISTS, OPTIONAL
from policybrief.brief.sections import Section
from policybrief.brief.source_entry import NAMED, UNNAMED, SourceEntry
from policybrief.brief.tables import Table, TableRow
from policybrief.brief.values import Part
from policybrief.errors import BriefError, Problem
from policybrief.read.source import Moved, Source, origin
from policybrief.text import inline
from policybrief.text.records import dataclass
from policybrief.text.value_path import NOWHERE, ValuePath
from policybrief.validate.audience_files import named, sees, sees_section

_OWN = (
    "to", "subtitle", "subject", "marking", "lang", "theme", "decision", "contact", "acknowledgements", "disclaimer",
)  # fmt: skip
"""What an audience says in place of the brief."""
_WORKINGS = ("order", "sources", "unnamed_sources", "templates", "theme", "header", "mail", "without")
"""What of an audience is for us, not for its templates."""


@dataclass(frozen=True)
class Tailored:
    """A brief as one audience gets it, and what its templates may know of that audience.

    `moved` gives the file and the path of values that no longer stand where they are written.
    """

    brief: Brief
    audience: Audience
    moved: Moved

    @property
    def digest(self) -> str:
        """The SHA-256 of what is here: it tells nothing of what was left out, and does not change with it."""
        shown = self.brief.as_json() + self.audience.as_json()
        return hashlib.sha256(shown.encode()).hexdigest()


def tailor(brief: Brief, reader: Reader, read: Source, unnamed: str) -> Tailored:
    """`brief`, read from `read`, for `reader`; `unnamed` stands for sources without a name.

    Raises `BriefError` where a part would be left with too few entries, or a text names what may not be named.
    """
    cut = _Cut(brief, reader, read)
    tailored = cut.with_sources(cut.brief(), reader.audience.unnamed_sources or unnamed)
    if problems := cut.problems or list(_giveaways(tailored, cut)):
        raise BriefError(problems)
    blank = {name: Audience.model_fields[name].get_default(call_default_factory=True) for name in _WORKINGS}
    return Tailored(tailored, reader.audience.model_copy(update=blank), cut.moved)


class _Cut:
    """One pass through a brief: what is for the reader is kept, and where it came from is put down."""

    def __init__(self, brief: Brief, reader: Reader, read: Source) -> None:
        self.whole, self.name, self.audience, self.file, self.read = (
            brief, reader.name, reader.audience, reader.source, read,
        )  # fmt: skip
        self.moved: dict[ValuePath, tuple[Source, ValuePath]] = {ValuePath("audience"): (self.file, NOWHERE)}
        self.problems: list[Problem] = []
        self.unnamed = {entry.id for entry in brief.sources if not named(self.name, self.audience, entry)}
        self.judgments = {entry.id for entry in brief.judgments if sees(self.name, entry)}
        self._own_notes = reader.audience.gets_own_notes
        self.stand_in = UNNAMED
        while self.stand_in in {entry.id for entry in brief.sources}:
            self.stand_in += "-source"

    def brief(self) -> Brief:
        """The brief without what is not for the reader, and with what its file says in the brief's place."""
        gone = [*(name for name in OPTIONAL if not self.audience.shows(name)), *self.audience.without]
        gone += [] if self.audience.is_asked else ["decision"]
        blank = {name: Brief.model_fields[name].get_default() for name in gone}
        tailored: Brief = self._part(self.whole.model_copy(update=blank), NOWHERE, NOWHERE)
        own = {name: value for name in _OWN if (value := getattr(self.audience, name)) is not None}
        for name in own:
            self.moved[ValuePath(name)] = (self.file, ValuePath(name))
        if self.whole.marking and self.audience.marking:
            own["marking"], ours, theirs = joined(self.whole.marking, self.audience.marking)
            self.moved |= {at: (self.read, of) for at, of in ours.items()}
            self.moved |= {at: (self.file, of) for at, of in theirs.items()}
        return tailored.model_copy(update={**own, "data": {}})  # a file's name may be that of what is kept from them

    def with_sources(self, tailored: Brief, unnamed: str) -> Brief:
        """The brief with the sources that it cites, and those that nothing in the whole brief does."""
        used = {*_cited(tailored), *_cited(self.audience)}
        unused = any(entry.id not in used for entry in self.whole.sources)
        ever = {*_cited(self.whole), *used} if unused else used
        kept = [
            (number, entry)
            for number, entry in enumerate(self.whole.sources)
            if entry.id not in self.unnamed and (entry.id in used or entry.id not in ever)
        ]
        here = ValuePath("sources")
        for new, (old, _) in enumerate(kept):
            self._put(here / new, here / old)
        entries = [self._part(entry, here / new, here / old) for new, (old, entry) in enumerate(kept)]
        if self.stand_in in used:
            about = {"id": self.stand_in, "type": UNNAMED, "author": [{"literal": unnamed}], "citation-label": unnamed}
            self.moved[here / len(entries)] = (self.file, ValuePath("unnamed_sources"))
            entries.append(SourceEntry.model_validate(about))
        return self._with_acronyms(tailored.model_copy(update={"sources": tuple(entries)}))

    def _with_acronyms(self, tailored: Brief) -> Brief:
        """The brief with those of its acronyms that a text of it, or of the reader's file, has."""
        if not tailored.acronyms:
            return tailored
        without = tailored.model_copy(update={"acronyms": {}})
        said = "\n".join(text for whole in (without, self.audience) for _, text in texts(whole))
        known = {acronym: words for acronym, words in tailored.acronyms.items() if acronym in said}
        return tailored.model_copy(update={"acronyms": known})

    # -- values

    def _part(self, value: Any, at: ValuePath, of: ValuePath) -> Any:
        """A value that stood at `of` in the brief and now stands at `at`."""
        if isinstance(value, str):
            return inline.recited(value, dict.fromkeys(self.unnamed, self.stand_in)) if "@" in value else value
        if isinstance(value, tuple):
            return self._entries(value, at, of)
        if isinstance(value, Evidence) and value.source in self.unnamed:
            return value.model_copy(update={**_NO_LIMITS, **_NO_WORDS, "source": self.stand_in})
        if not isinstance(value, Part):
            return value
        changes: dict[str, Any] = dict(_NO_LIMITS) if isinstance(value, Item) else {}
        for name, about in type(value).model_fields.items():
            old, key = getattr(value, name), about.alias or name
            if name in changes or (not at and name == "sources"):
                continue
            if (isinstance(old, Item) and not sees(self.name, old)) or (name == "notes" and not self._own_notes):
                changes[name] = None
            elif (new := self._part(old, at / key, of / key)) is not old:
                changes[name] = new
                self._enough(about.metadata, old, new, of / key)
        part = value.model_copy(update=changes)
        return part.lit() if isinstance(part, Table) else part

    def _entries(self, values: tuple[Any, ...], at: ValuePath, of: ValuePath) -> tuple[Any, ...]:
        kept: list[Any] = []
        for number, value in self._sorted(values, of):
            if isinstance(value, Item) and not (self._gets(value) and self._heads_some(values, number)):
                continue
            if of.key in ("rests_on", "proves") and value not in self.judgments:
                continue
            entry = value
            if isinstance(value, str) and of.key == "sources":
                entry = self.stand_in if value in self.unnamed else value
            else:
                entry = self._part(value, at / len(kept), of / number)
            if of.key in _CITING and entry in kept and entry != value:  # of several without a name one is enough
                continue
            self._put(at / len(kept), of / number)
            kept.append(entry)
        same = len(kept) == len(values) and all(map(operator.is_, kept, values))
        return values if same else tuple(kept)

    def _gets(self, item: Item) -> bool:
        """Whether the reader gets an item; a section only where one of the documents has it."""
        if isinstance(item, Section):
            return sees_section(self.name, item) and self.audience.shows(item.id, self.whole.sections)
        return sees(self.name, item)

    def _heads_some(self, values: tuple[Any, ...], number: int) -> bool:
        """Whether a row that heads others of a table still heads one for the reader; all other entries do."""
        if not _heads(values[number]):
            return True
        below = list(takewhile(lambda row: not _heads(row), values[number + 1 :]))
        return not below or any(not isinstance(row, Item) or self._gets(row) for row in below)

    def _sorted(self, values: tuple[Any, ...], of: ValuePath) -> Iterable[tuple[int, Any]]:
        """The entries with their numbers, those first that the reader's file puts first."""
        first = getattr(self.audience.order, str(of[0])) if of in [(name,) for name in LISTS] else ()
        rank = {name: number for number, name in enumerate(first)}
        return sorted(enumerate(values), key=lambda entry: rank.get(getattr(entry[1], "id", ""), len(rank)))

    def _put(self, at: ValuePath, of: ValuePath) -> None:
        if at != of:
            self.moved[at] = (self.read, of)

    def _enough(self, metadata: Iterable[Any], old: Any, new: Any, of: ValuePath) -> None:
        """A list that has a least length has it for every audience."""
        least = max((getattr(rule, "min_length", 0) or 0 for rule in metadata), default=0)
        if isinstance(new, tuple) and len(new) < least <= len(old):
            message = f"leaves {self.name!r} {len(new) or 'none'} of its {len(old)} entries; {least} is the minimum"
            hint = "give it one more, or keep what holds the list from it"
            self.problems.append(self.read.problem(of, message, hint))


def _heads(row: Any) -> bool:
    return isinstance(row, TableRow) and row.group is not None


_CITING = ("sources", "evidence")
"""Lists of sources."""
_NO_WORDS: Mapping[str, Any] = dict.fromkeys(("locator", "quote", "speaker"))
"""A source is known by its words as well as by its name."""
_NO_LIMITS: Mapping[str, Any] = {"audiences": (), "not_for": (), "quiet": ()}
"""What an audience gets does not say who else does, nor what its writers chose not to hear."""


def _cited(whole: Brief | Audience) -> Iterator[str]:
    """The sources that evidence, lists of sources and texts refer to; its own are those that there are, or may be."""
    return (name for path, name in walk.cited(whole) if not path.within("sources"))


# -- what would give a source away


def _giveaways(tailored: Brief, cut: _Cut) -> Iterator[Problem]:
    """Texts that name a source which this audience may not see named."""
    open_words = {word for entry in tailored.sources for word in _words(entry) if entry.type != UNNAMED}
    secret = {
        word: entry.id
        for entry in cut.whole.sources
        if entry.id in cut.unnamed
        for word in _words(entry)
        if word not in open_words
    }
    if not secret:
        return
    search = re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in sorted(secret, key=len, reverse=True)))
    for path, text in (*texts(tailored), *texts(cut.audience, ValuePath("audience"))):
        if giveaway := search.search(text):
            source, place = origin(path, cut.moved) or (cut.read, path)
            word = giveaway.group()
            message = f"names {word!r}, and {cut.name!r} may not see the source {secret[word]!r} named"
            yield source.problem(place, message, "leave the name out, or keep the item from this audience")


def _words(entry: SourceEntry) -> Iterator[str]:
    """What a source is known by."""
    for person in (person for role in NAMED for person in getattr(entry, role)):
        yield from (name for name in (person.family, person.literal) if name and name != OTHERS)
    for name in ("title", "container_title", "publisher", "url", "doi", "citation_label"):
        if words := getattr(entry, name, None):
            yield from {words, inline.words(words)}


def texts(whole: Brief | Audience, at: ValuePath = NOWHERE) -> Iterator[tuple[ValuePath, str]]:
    """Every text of the author's with its path; ids are none."""
    for path, text in walk.leaves(whole, at):
        if isinstance(text, str) and path.key != "id" and not {"rests_on", "proves"} & {*path}:
            yield path, text
