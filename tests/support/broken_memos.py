"""Each promise of a tagged memo, broken on a finished file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Name, Object

from support.tagged_memos import elements, numbers_of


def first_tagged(opened: pikepdf.Pdf, tag: str) -> Object:
    return next(node for node in elements(opened) if str(node.S) == "/" + tag)


def drop(tag: str, key: str) -> Callable[[pikepdf.Pdf], None]:
    def change(opened: pikepdf.Pdf) -> None:
        del first_tagged(opened, tag)[key]

    return change


def _drop_from_root(key: str) -> Callable[[pikepdf.Pdf], None]:
    def change(opened: pikepdf.Pdf) -> None:
        del opened.Root[key]

    return change


def rename(old: str, new: str) -> Callable[[pikepdf.Pdf], None]:
    def change(opened: pikepdf.Pdf) -> None:
        first_tagged(opened, old).S = Name(f"/{new}")

    return change


def metadata(old: bytes, new: bytes) -> Callable[[pikepdf.Pdf], None]:
    def change(opened: pikepdf.Pdf) -> None:
        packet = opened.Root.Metadata.read_bytes()
        assert old in packet
        opened.Root.Metadata.write(packet.replace(old, new))

    return change


def _content(old: bytes, new: bytes, count: int = 1) -> Callable[[pikepdf.Pdf], None]:
    def change(opened: pikepdf.Pdf) -> None:
        stream = opened.pages[0].Contents
        drawn = stream.read_bytes()
        assert old in drawn
        stream.write(drawn.replace(old, new, count))

    return change


def _swap_sections(opened: pikepdf.Pdf) -> None:
    body = first_tagged(opened, "Document").K
    first, second = [number for number, kid in enumerate(body) if kid.S == "/Sect"][:2]
    body[first], body[second] = body[second], body[first]


def _swap_words(opened: pikepdf.Pdf) -> None:
    """Two pieces of one paragraph, which every validator passes."""
    kids = next(node for node in elements(opened) if node.S == "/P" and len(numbers_of(node)) > 1).K
    kids[0], kids[2] = kids[2], kids[0]


def _shift_parents(opened: pikepdf.Pdf) -> None:
    owners = opened.Root.StructTreeRoot.ParentTree.Nums[1]
    owners[3], owners[4] = owners[4], owners[3]


def _empty_parents(opened: pikepdf.Pdf) -> None:
    opened.Root.StructTreeRoot.ParentTree.Nums = Array([])


def _loosen_link(opened: pikepdf.Pdf) -> None:
    link = first_tagged(opened, "Link")
    link.K = Array([kid for kid in link.K if isinstance(kid, int)])


def _change_annotation(key: str, value: Any) -> Callable[[pikepdf.Pdf], None]:
    def change(opened: pikepdf.Pdf) -> None:
        annotation = opened.pages[0].Annots[0]
        if value is None:
            del annotation[key]
        else:
            annotation[key] = value

    return change


def _change_font(key: str) -> Callable[[pikepdf.Pdf], None]:
    def change(opened: pikepdf.Pdf) -> None:
        font = next(iter(opened.pages[0].Resources.Font.values()))
        if key == "/FontFile2":
            del font.FontDescriptor[key]
        else:
            del font[key]

    return change


def _wrong_widths(opened: pikepdf.Pdf) -> None:
    for font in opened.pages[0].Resources.Font.values():
        font.Widths = Array([width + 120 for width in font.Widths])


def _title_hidden(opened: pikepdf.Pdf) -> None:
    opened.Root.ViewerPreferences.DisplayDocTitle = False


def _header_as_cell(opened: pikepdf.Pdf) -> None:
    row = first_tagged(opened, "TR")
    row.K = Array(list(row.K)[:-1])


def _no_tab_order(opened: pikepdf.Pdf) -> None:
    del opened.pages[0]["/Tabs"]


def _no_profile(opened: pikepdf.Pdf) -> None:
    del opened.Root.OutputIntents[0]["/DestOutputProfile"]


MUTATIONS: dict[str, Callable[[pikepdf.Pdf], None]] = {
    "figure without alternative text": drop("Figure", "/Alt"),
    "figure without a box": drop("Figure", "/A"),
    "header cell without scope": drop("TH", "/A"),
    "element without parent": drop("P", "/P"),
    "no language": _drop_from_root("/Lang"),
    "not marked as tagged": _drop_from_root("/MarkInfo"),
    "no structure tree": _drop_from_root("/StructTreeRoot"),
    "no metadata": _drop_from_root("/Metadata"),
    "no output intent": _drop_from_root("/OutputIntents"),
    "no colour profile": _no_profile,
    "file name in the title bar": _title_hidden,
    "heading level skipped": rename("H1", "H3"),
    "unknown tag": rename("P", "Absatz"),
    "list item outside its list": rename("L", "P"),
    "table row a cell short": _header_as_cell,
    "no claim to be PDF/UA": metadata(b"<pdfuaid:part>1</pdfuaid:part>", b""),
    "no claim to be PDF/A": metadata(b"<pdfaid:conformance>A</pdfaid:conformance>", b""),
    "no schema for pdfuaid": metadata(b"URI>http://www.aiim.org/pdfua/", b"URI>http://example.org/"),
    "no title in the metadata": metadata(b"<dc:title>", b"<dc:titel>"),
    "sections swapped": _swap_sections,
    "words swapped": _swap_words,
    "parent tree shifted": _shift_parents,
    "parent tree empty": _empty_parents,
    "text as decoration": _content(b"/H1 <</MCID 2>> BDC", b"/Artifact BMC"),
    "text outside all content": _content(b"/Artifact BMC", b""),
    "decoration inside content": _content(b"/P <</MCID 1>> BDC", b"/P <</MCID 1>> BDC /Artifact BMC EMC"),
    "link outside its element": _loosen_link,
    "link without description": _change_annotation("/Contents", None),
    "link without a way to its element": _change_annotation("/StructParent", None),
    "link that isn't printed": _change_annotation("/F", 0),
    "no tab order": _no_tab_order,
    "face not embedded": _change_font("/FontFile2"),
    "text that can't be copied": _change_font("/ToUnicode"),
    "wrong widths": _wrong_widths,
}
