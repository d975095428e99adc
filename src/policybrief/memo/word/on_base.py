"""The package of a Word memo on an organisation's template: its parts, with what of ours they lack beside them."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from policybrief.memo.word.base import WordBase
from policybrief.ooxml.word import MAIN, W, value
from policybrief.ooxml.writing import NewPackage
from policybrief.ooxml.xml import parsed
from policybrief.text.records import dataclass

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STYLES, _NUMBERING, _SETTINGS = "word/styles.xml", "word/numbering.xml", "word/settings.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_KINDS = {"header": f"{W}headerReference", "footer": f"{W}footerReference"}
_SECTION = (
    "headerReference",
    "footerReference",
    "pgSz",
    "pgMar",
    "pgBorders",
    "lnNumType",
    "cols",
    "titlePg",
    "docGrid",
)
"""The properties of a section that a memo takes."""


@dataclass(frozen=True)
class WordGround:
    """What a memo is written on: its package without the document, the ids of styles by ours, the number of the list of
    bullets, the properties of its section, and whether even pages have headers of their own.
    """

    package: NewPackage
    styles: Mapping[str, str]
    bullets: int
    section: Any
    even: bool


def ground(base: WordBase, ours: Mapping[str, bytes], lang: Mapping[str, str]) -> WordGround:
    """The base's parts, and of ours, in which all is filled in but the text, what they lack. `lang` is the language as
    attributes.
    """
    package = NewPackage(parts=dict(base.parts), types=dict(base.types))
    package.defaults = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    package.relationships = {part: list(related) for part, related in base.related.items() if part != base.document}
    package.relationships[MAIN] = list(base.related[base.document])
    own = NewPackage.of(ours)
    package.relationships[""] = own.relationships[""]
    for name in (relationship.target for relationship in own.relationships[""]):
        package.parts[name], package.types[name] = ours[name], own.types[name]
    for relationship in own.relationships[MAIN]:
        name, kind = relationship.target, relationship.word
        if kind == "settings" or (kind in ("theme", "fontTable") and not _target(package, kind)):
            package.parts[name], package.types[name] = ours[name], own.types[name]
            package.relate(MAIN, kind, name)
    if base.even:
        package.parts[_SETTINGS] = _with_even(package.parts[_SETTINGS])
    styles = _styles(package, ours[_STYLES], lang)
    bullets = _lists(package, ours[_NUMBERING])
    return WordGround(package, styles, bullets, _section(base), base.even)


def _relate(package: NewPackage, kind: str, name: str) -> None:
    package.types[name] = f"{_TYPE}.{kind}+xml"
    package.relate(MAIN, kind, name)


def _target(package: NewPackage, kind: str) -> str:
    return next((relationship.target for relationship in package.relationships[MAIN] if relationship.word == kind), "")


def _with_even(settings: bytes) -> bytes:
    """Our settings for a document whose even pages have headers of their own."""
    root = parsed(settings)
    root.find(f"{W}defaultTabStop").addnext(etree.Element(f"{W}evenAndOddHeaders"))
    return _serialised(root)


# -- styles


def _styles(package: NewPackage, ours: bytes, lang: Mapping[str, str]) -> dict[str, str]:
    """The ids of our styles in the base: of its own of that name, and else of ours, which are added."""
    part = _target(package, "styles")
    own = parsed(ours)
    if not part:
        package.parts[_STYLES] = ours
        _relate(package, "styles", _STYLES)
        return {style.get(f"{W}styleId"): style.get(f"{W}styleId") for style in own.iter(f"{W}style")}
    root = parsed(package.parts[part])
    _in_language(root, lang)
    taken = {style.get(f"{W}styleId") for style in root.iter(f"{W}style")}
    known = {(style.get(f"{W}type"), value(style, "name").lower()): style for style in root.iter(f"{W}style")}
    defaults = {
        style.get(f"{W}type"): style for style in root.iter(f"{W}style") if style.get(f"{W}default") in ("1", "true")
    }
    ids: dict[str, str] = {}
    added = []
    for style in own.iter(f"{W}style"):
        name, kind = style.get(f"{W}styleId"), style.get(f"{W}type")
        theirs = known.get((kind, value(style, "name").lower()))
        theirs = defaults.get(kind, theirs) if style.get(f"{W}default") else theirs
        ids[name] = theirs.get(f"{W}styleId") if theirs is not None else name if name not in taken else f"Brief{name}"
        if theirs is None:
            added.append(style)
    for style in added:
        style.set(f"{W}styleId", ids[style.get(f"{W}styleId")])
        for node in style.iter(f"{W}basedOn", f"{W}next"):
            node.set(f"{W}val", ids[node.get(f"{W}val")])
        for face in list(style.iter(f"{W}rFonts")):  # the organisation's are those of its other styles
            face.getparent().remove(face)
        root.append(style)
    package.parts[part] = _serialised(root)
    return ids


def _in_language(root: Any, lang: Mapping[str, str]) -> None:
    """The styles in the memo's language, whatever the template's was."""
    for node in list(root.iter(f"{W}lang")):
        node.getparent().remove(node)
    defaults = root.find(f"{W}docDefaults")
    if defaults is None:
        defaults = etree.Element(f"{W}docDefaults")
        root.insert(0, defaults)
    holder = defaults.find(f"{W}rPrDefault")
    if holder is None:
        holder = etree.Element(f"{W}rPrDefault")
        defaults.insert(0, holder)
    look = holder.find(f"{W}rPr")
    look = etree.SubElement(holder, f"{W}rPr") if look is None else look
    look.append(etree.Element(f"{W}lang", {f"{W}{name}": said for name, said in lang.items()}))


# -- lists


def _lists(package: NewPackage, ours: bytes) -> int:
    """The number of our list of bullets; the ordered ones follow it."""
    part = _target(package, "numbering")
    if not part:
        package.parts[_NUMBERING] = ours
        _relate(package, "numbering", _NUMBERING)
        return 1
    root, own = parsed(package.parts[part]), parsed(ours)
    forms, lists = (_highest(root, tag, key) + 1 for tag, key in (("abstractNum", "abstractNumId"), ("num", "numId")))
    first = root.find(f"{W}num")
    last = root.find(f"{W}numIdMacAtCleanup")
    for form in own.findall(f"{W}abstractNum"):
        form.set(f"{W}abstractNumId", str(int(form.get(f"{W}abstractNumId")) + forms))
        root.append(form) if first is None else first.addprevious(form)
    for list_ in own.findall(f"{W}num"):
        list_.set(f"{W}numId", str(int(list_.get(f"{W}numId")) - 1 + lists))
        named = list_.find(f"{W}abstractNumId")
        named.set(f"{W}val", str(int(named.get(f"{W}val")) + forms))
        root.append(list_) if last is None else last.addprevious(list_)
    package.parts[part] = _serialised(root)
    return lists


def _highest(root: Any, tag: str, key: str) -> int:
    return max((int(node.get(f"{W}{key}", "0")) for node in root.iter(f"{W}{tag}")), default=0)


# -- the section, and what stands on each page


def _section(base: WordBase) -> Any:
    """The properties of the base's last section."""
    section = etree.Element(f"{W}sectPr")
    for node in base.section if base.section is not None else ():
        if node.tag.removeprefix(W) in _SECTION:
            section.append(copy.deepcopy(node))
    return section


