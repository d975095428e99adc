"""What a process keeps of one document for the next, by its values, brings no word of it and changes no byte."""

from __future__ import annotations

import io
import random
import re
import zipfile

import pikepdf
import pytest

from policybrief.deck.write.slide_xml import slide_xml
from policybrief.memo.fit import typesetter
from policybrief.ooxml import zipped
from policybrief.pipeline import build
from policybrief.pipeline.options import BuildOptions
from policybrief.pipeline.prepared import Prepared
from policybrief.pipeline.watching import Watched
from support.kept import forget, kept_values
from support.projects import HARBOUR, MINIMAL, Tree
from support.tagged_memos import drawn_text

EDITED = ("title", "subtitle", "judgments[0].headline", "judgments[0].text", "bottom_line.headline")
"""Texts of the brief that are edited one at a time, and put back by the next edit."""


def edits(seed: int, count: int) -> list[str]:
    """Some of many edits, a few of them twice: `PATH=TEXT` with a word of its own."""
    chance = random.Random(seed)
    return [f"{chance.choice(EDITED)}=Kanari{chance.randint(1, count)}vogel sings." for _ in range(count)]


def documents(edit: str) -> dict[str, bytes]:
    prepared = Prepared.of(HARBOUR, given=[edit])
    (edition,) = build.editions(prepared, BuildOptions(jobs=1))
    assert not edition.problems
    return {document.name.rpartition(".")[2]: document.content for document in edition.documents}


def test_what_is_kept_from_other_texts_changes_no_byte() -> None:
    made = edits(10, 3)
    kept = [documents(edit) for edit in made]
    assert min(each.cache_info().hits for each in (slide_xml, typesetter._set, typesetter.line_ends)) > 0
    for edit, before in zip(made, kept, strict=True):
        forget()
        assert documents(edit) == before, edit


def test_a_brief_that_is_watched_gets_the_bytes_of_a_new_build(tree: Tree) -> None:
    """What one audience's slides became, and what was rendered for it, is taken again in its next round, and is no
    other's.
    """
    text = MINIMAL
    files = {
        f"content/audiences/{name}.yaml": f"name: {name}\nsubtitle: For the {name}\n" for name in ("crew", "board")
    }
    files |= {f"templates/{name}.xml.j2": f"{{% extends '{name}.xml.j2' %}}" for name in ("deck", "memo")}
    file = tree({"content/b.yaml": text, **files}) / "content" / "b.yaml"
    brief = Watched(file, BuildOptions())
    title = "title: Build the quay"
    assert text.count(title) == 1
    for words in ("", " by 2030", ""):
        file.write_text(text.replace(title, title + words), encoding="utf-8")
        saved = brief.build((), {})
        assert saved is not None
        made = {path.name: path.read_bytes() for paths in saved.paths.values() for path in paths}
        forget()
        new = build.editions(Prepared.of(file), BuildOptions(jobs=1))
        assert made == {each.name: each.content for edition in new for each in edition.documents}


def test_no_document_has_a_word_of_the_one_before() -> None:
    for edit in ("title=The wren sings", "judgments[0].headline=The finch sings", "title=The owl calls"):
        own = edit.partition("=")[2].split()[1]
        made = documents(edit)
        deck = b"".join(zipped.unpacked(made["pptx"]).values()).decode("utf-8", "replace")
        with pikepdf.open(io.BytesIO(made["pdf"])) as opened:
            memo = "".join(text for _, text in drawn_text(opened))
        for said in (deck, memo):
            assert {word for word in ("wren", "finch", "owl") if word in said} == {own}


def test_what_is_kept_is_bounded() -> None:
    documents("title=The wren sings")
    by_text = [kept for kept in kept_values() if re.search("Slide|Text", str(getattr(kept, "__annotations__", "")))]
    assert {slide_xml, typesetter._set, typesetter.line_ends} <= set(by_text)
    assert all(kept.cache_info().maxsize for kept in by_text)


@pytest.mark.parametrize("size", [0, 1, 99_999, 100_001])
def test_a_zip_is_that_of_the_standard_library(size: int) -> None:
    files = {"[Content_Types].xml": b"<x/>" * size, "a/Київ 习近平.xml": bytes(range(256)) * (size // 256)}
    assert zipped.packed(files) == by_library(files) == zipped.packed(files)
    assert zipped.unpacked(zipped.packed(files)) == files


def by_library(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system, info.external_attr = 3, 0o600 << 16
            archive.writestr(info, content)
    return stream.getvalue()
