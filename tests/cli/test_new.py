"""`brief new`: what is asked, and the blank brief, which builds without a warning and has nothing to delete."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from policybrief.cli import blanks
from policybrief.locale import locale
from support.commands import brief


@pytest.mark.parametrize("kind", sorted(blanks.kinds()))
def test_a_blank_brief_of_each_kind_builds_without_a_warning(tmp_path: Path, kind: str) -> None:
    brief("new", tmp_path / "p", "--blank", "--kind", kind)
    ran = brief("build", cwd=tmp_path / "p")
    assert (ran.exit_code, ran.stderr) == (0, ""), ran.stderr
    assert "no problems; 2 files written" in ran.stdout


@pytest.mark.parametrize("lang", locale.available())
def test_a_blank_brief_of_each_language_fits_and_is_in_its_words(tmp_path: Path, lang: str) -> None:
    brief("new", tmp_path / "p", "--lang", lang)
    ran = brief("build", cwd=tmp_path / "p")
    assert (ran.exit_code, ran.stderr) == (0, ""), ran.stderr
    texts = yaml.safe_load((tmp_path / "p" / "content" / "brief.yaml").read_text(encoding="utf-8"))
    assert texts["lang"] == lang
    script = {"uk": "[а-я]", "zh": "[\u4e00-\u9fff]", "fr": "[éèà’]"}.get(lang, "[a-z]")
    assert re.search(script, texts["judgments"][0]["text"])


@pytest.mark.parametrize("kind", ["", *sorted(blanks.kinds())])
def test_it_has_every_key_that_is_needed_and_no_other(tmp_path: Path, kind: str) -> None:
    brief("new", tmp_path / "p", "--blank", *(("--kind", kind) if kind else ()))
    file = tmp_path / "p" / "content" / "brief.yaml"
    text = file.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 26
    data = yaml.safe_load(text)
    assert data.get("kind", "") == kind
    for key in data.keys() - {"kind", "lang"}:
        rest = {each: value for each, value in data.items() if each != key}
        file.write_text(yaml.safe_dump(rest, allow_unicode=True), encoding="utf-8")
        ran = brief("check", cwd=tmp_path / "p")
        assert ran.exit_code == 1, f"{key} is not needed"


def test_no_key_of_an_entry_is_more_than_it_needs(tmp_path: Path) -> None:
    brief("new", tmp_path / "p", "--blank", "--kind", "decision")
    file = tmp_path / "p" / "content" / "brief.yaml"
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    for part in ("judgments", "recommendations"):
        for key in data[part][0]:
            entry = {each: value for each, value in data[part][0].items() if each != key}
            file.write_text(yaml.safe_dump({**data, part: [entry]}, allow_unicode=True), encoding="utf-8")
            assert brief("check", cwd=tmp_path / "p").exit_code == 1, f"{part}[0].{key} is not needed"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--kind", "decison"), "there is no kind 'decison'; did you mean 'decision'?"),
        (("--lang", "de"), "there is no language 'de'; available here: en-GB, en-US, fr, uk, zh"),
        (("--sample", "--lang", "fr"), "--kind and --lang are for a blank one"),
    ],
)
def test_what_there_is_not_is_told(tmp_path: Path, options: tuple[str, ...], told: str) -> None:
    ran = brief("new", tmp_path / "p", *options)
    assert (ran.exit_code, told in ran.stderr) == (2, True), ran.stderr
    assert not (tmp_path / "p").exists()


def test_a_language_goes_by_every_name_that_a_brief_may_give_it(tmp_path: Path) -> None:
    for name in ("en", "uk-UA"):
        assert brief("new", tmp_path / name, "--blank", "--lang", name).exit_code == 0
        assert f"\nlang: {name}\n" in (tmp_path / name / "content" / "brief.yaml").read_text(encoding="utf-8")


def test_a_theme_of_a_blank_brief_is_one_that_there_is(tmp_path: Path) -> None:
    assert brief("new", tmp_path / "p", "--blank", "--theme", "cabel").exit_code == 1
    assert brief("new", tmp_path / "q", "--blank", "--theme", "cable").exit_code == 0
    assert "\ntheme: cable\n" in (tmp_path / "q" / "content" / "brief.yaml").read_text(encoding="utf-8")


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    brief("new", tmp_path / "p", "--blank")
    ran = brief("new", tmp_path / "p", "--blank")
    assert (ran.exit_code, "exists already" in ran.stderr) == (1, True)


def test_a_pipe_is_not_asked(tmp_path: Path) -> None:
    ran = brief("new", tmp_path / "p")
    assert (ran.exit_code, (tmp_path / "p" / "content" / "audiences").is_dir()) == (0, True)
