"""A click on any text of a slide or page leads to where it is written: in all briefs here, for all audiences."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from policybrief.pipeline.preview import EditedTexts, LivePictures
from policybrief.read import source
from policybrief.serve.drawing import answers

ROOT = Path(__file__).parents[2]
BRIEFS = [ROOT / "content" / "china-russia.yaml", *sorted((ROOT / "tests" / "data").glob("*.yaml"))]
SPAN = "{http://www.w3.org/2000/svg}tspan"
PHRASE = 4
"""So many words that no label of a template has them by chance."""


def views(brief: Path) -> Iterator[dict[str, Any]]:
    """What the page gets for each audience."""
    live = LivePictures(brief)
    first = live.view(EditedTexts({}))
    others = (live.view(EditedTexts({}, audience)) for audience in first.audiences if audience != first.audience)
    for view in (first, *others):
        yield answers.seen(view, live.project.root, (), ("deck", "memo"))


def texts(value: Any) -> Iterator[str]:
    """All texts of a brief."""
    if isinstance(value, str):
        yield " ".join(value.split())
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts(each)


@pytest.mark.parametrize("brief", BRIEFS, ids=lambda brief: brief.stem)
def test_every_text_of_every_page_leads_to_its_line(brief: Path) -> None:
    written = "\n".join(texts(source.read(brief).data))
    for seen in views(brief):
        lines = {file: {path for path, _, _ in values} for file, values in seen["values"].items()}
        assert not [page["problems"] for pages in seen["documents"].values() for page in pages if page["problems"]]
        for svg in seen["pictures"].values():
            for span in etree.fromstring(svg).iter(SPAN):
                if drawn := span.get("data-path"):
                    file, path = seen["places"][drawn]
                    assert path in lines[file], (drawn, span.text)
                elif len((span.text or "").split()) >= PHRASE:
                    assert span.text.strip() not in written  # it is the template's


def test_a_cell_leads_to_the_name_of_its_file_of_numbers() -> None:
    live = LivePictures(ROOT / "tests" / "data" / "improper-payments.yaml")
    seen = answers.seen(live.view(EditedTexts({})), live.project.root, (), ("deck",))
    assert seen["given"]
    for drawn, (file, line) in seen["given"].items():
        assert file in ("improper-payments/areas.csv", "improper-payments/types.csv")
        assert line > 0
        assert seen["places"][drawn][0] == "improper-payments.yaml"
        assert not Path(file).is_absolute()  # no path of the machine goes to the page
