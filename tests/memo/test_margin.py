"""The two columns: at the left how we know, at the right what is said; and what is asked under the bottom line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, pairwise
from typing import Any

import pytest

from policybrief.locale import locale
from policybrief.memo.fitted import FittedMemo
from policybrief.pdf.ink import InkRule, InkWords, Node, Oval, Panel
from policybrief.text.blocks import Block, Section
from policybrief.text.document import Memo
from policybrief.text.items import Decision, Items
from policybrief.text.prose import Paragraph
from policybrief.text.run import Run, plain
from policybrief.theme.lengths import Margins, Range
from policybrief.theme.load import load as load_theme
from support.memos import Composed, composed
from support.projects import HARBOUR, ROOT
from support.sample import SAMPLE
from support.soak import combined
from support.tagged_memos import as_text

COLUMN = 46.8 + 82.8 + 14.4
"""Where the text column begins."""
THEMES = ("statecraft", "cable", "commons")


@pytest.fixture(scope="module")
def sample() -> Composed:
    return composed(SAMPLE)


@pytest.fixture(scope="module")
def harbour() -> Composed:
    """A memo with room to spare."""
    return composed(HARBOUR)


def themed(brief: Composed, name: str) -> Composed:
    return replace(brief, theme=load_theme(name))


def panels(fitted: FittedMemo) -> list[Panel]:
    return [mark for mark in fitted.marks if isinstance(mark, Panel)]


def words(fitted: FittedMemo) -> list[InkWords]:
    return [mark for mark in fitted.marks if isinstance(mark, InkWords) and not mark.node.is_repeated]


def said(fitted: FittedMemo, text: str) -> InkWords:
    """Where a text is drawn."""
    return next(mark for mark in words(fitted) if text in mark.text)


def items(memo: Memo, kind: str) -> Items:
    sections = (block for block in memo.blocks if isinstance(block, Section))
    lists = (block for section in sections for block in section.blocks if isinstance(block, Items))
    return next(block for block in lists if block.kind == kind)


# -- how we know


def test_a_judgments_number_stands_in_a_circle_and_a_recommendations_in_a_square(harbour: Composed) -> None:
    fitted = harbour.fit()
    rings = [mark for mark in fitted.marks if isinstance(mark, Oval)]
    squares = [mark for mark in panels(fitted) if mark.fill == harbour.theme.printed["square"] and mark.width < 16]
    judgments, recommendations = (items(fitted.memo, kind).items for kind in ("judgments", "recommendations"))
    resting = sum(len(item.rests_on) for item in recommendations)
    assert len([ring for ring in rings if ring.x > COLUMN]) == len(judgments)
    assert len([ring for ring in rings if ring.x < COLUMN]) == resting
    assert len([square for square in squares if square.x > COLUMN and square.width == square.height]) == len(
        recommendations
    )


def test_a_number_stands_in_the_middle_of_its_mark(harbour: Composed) -> None:
    fitted = harbour.fit()
    first = next(mark for mark in fitted.marks if isinstance(mark, Oval) and mark.x > COLUMN)
    number = next(mark for mark in words(fitted) if mark.node.tag == "Lbl")
    assert number.x + number.width / 2 == pytest.approx(first.x + first.width / 2, abs=0.3)
    assert number.y - 0.345 * number.size == pytest.approx(first.y + first.height / 2, abs=0.1)


def test_confidence_is_three_blocks_and_its_word(harbour: Composed) -> None:
    fitted = harbour.fit()
    primary = harbour.theme.printed["primary"]
    blocks = [mark for mark in panels(fitted) if mark.stroke == primary and mark.x < COLUMN and mark.height < 6]
    rows = [[block.fill for block in row] for _, row in groupby(blocks, lambda block: round(block.y))]
    assert rows == [[primary] * 3, [primary] * 2 + [""], [primary] + [""] * 2]
    assert [said(fitted, word).x > blocks[2].x for word in ("High", "Moderate", "Low")] == [True] * 3


@pytest.mark.parametrize(
    ("lang", "one", "more"),
    [
        ("en-US", "Rests on judgment 2", "Rests on judgments 1, 3"),
        ("uk", "Спирається на оцінку 2", "Спирається на оцінки 1, 3"),
        ("fr", "Repose sur l’appréciation 2", "Repose sur les appréciations 1, 3"),
        ("zh", "依据判断2", "依据判断1、3"),
    ],
)
def test_what_a_recommendation_rests_on_is_heard_in_words(lang: str, one: str, more: str) -> None:
    heard = [locale.load(lang).resting_on([as_text(each) for each in numbers]) for numbers in ("2", "13")]
    assert [plain(text) for text in heard] == [one, more]


def test_more_numbers_than_a_row_holds_go_on_below(harbour: Composed) -> None:
    fitted = _with_items(harbour, "recommendations", rests_on=tuple(as_text(str(n)) for n in range(1, 10))).fit()
    rings = [mark for mark in fitted.marks if isinstance(mark, Oval) and mark.x < COLUMN]
    rows = {round(ring.y, 1) for ring in rings}
    assert len(rows) > len(items(fitted.memo, "recommendations").items)
    assert max(ring.x + ring.width for ring in rings) < COLUMN - 7


def _with_items(brief: Composed, kind: str, **changes: Any) -> Composed:
    """All items of a list changed alike."""

    def changed(block: Block) -> Block:
        if isinstance(block, Section):
            return replace(block, blocks=tuple(map(changed, block.blocks)))
        if isinstance(block, Items) and block.kind == kind:
            return replace(block, items=tuple(replace(item, **changes) for item in block.items))
        return block

    return replace(brief, memo=replace(brief.memo, blocks=tuple(map(changed, brief.memo.blocks))))


# -- labels


def test_the_margin_has_labels_and_the_text_column_the_text(harbour: Composed) -> None:
    fitted = harbour.fit()
    for label, text in (("TO", "Board of the"), ("BOTTOM LINE", "Build shore power"), ("AVOID", "Digging up")):
        assert said(fitted, label).x == pytest.approx(46.8)
        assert said(fitted, text).x == pytest.approx(COLUMN)
        assert said(fitted, label).y == pytest.approx(said(fitted, text).y, abs=2.5)


def test_a_label_of_the_head_is_a_little_smaller_before_it_takes_two_lines(harbour: Composed) -> None:
    fields = ((as_text("Memorandum for"), as_text("The board")), (as_text("From"), as_text("The planners")))
    memo = replace(harbour.memo, title_label=as_text("Subject"), fields=fields)
    fitted = replace(themed(harbour, "cable"), memo=memo).fit()
    label = said(fitted, "MEMORANDUM")
    assert label.text.endswith(" FOR") or said(fitted, "FOR").y == label.y
    assert label.size < said(fitted, "FROM").size


def test_a_tables_heading_and_rows_stand_in_the_margin(harbour: Composed) -> None:
    fitted = harbour.fit()
    assert [said(fitted, label).x for label in ("COMPARISON", "Effect on noise")] == pytest.approx([46.8] * 2)
    assert said(fitted, "COMPARISON").y == pytest.approx(said(fitted, "Both at once").y, abs=2.5)


@pytest.mark.parametrize(("theme", "colors"), [("statecraft", ("first", "second")), ("cable", ("primary", "primary"))])
def test_two_that_are_compared_have_their_colours_where_the_theme_has_any(
    sample: Composed, theme: str, colors: tuple[str, str]
) -> None:
    brief = themed(sample, theme)
    fitted = brief.fit()
    heads = [mark for mark in words(fitted) if mark.node.tag == "TH" and mark.text in ("China", "Russia")]
    assert [head.color for head in heads] == [brief.theme.printed[color] for color in colors]


def test_a_long_word_in_the_margin_is_smaller_before_it_is_cut(harbour: Composed) -> None:
    section = Section(as_text("Verantwortlichkeiten"), (Paragraph(as_text("All share them.")),))
    fitted = replace(harbour, memo=replace(harbour.memo, blocks=(*harbour.memo.blocks, section))).fit()
    heading = said(fitted, "VERANT")
    assert heading.size >= 6.8
    assert heading.x + heading.width <= COLUMN - 7


# -- what is asked


@pytest.mark.parametrize("theme", ["statecraft", "commons"])
def test_what_is_asked_is_a_strip_right_under_the_bottom_line(theme: str, harbour: Composed) -> None:
    brief = themed(harbour, theme)
    fitted, colors = brief.fit(), brief.theme.printed
    tint = next(mark for mark in panels(fitted) if mark.fill == colors["panel"])
    strip = next(mark for mark in panels(fitted) if mark.fill == colors["primary"] and mark.y > tint.y)
    assert strip.y == pytest.approx(tint.y + tint.height)
    assert (strip.x, strip.width) == (tint.x, tint.width)
    assert said(fitted, "DECISION").color == colors["highlight"]
    assert said(fitted, "Choose which").color == colors["paper"]
    boxes = [mark for mark in panels(fitted) if mark.fill == colors["paper"]]
    assert len(boxes) == 2, "white, so that a tick is seen"


def test_boxes_below_one_another_stay_apart(harbour: Composed) -> None:
    answers = tuple(as_text(f"{said}, and tell the lines and the importers at once") for said in ("Yes", "No", "Later"))
    blocks = [
        replace(block, options=answers) if isinstance(block, Decision) else block for block in harbour.memo.blocks
    ]
    fitted = replace(harbour, memo=replace(harbour.memo, blocks=tuple(blocks))).fit()
    boxes = [mark for mark in panels(fitted) if mark.fill == harbour.theme.printed["paper"]]
    assert len(boxes) == 3
    assert all(below.y - (above.y + above.height) > 2.0 for above, below in pairwise(boxes))


def test_what_is_asked_is_framed_where_colour_is_spared_or_somebody_signs(harbour: Composed) -> None:
    blocks = [replace(block, mark="line") if isinstance(block, Decision) else block for block in harbour.memo.blocks]
    signed = replace(harbour, memo=replace(harbour.memo, blocks=tuple(blocks)))
    for brief in (themed(harbour, "cable"), signed):
        fitted, primary = brief.fit(), brief.theme.printed["primary"]
        frame = next(mark for mark in panels(fitted) if mark.thickness == 1.5)
        assert (frame.fill, frame.stroke) == ("", primary)
        assert said(fitted, "Choose which").color == primary


def test_a_text_between_lines_shares_the_line_of_the_section_below(harbour: Composed) -> None:
    brief = themed(harbour, "cable")
    blocks = tuple(block for block in brief.memo.blocks if not isinstance(block, Decision))
    for memo, lines in ((brief.memo, 1), (replace(brief.memo, blocks=blocks), 0)):
        fitted = replace(brief, memo=memo).fit()
        top, bottom = said(fitted, "Build shore power").y, said(fitted, "KEY JUDGMENTS").y
        rules = [mark for mark in fitted.marks if isinstance(mark, InkRule) and top < mark.y < bottom]
        assert [rule.thickness for rule in rules] == [1.0] * lines + [1.5]


# -- lines


@combined(theme=THEMES, page=["letter", "a4"])
def test_no_paragraph_ends_in_a_word_or_two(theme: str, page: str, sample: Composed) -> None:
    fitted = themed(sample, theme).with_theme(page=page).fit()
    ends = [lines[-1] for lines in _paragraphs(fitted) if len(lines) > 1]
    assert len(ends) > 5
    assert [end for end in ends if len(end.strip()) < 20] == []


def _paragraphs(fitted: FittedMemo) -> Iterator[list[str]]:
    """The lines of each paragraph of text, without raised numbers."""
    drawn: dict[Node, dict[float, str]] = {}
    for mark in words(fitted):
        if mark.node.parent and mark.node.parent.tag == "LBody" and mark.size == fitted.body:
            lines = drawn.setdefault(mark.node, {})
            lines[round(mark.y, 1)] = lines.get(round(mark.y, 1), "") + mark.text
    yield from ([lines[y] for y in sorted(lines)] for lines in drawn.values())


def test_a_short_end_begins_behind_a_pause_where_any_other_break_may_cut_a_word() -> None:
    fitted = composed(ROOT / "tests" / "data" / "saltmere-zh.yaml").fit()
    assert ["冷库需求究竟有多大，无人知晓。进口商称冷库紧缺，", "但没有人统计过被拒收的货物。"] in [
        [line.strip() for line in lines] for lines in _paragraphs(fitted)
    ]


def test_a_title_of_two_lines_breaks_at_its_colon(harbour: Composed) -> None:
    title = "Shore power or a cold store for the harbour: what Saltmere should build first"
    fitted = replace(harbour, memo=replace(harbour.memo, title=as_text(title))).fit()
    lines = [mark.text.strip() for mark in words(fitted) if mark.node.tag == "H1"]
    assert lines == ["Shore power or a cold store for the harbour:", "what Saltmere should build first"]


def test_a_title_is_a_little_smaller_where_that_saves_a_line(sample: Composed) -> None:
    brief = sample.with_theme(body=Range(floor=10.8, ceiling=10.8))
    short = replace(brief, memo=replace(brief.memo, blocks=brief.memo.blocks[:1]))
    (title,) = [mark for mark in words(short.fit()) if mark.node.tag == "H1"]
    assert 0.88 * 17.5 / 9.8 * 10.8 - 0.01 <= title.size < 17.5 / 9.8 * 10.8


# -- what gives way


def test_margins_give_way_before_words_do(sample: Composed) -> None:
    fixed = sample.with_theme(margin=Margins.model_validate(46.8), margin_column=Range(floor=82.8, ceiling=82.8))
    assert "margins" not in fixed.fit().summary
    assert "judgments and recommendations" in fixed.fit().summary
    fitted = sample.fit()
    assert "; margins of " in fitted.summary
    assert fitted.summary.endswith("short forms in judgments")
    assert said(fitted, "KEY JUDGMENTS").x < COLUMN


def _meaning(brief: Composed, text: str) -> Composed:
    """With what each judgment and each recommendation means for its readers."""
    note = (Run("So what:", bold=True), Run(f" {text}"))
    return _with_items(_with_items(brief, "judgments", note=note), "recommendations", note=note)


def test_what_an_item_means_stands_on_its_own_line_in_ink(harbour: Composed) -> None:
    fitted = _meaning(harbour, "It is so.").fit()
    label, meaning = said(fitted, "So what:"), said(fitted, "It is so.")
    assert label.x == pytest.approx(said(fitted, "Engines at berth").x)
    assert (label.color, meaning.color) == tuple(harbour.theme.printed[name] for name in ("primary", "ink"))
    assert label.size == meaning.size == fitted.body


def test_what_an_item_means_runs_in_where_the_page_is_full(sample: Composed) -> None:
    fitted = _meaning(sample, "It is what both of them see in it, and so is all that follows from it.").fit()
    labels = [mark for mark in words(fitted) if "So what:" in mark.text]
    assert len(labels) == 11
    starts = {round(mark.x, 1) for mark in labels}
    assert starts != {round(said(fitted, "No wedge").x, 1)}, "after the text"


# -- head and foot


def test_the_marking_stands_on_the_band(sample: Composed) -> None:
    brief = themed(sample, "commons")
    fitted, colors = brief.fit(), brief.theme.printed
    band = next(mark for mark in panels(fitted) if mark.fill == colors["primary"])
    marking = said(fitted, "UNCLASSIFIED")
    assert (band.x, band.y, band.width) == (0.0, 0.0, fitted.pages[0].width)
    assert band.y < marking.y < band.height
    assert marking.color == colors["on_dark"]
    repeated = [mark for mark in fitted.marks if isinstance(mark, InkWords) and mark.node.is_repeated]
    assert [mark.color for mark in repeated] == [colors["marking"]]


def test_the_designation_block_is_framed_at_the_right_of_the_sources(harbour: Composed) -> None:
    fields = ((as_text("Controlled by:"), as_text("Harbour planning unit")), (as_text("POC:"), as_text("J. Doe")))
    fitted = replace(harbour, memo=replace(harbour.memo, designation=fields)).fit()
    frame = next(mark for mark in panels(fitted) if mark.thickness == 0.75)
    assert frame.width == pytest.approx(2.1 * 72, abs=1)
    assert frame.x + frame.width == pytest.approx(fitted.pages[0].width - 46.8, abs=0.5)
    references = [mark for mark in words(fitted) if mark.node.tag == "Note" or "Working paper" in mark.text]
    assert max(mark.x + mark.width for mark in references) < frame.x
    assert plain(fitted.memo.designation[0][0]) == "Controlled by:"
