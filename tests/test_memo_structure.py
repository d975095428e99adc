"""The memo as a machine reads it: PDF/UA-1, PDF/A-2a, and a structure tree that says what the page says, in order.

Two validators, a syntax check and three checks of our own guard a file (`faults`). The mutations at the end break each
promise in turn on a finished file, to show that something here sees it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any

import outloud
import page
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Object, Operator

from memos import composed
from policybrief.compose.places import Places, Templates
from policybrief.locale import locale
from policybrief.memo.fit.fit import fit
from policybrief.memo.write.write import write
from policybrief.read import source
from policybrief.text import document as doc
from policybrief.text.figures import NumberForm
from policybrief.theme import model
from policybrief.theme.load import load as load_theme
from samples import SAMPLE

HARBOUR = Path(__file__).parent / "data" / "harbour.yaml"


@dataclass(frozen=True)
class Finished:
    memo: doc.Memo
    pdf: bytes


def _text(words: str, **look: Any) -> doc.Text:
    return (doc.Run(words, **look),)


_WHOLE = NumberForm(decimals=0)

_MORE = (
    doc.Chart(
        "column",
        (_text("North"), _text("South")),
        (doc.Series(_text("Trade"), (3.0, 4.0)), doc.Series(_text("Aid"), (1.0, 2.0))),
        _text("Two columns of trade, two of aid."),
        _WHOLE,
        _text("billions"),
    ),
    doc.Quote(_text("We shall see."), _text("A witness")),
    doc.Bullets((_text("One point"), _text("Another, with a ") + _text("link", link="https://example.org/a"))),
)


def finished(file: Path, more: tuple[doc.Block, ...] = ()) -> Finished:
    """The memo of a brief, `more` blocks put before its last."""
    start = composed(file)
    memo = replace(start.memo, blocks=(*start.memo.blocks[:-1], *more, start.memo.blocks[-1]))
    fitted = replace(start, memo=memo).fit()
    return Finished(fitted.memo, write(fitted))


@cache
def _harbour_with_all() -> Finished:
    return finished(HARBOUR, _MORE)


@pytest.fixture(scope="module", params=["sample", "harbour", "all kinds of blocks"])
def each(request: pytest.FixtureRequest) -> Finished:
    if request.param == "all kinds of blocks":
        return _harbour_with_all()
    return finished(SAMPLE if request.param == "sample" else HARBOUR)


@pytest.fixture
def whole() -> Finished:
    """A memo with a chart, a table, links and all else that a promise is about."""
    return _harbour_with_all()


# -- checks: each gives what is wrong with a file


def validators(pdf: bytes, file: Path) -> Iterator[str]:
    file.write_bytes(pdf)
    for profile in ("ua1", "2a"):
        yield from (failure.rule_id for failure in page.validate_pdf(str(file), profile=profile).failures)
    yield from (f"outloud {finding.rule}" for finding in outloud.check(str(file)).findings)


def syntax(pdf: bytes) -> Iterator[str]:
    with pikepdf.open(BytesIO(pdf)) as opened:
        yield from opened.check_pdf_syntax()


def parent_tree(pdf: bytes) -> Iterator[str]:
    """Every piece of marked content and every link, from the page to its element and back."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        listed = {number: node.objgen for node in _elements(opened) for number in _numbers(node)}
        tree = _parent_tree(opened)
        owners = tree.get(int(opened.pages[0].get("/StructParents", -1)))
        if owners is None:
            yield "the page is not in the parent tree"
            return
        found = {number: owner.objgen for number, owner in enumerate(owners)}
        drawn = set(_marked_text(opened))
        if not (drawn == set(listed) == set(found)):
            yield f"content {sorted(drawn ^ set(listed))} or {sorted(drawn ^ set(found))} has no element"
        if any(found[number] != listed[number] for number in drawn & set(listed) & set(found)):
            yield "the parent tree names another element than the one that has the content"
        yield from _links(opened, tree)


def _links(opened: pikepdf.Pdf, tree: dict[int, Object]) -> Iterator[str]:
    for link in opened.pages[0].get("/Annots", []):
        owner = tree.get(int(link.get("/StructParent", -1)))
        kids = _kids(owner) if owner is not None else []
        if not any(isinstance(kid, Dictionary) and kid.get("/Obj", link).objgen == link.objgen for kid in kids):
            yield "a link is not in its element"


