"""What somebody's deck or template holds that a deck of ours must not: what reaches out, runs, or tells of its past.

What may come along is listed, by the kind of a relationship and the content type of its target; all else stays behind,
and is told by a name that people know. PowerPoint fetches a linked picture as soon as a deck is opened, which tells the
other side who reads it, and on Windows hands over the user's sign-in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from policybrief.ooxml.package import Package, Relationship
from policybrief.text.records import dataclass

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MICROSOFT = "http://schemas.microsoft.com/office"
_PML = "application/vnd.openxmlformats-officedocument.presentationml."
_DML = "application/vnd.openxmlformats-officedocument.drawingml."
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"

_MAY_COME = {
    f"{OFFICE}/slideMaster": f"{_PML}slideMaster+xml",
    f"{OFFICE}/slideLayout": f"{_PML}slideLayout+xml",
    f"{OFFICE}/notesMaster": f"{_PML}notesMaster+xml",
    f"{OFFICE}/handoutMaster": f"{_PML}handoutMaster+xml",
    f"{OFFICE}/tableStyles": f"{_PML}tableStyles+xml",
    f"{OFFICE}/theme": "application/vnd.openxmlformats-officedocument.theme+xml",
    f"{OFFICE}/themeOverride": "application/vnd.openxmlformats-officedocument.themeOverride+xml",
    f"{OFFICE}/font": "application/x-font",
    f"{OFFICE}/image": "image/",
    f"{OFFICE}/chart": f"{_DML}chart+xml",
    f"{OFFICE}/diagramData": f"{_DML}diagramData+xml",
    f"{OFFICE}/diagramLayout": f"{_DML}diagramLayout+xml",
    f"{OFFICE}/diagramQuickStyle": f"{_DML}diagramStyle+xml",
    f"{OFFICE}/diagramColors": f"{_DML}diagramColors+xml",
    f"{_MICROSOFT}/2007/relationships/diagramDrawing": "application/vnd.ms-office.drawingml.diagramDrawing+xml",
    f"{_MICROSOFT}/2007/relationships/hdphoto": "image/",
    f"{_MICROSOFT}/2011/relationships/chartStyle": "application/vnd.ms-office.chartstyle+xml",
    f"{_MICROSOFT}/2011/relationships/chartColorStyle": "application/vnd.ms-office.chartcolorstyle+xml",
}
"""Kinds of relationships, each with how the content type of its target begins."""
_OF_THE_PRESENTATION = {"slideMaster", "notesMaster", "handoutMaster", "theme", "tableStyles", "font"}
_ADDRESSES = ("https://", "http://", "mailto:")
_LONGEST_ADDRESS = 2_000

_OUTSIDE = {
    "image": "linked pictures",
    "oleObject": "links to other files (OLE)",
    "package": "linked workbooks",
    "externalLinkPath": "linked workbooks",
    "video": "linked films and sounds",
    "audio": "linked films and sounds",
    "media": "linked films and sounds",
    "attachedTemplate": "a template from elsewhere",
    "slideUpdateInfo": "slides that update from elsewhere",
    "slideUpdateUrl": "slides that update from elsewhere",
    "hyperlink": "links to files and programs",
}
_INSIDE = {
    "oleObject": "embedded objects",
    "package": "embedded objects",
    "control": "ActiveX controls",
    "activeXControlBinary": "ActiveX controls",
    "vbaProject": "macros",
    "comments": "comments",
    "comment": "comments",
    "commentAuthors": "comments",
    "authors": "comments",
    "threadedComment": "comments",
}
_PAST = {
    "printerSettings": "printer settings",
    "custom-properties": "custom properties",
    "customXml": "custom XML",
    "customXmlProps": "custom XML",
    "tags": "tags of add-ins",
    "thumbnail": "a thumbnail",
    "video": "films and sounds",
    "audio": "films and sounds",
    "media": "films and sounds",
    "person": "names of people",
}
ACTIONS, HOVERS = "actions that run programs or open files", "actions on hover"
_HARMLESS = ("ppaction://noaction", "ppaction://hlinkshowjump", "ppaction://hlinksldjump", "ppaction://media")
_HOVER = ("hlinkHover", "hlinkMouseOver")


@dataclass(frozen=True)
class Foreign:
    """One thing of a kind, and the part that holds it. It is `grave` if it reaches out, runs, or names people."""

    what: str
    part: str
    grave: bool = True


def found(package: Package) -> list[Foreign]:
    """All of it in a package, wherever it is."""
    parts = ["", *(name for name in package.names if not name.endswith(".rels"))]
    foreign = [held for part in parts for held in _related(part, package.leading(part))]
    drawn = [part for part in parts if part.endswith(".xml") and part.startswith("ppt/")]
    return list(dict.fromkeys([*foreign, *(held for part in drawn for held in actions(package.xml(part), part))]))


def _related(part: str, related: Iterable[Any]) -> Iterator[Foreign]:
    for relationship in related:
        kind = relationship.word
        if relationship.external:
            if kind != "hyperlink" or not is_address(relationship.target):
                yield Foreign(_OUTSIDE.get(kind, "links to elsewhere"), part)
        elif kind in _PAST:
            yield Foreign(_PAST[kind], part, grave=False)
        elif kind in _INSIDE and not (kind == "package" and "/charts/" in f"/{part}"):
            yield Foreign(_INSIDE[kind], part)


def actions(root: Any, part: str) -> Iterator[Foreign]:
    """What a click or a pointer sets off in a part."""
    for node in root.iter(f"{A}hlinkClick", *(f"{A}{name}" for name in _HOVER)):
        if runs(node):
            yield Foreign(ACTIONS, part)
        elif reaches_on_hover(node):
            yield Foreign(HOVERS, part)


def runs(node: Any) -> bool:
    """Whether a click or a pointer does more than to follow an address or to turn to a slide."""
    action = node.get("action", "").strip().lower()
    return bool(action) and not action.startswith(_HARMLESS)


def reaches_on_hover(node: Any) -> bool:
    """Whether it leads somewhere as soon as a pointer comes near."""
    return node.tag.rpartition("}")[2] in _HOVER and not node.get("action", "").lower().startswith(_HARMLESS)


def is_address(target: str) -> bool:
    """Whether a hyperlink leads to a page or a mailbox, and not to a file or a program."""
    return target.lower().startswith(_ADDRESSES) and len(target) < _LONGEST_ADDRESS and target.isprintable()


def everything(file: Path) -> list[Foreign]:
    """All of it in a file. Raises `BriefError` for one that can't be package."""
    return found(Package.open(file))