def feet(ground: WordGround, document: bytes) -> Iterator[tuple[str, str, bool]]:
    """The headers and footers of all kinds of pages, each with whether it is new, and one for each kind that has none.

    Puts the section's properties into the document, those of ours (`document`) where the base has none.
    """
    package, section = ground.package, ground.section
    ours = parsed(document).find(f".//{W}sectPr")
    for name in ("pgSz", "pgMar"):
        if section.find(f"{W}{name}") is None:
            section.append(ours.find(f"{W}{name}"))
    pages = ["default", *(["first"] if section.find(f"{W}titlePg") is not None else [])]
    pages += ["even"] if ground.even else []
    parts = {relationship.id: relationship.target for relationship in package.relationships[MAIN]}
    for kind, tag in _KINDS.items():
        there = {node.get(f"{W}type", "default"): parts.get(node.get(f"{_R}id", ""), "") for node in section.iter(tag)}
        yield from ((part, kind, False) for part in dict.fromkeys(there.values()) if part)
        for page in pages:
            if not there.get(page):
                part = package.add(f"word/{kind}-brief-{page}.xml", f"{_TYPE}.{kind}+xml")
                section.insert(0, etree.Element(tag, {f"{W}type": page, f"{_R}id": package.relate(MAIN, kind, part)}))
                yield part, kind, True
    root = parsed(package.parts[MAIN])
    properties = root.find(f".//{W}sectPr")
    properties.getparent().replace(properties, section)
    package.parts[MAIN] = _serialised(root)


def add(package: NewPackage, part: str, lines: bytes, *, first: bool) -> None:
    """Put lines of ours before or behind what a header or a footer of the base says."""
    root = parsed(package.parts[part])
    for place, line in enumerate(list(parsed(lines))):
        if first:
            root.insert(place, line)
        else:
            root.append(line)
    package.parts[part] = _serialised(root)


def _serialised(root: Any) -> bytes:
    xml: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return xml
