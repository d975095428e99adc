"""The theme that `brief theme inspect --write` proposes: the sample brief fits it, or what does not is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from pptx.util import Pt

from policybrief.pipeline import proposal
from policybrief.theme.base.read import read
from support import bases
from support.commands import brief
from support.projects import HARBOUR, TWO_JUDGMENTS, Tree


def with_room(width: float, height: float) -> Callable[[bases.Deck], None]:
    """Content of this size on each slide, below a title that is as wide as the slide."""

    def change(deck: bases.Deck) -> None:
        for part in (deck.slide_master, *deck.slide_layouts):
            for held in part.placeholders if part.name not in ("Title Slide", "Section Header") else ():
                if held.placeholder_format.type == 1:
                    held.left, held.top, held.width, held.height = map(Pt, (36, 20, 648, 70))
                elif held.placeholder_format.type in (2, 7):
                    held.left, held.top, held.width, held.height = map(Pt, (160, 110, width, height))

    return change


def proposed(
    tmp_path: Path, *changes: Callable[[bases.Deck], None], sample: Path = proposal.SAMPLE
) -> proposal.Proposal:
    file = tmp_path / "house.pptx"
    file.write_bytes(bases.made(*changes))
    return proposal.proposed(read(file), {}, "house", sample)


def sizes(made: proposal.Proposal) -> dict[str, float]:
    found: dict[str, Any] = yaml.safe_load(made.text)
    return dict(found["deck"]["sizes"])


def test_the_sample_fits_a_small_area_in_smaller_type(tmp_path: Path) -> None:
    """The real brief does too: theme/base/test_odd_bases.py."""
    small = proposed(tmp_path, bases.size(720, 405), with_room(400, 200), sample=HARBOUR)
    assert small.told == ()
    assert sizes(small)["text"] >= 9.0
    assert sizes(small)["text"] < sizes(proposed(tmp_path, bases.size(720, 405), sample=HARBOUR))["text"]


def test_what_has_no_room_is_told_with_its_layout(tmp_path: Path, tree: Tree) -> None:
    def narrow(deck: bases.Deck) -> None:
        title = next(layout for layout in deck.slide_layouts if layout.name == "Title Only").placeholders[0]
        title.left, title.top, title.width, title.height = map(Pt, (36, 20, 116, 70))

    longer = TWO_JUDGMENTS.replace("no other berth", "no other berth for the larger ferries of the northern lines")
    brief_file = tree({"brief.yaml": longer}) / "brief.yaml"
    told = proposed(tmp_path, narrow, sample=brief_file).told
    assert {each.severity for each in told} == {"warning"}
    assert "on 'Title Only', with 634 by 349 points for content, a slide such as the sample's" in told[0].message
    assert "has no room: has a word that is wider than a slide's title" in told[0].message
    assert "--layout title-only=" in told[0].hint


def test_a_layout_without_what_its_name_promises_is_named(tmp_path: Path) -> None:
    (tmp_path / "house.pptx").write_bytes(bases.made(lambda deck: bases.untitled(deck.slide_layouts[2])))
    ran = brief("theme", "inspect", tmp_path / "house.pptx", "--write", tmp_path / "themes" / "house.yaml")
    assert ran.exit_code == 0
    said = ran.stdout + ran.stderr
    assert "the layout 'Section Header' has no placeholder for a title, so it can't be 'section'" in said


def test_inspect_prints_how_a_template_does_by_the_list(tmp_path: Path) -> None:
    (tmp_path / "house.pptx").write_bytes(bases.made(bases.no_footers))
    said = brief("theme", "inspect", tmp_path / "house.pptx").stdout
    assert "✓ layouts: cover, section and title-only are told at once" in said
    assert "– footers: no place for footer and date and number; place them below the content" in said
