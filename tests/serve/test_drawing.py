"""The process that draws: ended where it takes too long, and there again for what comes next."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from typing import Any

import pytest

from policybrief.serve.drawing.process import BusyError, DrawingProcess, StoppedError
from support.projects import MINIMAL, Tree

ENDLESS = "{{ range(99999)|map('string')|map('replace', '1', 'x' * 2000000)|map('length')|sum }}"


def asked(turn: str) -> dict[str, Any]:
    return {"texts": {}, "audience": "", "documents": ["deck"], "have": [], "turn": turn}


def test_what_never_ends_is_stopped_and_the_next_text_is_drawn(tree: Tree) -> None:
    root = tree({"content/brief.yaml": MINIMAL})
    template = root / "templates" / "deck.xml.j2"

    async def session() -> tuple[Any, str, Any]:
        drawing = DrawingProcess(root / "content" / "brief.yaml")
        first = await drawing.ask(asked("1"))
        template.parent.mkdir()
        template.write_text(f"<deck>{ENDLESS}</deck>", encoding="utf-8")
        drawing.seconds = 0.5
        with pytest.raises(StoppedError) as stopped:
            await drawing.ask(asked("2"))
        template.unlink()
        drawing.seconds = 60.0
        second = await drawing.ask(asked("3"))
        await drawing.stop()
        return first, str(stopped.value), second

    first, why, second = asyncio.run(session())
    assert "more than 0.5 seconds" in why
    assert second["documents"] == first["documents"]
    assert second["documents"]["deck"]


def test_answers_come_in_the_order_of_asking_and_only_so_many_wait(tree: Tree) -> None:
    root = tree({"content/brief.yaml": MINIMAL})
    brief = root / "content" / "brief.yaml"
    done: list[int] = []

    async def ask(drawing: DrawingProcess, number: int) -> Any:
        text = MINIMAL.replace("title: Build the quay", f"title: Build the quay {number}", 1)
        seen = await drawing.ask(asked("") | {"texts": {str(brief): text}})
        done.append(number)
        return seen["title"]

    async def session() -> list[Any]:
        drawing = DrawingProcess(brief)
        titles = await asyncio.gather(*(ask(drawing, number) for number in range(20)), return_exceptions=True)
        await drawing.stop()
        return titles

    titles = asyncio.run(session())
    assert done == list(range(16))
    assert titles[:16] == [f"Build the quay {number}" for number in range(16)]
    assert all(isinstance(title, BusyError) for title in titles[16:])


@pytest.mark.parametrize("written", [MINIMAL, MINIMAL.replace("title: Build the quay", "title: Build two quays", 1)])
def test_what_is_drawn_ahead_is_told_of_the_text_that_it_was_drawn_of_alone(tree: Tree, written: str) -> None:
    brief = tree({"content/brief.yaml": MINIMAL}) / "content" / "brief.yaml"
    message = asked("1") | {"texts": {str(brief): written}, "beside": False}

    async def session(*, ahead: bool) -> Any:
        drawing = DrawingProcess(brief)
        drawing.start(ahead=ahead)
        seen = await drawing.ask(message)
        await drawing.stop()
        return seen | {"milliseconds": 0}

    async def both() -> list[Any]:
        return await asyncio.gather(session(ahead=True), session(ahead=False))

    ahead, asked_first = asyncio.run(both())
    assert ahead == asked_first
    assert ahead["pictures"]


def test_the_first_slides_do_not_wait_for_what_lays_out_and_writes_a_memo() -> None:
    seen = "import sys, policybrief.serve.drawing.drawer; print(*sys.modules)"
    read = subprocess.run([sys.executable, "-c", seen], check=True, capture_output=True, text=True).stdout.split()
    assert "policybrief.deck.fit.fit" in read
    assert not {"policybrief.memo.fit.fit", "policybrief.pdf.fonts", "reportlab", "uharfbuzz"} & {*read}
