"""A finished memo as a machine reads it, and its faults: two validators, a syntax check and checks of our own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any

import outloud
import page
import pikepdf
from pikepdf import Array, Dictionary, Object, Operator

from policybrief.locale import locale
from policybrief.memo.write.write import write
from policybrief.text.blocks import Block, Section
from policybrief.text.charts import Chart, Series
from policybrief.text.document import Memo
from policybrief.text.exhibits import KeyFigures, Table
from policybrief.text.figures import NumberForm
from policybrief.text.items import Decision, Items
from policybrief.text.prose import Bullets, Callout, Paragraph, Quote
from policybrief.text.run import Run, Text
from support.memos import composed
from support.projects import HARBOUR


@dataclass(frozen=True)
class Finished:
    memo: Memo
    pdf: bytes


def as_text(words: str, **look: Any) -> Text:
    return (Run(words, **look),)


WHOLE_NUMBERS = NumberForm(decimals=0)


ALL_BLOCKS = (
    Chart(
        "column",
        (as_text("North"), as_text("South")),
        (Series(as_text("Trade"), (3.0, 4.0)), Series(as_text("Aid"), (1.0, 2.0))),
        as_text("Two columns of trade, two of aid."),
        WHOLE_NUMBERS,
        as_text("billions"),
    ),
    Quote(as_text("We shall see."), as_text("A witness")),
    Bullets((as_text("One point"), as_text("Another, with a ") + as_text("link", link="https://example.org/a"))),
)


def finished(file: Path, more: tuple[Block, ...] = ()) -> Finished:
    """The memo of a brief, `more` blocks put before its last."""
    start = composed(file)
    memo = replace(start.memo, blocks=(*start.memo.blocks[:-1], *more, start.memo.blocks[-1]))
    fitted = replace(start, memo=memo).fit()
    return Finished(fitted.memo, write(fitted))


@cache
def harbour_with_all() -> Finished:
    return finished(HARBOUR, ALL_BLOCKS)


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
        listed = {number: node.objgen for node in elements(opened) for number in numbers_of(node)}
        tree = _parent_tree(opened)
        owners = tree.get(int(opened.pages[0].get("/StructParents", -1)))
        if owners is None:
            yield "the page is not in the parent tree"
            return
        found = {number: owner.objgen for number, owner in enumerate(owners)}
        drawn = set(marked_text(opened))
        if not (drawn == set(listed) == set(found)):
            yield f"content {sorted(drawn ^ set(listed))} or {sorted(drawn ^ set(found))} has no element"
        if any(found[number] != listed[number] for number in drawn & set(listed) & set(found)):
            yield "the parent tree names another element than the one that has the content"
        yield from _links(opened, tree)


def _links(opened: pikepdf.Pdf, tree: dict[int, Object]) -> Iterator[str]:
    for link in opened.pages[0].get("/Annots", []):
        owner = tree.get(int(link.get("/StructParent", -1)))
        kids = kids_of(owner) if owner is not None else []
        if not any(isinstance(kid, Dictionary) and kid.get("/Obj", link).objgen == link.objgen for kid in kids):
            yield "a link is not in its element"


def reading_order(pdf: bytes, memo: Memo) -> Iterator[str]:
    """The text of the structure tree against the text of the model."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        texts = marked_text(opened)
        read = squashed("".join(texts.get(number, "") for node in elements(opened) for number in numbers_below(node)))
    said, *with_figures_beside = (squashed("".join(model_text(memo, beside=beside))) for beside in (False, True))
    if read not in (said, *with_figures_beside):
        yield f"the tree reads {read!r}, the model {said!r}"


def untagged(pdf: bytes) -> Iterator[str]:
    """Text that is drawn as decoration: only the marking at the page's foot may be."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        marking = [text for owner, text in drawn_text(opened) if owner is None and text.strip()]
    if any(text != "TLP:GREEN" and text != "UNCLASSIFIED" for text in marking) or len(marking) > 1:
        yield f"{marking} is outside the tree"


def structure(pdf: bytes) -> Iterator[str]:
    """What no validator asks for: a scope on every header cell, and a box around every figure."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        for node in elements(opened):
            if node.S == "/TH" and "/Scope" not in node.get("/A", {}):
                yield "a TH without a scope"
            if node.S == "/Figure" and "/BBox" not in node.get("/A", {}):
                yield "a Figure without a box"


def faults(pdf: bytes, memo: Memo, file: Path) -> list[str]:
    ours = (syntax(pdf), parent_tree(pdf), reading_order(pdf, memo), untagged(pdf), structure(pdf))
    return [*validators(pdf, file), *chain.from_iterable(ours)]


