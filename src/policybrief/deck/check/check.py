"""check a .pptx: what PowerPoint would repair, and what its accessibility checker would say.

`RULES` is the whole list; what each looks for stands in integrity.py, repairs.py, schema.py, accessibility.py,
legibility.py and external.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from policybrief.deck.check import accessibility, external, integrity, legibility, repairs, schema
from policybrief.errors import BriefError
from policybrief.ooxml.package import Package

Rule = Callable[[Package], Iterator[str]]
_PRESENTATION = "ppt/presentation.xml"


def check(content: bytes) -> list[str]:
    """Whatever is wrong with a .pptx, as sentences that begin with the part; nothing where all is well."""
    return list(dict.fromkeys(findings(content)))


def findings(content: bytes) -> Iterator[str]:
    """The same one by one, as they are found."""
    try:
        package = Package(content)
    except BriefError as error:
        yield from _said(error)
        return
    broken = list(_well_formed(package)) or list(_other(package))
    yield from broken or (finding for rule in RULES for finding in _applied(rule, package))


def _applied(rule: Rule, package: Package) -> Iterator[str]:
    """What a rule finds. Where the schema is broken so that it can't look, that is the finding."""
    try:
        yield from rule(package)
    except (ValueError, LookupError, ArithmeticError, TypeError, AttributeError):
        yield f"the file breaks its format's schema, and {rule.__name__.replace('_', ' ')} can't be checked"


def _well_formed(package: Package) -> Iterator[str]:
    for name in package.names:
        try:
            if name.endswith((".xml", ".rels")):
                package.tree(name)
            else:
                package.part(name)
        except BriefError as error:
            yield from _said(error)
        except etree.XMLSyntaxError as error:
            yield f"{name}: is not well-formed: {error.msg}"


def _other(package: Package) -> Iterator[str]:
    """Why a sound package is none that the rules could judge."""
    if _PRESENTATION not in package.parts:
        yield f"the file is not a PowerPoint file: it has no {_PRESENTATION}"
        return
    try:
        package.refuse_strict(_PRESENTATION)
    except BriefError as error:
        yield from _said(error)


def _said(error: BriefError) -> Iterator[str]:
    """What is wrong with the file as a whole, and what to do."""
    for problem in error.problems:
        yield f"the file {problem.message}" + (f": {problem.hint}" if problem.hint else "")


RULES: tuple[Rule, ...] = (
    integrity.content_types,
    integrity.kinds,
    integrity.relationships,
    integrity.orphans,
    integrity.shape_ids,
    integrity.slide_ids,
    integrity.sections,
    integrity.rows,
    integrity.notes_pages,
    integrity.characters,
    integrity.workbooks,
    integrity.properties,
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
