"""A brief as it was at some moment, with its audiences' files of that moment: read, validated, and cut for a reader.

It takes texts and no files, and so holds for what lies on the disk, in a snapshot, or in a repository alike; and it
does without compose, theme and fit, so that `brief diff` is quick.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from policybrief.brief import walk
from policybrief.brief.audience import Audience, Order
from policybrief.brief.marking import markings
from policybrief.brief.model import Brief
from policybrief.brief.parts import LISTS
from policybrief.errors import BriefError
from policybrief.locale import locale
from policybrief.pipeline.as_read import cited_by, citing
from policybrief.read.project import EVERYONE
from policybrief.read.source import Source
from policybrief.sources.bibliography import merge
from policybrief.sources.tabular import filled
from policybrief.sources.tabular.files import Reading
from policybrief.tailor import tailor
from policybrief.text.records import dataclass
from policybrief.validate import audience_files, drafts, validate

_OWN = ("to", "salutation", "name", "unnamed_sources", *LISTS)
"""What of an audience is compared elsewhere, or is not for its documents."""


@dataclass(frozen=True)
class Version:
    """A brief, and the files of its `audiences` by name. `from_library` are sources that are there because something
    cites them.
    """

    source: Source
    brief: Brief
    audiences: Mapping[str, Source]
    from_library: frozenset[str]

    @classmethod
    def of(cls, read: Source, audiences: Mapping[str, Source], root: Path, reading: Reading | None = None) -> Version:
        """A brief that was read, in the project `root`. A draft counts with what stands in for what it wants, and an
        audience that it names need not be there any more. `reading` gives its files of numbers, where these are not
        those of the disk.

        Raises `BriefError` with all that is wrong with it.
        """
        everywhere = list(cited_by(audiences.values()))
        whole, problems = filled.with_data(drafts.filled(read), root, None, reading)
        for name, each in audiences.items():
            own, wrong = filled.with_data(each, root, whole, reading)
            audiences, problems = {**audiences, name: own}, (*problems, *wrong)
        if problems:
            raise BriefError(problems)
        cited = merge.with_library(whole, root, everywhere)
        named = {str(leaf) for path, leaf in walk.leaves(read.data) if walk.target(path) == "audiences"}
        brief = validate.validate(cited.source, Brief, named, cited.keys)
        return cls(cited.source, brief, audiences, cited.ids)

    def whole(self) -> Seen:
        """The brief itself."""
        return Seen.of(self.brief)

    def seen(self, name: str) -> Seen:
        """The brief as an audience got it, with what its file says of judgments and recommendations beside these.

        Judgments and recommendations stand in the brief's order, by which documents number them. Raises `BriefError` as
        `tailor` does.
        """
        if name == EVERYONE and name not in self.audiences:
            return self.whole()
        run = self._cut(name)
        whole = Seen.of(run.brief)
        data = dict(whole.data)
        for part in (part for part in LISTS if part in data):
            said = getattr(run.audience, part)
            data[part] = [
                entry | ({"so_what": said[entry["id"]].so_what} if entry["id"] in said else {}) for entry in data[part]
            ]
        own = _data(run.audience)
        data |= {key: value for key, value in own.items() if key not in (*_OWN, *data)}
        return replace(whole, data=data)

    def _cut(self, name: str) -> tailor.Tailored:
        reader = audience_files.reader(name, self.audiences[name], self.brief)
        reader = replace(reader, audience=reader.audience.model_copy(update={"order": Order()}))
        unnamed = locale.load(reader.audience.lang or self.brief.lang).words["unnamed_source"]
        brief = citing(self.brief, self.from_library, reader.audience)
        return tailor.tailor(brief, reader, self.source, unnamed)


@dataclass(frozen=True)
class Seen:
    """A brief as somebody reads it: as plain `data`, its marking in words, and its language."""

    data: Mapping[str, Any]
    marking: str
    lang: str

    @classmethod
    def of(cls, brief: Brief) -> Seen:
        return cls(_data(brief), markings(brief.marking, locale.load(brief.lang)).text, brief.lang)


def _data(part: Brief | Audience) -> Mapping[str, Any]:
    """A model as plain data, by the keys of YAML, without what nobody gave."""
    data: Mapping[str, Any] = part.model_dump(mode="json", by_alias=True, exclude_defaults=True, warnings=False)
    return data


def says(lang: str, text: str, term: str) -> bool:
    """Whether a text says a term of likelihood in the words of a language, and not a longer one: "very likely" does not
    say "likely". Raises `BriefError` for a language that there is not.
    """
    known, key = locale.load(lang).words, f"likelihood_{term}"
    said, text = known.get(key, term).casefold(), f" {text.casefold()} "
    longer = [other.casefold() for name, other in known.items() if name.startswith("likelihood_") and name != key]
    for other in longer:
        if said in other:
            text = text.replace(other, "")
    return said in text
