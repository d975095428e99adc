"""How each kind of block takes its room on a slide, and how blocks share it.

`measure` lays a block out at one point of the type scale and says how high it is; its `place` then puts it into a box
at least that high.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from policybrief.deck.fit.balance import balance
from policybrief.deck.fit.chart import chart
from policybrief.deck.fit.columns import columns, in_rows
from policybrief.deck.fit.comparison import comparison
from policybrief.deck.fit.decision import strip
from policybrief.deck.fit.decision_band import band
from policybrief.deck.fit.dilemma import dilemma
from policybrief.deck.fit.evidence import evidence
from policybrief.deck.fit.keyfigures import key_figures
from policybrief.deck.fit.matrix import matrix
from policybrief.deck.fit.options import options
from policybrief.deck.fit.panels import callout, quote, sentences
from policybrief.deck.fit.picture import picture
from policybrief.deck.fit.rows import rows
from policybrief.deck.fit.sources import sources
from policybrief.deck.fit.summary import summary
from policybrief.deck.fit.table import table
from policybrief.deck.fit.timeline import timeline
from policybrief.deck.shapes import Shape
from policybrief.deck.typeset import GAP, NO_CEILING, Faults, Laid, Type
from policybrief.ooxml.box import Box
from policybrief.text.blocks import Block, Columns, Evidence, Section, SourceList
from policybrief.text.charts import Chart
from policybrief.text.exhibits import (
    Balance,
    Comparison,
    Dilemma,
    Exhibit,
    KeyFigures,
    Matrix,
    Options,
    Picture,
    Table,
    Timeline,
)
from policybrief.text.items import Decision, Items, Summary
from policybrief.text.prose import Bullets, Callout, Paragraph, Quote


def measure(block: Block, width: float, type_: Type) -> Laid:  # noqa: C901  # one branch for each kind of block
    """Lay out a block of any kind in `width` points."""
    match block:
        case Paragraph() | Bullets():
            return sentences(block, width, type_)
        case Items():
            return rows(block, width, type_)
        case Callout():
            return callout(block, width, type_)
        case Decision(kind="band"):
            return band(block, width, type_)
        case Decision():
            return strip(block, width, type_)
        case Quote():
            return quote(block, width, type_)
        case Evidence():
            return evidence(block, width, type_)
        case Columns():
            return columns(block, width, type_, stack)
        case Summary():
            return summary(block, width, type_)
        case SourceList():
            return sources(block, width, type_)
        case Section():
            raise TypeError("a section belongs to a memo; markup lets none into a deck")
        case _:
            return _exhibit(block, width, type_)


def _exhibit(block: Exhibit, width: float, type_: Type) -> Laid:  # noqa: C901  # as above
    match block:
        case Comparison():
            return comparison(block, width, type_)
        case Options():
            return options(block, width, type_)
        case Table():
            return table(block, width, type_)
        case Matrix():
            return matrix(block, width, type_)
        case Balance():
            return balance(block, width, type_)
        case Dilemma():
            return dilemma(block, width, type_)
        case Timeline():
            return timeline(block, width, type_)
        case KeyFigures():
            return key_figures(block, width, type_)
        case Chart():
            return chart(block, type_)
        case Picture():
            return picture(block, width, type_)


def kind_of(block: Block) -> str:
    """What takes one step of the scale in a whole deck, so that what is alike looks alike."""
    match block:
        case Items():
            return f"items {block.kind}"
        case Columns():
            return "texts in rows" if in_rows(block) else "columns"
    return type(block).__name__


def stack(blocks: Sequence[Block], width: float, type_: Type, gap: float = GAP) -> Laid:
    """Blocks one below the other; spare room goes to those that can use it.

    A callout or decision at the end stands at the foot of the room: the last word has a place of its own.
    """
    laid = [measure(block, width, type_) for block in blocks]
    natural = fsum(block.height for block in laid) + gap * max(0, len(laid) - 1)
    footed = len(blocks) > 1 and _is_last_word(blocks[-1])

    def place(box: Box) -> list[Shape]:
        heights = _share_out(laid, box.height - natural)
        shapes: list[Shape] = []
        y = box.y
        for number, (block, height) in enumerate(zip(laid, heights, strict=True)):
            top = box.bottom - height if footed and number == len(laid) - 1 else y
            shapes += block.place(Box(box.x, top, box.width, height))
            y += height + gap
        return shapes

    grows = any(block.grows for block in laid)
    ceiling = natural + fsum(max(0.0, block.ceiling - block.height) for block in laid if block.grows)
    faults = Faults.of(block.faults for block in laid)
    above = laid[0].above if laid else 0.0
    return Laid(natural, place, faults, grows or footed, NO_CEILING if footed else ceiling, above)


def _is_last_word(block: Block) -> bool:
    return isinstance(block, Callout) or (isinstance(block, Decision) and block.kind == "strip")


def _share_out(laid: Sequence[Laid], spare: float) -> list[float]:
    """Heights of blocks that share `spare` points among those that grow, none beyond its ceiling."""
    heights = [block.height for block in laid]
    growing = [number for number, block in enumerate(laid) if block.grows and block.ceiling > block.height]
    for position, number in enumerate(sorted(growing, key=lambda n: laid[n].ceiling - laid[n].height)):
        part = spare / (len(growing) - position)
        more = max(0.0, min(part, laid[number].ceiling - laid[number].height))
        heights[number] += more
        spare -= more
    return heights
