"""What the README says is true: its sample of an error, its lists of blocks, its files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import conftest
from policybrief.cli import new
from samples import SAMPLE

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(template: str) -> list[str]:
    """The blocks of a template, in order."""
    return re.findall(r"{% block (\w+) (?:scoped )?%}", (ROOT / "templates" / template).read_text(encoding="utf-8"))


def test_its_sample_of_an_error_is_what_a_user_gets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    brief = tmp_path / "content" / "china-russia.yaml"
    brief.parent.mkdir()
    text = SAMPLE.read_text(encoding="utf-8")
    brief.write_text(text.replace("confidence: high", "confidence: hihg", 1), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert f"```text\n{conftest.brief('build').stderr}```" in README


def test_it_names_the_blocks_that_the_templates_have() -> None:
    said = " ".join(README.split())
    assert f"The blocks of the deck: `{' '.join(blocks('deck.xml.j2'))}`" in said
    assert f"of the memo: `{' '.join(blocks('memo.xml.j2'))}`" in said
    assert f"Their blocks: `{' '.join(blocks('mail.html.j2'))}`" in said


def test_a_new_projects_templates_name_the_same_blocks() -> None:
    for text, template in ((new.DECK, "deck.xml.j2"), (new.MEMO, "memo.xml.j2")):
        (listed,) = re.findall(r"blocks: ([\w, \n]+)\.", text)
        assert re.findall(r"\w+", listed) == blocks(template)


@pytest.mark.parametrize("path", sorted(set(re.findall(r"\]\(((?!http)[^)#]+)\)", README))))
def test_every_file_that_it_links_to_is_there(path: str) -> None:
    assert (ROOT / path).exists()
