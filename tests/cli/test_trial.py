"""`brief build --set PATH=VALUE`: another value for one build, typed by the schema, told as a problem where wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.commands import brief
from support.pdfs import words_of_pages
from support.projects import MINIMAL, Tree


@pytest.fixture
def project(tree: Tree) -> Path:
    return tree({"content/b.yaml": MINIMAL})


def test_a_trial_lies_apart_and_the_brief_stays(project: Path) -> None:
    before = (project / "content" / "b.yaml").read_bytes()
    ran = brief("build", project, "--only", "memo", "--set", "title=A trial: 'yes' & <no> Київ")
    assert ran.exit_code == 0, ran.stderr
    assert (project / "content" / "b.yaml").read_bytes() == before
    assert [file.name for file in (project / "output").iterdir()] == ["trial"]
    assert "A trial: 'yes' & <no> Київ" in words_of_pages((project / "output" / "trial" / "b.pdf").read_bytes())[0]


def test_a_trial_is_not_known_as_built(project: Path) -> None:
    brief("build", project, "--set", "title=A trial")
    trial = brief("pull", project / "output" / "trial" / "b.pptx", cwd=project)
    assert trial.exit_code == 1
    assert "no build of this project is known" in trial.stderr


def test_an_entry_is_named_by_its_id_or_its_position(project: Path) -> None:
    for path in ("judgments[0].headline", "judgments.only-berth.headline"):
        ran = brief("build", project, "--only", "memo", "--set", f"{path}=Said otherwise")
        assert ran.exit_code == 0, ran.stderr
        assert "Said otherwise" in words_of_pages((project / "output" / "trial" / "b.pdf").read_bytes())[0]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("title", "--set title: error: is no PATH=VALUE"),
        ("=x", "--set =x: error: is no PATH=VALUE"),
        ("titel=x", "--set titel: error: titel: is not a known key; did you mean 'title'?"),
        ("bottom_lin.headline=x", "--set bottom_lin.headline: error: bottom_lin: is not a known key"),
        ("date=tomorrow", "--set date: error: date: 'tomorrow' is not a date; write it as 2026-11-21"),
        ("keywords=[a, b", "--set keywords: error: is not YAML"),
        ("keywords=a", "--set keywords: error: keywords: is text, not a list"),
        ("title.x=1", "--set title.x: error: title is no mapping"),
        ("judgments.frist.headline=x", "--set judgments.frist.headline: error: judgments has no entry 'frist'"),
        ("judgments[7].headline=x", "--set judgments[7].headline: error: there is no judgments[7].headline"),
        ("options.entries[0].name=x", "options.entries[0].name, for the brief has no options.entries; write the whole"),
        ("judgments[0].confidence=hihg", "judgments[0].confidence: 'hihg' is not a confidence; did you mean 'high'?"),
        ("title=" + "long " * 300, "--set title: error: title: as a slide's title takes 19 lines"),
    ],
)
def test_what_is_wrong_is_told_of_the_option(project: Path, given: str, told: str) -> None:
    ran = brief("build", project, "--set", given)
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert told in ran.stderr
    assert not (project / "output").exists()


def test_all_that_is_wrong_is_told_at_once(project: Path) -> None:
    ran = brief("build", project, "--set", "titel=x", "--set", "date=tomorrow")
    assert "2 errors; nothing was written" in ran.stderr


def test_a_text_that_looks_like_yaml_is_text(project: Path) -> None:
    for text in ("true", "[a, b]", "42", "# of ships: 3"):
        ran = brief("build", project, "--only", "memo", "--set", f"title={text}")
        assert ran.exit_code == 0, ran.stderr
        assert text in words_of_pages((project / "output" / "trial" / "b.pdf").read_bytes())[0]
