"""Questions that may be asked: behind the backup, in a memo by its parts alone, and for nobody who may not see one."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
import yaml

from support import canaries
from support.canaries import Canaries, found
from support.commands import brief
from support.slides import noted, opened, shown

ANSWER = "Because it is full [@open].\n\n- First the quay\n- then the pier\n"
QUESTIONS = [
    {"question": "Why now?", "answer": ANSWER, "sources": ["open"]},
    {"question": "Who pays?", "answer": "The town.", "notes": "Look at the **chair**."},
]
WITH = "[bottom_line, judgments, recommendations, questions, sources]"
AUDIENCES = {
    "allies": "name: Allies",
    "insiders": f"name: Insiders\noutside: false\nmemo: {{parts: {WITH}}}",
    "others": "name: Others\ndeck: {parts: [title_slide, bottom_line, judgments, recommendations, sources]}",
}


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Canaries]:
    canary, root = Canaries(), tmp_path_factory.mktemp("questions")
    kept = ("title", "date", "to", "from", "bottom_line", "judgments", "recommendations", "sources")
    made = {key: value for key, value in canaries.brief(Canaries("plain"), "").items() if key in kept}
    secret = {key: canary(key) for key in ("question", "notes")} | {"answer": f"ZZK {canary('answer')}"}
    made["acronyms"] = {"ZZK": canary("acronym")}
    made["questions"] = [*QUESTIONS, {**secret, "not_for": ["allies"], "sources": ["shut"]}]
    (root / "content" / "audiences").mkdir(parents=True)
    (root / "content" / "brief.yaml").write_text(yaml.safe_dump(made, allow_unicode=True), encoding="utf-8")
    for name, keys in AUDIENCES.items():
        (root / "content" / "audiences" / f"{name}.yaml").write_text(keys, encoding="utf-8")
    ran = brief("build", cwd=root)
    assert ran.exit_code == 0, ran.stderr
    return root / "output", canary


def deck(room: tuple[Path, Canaries], name: str) -> bytes:
    return (room[0] / f"brief_{name}.pptx").read_bytes()


def memo(room: tuple[Path, Canaries], name: str) -> str:
    document = pypdfium2.PdfDocument(room[0] / f"brief_{name}.pdf")
    return " ".join(document[0].get_textpage().get_text_range().split())


def test_they_stand_between_the_backup_and_the_sources_with_their_answers_whole(room: tuple[Path, Canaries]) -> None:
    titles = [slide.shapes.title.text for slide in opened(deck(room, "insiders")).slides]
    at = titles.index("Questions and answers")
    assert "evidence" in titles[at - 4].lower()
    assert titles[at + 1] == "Where this comes from, and how sure we are"
    said = shown(deck(room, "insiders"))
    assert all(words in said for words in ("Why now?", "Because it is full", "then the pier", "Who pays?", "The town."))
    assert "Who pays? Look at the chair." in noted(deck(room, "insiders"))


def test_a_memo_has_them_where_its_parts_do(room: tuple[Path, Canaries]) -> None:
    assert "Who pays? The town." in memo(room, "insiders")
    assert "Who pays?" not in memo(room, "allies")


def test_who_may_not_see_one_has_no_byte_of_it(room: tuple[Path, Canaries]) -> None:
    output, canary = room
    for name in ("brief_allies.pptx", "brief_allies.pdf"):
        assert found((output / name).read_bytes(), canary.places) == set()
    assert "Who pays?" in shown(deck(room, "allies"))
    assert set(canary.places) == found(deck(room, "insiders"), canary.places)


def test_what_is_in_no_part_leaves_no_trace(room: tuple[Path, Canaries]) -> None:
    assert b"Who pays" not in b"".join(shown(deck(room, "others")).encode().split(b"\n"))
    assert found((room[0] / "brief_others.pptx").read_bytes(), ["Who pays?", *room[1].places]) == set()
