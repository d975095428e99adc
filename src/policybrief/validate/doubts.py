"""validate: what may be wrong with a brief that is right, and stops nobody."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from policybrief.brief import walk
from policybrief.brief.audience import Reader
from policybrief.brief.model import Brief
from policybrief.brief.parts import OURS, PARTS
from policybrief.brief.source_entry import SourceEntry
from policybrief.brief.values import as_text
from policybrief.errors import Fix, Guess, Problem, certain
from policybrief.read.source import Source
from policybrief.validate import shape

_MOST = 20
"""So many fields of one source are named."""


_CALLED = {
    **dict.fromkeys(("date", "year"), "issued"),
    **dict.fromkeys(("journal", "website", "newspaper"), "container-title"),
    **dict.fromkeys(("link", "address", "url"), "URL"),
    **dict.fromkeys(("doi",), "DOI"),
    "pages": "page",
}
"""Names that others have for fields of CSL."""


def of_audience(reader: Reader, brief: Brief, *, is_sole: bool = True) -> Iterator[Problem]:
    """Parts of an audience's own choice that leave out the changes which the brief asks its documents to tell; what of
    a meeting it does not get because its file does not say on which side it is; and that it is asked to decide where it
    is not the `sole` audience and nothing says which of them decides.
    """
    asked = brief.decision and not (brief.decision.audiences or brief.decision.not_for or reader.audience.decision)
    chosen = any(getattr(reader.audience, kind).parts for kind in PARTS)
    if asked and not is_sole and not chosen and reader.audience.outside is None:
        hint = "write 'outside: true' if it only reads, 'outside: false' or a 'decision' of its own if it decides"
        yield reader.source.problem(("name",), "is asked the brief's decision, as others are", hint)
    for kind in PARTS if brief.changes else ():
        parts = getattr(reader.audience, kind).parts
        if parts and "changes" not in parts:
            hint = f"put changes among them, if the {kind} is to tell what changed"
            yield reader.source.problem((kind, "parts"), "leaves out 'changes', for which the brief asks", hint)
    kept = [part for part in OURS if getattr(brief, part) and not reader.audience.shows(part)]
    unsaid = reader.audience.outside is None and not all(getattr(reader.audience, kind).parts for kind in PARTS)
    if kept and unsaid:
        message = f"gets no {', '.join(kept)}: nothing says that it is on our side"
        hint = "write 'outside: false' if it is, or 'outside: true'"
        yield reader.source.problem(("name",), message, hint)


def about(source: Source, cited_elsewhere: Collection[str] = ()) -> Iterator[Problem]:
    """Sources that nothing cites, and fields of sources that nobody knows, each field once.

    `cited_elsewhere` are the sources that the files of the brief's audiences cite.
    """
    used = {*cited_elsewhere, *(name for path, name in walk.cited(source.data) if not path.within("sources"))}
    known = {*shape.fields(SourceEntry), *SourceEntry.UNSHOWN}
    told: set[str] = set()
    for number, entry in enumerate(source.data.get("sources", ())):
        name = as_text(entry["id"])
        if ("sources", number, "id") not in source.places:  # out of a library, and told with it
            continue
        if name not in used:
            hint = f"cite it, as in [@{name}] or in a judgment's evidence, or take it out"
            message = f"nothing cites the source {name!r}"
            yield source.problem(("sources", number, "id"), message, hint).typed("uncited-source")
        written = [key for key in entry if ("sources", number, key) in source.places]
        for key in [key for key in written if key not in known and key not in told][:_MOST]:
            told.add(key)
            called = _CALLED.get(key)
            hint = f"CSL says {called!r}" if called else Guess.at(key, known).hint("it stays in this file only")
            message = "is not a CSL field of a source, and no document shows it"
            problem = source.problem(("sources", number, key), message, hint, at_key=True)
            near = called if called and called not in entry else certain(key, known - entry.keys())
            yield problem.typed("unknown-field", Fix(("sources", number, key), "rename", near) if near else None)