# -- a base


def kept(package: Package) -> Iterator[tuple[str, list[Relationship], list[Relationship]]]:
    """Each part of a base that a deck on it takes along: its relationships that do, and those that stay behind."""
    seen, waiting = {package.main.lower()}, [package.main]
    while waiting:
        part = waiting.pop()
        related = package.leading(part)
        come = [relationship for relationship in related if _comes(package, part, relationship)]
        for relationship in come:
            if not relationship.external and relationship.target.lower() not in seen:
                seen.add(relationship.target.lower())
                waiting.append(relationship.target)
        yield part, come, [relationship for relationship in related if relationship not in come]


def _comes(package: Package, part: str, relationship: Relationship) -> bool:
    if relationship.external:
        return part != package.main and relationship.kind == f"{OFFICE}/hyperlink" and is_address(relationship.target)
    if part == package.main and relationship.word not in _OF_THE_PRESENTATION:
        return False
    return relationship.kind in _MAY_COME and package.type_of(relationship.target).startswith(
        _MAY_COME[relationship.kind]
    )


def left(package: Package) -> tuple[Foreign, ...]:
    """What a base's masters and layouts, and what goes with them, hold that a deck on it does not take along."""
    foreign: list[Foreign] = []
    for part, come, behind in kept(package):
        foreign += _related(part, [*come, *behind])
        if package.type_of(part).endswith("+xml") and not package.type_of(part).startswith("image/"):
            foreign += actions(package.xml(part), part)
    return tuple(dict.fromkeys(foreign))
