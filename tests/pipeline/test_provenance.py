"""Every text in a placed deck and in a fitted memo knows the value of the brief that it comes from."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from policybrief.deck import provenance as in_deck
from policybrief.memo import provenance as in_memo
from policybrief.system.files.resources import LOCALES, TEMPLATES
from policybrief.text import inline
from policybrief.text.document import runs
from policybrief.text.placed import PlacedText
from policybrief.text.run import plain
from policybrief.text.value_path import NOWHERE, ValuePath
from support.every_element import laid_out
from support.fitted import CHINESE, fitted
from support.projects import HARBOUR
from support.sample import SAMPLE

BRIEFS = pytest.mark.parametrize("file", [SAMPLE, HARBOUR, CHINESE], ids=["sample", "harbour", "chinese"])


def by_path(texts: Iterable[PlacedText[Any]]) -> Mapping[ValuePath, str]:
    found: dict[ValuePath, str] = defaultdict(str)
    for text in texts:
        found[text.path] += f"{text.text} "
    return found


def squashed(text: str) -> str:
    """The letters of a text: the memo sets some of them as capitals, divides words, and leaves out what is not seen."""
    return "".join(re.findall(r"\w", unicodedata.normalize("NFC", text).casefold()))


@BRIEFS
def test_every_text_of_a_deck_is_found_at_its_own_path(file: Path) -> None:
    made = fitted(file)
    texts = by_path(in_deck.texts(made.placed))
    footer = () if made.deck.markings else made.deck.footer  # a marking stands in its place
    for run in runs((made.deck.slides, footer, made.deck.date, made.deck.markings, made.deck.designation)):
        if run.path and not run.cite:
            assert squashed(run.text) in squashed(texts[run.path]), run.path


@BRIEFS
def test_every_text_of_a_memo_is_found_at_its_own_path(file: Path) -> None:
    made = fitted(file)
    texts = by_path(in_memo.texts(made.memo))
    for run in runs(made.memo.memo):
        if run.path and not run.cite:
            assert squashed(run.text) in squashed(texts[run.path]), run.path


WORDED = {"date", "by", "start", "confidence", "likelihood"}
"""Keys whose values are printed in the words of the locale."""


@BRIEFS
def test_the_value_at_a_path_holds_the_words(file: Path) -> None:
    made = fitted(file)
    for text in made.texts:
        value = made.source.at(text.path)
        if not text.path or text.path.key in WORDED or isinstance(value, dict):
            assert not isinstance(value, dict) or not text.path or text.path.within("sources"), (
                "an entry of the sources"
            )
        elif isinstance(value, str):
            cited = re.fullmatch(r"[,\d]+", text.text)
            shown = plain(inline.parse(" ".join(value.split())))
            assert cited or squashed(text.text) in squashed(shown) + squashed(value), text  # or in a link's address
        elif isinstance(value, float | int):
            assert digits(text.text) == digits(getattr(value, "spelling", str(value)))
        else:
            assert text.path.within("decision", "options"), text  # those of the language stand in no brief


@BRIEFS
def test_what_has_no_path_is_the_template_s_or_the_language_s(file: Path) -> None:
    known = {
        word for file in (*TEMPLATES.rglob("*.j2"), *LOCALES.glob("*.yaml")) for word in words(file.read_text("utf-8"))
    }
    for text in fitted(file).texts:
        if not text.path:
            assert set(words(text.text)) <= known, text


def digits(number: str) -> str:
    """The digits of a number, however its language groups them and how many of the last are zeros."""
    return re.sub(r"\D", "", number).rstrip("0")


def words(text: str) -> Iterator[str]:
    return (word.casefold() for word in re.findall(r"[^\W\d_]+", text))


@pytest.mark.parametrize("name", ["deck.xml.j2", "memo.xml.j2"])
def test_every_element_keeps_the_path_of_what_is_in_it(name: str, tmp_path: Path) -> None:
    file, _ = laid_out(name, tmp_path)
    template = tmp_path / "templates" / name
    text, count = re.subn(r"Word\d+x", "{{ brief.title }}", template.read_text("utf-8"))
    template.write_text(text, encoding="utf-8")
    made = fitted(file)
    texts = in_deck.texts(made.placed) if name.startswith("deck") else in_memo.texts(made.memo)
    title = squashed(made.source.data["title"])
    found = by_path(texts)
    assert squashed(found[ValuePath("title")]).count(title) >= count, "footers are on each slide"
    assert title not in squashed(found[NOWHERE])
