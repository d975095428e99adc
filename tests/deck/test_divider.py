"""A slide between sections lists them with the numbers of their slides, however many the deck came to."""

from __future__ import annotations

import copy
import io
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

from pptx import Presentation

from policybrief.deck.check.check import check
from policybrief.deck.shapes import TextShape
from policybrief.text.run import plain
from support import bases, decks
from support.projects import MINIMAL, Tree
from support.soak import combined

THEMES = ("statecraft", "cable", "commons")


def judged(count: int) -> dict[str, Any]:
    """A brief with so many judgments, of which nine take two slides."""
    brief = copy.deepcopy(decks.read(decks.HARBOUR))
    entry = brief["judgments"][0]
    brief["judgments"] = [entry | {"id": f"j{number}", "headline": f"Finding {number}"} for number in range(count)]
    brief["recommendations"] = [each | {"rests_on": ["j0"]} for each in brief["recommendations"]]
    return {key: value for key, value in brief.items() if key not in ("charts", "avoid")}


def shown(content: bytes) -> tuple[dict[str, str], dict[str, list[int]]]:
    """What the divider says of each section, and on which content slides each is the present one."""
    listed: dict[str, str] = {}
    present: dict[str, list[int]] = defaultdict(list)
    for number, slide in enumerate(Presentation(io.BytesIO(content)).slides, 1):
        texts = {shape.name: shape for shape in slide.shapes if shape.has_text_frame}
        ranges = {name.removeprefix("slides of "): shape for name, shape in texts.items() if "slides of " in name}
        listed |= {name: shape.text_frame.text for name, shape in ranges.items()}
        for name, shape in texts.items():
            if name.startswith("section ") and not ranges and shape.text_frame.paragraphs[0].runs[0].font.bold:
                present[name.removeprefix("section ")].append(number)
    return listed, present


def spelled(numbers: list[int]) -> str:
    return str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"


@combined(theme=THEMES, count=[2, 9])
def test_a_divider_says_on_which_slides_each_section_stands(count: int, theme: str, tmp_path: Path) -> None:
    made = decks.built(decks.written(judged(count) | {"theme": theme}, tmp_path))
    listed, present = shown(made.content)
    assert len(listed) == 5
    assert listed == {name: spelled(numbers) for name, numbers in present.items()}


def with_backup(tree: Tree, *sections: str) -> tuple[dict[str, str], dict[str, list[int]]]:
    """What is shown where a slide of each of these sections stands in place of the backup, after a divider."""
    divider = f'<slide layout="section" section="{sections[0]}"><title>Next</title></slide>'
    slides = "".join(
        f'<slide section="{name}"><title>No. {number}</title><p>Said.</p></slide>'
        for number, name in enumerate(sections)
    )
    own = f'{{% extends "builtin/deck.xml.j2" %}}{{% block backup %}}{divider}{slides}{{% endblock %}}'
    root = tree({"templates/deck.xml.j2": own, "content/brief.yaml": MINIMAL})
    return shown(decks.built(root / "content" / "brief.yaml").content)


def test_a_long_name_takes_the_room_of_its_numbers(tree: Tree) -> None:
    listed, present = with_backup(tree, "What we know of the inner quay", "B")
    assert set(present) - set(listed) == {"What we know of the inner quay"}


@combined(theme=THEMES, count=[7, 11, 40])
def test_however_many_sections_there_are_the_list_keeps_to_its_room(count: int, theme: str, tmp_path: Path) -> None:
    """Above six they move together and take smaller type; of very many those around the present one are shown."""
    deck = divided(tmp_path, theme, *(f"Part {number}" for number in range(count)), divider=count // 2)
    assert check(deck.content) == []
    (slide,) = [slide for slide in deck.placed.slides if slide.title == "Next"]
    names = [shape for shape in slide.shapes if isinstance(shape, TextShape) and shape.name.startswith("section ")]
    assert len(names) >= min(count, 10)
    assert {shape.lines[0].look.size for shape in names} <= {18, 14}
    assert len({shape.lines[0].look.size for shape in names}) == 1
    assert [plain(shape.lines[0].text) for shape in names if shape.lines[0].look.bold] == [f"Part {count // 2}"]
    assert all(one.box.bottom <= other.box.y for one, other in pairwise(names))
    assert names[-1].box.bottom <= 470
    listed, _ = shown(deck.content)
    assert len(listed) >= min(count, 10) - 2
    of = {name: [at for at, one in enumerate(deck.placed.slides, 1) if one.section == name] for name in listed}
    of[f"Part {count // 2}"].pop(0)  # the divider itself
    assert {name: spelled(numbers) for name, numbers in of.items()} == listed


def test_a_name_of_two_lines_has_room_for_both(tmp_path: Path) -> None:
    long = "What the harbour board has known of the inner quay since the summer"
    deck = divided(tmp_path, "statecraft", "A", long, "B", "C", "D", "E", "F", divider=3)
    (slide,) = [slide for slide in deck.placed.slides if slide.title == "Next"]
    names = {shape.name: shape for shape in slide.shapes if isinstance(shape, TextShape)}
    two, after = names[f"section {long}"], names["section B"]
    assert len(two.lines[0].breaks) == 1
    assert two.box.y + 2 * two.lines[0].look.size * 1.25 <= after.box.y


def divided(folder: Path, theme: str, *sections: str, divider: int) -> decks.Built:
    """A deck with a slide of each section, and a divider before one of them."""
    slides = [
        f'<slide section="{name}"><title>No. {number}</title><p>Said.</p></slide>'
        for number, name in enumerate(sections)
    ]
    slides.insert(divider, f'<slide layout="section" section="{sections[divider]}"><title>Next</title></slide>')
    said = "{% for each in (brief.judgments + brief.recommendations) %}<p>{{ each.headline }}</p>{% endfor %}"
    last = f'<slide section="{sections[-1]}"><title>All</title>{said}</slide>'
    (folder / "templates").mkdir()
    (folder / "templates" / "deck.xml.j2").write_text(f"<deck>{''.join(slides)}{last}</deck>", encoding="utf-8")
    (folder / "content").mkdir()
    file = folder / "content" / "brief.yaml"
    file.write_text(MINIMAL.replace("title: Build the quay", f"title: Build the quay\ntheme: {theme}", 1), "utf-8")
    return decks.built(file)


def test_a_base_s_divider_lists_the_sections_with_its_own_title_and_words() -> None:
    made = bases.sample()
    (divider,) = [slide for slide in made.placed.slides if slide.title == "The evidence behind each judgment"]
    (below,) = [shape for shape in divider.shapes if isinstance(shape, TextShape) and shape.role == "subtitle"]
    listed = [plain(line.text) for line in below.lines]
    assert listed[0] == "Bottom line 2"
    assert listed[-1].startswith("Sources ")
    assert [plain(line.text) for line in below.lines if line.text[0].bold] == [
        line for line in listed if line.startswith("Backup ")
    ]
    cover = made.placed.slides[0]
    (words,) = [shape for shape in cover.shapes if isinstance(shape, TextShape) and shape.role == "subtitle"]
    assert len({line.look.size for line in words.lines}) == 1