def _parent_tree(opened: pikepdf.Pdf) -> dict[int, Object]:
    numbers = list(opened.Root.get("/StructTreeRoot", {}).get("/ParentTree", {}).get("/Nums", []))
    return {int(key): value for key, value in zip(numbers[::2], numbers[1::2], strict=True)}


def kids_of(node: Object) -> list[Object]:
    kids = node.get("/K", [])
    return list(kids) if isinstance(kids, Array) else [kids]


def elements(opened: pikepdf.Pdf) -> Iterator[Object]:
    """All elements, from the root down."""

    def below(node: Object) -> Iterator[Object]:
        yield node
        for kid in kids_of(node):
            if isinstance(kid, Dictionary) and "/S" in kid:
                yield from below(kid)

    if "/StructTreeRoot" in opened.Root:
        yield from below(kids_of(opened.Root.StructTreeRoot)[0])


def numbers_of(node: Object) -> list[int]:
    return [int(kid) for kid in kids_of(node) if isinstance(kid, int)]


def numbers_below(node: Object) -> Iterator[int]:
    """The content below a block that is not inside another block: inline elements are read where they stand."""
    if node.S in ("/Span", "/Link"):
        return
    for kid in kids_of(node):
        if isinstance(kid, int):
            yield int(kid)
        elif isinstance(kid, Dictionary) and kid.get("/S") in ("/Span", "/Link"):
            yield from numbers_of(kid)


def marked_text(opened: pikepdf.Pdf) -> dict[int, str]:
    texts: dict[int, str] = {}
    for owner, text in drawn_text(opened):
        if owner is not None:
            texts[owner] = texts.get(owner, "") + text
    return texts


def drawn_text(opened: pikepdf.Pdf) -> Iterator[tuple[int | None, str]]:
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


def squashed(text: str) -> str:
    """Without spaces and case; characters that stand for one that the faces lack, as that one."""
    return re.sub(r"\s", "", text).replace("\u2011", "-").casefold()


def model_text(memo: Memo, *, beside: bool) -> Iterator[str]:
    """The memo's text in the order in which it is to be read, its key figures in a sentence, or `beside` the text."""
    punctuation = locale.load(memo.properties.lang).punctuation
    for text in (*memo.markings, memo.kicker, memo.title, *(part for field in memo.fields for part in field)):
        yield as_words(text)
    for block in memo.blocks:
        yield from _block_text(block, None if beside else punctuation)
    if memo.sources:
        yield as_words(memo.sources.label)
        for number, entry in memo.sources.entries:
            yield f"{number}.{as_words(entry)}"
        yield as_words(memo.sources.note)
    for label, words in memo.designation:
        yield f"{as_words(label)}{as_words(words)}"


def as_words(text: Text) -> str:
    return "".join(run.text for run in text)


def _block_text(  # noqa: C901  # one case for each kind of block
    block: Block, punctuation: Mapping[str, str] | None
) -> Iterator[str]:
    match block:
        case KeyFigures(figures=figures) if punctuation is None:
            yield from (as_words(part) for figure in figures for part in (figure.value, figure.label, figure.trend))
        case KeyFigures():
            yield as_words(block.sentence(punctuation or {}))
        case Section(blocks=blocks) if punctuation is None and all(isinstance(one, KeyFigures) for one in blocks):
            for inner in blocks:
                yield from _block_text(inner, punctuation)
        case Paragraph(text=text):
            yield as_words(text)
        case Bullets(items=items):
            yield from (f"•{as_words(item)}" for item in items)
        case Items(items=items):
            for item in items:
                yield f"{item.number}{as_words(item.headline)}{as_words(item.text)}"
                yield as_words(item.note)
                yield as_words(item.confidence.word) if item.confidence else ""
                yield from map(as_words, item.rests_on)
        case Table(header=header, rows=rows):
            yield from (as_words(cell) for row in (header, *rows) for cell in row)
        case Callout(text=text, label=label):
            yield f"{as_words(label)}{as_words(text)}"
        case Quote(text=text, attribution=attribution):
            yield f"{as_words(text)}{as_words(attribution)}"
        case Decision(ask=ask, options=options, label=label):
            yield from map(as_words, (label, ask, *options))
        case Section(heading=heading, aside=aside, blocks=blocks):
            yield f"{as_words(heading)}{as_words(aside)}"
            for inner in blocks:
                yield from _block_text(inner, punctuation)
        case Chart():
            yield from _chart_text(block)


def _chart_text(chart: Chart) -> Iterator[str]:
    """The table of a chart's numbers, row by row."""
    yield as_words(chart.unit)
    yield from (as_words(series.name) for series in chart.series)
    for number, category in enumerate(chart.categories):
        yield as_words(category)
        yield from (chart.form.written(series.values[number]) for series in chart.series)


def _heard(node: Object, texts: dict[int, str]) -> str:
    return "".join(texts.get(number, "") for number in numbers_of(node)).strip()
