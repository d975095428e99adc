"""check a .docx: what Word would repair, and what its accessibility checker would say."""

from __future__ import annotations

from collections.abc import Iterator

from policybrief.ooxml import checked, foreign, integrity, schema
from policybrief.ooxml.checked import Rule
from policybrief.ooxml.package import Package
from policybrief.ooxml.word import MAIN, W, styled

_HEADING = "heading "


def check(content: bytes) -> list[str]:
    """Whatever is wrong with a .docx, as sentences that begin with the part; nothing where all is well."""
    return list(dict.fromkeys(checked.findings(content, RULES, _other)))


def _other(package: Package) -> Iterator[str]:
    """Why a sound package is none that the rules could judge."""
    if MAIN not in package.parts:
        yield f"the file is not a document of Word: it has no {MAIN}"


def headings(package: Package) -> Iterator[str]:
    """A reader who hears the document goes through it by its headings, which leave out no level."""
    levels = [int(name.removeprefix(_HEADING)) for _, name in styled(package) if _is_heading(name)]
    if not levels:
        yield f"{MAIN}: has no heading"
    for before, after in zip([0, *levels], levels, strict=False):
        if after > before + 1:
            yield (
                f"{MAIN}: a heading of level {after} follows one of level {before}"
                if before
                else (f"{MAIN}: the first heading is of level {after}")
            )


def _is_heading(name: str) -> bool:
    return name.startswith(_HEADING) and name.removeprefix(_HEADING).isdecimal()


def tables(package: Package) -> Iterator[str]:
    """A table has a header row, which is repeated on each page, and words for what it shows."""
    for number, table in enumerate(package.xml(MAIN).iter(f"{W}tbl"), 1):
        if table.find(f"{W}tr/{W}trPr/{W}tblHeader") is None:
            yield f"{MAIN}: table {number} has no header row"
        said = table.find(f"{W}tblPr/{W}tblDescription")
        if said is None or not said.get(f"{W}val", "").strip():
            yield f"{MAIN}: table {number} has no alternative text"


def pictures(package: Package) -> Iterator[str]:
    """A picture says in words what it shows."""
    for name in package.like(r"word/[^/]+\.xml"):
        for node in package.xml(name).xpath(".//*[local-name()='docPr']"):
            if not node.get("descr", "").strip() and not node.xpath(".//*[local-name()='decorative'][@val='1']"):
                yield f"{name}: the picture {node.get('name', '')!r} has no alternative text"


def languages(package: Package) -> Iterator[str]:
    """The document says in which language it is."""
    styles = package.xml(package.target(MAIN, "styles"))
    language = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    if language is None or not language.get(f"{W}val"):
        yield f"{package.target(MAIN, 'styles') or MAIN}: the document has no language"


def controls(package: Package) -> Iterator[str]:
    """Content controls have ids of their own: Word gives new ones to those that share one."""
    for part in package.like(r"word/[^/]+\.xml"):
        ids = [
            node.get(f"{W}val", "") for node in package.xml(part).iter(f"{W}id") if node.getparent().tag == f"{W}sdtPr"
        ]
        yield from (f"{part}: two content controls have the id {ident}" for ident in integrity.twice(ids))


def foreign_content(package: Package) -> Iterator[str]:
    """What reaches out of the file, or runs."""
    for held in foreign.found(package):
        if held.grave and held.what != "comments":
            yield f"{held.part or 'the file'}: holds {held.what}"


RULES: tuple[Rule, ...] = (
    integrity.content_types,
    integrity.relationships,
    integrity.orphans,
    integrity.properties,
    headings,
    tables,
    pictures,
    languages,
    controls,
    foreign_content,
    schema.schemas,
)
"""Each yields its findings; their names say what they look at."""
