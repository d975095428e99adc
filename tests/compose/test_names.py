"""Chinese names that the brief knows: no document ends a line within one."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import yaml

from policybrief.deck.draw.handout.notes import sized, taken
from policybrief.deck.shapes import TableShape
from policybrief.deck.typeset import Type
from policybrief.ooxml.box import Box
from policybrief.pipeline import build
from support import decks
from support.projects import ROOT
from support.slides import text_shapes

NAMES = ("习近平", "王毅", "欧阳修", "李强", "诸葛亮", "司马光", "赵乐际", "丁薛祥")


def brief(shift: int, **more: Any) -> dict[str, Any]:
    """A brief with all of the names in running lists, which begin `shift` letters further right."""
    made = yaml.safe_load((ROOT / "tests" / "data" / "saltmere-zh.yaml").read_text("utf-8"))
    made["authors"] = [{"name": name} for name in NAMES]
    listed = "甲" * shift + "、".join(NAMES[:7])
    made["judgments"][0] |= {"text": listed, "short": listed}
    return made | more


def broken(lines: list[str]) -> list[str]:
    """The names of which a line has the beginning, and the next one the rest."""
    ends = [(before.strip(), after.strip()) for before, after in pairwise(lines)]
    cuts = ((name[:at], name[at:], name) for name in NAMES for at in range(1, len(name)))
    return [name for head, tail, name in cuts for end, start in ends if end.endswith(head) and start.startswith(tail)]


@pytest.mark.parametrize("shift", range(0, 8, 2))
def test_no_line_of_a_slide_or_a_page_ends_in_a_name(shift: int, tmp_path: Path) -> None:
    file = decks.written(brief(shift), tmp_path)
    placed = decks.built(file).placed
    for slide in placed.slides:
        boxes = [shape.lines for shape in text_shapes(slide.shapes)]
        boxes += [
            cell.lines for each in slide.shapes if isinstance(each, TableShape) for row in each.rows for cell in row
        ]
        for line in (line for lines in boxes for line in lines):
            assert broken(["".join(run.text for run in drawn) for drawn in line.drawn]) == []
    (memo,) = build.make(file, ("memo",))
    with pypdfium2.PdfDocument(memo.content) as pages:
        said = [re.split(r"[\r\n]+", page.get_textpage().get_text_range()) for page in pages]
    assert [broken(lines) for lines in said] == [[]] * len(said)


def test_no_sign_stands_in_a_name(tmp_path: Path) -> None:
    """Who searches a deck for a name finds it."""
    for slide in decks.built(decks.written(brief(1), tmp_path)).placed.slides:
        said = "".join(run.text for shape in text_shapes(slide.shapes) for line in shape.lines for run in line.text)
        assert not {"\u2060", "\ufeff", "\u200d"} & {*said}


def test_no_line_begins_with_the_number_of_a_source(tmp_path: Path) -> None:
    """Between an ideograph and a figure a line may end, but not before a raised one."""
    made = brief(0)
    made["judgments"][0] |= {"text": "甲" * 35 + "[@koval]。" + "乙" * 20}
    deck = decks.built(decks.written(made, tmp_path)).placed
    shapes = [shape for slide in deck.slides for shape in text_shapes(slide.shapes)]
    lines = [line for shape in shapes for line in shape.lines]
    spoken = [slide.notes for slide in deck.slides]
    for width in range(100, 240, 3):  # those of a handout are set by nobody else
        box = Box(0.0, 0.0, float(width), 2000.0)
        lines += [line for said in spoken for line in taken(sized(said, 9.8), box, Type(deck.theme.deck))[0].lines]
    assert any(run.raised for line in lines for run in line.text)
    assert not any(text[0].raised for line in lines for text in line.drawn if text)
