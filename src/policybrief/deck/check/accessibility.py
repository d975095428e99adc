"""What PowerPoint's accessibility checker would say of a deck, rule by rule; legibility.py has those that need eyes.

https://support.microsoft.com/office/rules-for-the-accessibility-checker-651e08f2-0fc3-4e10-aaca-74b4a67101c1
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from policybrief.ooxml.integrity import twice
from policybrief.ooxml.package import NS, Package

_DECORATIVE = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
_FILE_NAME = re.compile(r"[^\s/]+\.(png|jpe?g|gif|svg|emf|wmf|bmp|tiff?|xlsx|pptx)", re.IGNORECASE)
_SAYS_NOTHING = re.compile(
    r"((click|go|see|tap)\W+)?(here|this|this page|link|more|read more|learn more|details|[\W\d_]*|\w)\W*",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(https?://|www\.)\S+", re.IGNORECASE)


def titles(package: Package) -> Iterator[str]:
    """Every slide has a title, and no two have the same."""
    path = "//p:sp[p:nvSpPr/p:nvPr/p:ph[@type='title' or @type='ctrTitle']]"
    titles = {}
    for name in package.slides:
        shapes = package.find(name, path)
        titles[name] = "".join(text for shape in shapes for text in shape.xpath(".//a:t/text()", namespaces=NS)).strip()
        if not titles[name]:
            yield f"{name}: has no title"
    for title in twice(title.casefold() for title in titles.values() if title):
        yield f"{next(n for n, t in titles.items() if t.casefold() == title)}: another slide has the same title"


def alternatives(package: Package) -> Iterator[str]:
    """Tables, charts, pictures and groups have an alternative text, which is not a file's name.

    What is in a group needs none where the group has one.
    """
    path = "//p:graphicFrame/*/p:cNvPr | //p:pic/*/p:cNvPr | //p:spTree//p:grpSp/p:nvGrpSpPr/p:cNvPr"
    for name in package.slides:
        for node in package.find(name, path):
            alt = node.get("descr", "").strip()
            if not alt and not _is_decorative(node) and not _in_told_group(node):
                yield f"{name}: {node.get('name')!r} has no alternative text"
            elif _FILE_NAME.fullmatch(alt):
                yield f"{name}: the alternative text of {node.get('name')!r} is a file's name"


def _in_told_group(node: Any) -> bool:
    groups = node.xpath("ancestor::p:grpSp/p:nvGrpSpPr/p:cNvPr", namespaces=NS)
    return any(group is not node and (group.get("descr", "").strip() or _is_decorative(group)) for group in groups)


def tables(package: Package) -> Iterator[str]:
    """Tables have a header row, and cells are not merged."""
    for name in package.slides:
        for table in package.find(name, "//a:tbl"):
            if table.xpath("a:tr/a:tc[@gridSpan or @rowSpan or @hMerge or @vMerge]", namespaces=NS):
                yield f"{name}: a table has merged cells"
            if table.find("a:tblPr[@firstRow='1']", NS) is None:
                yield f"{name}: a table has no header row"


def decorations(package: Package) -> Iterator[str]:
    """A shape without text is marked as decorative, or says what it is."""
    for name in package.slides:
        for shape in package.find(name, "//p:sp[not(.//p:ph)] | //p:cxnSp"):
            node = shape.xpath("*/p:cNvPr", namespaces=NS)[0]
            text = "".join(shape.xpath(".//a:t/text()", namespaces=NS)).strip()
            if not (text or node.get("descr") or _is_decorative(node) or _in_told_group(node)):
                yield f"{name}: {node.get('name')!r} shows no text and is not marked as decorative"


def _is_decorative(node: Any) -> bool:
    path = f"a:extLst/a:ext[@uri='{_DECORATIVE}']/adec:decorative[@val='1']"
    return bool(node.xpath(path, namespaces=NS))


def languages(package: Package) -> Iterator[str]:
    for name in package.slides + package.notes:
        runs = package.find(name, "//a:r[not(a:rPr/@lang)] | //a:fld[not(a:rPr/@lang)]")
        if runs:
            text = "".join(runs[0].itertext())
            yield f"{name}: the language of {text[:40]!r} is not given"


def links(package: Package) -> Iterator[str]:
    """The words of a link say where it leads; where they can't, as a raised number can't, its tooltip does."""
    for name in package.slides:
        for paragraph in package.find(name, "//a:p[a:r/a:rPr/a:hlinkClick]"):
            for words, tip in _linked(paragraph):
                if _SAYS_NOTHING.fullmatch(words.strip()) and not tip:
                    yield f"{name}: the link {words.strip()!r} does not say where it leads"
                elif _ADDRESS.fullmatch(words.strip()) and not tip:
                    yield f"{name}: the link {words.strip()[:60]!r} is read out as an address"


def _linked(paragraph: Any) -> Iterator[tuple[str, str]]:
    """The words of each link, which may be in several runs, and its tooltip."""
    runs = [(run, run.find("a:rPr/a:hlinkClick", NS)) for run in paragraph.iterfind("a:r", NS)]
    for key, group in groupby(runs, lambda entry: None if entry[1] is None else tuple(sorted(entry[1].items()))):
        if key is not None:
            link_runs = list(group)
            yield "".join(run.findtext("a:t", "", NS) for run, _ in link_runs), link_runs[0][1].get("tooltip", "")
