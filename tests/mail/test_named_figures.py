"""Figures that texts name, in mail: the number is there, and no file's name goes to who may not know every source."""

from __future__ import annotations

import hashlib

import pytest

from support import canaries
from support.commands import brief
from support.mailrooms import Mailroom, body, read, room
from support.projects import minimal

CSV = "Quarter,At berth\nQ3,412\n"
NAME = "kanarienvogel"
NAMED = (
    ("The port has one berth, and it is full.", "The port has one berth, where [=fleet.at_berth.Q3] lay."),
    ("Build it before the winter.", "Build it, for [=fleet.at_berth.Q3] lay at the one berth."),
)
DATA = f"data:\n  fleet: {{file: figures/{NAME}.csv, unit: ships}}\n"


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Mailroom:
    """An audience that may not know the name of the one source."""
    made = room(tmp_path_factory.mktemp("few") / "p", head="sources: []\n", build=False)
    text = minimal(*NAMED) + DATA
    (made.root / "content" / "brief.yaml").write_text(text, encoding="utf-8")
    (made.root / "figures").mkdir()
    (made.root / "figures" / f"{NAME}.csv").write_text(CSV, encoding="utf-8")
    ran = brief("build", cwd=made.root)
    assert ran.exit_code == 0, ran.stderr
    return made


def test_a_mail_has_the_number_that_a_text_names(few: Mailroom) -> None:
    ran = few.mail()
    assert ran.exit_code == 0, ran.stderr
    message = read(few.drafts[0])
    for kind in ("plain", "html"):
        words = body(message, kind).replace("\u00a0", " ").replace("&nbsp;", " ")
        assert "Build it, for 412 ships lay at the one berth." in " ".join(words.split())
        assert "[=" not in words


def test_no_file_of_numbers_is_named_to_who_may_not_know_every_source(few: Mailroom) -> None:
    for command in (("build", "--only", "docx"), ("receipts",), ("mail",)):
        ran = brief(*command, cwd=few.root)
        assert ran.exit_code == 0, ran.stderr
    digest = hashlib.sha256(CSV.encode()).hexdigest()
    made = [file for file in (few.root / "output").rglob("*") if file.is_file()]
    assert {file.suffix for file in made} == {".pptx", ".pdf", ".docx", ".html", ".eml"}
    for file in made:
        content = file.read_bytes()
        parts = [part.get_payload(decode=True) for part in read(file).walk()] if file.suffix == ".eml" else []
        for each in (content, *(part for part in parts if part)):
            assert not canaries.found(each, [NAME, digest]), file.name
