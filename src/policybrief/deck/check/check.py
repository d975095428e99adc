"""check a .pptx: what PowerPoint would repair, and what its accessibility checker would say.

`RULES` is the whole list; what each looks for stands in the modules beside this one, and in `ooxml` where it holds for
other files of Office too.
"""

from __future__ import annotations

from collections.abc import Iterator

from policybrief.deck.check import accessibility, external, integrity, legibility, repairs
from policybrief.errors import BriefError
from policybrief.ooxml import checked, schema
from policybrief.ooxml import integrity as packages
from policybrief.ooxml.checked import Rule
from policybrief.ooxml.package import Package

_PRESENTATION = "ppt/presentation.xml"


def check(content: bytes) -> list[str]:
    """Whatever is wrong with a .pptx, as sentences that begin with the part; nothing where all is well."""
    return list(dict.fromkeys(findings(content)))


def findings(content: bytes) -> Iterator[str]:
    """The same one by one, as they are found."""
    return checked.findings(content, RULES, _other)


def _other(package: Package) -> Iterator[str]:
    """Why a sound package is none that the rules could judge."""
    if _PRESENTATION not in package.parts:
        yield f"the file is not a PowerPoint file: it has no {_PRESENTATION}"
        return
    try:
        package.refuse_strict(_PRESENTATION)
    except BriefError as error:
        yield from checked.said(error)


RULES: tuple[Rule, ...] = (
    packages.content_types,
    integrity.kinds,
    packages.relationships,
    packages.orphans,
    integrity.shape_ids,
    integrity.slide_ids,
    integrity.sections,
    integrity.rows,
    integrity.notes_pages,
    integrity.characters,
    integrity.workbooks,
    packages.properties,
    integrity.leftovers,
    integrity.placeholders,
    repairs.label_positions,
    repairs.axes,
    repairs.addresses,
    repairs.unnamed,
    repairs.stray_texts,
    accessibility.titles,
    accessibility.alternatives,
    accessibility.tables,
    accessibility.decorations,
    accessibility.languages,
    accessibility.links,
    legibility.title_first,
    legibility.contrasts,
    external.foreign_content,
    schema.schemas,  # the slowest: who looks for one finding need not wait for it
)
"""Each yields its findings; their names say what they look at."""