def reading_order(pdf: bytes, memo: doc.Memo) -> Iterator[str]:
    """The text of the structure tree against the text of the model."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        texts = _marked_text(opened)
        read = squashed("".join(texts.get(number, "") for node in _elements(opened) for number in _all(node)))
    said = squashed("".join(model_text(memo)))
    if read != said:
        yield f"the tree reads {read!r}, the model {said!r}"


def untagged(pdf: bytes) -> Iterator[str]:
    """Text that is drawn as decoration: only the marking at the page's foot may be."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        marking = [text for owner, text in _shown(opened) if owner is None and text.strip()]
    if any(text != "TLP:GREEN" and text != "UNCLASSIFIED" for text in marking) or len(marking) > 1:
        yield f"{marking} is outside the tree"


def structure(pdf: bytes) -> Iterator[str]:
    """What no validator asks for: a scope on every header cell, and a box around every figure."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        for node in _elements(opened):
            if node.S == "/TH" and "/Scope" not in node.get("/A", {}):
                yield "a TH without a scope"
            if node.S == "/Figure" and "/BBox" not in node.get("/A", {}):
                yield "a Figure without a box"


def faults(pdf: bytes, memo: doc.Memo, file: Path) -> list[str]:
    ours = (syntax(pdf), parent_tree(pdf), reading_order(pdf, memo), untagged(pdf), structure(pdf))
    return [*validators(pdf, file), *chain.from_iterable(ours)]


# -- reading a PDF


def _parent_tree(opened: pikepdf.Pdf) -> dict[int, Object]:
    numbers = list(opened.Root.get("/StructTreeRoot", {}).get("/ParentTree", {}).get("/Nums", []))
    return {int(key): value for key, value in zip(numbers[::2], numbers[1::2], strict=True)}


def _kids(node: Object) -> list[Object]:
    kids = node.get("/K", [])
    return list(kids) if isinstance(kids, Array) else [kids]


def _elements(opened: pikepdf.Pdf) -> Iterator[Object]:
    """All elements, from the root down."""

    def below(node: Object) -> Iterator[Object]:
        yield node
        for kid in _kids(node):
            if isinstance(kid, Dictionary) and "/S" in kid:
                yield from below(kid)

    if "/StructTreeRoot" in opened.Root:
        yield from below(_kids(opened.Root.StructTreeRoot)[0])


def _numbers(node: Object) -> list[int]:
    return [int(kid) for kid in _kids(node) if isinstance(kid, int)]


def _all(node: Object) -> Iterator[int]:
    """The content below a block that is not inside another block: inline elements are read where they stand."""
    if node.S in ("/Span", "/Link"):
        return
    for kid in _kids(node):
        if isinstance(kid, int):
            yield int(kid)
        elif isinstance(kid, Dictionary) and kid.get("/S") in ("/Span", "/Link"):
            yield from _numbers(kid)


def _marked_text(opened: pikepdf.Pdf) -> dict[int, str]:
    texts: dict[int, str] = {}
    for owner, text in _shown(opened):
        if owner is not None:
            texts[owner] = texts.get(owner, "") + text
    return texts


def _shown(opened: pikepdf.Pdf) -> Iterator[tuple[int | None, str]]:
    """The page's text as it is drawn, with the number of its marked content, or None."""
    sheet = opened.pages[0]
    maps = {name: _unicode(font) for name, font in sheet.Resources.Font.items()}
    owner: int | None = None
    shown: dict[str, str] = {}
    for operands, operator in pikepdf.parse_content_stream(sheet):
        if operator == Operator("BDC"):
            owner = int(operands[1]["/MCID"]) if "/MCID" in operands[1] else None
            if owner is not None:
                yield owner, ""  # a drawing has no text, but its number counts
        elif operator == Operator("EMC"):
            owner = None
        elif operator == Operator("Tf"):
            shown = maps[str(operands[0])]
        elif operator == Operator("Tj"):
            yield owner, "".join(shown.get(f"{code:02X}", "?") for code in bytes(operands[0]))


