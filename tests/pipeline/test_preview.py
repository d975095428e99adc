"""A brief as pictures while it is written: the same as a build makes, and only what an edit changes is made again."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from policybrief.deck.draw.svg import svg
from policybrief.deck.fit.line_room import LineRoom
from policybrief.errors import BriefError
from policybrief.pipeline.preview import EditedTexts, LivePictures, LiveView
from policybrief.text.value_path import ValuePath
from support import decks
from support.projects import HARBOUR, MINIMAL, TWO_JUDGMENTS, Tree, minimal
from support.sample import SAMPLE

EDITS = [
    ("Engines at berth cause most", "Engines at berth cause two thirds"),
    ("confidence: moderate", "confidence: low"),
    ('title: "Shore', 'title: "First shore'),
]


def views(brief: Path, *texts: str, audience: str = "") -> list[LiveView]:
    """What is seen of one text after the other."""
    preview = LivePictures(brief)
    return [preview.view(EditedTexts({brief: text}, audience)) for text in texts]


def test_it_shows_what_a_build_makes() -> None:
    built = decks.sample()
    (view,) = views(SAMPLE, SAMPLE.read_text("utf-8"))
    assert [picture.svg for picture in view.slides] == [svg(built.placed, slide) for slide in built.placed.slides]
    assert len(view.pages) == 1


def test_what_is_kept_is_what_would_be_made_anew() -> None:
    text = HARBOUR.read_text("utf-8")
    texts = [text, *(text.replace(old, new, 1) for old, new in EDITS), text]
    kept = views(HARBOUR, *texts)
    for seen, whole in zip(kept, texts, strict=True):
        (anew,) = views(HARBOUR, whole)
        assert (seen.slides, seen.pages, seen.paths) == (anew.slides, anew.pages, anew.paths)
    assert kept[0].slides == kept[-1].slides
    for before, after in pairwise(kept):
        same = {id(picture) for picture in before.slides} & {id(picture) for picture in after.slides}
        assert len(same) > len(after.slides) / 3  # the very same, not drawn again


def test_a_slide_that_does_not_fit_has_its_problem_in_its_place(tree: Tree) -> None:
    root = tree({"content/brief.yaml": MINIMAL})
    brief = root / "content" / "brief.yaml"
    long = TWO_JUDGMENTS.replace("The port has one berth, and it is full.", "One berth is full. " * 200)
    good, bad = views(brief, TWO_JUDGMENTS, long)
    assert all(picture.svg for picture in good.slides)
    refused = [picture for picture in bad.slides if picture.problems]
    assert len(refused) < len(bad.slides)
    assert {problem.line for picture in refused for problem in picture.problems} == {14}
    assert {picture.title for picture in good.slides} >= {picture.title for picture in refused}
    assert set(bad.problems) >= {problem for picture in refused for problem in picture.problems}


def test_what_is_no_brief_is_told_and_the_next_text_is_seen(tree: Tree) -> None:
    brief = tree({"content/brief.yaml": MINIMAL}) / "content" / "brief.yaml"
    preview = LivePictures(brief)
    for wrong in ("title: [", minimal(("confidence: high", "confidence: hihg"))):
        with pytest.raises(BriefError):
            preview.view(EditedTexts({brief: wrong}))
    assert preview.view(EditedTexts({brief: MINIMAL})).slides
    assert preview.view(EditedTexts({})).slides  # as the file is


def test_an_audience_is_seen_as_its_file_is_edited(tree: Tree) -> None:
    board = "name: Board\nto: The board\n"
    root = tree({"content/brief.yaml": MINIMAL, "content/audiences/board.yaml": board})
    brief, file = root / "content" / "brief.yaml", root / "content" / "audiences" / "board.yaml"
    preview = LivePictures(brief)
    seen = preview.view(EditedTexts({file: board.replace("The board", "The harbour board")}, "board"))
    assert (seen.audience, seen.audiences) == ("board", {"board": "Board"})
    assert any("The harbour board" in picture.svg for picture in seen.slides)
    with pytest.raises(BriefError) as refused:
        preview.view(EditedTexts({file: "name: ["}, "board"))
    assert refused.value.problems[0].file == str(file)


def room(tree: Tree, path: str, old: str = "", new: str = "") -> LineRoom | None:
    """The lines of a value of the minimal brief, with a text in another's place."""
    brief = tree({"content/brief.yaml": MINIMAL}) / "content" / "brief.yaml"
    text = minimal((old, new)) if old else MINIMAL
    return LivePictures(brief).line_room(EditedTexts({brief: text}), ValuePath.parse(path))


def test_the_lines_of_a_text_are_counted_where_it_has_most_of_them(tree: Tree) -> None:
    assert room(tree, "bottom_line.headline") == LineRoom(1, 2)  # a slide's title has two lines at the most
    text = "judgments[0].text"
    short, long = room(tree, text), room(tree, text, "and it is full.", "and it is full, " + "day and night, " * 40)
    assert short
    assert long
    assert (short.used, short.more) == (1, True)
    assert 5 < long.used <= long.there


def test_a_text_that_is_too_long_has_fewer_lines_than_it_takes(tree: Tree) -> None:
    over = room(tree, "judgments[0].text", "and it is full.", "and it is full. " * 110)
    assert over
    assert 5 < over.there < over.used
    title = room(tree, "bottom_line.headline", "The quay should be built now", "The quay should be built now, " * 8)
    assert title
    assert title.there == 2 < title.used


def test_a_value_that_no_slide_shows_has_no_lines(tree: Tree) -> None:
    assert room(tree, "judgments[0].id") is None
