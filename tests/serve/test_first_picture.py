"""What a page is shown first is known from the session before, as long as a new drawing would be the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from policybrief.serve.drawing.first_picture import FOLDER, FirstPicture
from support.editors import BRIEF, served
from support.projects import MINIMAL

TEMPLATE = '{% extends "deck.xml.j2" %}\n'


@dataclass(frozen=True)
class Drawn:
    """A brief of which a session was shown the first picture; the record that is left of it, and what it says."""

    brief: Path
    record: Path
    first: Any

    @property
    def known(self) -> Any:
        return FirstPicture.of(str(self.brief)).answer


def session(brief: Path) -> tuple[Any, Any]:
    """What a session is shown first, and what of the same texts a moment later."""
    with served(brief) as there:
        texts = {name: opened["text"] for name, opened in there.ask("/open").json["files"].items()}
        first, again = (there.draw(texts=texts, documents=["deck"], turn=turn) for turn in ("1", "2"))
    return first, again


def seen(answer: Any) -> Any:
    """All but how long it took."""
    return {**answer, "milliseconds": 0}


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Drawn]:
    root = tmp_path_factory.mktemp("first")
    files = {BRIEF: MINIMAL, "content/audiences/board.yaml": "name: The board\nto: The board\n"}
    files["templates/deck.xml.j2"] = TEMPLATE
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(root / "caches"))
        patch.setenv("PYDANTIC_DISABLE_PLUGINS", "__all__")  # as the program does
        first, again = session(root / BRIEF)
        (record,) = (root / "caches" / "policybrief" / FOLDER).iterdir()
        assert seen(first) == seen(again)
        yield Drawn(root / BRIEF, record, first)


def test_the_next_session_has_it_without_drawing(drawn: Drawn) -> None:
    kept = json.loads(drawn.record.read_bytes())
    told = kept | {"answer": kept["answer"] | {"milliseconds": -1}}
    drawn.record.write_text(json.dumps(told), encoding="utf-8")
    first, again = session(drawn.brief)
    assert first["milliseconds"] == -1
    assert seen(first) == seen(again) == seen(drawn.first)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        (BRIEF, MINIMAL + "subtitle: In two years\n"),
        ("content/audiences/board.yaml", "name: Board\n"),
        ("content/audiences/all.yaml", "name: All\n"),
        ("content/themes/statecraft.yaml", "extends: statecraft\n"),
        ("templates/deck.xml.j2", TEMPLATE + "{# other #}\n"),
        ("templates/parts.xml.j2", '{% extends "parts.xml.j2" %}\n'),
    ],
)
def test_it_is_known_as_long_as_all_that_it_was_drawn_of_is_as_it_was(drawn: Drawn, file: str, text: str) -> None:
    assert drawn.known["title"] == "Build the quay"
    place = drawn.brief.parent.parent / file
    before = place.read_bytes() if place.exists() else None
    is_new = not place.parent.exists()
    place.parent.mkdir(exist_ok=True)
    place.write_text(text, encoding="utf-8")
    assert drawn.known is None
    place.unlink() if before is None else place.write_bytes(before)
    if is_new:
        place.parent.rmdir()
    assert drawn.known["title"] == "Build the quay"


def test_it_answers_what_was_asked_and_nothing_else(drawn: Drawn) -> None:
    known = FirstPicture.of(str(drawn.brief))
    assert known.to({"texts": {}, "audience": "", "turn": "1"}) is None


@pytest.mark.parametrize("left", ["", "{", "[]", '{"facts": 1}', '{"facts": [["none", "", ""]], "stamps": {}}'])
def test_a_record_that_is_damaged_is_none(drawn: Drawn, left: str) -> None:
    whole = drawn.record.read_bytes()
    drawn.record.write_text(left, encoding="utf-8")
    assert drawn.known is None
    drawn.record.write_bytes(whole)
    assert drawn.known