def _unicode(font: Object) -> dict[str, str]:
    """A font's codes, in hexadecimal, and what they stand for."""
    cmap = font.ToUnicode.read_bytes().decode() if "/ToUnicode" in font else ""
    found: dict[str, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        found |= {code.upper(): chr(int(to, 16)) for code, to in re.findall(r"<(\w+)>\s*<(\w+)>", block)}
    for block in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for first, _, targets in re.findall(r"<(\w+)>\s*<(\w+)>\s*\[(.*?)\]", block, re.DOTALL):
            for number, to in enumerate(re.findall(r"<(\w+)>", targets)):
                found[f"{int(first, 16) + number:02X}"] = chr(int(to, 16))
    return found


# -- what the model says


def squashed(text: str) -> str:
    """Without spaces and case; characters that stand for one that the faces lack, as that one."""
    return re.sub(r"\s", "", text).replace("\u2011", "-").casefold()


def model_text(memo: doc.Memo) -> Iterator[str]:
    """The memo's text in the order in which it is to be read."""
    for text in (*memo.markings, memo.kicker, memo.title, *(part for field in memo.fields for part in field)):
        yield _said(text)
    for block in memo.blocks:
        yield from _block_text(block)
    if memo.sources:
        yield _said(memo.sources.label)
        for number, entry in memo.sources.entries:
            yield f"{number}.{_said(entry)}"
        yield _said(memo.sources.note)
    for label, words in memo.designation:
        yield f"{_said(label)}{_said(words)}"


def _said(text: doc.Text) -> str:
    return "".join(run.text for run in text)


def _block_text(block: doc.Block) -> Iterator[str]:  # noqa: C901  # one case for each kind of block
    match block:
        case doc.Paragraph(text=text):
            yield _said(text)
        case doc.Bullets(items=items):
            yield from (f"•{_said(item)}" for item in items)
        case doc.Items(items=items):
            for item in items:
                yield f"{item.number}{_said(item.headline)}{_said(item.text)}"
                yield _said(item.mark.word) if item.mark else ""
        case doc.Table(header=header, rows=rows):
            yield from (_said(cell) for row in (header, *rows) for cell in row)
        case doc.Callout(text=text, label=label):
            yield f"{_said(label)}{_said(text)}"
        case doc.Quote(text=text, attribution=attribution):
            yield f"{_said(text)}{_said(attribution)}"
        case doc.Decision(ask=ask, options=options):
            yield from map(_said, (ask, *options))
        case doc.Section(heading=heading, aside=aside, blocks=blocks):
            yield f"{_said(heading)}{_said(aside)}"
            for inner in blocks:
                yield from _block_text(inner)
        case doc.Chart():
            yield from _chart_text(block)


def _chart_text(chart: doc.Chart) -> Iterator[str]:
    """The table of a chart's numbers, row by row."""
    yield _said(chart.unit)
    yield from (_said(series.name) for series in chart.series)
    for number, category in enumerate(chart.categories):
        yield _said(category)
        yield from (chart.form.written(series.values[number]) for series in chart.series)


# -- a finished file


def test_a_finished_memo_has_no_fault(each: Finished, tmp_path: Path) -> None:
    assert faults(each.pdf, each.memo, tmp_path / "memo.pdf") == []


def test_the_claims_are_checked_by_all_rules(whole: Finished, tmp_path: Path) -> None:
    file = tmp_path / "memo.pdf"
    file.write_bytes(whole.pdf)
    assert page.validate_pdf(str(file), profile="ua1").is_compliant
    assert page.validate_pdf(str(file), profile="2a").is_compliant
    assert outloud.check(str(file)).verdict == "pass"


def test_headings_lists_and_tables_are_tagged_as_such(whole: Finished) -> None:
    with pikepdf.open(BytesIO(whole.pdf)) as opened:
        tags = [str(node.S).lstrip("/") for node in _elements(opened)]
        scopes = [str(node.A.Scope) for node in _elements(opened) if node.S == "/TH"]
        alts = [str(node.Alt) for node in _elements(opened) if node.S == "/Figure"]
        spoken = [str(node.ActualText) for node in _elements(opened) if "/ActualText" in node]
    assert tags[0] == "Document"
    assert tags.count("H1") == 1
    assert tags.count("H2") == sum(isinstance(block, doc.Section) for block in whole.memo.blocks)
    assert tags.count("LI") == tags.count("LBody")
    assert scopes == ["/Column"] * 4 + ["/Row"] * 3 + ["/Column"] * 2 + ["/Row"] * 2
    assert alts == ["Two columns of trade, two of aid."]
    assert spoken == ["High confidence", "Moderate confidence", "Low confidence"]


@pytest.mark.parametrize("kind", ["bar", "column", "line", "pie"])
def test_a_chart_is_a_figure_and_a_table_of_its_numbers(kind: Any, tmp_path: Path) -> None:
    """The labels beside the marks are the cells, and those that find no place beside them are said all the same."""
    count = 6 if kind in {"bar", "pie"} else 18
    years = tuple(_text(str(2008 + year)) for year in range(count))
    values = tuple(100.0 + 7 * year + year % 4 for year in range(count))
    series = (doc.Series(_text("Here"), values), doc.Series(_text("There"), tuple(value + 1 for value in values)))
    chart = doc.Chart(kind, years, series[: 1 if kind == "pie" else 2], _text("It grows."), _WHOLE, _text("tonnes"))
    memo = finished(HARBOUR, (doc.Section(_text("Figures"), (chart,)),))
    with pikepdf.open(BytesIO(memo.pdf)) as opened:
        texts = _marked_text(opened)
        figure = next(node for node in _elements(opened) if node.S == "/Figure")
        table = [node for node in _elements(opened) if node.S == "/Table"][-1]
        rows = [
            [(str(cell.S), str(cell.get("/ActualText", "")) or _heard(cell, texts)) for cell in _kids(row)]
            for row in _kids(table)
        ]
    assert str(figure.Alt) == "It grows."
    left, bottom, right, top = (float(side) for side in figure.A.BBox)
    assert (left, right) == pytest.approx((54, model.PAGES["a4"][0] - 54))
    assert 70 < top - bottom < 200
    assert rows[0] == [("/TD", "tonnes"), *(("/TH", _said(each.name)) for each in chart.series)]
    assert rows[1:] == [
        [("/TH", _said(year)), *(("/TD", f"{each.values[number]:g}") for each in chart.series)]
        for number, year in enumerate(years)
    ]
    file = tmp_path / "memo.pdf"
    assert list(validators(memo.pdf, file)) == []


def _heard(node: Object, texts: dict[int, str]) -> str:
    return "".join(texts.get(number, "") for number in _numbers(node)).strip()


def test_the_briefs_own_chart_stands_below_the_comparison(tmp_path: Path) -> None:
    brief = tmp_path / "brief.yaml"
    words = HARBOUR.read_text(encoding="utf-8")
    brief.write_text(words.replace("    kind: column\n", "    kind: column\n    in_memo: true\n"), encoding="utf-8")
    made = finished(brief)
    kinds = [type(block) for block in made.memo.blocks]
    assert kinds[: kinds.index(doc.Chart) + 1] == [doc.Callout, doc.Section, doc.Table, doc.Paragraph, doc.Chart]
    assert faults(made.pdf, made.memo, tmp_path / "memo.pdf") == []


def test_a_link_says_its_text_and_where_it_leads(whole: Finished) -> None:
    with pikepdf.open(BytesIO(whole.pdf)) as opened:
        links = {str(link.Contents): str(link.A.URI) for link in opened.pages[0].Annots}
    assert links["link (https://example.org/a)"] == "https://example.org/a"
    assert len(links) > 1


def test_what_is_only_seen_is_not_read(whole: Finished) -> None:
    """The boxes to tick, the rules and the second marking are decoration."""
    with pikepdf.open(BytesIO(whole.pdf)) as opened:
        drawn = [text for owner, text in _shown(opened) if owner is None and text]
    assert drawn == ["TLP:GREEN"]


def test_no_stream_ends_ambiguously(tmp_path: Path) -> None:
    """One compressed stream in 256 ends in a carriage return, which a line feed after it would swallow."""
    made = finished(SAMPLE)
    file = tmp_path / "memo.pdf"
    looks, words = load_theme("statecraft"), locale.load("en-US")
    places = Places(source.read(SAMPLE), Templates(()))
    for number in range(60):
        memo = replace(made.memo, blocks=(doc.Paragraph(_text(f"Paragraph {number * 7919}")),))
        file.write_bytes(write(fit(memo, looks, words, places)))
        assert page.validate_pdf(str(file), profile="2a").is_compliant


# -- broken files


def _first(opened: pikepdf.Pdf, tag: str) -> Object:
    return next(node for node in _elements(opened) if str(node.S) == "/" + tag)


def _drop(tag: str, key: str) -> Callable[[pikepdf.Pdf], None]:
    def change(opened: pikepdf.Pdf) -> None:
        del _first(opened, tag)[key]

    return change


def _drop_from_root(key: str) -> Callable[[pikepdf.Pdf], None]:
    def change(opened: pikepdf.Pdf) -> None:
        del opened.Root[key]

    return change


def _rename(old: str, new: str) -> Callable[[pikepdf.Pdf], None]:
    def change(opened: pikepdf.Pdf) -> None:
        _first(opened, old).S = Name(f"/{new}")

    return change


def _metadata(old: bytes, new: bytes) -> Callable[[pikepdf.Pdf], None]:
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
    body = _first(opened, "Document").K
    first, second = [number for number, kid in enumerate(body) if kid.S == "/Sect"][:2]
    body[first], body[second] = body[second], body[first]


def _swap_words(opened: pikepdf.Pdf) -> None:
    """Two pieces of one paragraph, which every validator passes."""
    kids = next(node for node in _elements(opened) if node.S == "/P" and len(_numbers(node)) > 1).K
    kids[0], kids[2] = kids[2], kids[0]


def _shift_parents(opened: pikepdf.Pdf) -> None:
    owners = opened.Root.StructTreeRoot.ParentTree.Nums[1]
    owners[3], owners[4] = owners[4], owners[3]


def _empty_parents(opened: pikepdf.Pdf) -> None:
    opened.Root.StructTreeRoot.ParentTree.Nums = Array([])


def _loosen_link(opened: pikepdf.Pdf) -> None:
    link = _first(opened, "Link")
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
    row = _first(opened, "TR")
    row.K = Array(list(row.K)[:-1])


def _no_tab_order(opened: pikepdf.Pdf) -> None:
    del opened.pages[0]["/Tabs"]


def _no_profile(opened: pikepdf.Pdf) -> None:
    del opened.Root.OutputIntents[0]["/DestOutputProfile"]


MUTATIONS: dict[str, Callable[[pikepdf.Pdf], None]] = {
    "figure without alternative text": _drop("Figure", "/Alt"),
    "figure without a box": _drop("Figure", "/A"),
    "header cell without scope": _drop("TH", "/A"),
    "element without parent": _drop("P", "/P"),
    "no language": _drop_from_root("/Lang"),
    "not marked as tagged": _drop_from_root("/MarkInfo"),
    "no structure tree": _drop_from_root("/StructTreeRoot"),
    "no metadata": _drop_from_root("/Metadata"),
    "no output intent": _drop_from_root("/OutputIntents"),
    "no colour profile": _no_profile,
    "file name in the title bar": _title_hidden,
    "heading level skipped": _rename("H1", "H3"),
    "unknown tag": _rename("P", "Absatz"),
    "list item outside its list": _rename("L", "P"),
    "table row a cell short": _header_as_cell,
    "no claim to be PDF/UA": _metadata(b"<pdfuaid:part>1</pdfuaid:part>", b""),
    "no claim to be PDF/A": _metadata(b"<pdfaid:conformance>A</pdfaid:conformance>", b""),
    "no schema for pdfuaid": _metadata(b"URI>http://www.aiim.org/pdfua/", b"URI>http://example.org/"),
    "no title in the metadata": _metadata(b"<dc:title>", b"<dc:titel>"),
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


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_broken_promise_is_seen(name: str, whole: Finished, tmp_path: Path) -> None:
    with pikepdf.open(BytesIO(whole.pdf)) as opened:
        MUTATIONS[name](opened)
        broken = BytesIO()
        opened.save(broken, static_id=True)
    assert faults(broken.getvalue(), whole.memo, tmp_path / "memo.pdf") != []


def test_saving_alone_breaks_no_promise(whole: Finished, tmp_path: Path) -> None:
    """Or else the mutations would prove nothing."""
    with pikepdf.open(BytesIO(whole.pdf)) as opened:
        saved = BytesIO()
        opened.save(saved, static_id=True)
    assert faults(saved.getvalue(), whole.memo, tmp_path / "memo.pdf") == []
