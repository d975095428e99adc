"""The functions and values that are there in every template: the brief as a view, and what is asked of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from policybrief.brief.decision import USUAL_ANSWERS
from policybrief.brief.marking import markings
from policybrief.brief.model import Brief
from policybrief.brief.parts import DEPTHS, LISTS, MEMO_PARTS, Kind, usual
from policybrief.compose import papers
from policybrief.compose.citing import Citing
from policybrief.compose.grids import grid
from policybrief.compose.traced import Joined, Misuse, Traced
from policybrief.compose.views import View, cited_ids, expect, see
from policybrief.errors import did_you_mean
from policybrief.locale.locale import Locale
from policybrief.text import inline
from policybrief.text.records import dataclass
from policybrief.text.value_path import NOWHERE, ValuePath

if TYPE_CHECKING:
    from policybrief.brief.audience import Audience


def of_brief(
    brief: Brief, citing: Citing, header: str = "plain", *, numbers: Mapping[ValuePath, int]
) -> dict[str, Any]:
    """What is there in every template. `header` names the memo's header, a template in the folder `headers`.

    `numbers` are those of judgments and recommendations, where an audience has them in an order of its own.
    """
    locale = citing.locale
    view = see(_with_options(brief, locale), NOWHERE)
    view.sources = tuple(view.sources[place] for place in citing.order)  # as they are listed
    marked = markings(brief.marking, locale)
    entries = _Entries(brief, view, numbers)
    return {
        "markings": tuple(Traced(line.text, line.path) for line in marked.lines),
        "designation": tuple((label, Traced(text, path)) for label, text, path in marked.block),
        "brief": view, "words": dict(locale.words), "quotes": locale.quotes, "punctuation": dict(locale.punctuation),
        "header": header, "author": _author(view, locale), **papers.lines(view, locale),
        "cited": entries.cited, "source_of": entries.source_of, "judgment": entries.judgment,
        "number_of": entries.number_of, "optional": entries.optional, "grid": grid,
    }  # fmt: skip


@dataclass(frozen=True)
class _Entries:
    """What a template asks of a brief, by the path or the id of an entry. `view` is the brief as templates see it."""

    brief: Brief
    view: Any
    numbers: Mapping[ValuePath, int]

    @cached_property
    def _sources(self) -> Mapping[str, View]:
        return {str(entry.id): entry for entry in self.view.sources}

    @cached_property
    def _judgments(self) -> Mapping[str, View]:
        return {str(entry.id): entry for entry in self.view.judgments}

    def cited(self, *parts: Any) -> list[View]:
        """The sources of these parts, in the order of their list.

        `{% for source in cited(brief.timeline) %}`
        """
        ids = set(cited_ids(*parts).split())
        return [entry for name, entry in self._sources.items() if name in ids]

    def source_of(self, evidence: View) -> View:
        """The source that a piece of evidence names.

        `{{ source_of(evidence)|label }}`
        """
        return self._sources[str(expect(View, evidence, "source_of").source)]

    def judgment(self, name: str) -> View:
        """The judgment of that id.

        `{{ judgment(id).headline }}`
        """
        if str(name) not in self._judgments:
            raise Misuse(f"{str(name)!r} is not the id of a judgment", did_you_mean(str(name), self._judgments))
        return self._judgments[str(name)]

    def number_of(self, entry: View | str) -> int:
        """The number of a judgment or a recommendation, as the brief has it; a judgment's id does as well.

        `{{ number_of(recommendation) }}`
        """
        part = self.judgment(entry) if isinstance(entry, str) else expect(View, entry, "number_of")
        path = part._path
        if len(path) != 2 or path[0] not in LISTS:
            raise Misuse(f"{part!r} has no number", "judgments and recommendations have")
        return self.numbers.get(path, int(path[1]) + 1)

    def optional(self, name: str) -> int:
        """When the memo leaves out a part that it can do without: 1 goes first, 0 stays.

        `<table optional="{{ optional("comparison") }}">`
        """
        name = str(name)
        if name not in MEMO_PARTS:
            raise Misuse(f"{name!r} is not a part that a brief can make optional", did_you_mean(name, MEMO_PARTS))
        chosen = self.brief.memo.optional
        return chosen.index(name) + 1 if name in chosen else 0


def _author(brief: Any, locale: Locale) -> str:
    """Who wrote the brief, and the body that publishes it where that is not said with it; "" where nobody is named."""
    by, body = getattr(brief, "from") or papers.byline(brief.authors, locale) or None, brief.organization
    if by is None:
        return body or ""
    named = body is None or inline.words(body).casefold() in inline.words(by).casefold()
    return by if named else Joined((by, f"{locale.punctuation['comma']} ", body))


def _with_options(brief: Brief, locale: Locale) -> Brief:
    """A brief whose decision names no options has those of its language."""
    if brief.decision is None or brief.decision.options is not None:
        return brief
    options = tuple(locale.words[name] for name in USUAL_ANSWERS)
    decision = brief.decision.model_copy(update={"options": options})
    return brief.model_copy(update={"decision": decision})


def of_reader(kind: Kind, audience: Audience | None, brief: Brief, parts: Sequence[str] = ()) -> dict[str, Any]:
    """What a template knows of who reads it: the parts in their order, how much to say, and what it means for them.

    `extra` has sections by their ids: the brief's, and the audience's own. `parts` are those of the brief's kind.
    """
    view = see(audience, ValuePath("audience")) if audience else None
    sections = (*see(brief.sections, ValuePath("sections")), *(view.extra if view else ()))
    extra = {str(section.id): section for section in sections}

    def so_what(part: View) -> Traced | None:
        """What a judgment or a recommendation means for this audience, if its file says so.

        `{% if so_what(judgment) %}{{ so_what(judgment) }}{% endif %}`
        """
        path = expect(View, part, "so_what")._path
        said = getattr(view, str(path[0])) if view and path and path[0] in LISTS else None
        meaning = said.get(str(part.id)) if said else None
        return meaning.so_what if meaning else None

    return {
        "audience": view, "extra": extra, "so_what": so_what,
        "order": audience.order_of(kind, brief.sections) if audience else tuple(parts) or usual(kind, brief.sections),
        "depth": dict(getattr(audience, kind).depth if audience else dict.fromkeys(LISTS, DEPTHS[kind])),
    }  # fmt: skip
