"""The pipeline as a whole: all or nothing, the same bytes, deck and memo that agree."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from policybrief.errors import BriefError
from policybrief.pipeline import build
from support.commands import brief
from support.projects import ROOT
from support.sample import SAMPLE
from support.soak import SOAK

BRIEFS = [SAMPLE, ROOT / "tests" / "data" / "harbour.yaml"]


_BUILT = """
import sys
from policybrief.cli.main import main
for brief in sys.argv[2:]:
    try:
        main(["build", brief, "-o", sys.argv[1]])
    except SystemExit as end:
        assert not end.code
"""


@pytest.mark.soak
def test_two_builds_on_different_days_and_machines_are_equal_to_the_byte(tmp_path: Path) -> None:
    built, contents = BRIEFS if SOAK else BRIEFS[1:], []
    for name, variables in {
        "a": {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C"},
        "b": {"PYTHONHASHSEED": "2", "TZ": "America/New_York", "LC_ALL": "C.UTF-8"},
    }.items():
        command = [sys.executable, "-c", _BUILT, tmp_path / name, *built]
        subprocess.run(command, env={**os.environ, **variables}, check=True, capture_output=True)
        contents.append({file.name: file.read_bytes() for file in (tmp_path / name).iterdir()})
    assert contents[0] == contents[1]
    assert len(contents[0]) == 2 * len(built)


def test_a_brief_without_a_date_takes_source_date_epoch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    brief = tmp_path / "undated.yaml"
    brief.write_text(BRIEFS[0].read_text(encoding="utf-8").replace("date: 2026-11-21\n", ""), encoding="utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "981173106")
    (memo,) = build.make(brief, ("memo",))
    file = tmp_path / memo.name
    file.write_bytes(memo.content)
    text = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True).stdout
    assert "February 3, 2001" in text


@pytest.mark.parametrize("brief", BRIEFS, ids=lambda path: path.stem)
def test_every_headline_is_in_the_decks_xml_and_in_the_memos_text(brief: Path, tmp_path: Path) -> None:
    import yaml

    data = yaml.safe_load(brief.read_text(encoding="utf-8"))
    headlines = [entry["headline"] for part in ("judgments", "recommendations") for entry in data[part]]
    deck, memo = build.save(build.make(brief), tmp_path)
    with zipfile.ZipFile(deck) as package:
        slides = "".join(
            package.read(name).decode() for name in package.namelist() if name.startswith("ppt/slides/slide")
        )
    shown = subprocess.run(["pdftotext", "-layout", memo, "-"], capture_output=True, text=True, check=True).stdout
    page = " ".join(shown.split())
    for headline in headlines:
        assert headline in slides.replace("\u00a0", " ")
        assert headline in page


def test_nothing_is_written_when_one_of_the_two_documents_fails(tmp_path: Path) -> None:
    """300 words are too many for a slide and for the page: both say so, and no file appears."""
    file = tmp_path / "content" / "long.yaml"
    file.parent.mkdir()
    long = " ".join(["word"] * 300)
    text = BRIEFS[0].read_text(encoding="utf-8")
    short = "    short: China would revise the present one from inside; Russia gains from its disorder.\n"
    assert short in text
    file.write_text(text.replace(short, f"    short: {long}\n"), encoding="utf-8")
    done = brief("build", file)
    assert done.exit_code == 1
    line = text[: text.index(short)].count("\n") + 1
    assert f"{file}:{line}:12: error: judgments[2].short: " in done.stderr
    assert "nothing was written" in done.stderr
    assert not (tmp_path / "output").exists()


def test_files_are_replaced_whole_and_nothing_else_is_touched(tmp_path: Path) -> None:
    (tmp_path / "harbour_TLP-GREEN.pptx").write_bytes(b"old")
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    build.save(build.make(BRIEFS[1], ("deck",)), tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["harbour_TLP-GREEN.pptx", "notes.txt"]
    assert zipfile.is_zipfile(tmp_path / "harbour_TLP-GREEN.pptx")


def test_a_failed_write_leaves_nothing_where_nothing_was(tmp_path: Path) -> None:
    (tmp_path / "harbour.pdf").mkdir()
    made = [
        build.Document("deck", "harbour.pptx", b"deck", "", None),
        build.Document("memo", "harbour.pdf", b"memo", "", None),
    ]
    with pytest.raises(BriefError, match=r"harbour\.pdf: cannot be written"):
        build.save(made, tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["harbour.pdf"]


@pytest.mark.parametrize("epoch", ["abc", "²", "99999999999999999", "1.5"])
def test_a_malformed_source_date_epoch_is_a_problem(epoch: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(BriefError, match="which is not a time in seconds; unset it"):
        build.make(BRIEFS[0])


def test_source_date_epoch_does_not_matter_to_a_brief_with_a_date(monkeypatch: pytest.MonkeyPatch) -> None:
    without = [document.content for document in build.make(BRIEFS[1])]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "981173106")
    assert [document.content for document in build.make(BRIEFS[1])] == without


def test_a_failed_write_leaves_the_old_files_and_no_leftovers(tmp_path: Path) -> None:
    """The memo's name is taken by a folder: neither file may appear, and the old deck stays."""
    (tmp_path / "harbour_TLP-GREEN.pptx").write_bytes(b"old")
    (tmp_path / "harbour_TLP-GREEN.pdf").mkdir()
    (tmp_path / "harbour_TLP-GREEN.pdf" / "x").write_text("", encoding="utf-8")
    with pytest.raises(BriefError, match="cannot be written"):
        build.save(build.make(BRIEFS[1]), tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["harbour_TLP-GREEN.pdf", "harbour_TLP-GREEN.pptx"]
    assert (tmp_path / "harbour_TLP-GREEN.pptx").read_bytes() == b"old"


def test_no_recommendation_is_optional(tmp_path: Path) -> None:
    """A template may call the whole section optional: where it is left out for room, that is found."""
    brief = tmp_path / "content" / "china.yaml"
    (tmp_path / "templates").mkdir()
    brief.parent.mkdir()
    brief.write_bytes(BRIEFS[0].read_bytes())
    (tmp_path / "templates" / "memo.xml.j2").write_text(
        '{% extends "builtin/memo.xml.j2" %}\n{% block recommendations %}\n<section optional="1"><heading>Do</heading>'
        "<items>{% for one in brief.recommendations %}<item><headline>{{ one.headline }}</headline><text>"
        "{% for again in range(9) %}{{ one.text }} {% endfor %}</text></item>{% endfor %}</items></section>\n"
        "{% endblock %}\n",
        encoding="utf-8",
    )
    with pytest.raises(BriefError) as caught:
        build.make(brief, ("memo",))
    messages = [str(problem) for problem in caught.value.problems]
    assert len(messages) == 5
    assert "recommendations[0].headline: is not in the memo; " in messages[0]


def test_a_template_that_leaves_a_judgment_out_is_found(tmp_path: Path) -> None:
    brief = tmp_path / "content" / "china.yaml"
    (tmp_path / "templates").mkdir()
    brief.parent.mkdir()
    brief.write_bytes(BRIEFS[0].read_bytes())
    template = tmp_path / "templates" / "memo.xml.j2"
    template.write_text(
        '{% extends "builtin/memo.xml.j2" %}\n{% block recommendations %}\n{% endblock %}\n', encoding="utf-8"
    )
    with pytest.raises(BriefError) as caught:
        build.make(brief)
    messages = [str(problem) for problem in caught.value.problems]
    assert len(messages) == 5
    assert "recommendations[0].headline: is not in the memo; " in messages[0]


def test_a_deck_template_that_renders_a_memo_is_a_problem(tmp_path: Path) -> None:
    brief = tmp_path / "content" / "china.yaml"
    (tmp_path / "templates").mkdir()
    brief.parent.mkdir()
    brief.write_bytes(BRIEFS[0].read_bytes())
    (tmp_path / "templates" / "deck.xml.j2").write_text('{% extends "builtin/memo.xml.j2" %}\n', encoding="utf-8")
    with pytest.raises(BriefError, match=r"deck\.xml\.j2:1:1: has to render a <deck>"):
        build.make(brief)
