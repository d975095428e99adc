"""`brief comments`: what readers noted in a deck or a memo, at the line of the YAML that it is about."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pikepdf import Name

from policybrief.deck import readback
from policybrief.memo import provenance
from policybrief.ooxml.package import Package
from policybrief.ooxml.zipped import packed
from policybrief.pipeline.built import Built
from policybrief.pipeline.options import ALL, BuildOptions
from policybrief.pipeline.outputs import OUTPUTS
from policybrief.pipeline.prepared import Prepared
from policybrief.read.source import origin
from support.commands import Ran, brief
from support.deck_edits import Edited, stripped
from support.noted import NotedDeck, NotedMemo
from support.projects import ROOT
from support.pulled import Room, room
from support.soak import SOAK

SHORT = "Both capitals value"


@pytest.fixture
def sample(tmp_path: Path) -> Room:
    return room(tmp_path)


@cache
def memo(audience: str = "congress") -> bytes:
    """The sample's memo for an audience."""
    document = Prepared.of(ROOT / "content" / "china-russia.yaml").run_for(audience, ALL).outcome("memo").document
    assert document
    return document.content


def ran(sample: Room, *contents: bytes, args: Iterable[str] = ()) -> Ran:
    files = []
    for number, content in enumerate(contents):
        files.append(sample.root / f"noted-{number}.{'pdf' if content.startswith(b'%PDF') else 'pptx'}")
        files[-1].write_bytes(content)
    return brief("comments", *files, *args, cwd=sample.root)


def told(sample: Room, *contents: bytes, args: Iterable[str] = ()) -> list[dict[str, Any]]:
    printed = ran(sample, *contents, args=("--format", "json", *args)).stdout
    found: list[dict[str, Any]] = json.loads(printed)["comments"]
    return found


def line(file: Path, start: str) -> int:
    lines = file.read_text(encoding="utf-8").split("\n")
    return next(number for number, text in enumerate(lines, 1) if text.lstrip().startswith(start))


# -- decks


def test_threads_stand_at_the_lines_of_their_words(sample: Room) -> None:
    deck = NotedDeck.of(sample.decks["congress"])
    deck.thread(3, "Mary Roe", "Says who?", SHORT, "uncertain gain", [("Джон", "Lo.\nPara. 4")], "resolved")
    deck.thread(7, "Mary Roe", "Which bills?", "A test for bills", "bills")
    printed = ran(sample, deck.content)
    bills = line(sample.audience("congress"), "so_what: A test")
    assert (printed.exit_code, printed.stdout.splitlines()) == (
        0,
        [
            f"content/audiences/congress.yaml:{bills}:14: recommendations.realistic-agenda.so_what",
            '    slide 7, Mary Roe, 2026-11-25 11:00, on "bills"',
            "      Which bills?",
            f"content/china-russia.yaml:{line(sample.brief, f'short: {SHORT}')}:12: judgments[0].short",
            '    slide 3, Mary Roe, 2026-11-25 11:00, on "uncertain gain"  resolved',
            "      Says who?",
            "      ↳ Джон, 2026-11-25 12:00: Lo.",
            "        Para. 4",
            "no problems; 2 comments, 1 resolved",
        ],
    )


def test_a_thread_may_be_at_a_shape_a_slide_or_a_cell(sample: Room) -> None:
    deck = NotedDeck.of(with_ids(sample.decks["congress"], 5))
    deck.thread(7, "A", "shape", "A test for bills")
    deck.thread(3, "A", "slide")
    deck.thread(5, "A", "cell", "More influence", cell=("101", "200"))
    deck.thread(5, "A", "words", "More influence", "influence", cell=("101", "200"))
    deck.thread(5, "A", "table", "More influence")
    found = {each["text"]: each for each in told(sample, deck.content)}
    assert {text: (each["path"], each["marked"]) for text, each in found.items() if text != "table"} == {
        "shape": ("recommendations.realistic-agenda.so_what", found["shape"]["marked"]),
        "slide": ("headlines.judgments", ""),
        "cell": ("comparison.rows[0].cells[0]", "More influence inside the existing order"),
        "words": ("comparison.rows[0].cells[0]", "influence"),
    }
    assert found["shape"]["marked"].startswith("So what: A test for bills and hearings")
    assert found["slide"]["near"] == "The partnership is durable, unequal and limited"
    assert found["table"]["path"].startswith("comparison.")


def with_ids(content: bytes, slide: int) -> bytes:
    """The rows and columns of a table with ids, as PowerPoint gives them."""
    space = "http://schemas.microsoft.com/office/drawing/2014/main"
    files = NotedDeck.of(content).files
    text = files[f"ppt/slides/slide{slide}.xml"].decode()
    for tag, ident, start in (("tr", "rowId", 100), ("gridCol", "colId", 200)):
        head, *rows = text.split(f"<a:{tag} ")
        for number, row in enumerate(rows):
            more = f'<a16:{ident} xmlns:a16="{space}" val="{start + number}"/>'
            more = f'<a:extLst><a:ext uri="x">{more}</a:ext></a:extLst>'
            if tag == "tr":
                rows[number] = row.replace("</a:tr>", f"{more}</a:tr>", 1)
            else:
                rows[number] = row.replace("/>", f">{more}</a:gridCol>", 1)
        text = f"<a:{tag} ".join((head, *rows))
    files[f"ppt/slides/slide{slide}.xml"] = text.encode()
    return packed(files)


def test_an_old_comment_is_about_what_lies_under_it(sample: Room) -> None:
    edited = sample.edited()
    shape, _ = edited.find(3, SHORT)
    middle = ((shape.left + shape.width / 2) / 12700, (shape.top + shape.height / 2) / 12700)
    deck = NotedDeck.of(sample.decks["congress"])
    deck.older(3, "Jane Doe", "first", middle, ["second", "third"])
    deck.older(3, "Jane Doe", "title", (100, 60))
    body, title = told(sample, deck.content)[::-1]
    assert (body["path"], [each["text"] for each in body["replies"]]) == ("judgments[0].headline", ["second", "third"])
    assert (body["marked"], SHORT in body["near"]) == ("", True)
    assert title["path"] == "headlines.judgments"


def test_the_deck_and_the_yaml_may_have_gone_on(sample: Room) -> None:
    """The words that are marked were edited, slides moved, names lost, and judgments stand in another order by now."""
    edited = sample.edited()
    edited.change(3, SHORT, "uncertain", "speculative")
    edited.drop(2)
    deck = NotedDeck.of(stripped(edited.content))
    deck.thread(3, "A", "edited", SHORT, "speculative gain")  # parts keep their numbers
    text = sample.text
    first, second = text.index("  - id: no-wedge"), text.index("  - id: stronger-strained")
    third = text.index("  - id: different-orders")
    sample.brief.write_text(text[:first] + text[second:third] + text[first:second] + text[third:], encoding="utf-8")
    (found,) = told(sample, deck.content)
    assert (found["where"], found["path"], found["marked"]) == ("slide 2", "judgments[1].short", "speculative gain")
    assert found["line"] == line(sample.brief, f"short: {SHORT}")


def test_what_comes_from_no_value_is_shown_too(sample: Room) -> None:
    edited = sample.edited()
    edited.box(3, "A box of somebody's, about submarines and cables")
    deck = NotedDeck.of(edited.content)
    deck.thread(3, "A", "template", "Key judgments", "Key")
    deck.thread(3, "A", "new", "submarines and cables")
    printed = ran(sample, deck.content).stdout
    assert "– words of the template, deck.xml.j2:" in printed
    assert "– at no value of the YAML as it is now\n" in printed
    assert "no problems; 2 comments" in printed


# -- memos


def test_what_is_marked_and_noted_in_a_memo(sample: Room) -> None:
    noted = NotedMemo(memo())
    noted.mark("A test for bills", Contents="Which bills?")
    both = noted.mark("engage China \r\nselectively", Contents="How?\rWhen?")
    noted.note([0, 0, 9, 9], IRT=both, T="Bob", Contents="Soon.", CreationDate="D:20261126")
    noted.note([0, 0, 9, 9], IRT=both, T="Bob", Contents="Completed", StateModel="Review", State="Completed")
    caret = noted.note([0, 0, 9, 9], "Caret", Contents="hunger")
    noted.mark("appetite", "StrikeOut", IRT=caret, RT=Name.Group)
    left, bottom, _, top = noted.rects("No wedge works")[0]
    noted.note([left - 40, bottom, left - 20, top], Contents="Never?")
    found = {each["text"]: each for each in told(sample, noted.content)}
    assert {text: (each["kind"], each["path"], each["marked"]) for text, each in found.items()} == {
        "Which bills?": ("highlight", "recommendations.realistic-agenda.so_what", "A test for bills"),
        "How?\nWhen?": ("highlight", "bottom_line.text", "engage China selectively"),
        "hunger": ("insertion", "judgments[4].short", "appetite"),
        "Never?": ("note", found["Never?"]["path"], ""),
    }
    answered = found["How?\nWhen?"]
    assert answered["resolved"]
    assert answered["replies"] == [{"author": "Bob", "date": "2026-11-26", "text": "Soon."}]
    assert found["Never?"]["path"] in ("judgments[0].headline", "judgments[0].short")
    assert found["Never?"]["near"].startswith("1 No wedge works. Both capitals")


def test_words_that_stand_twice_are_told_apart_by_what_is_around_them(sample: Room) -> None:
    noted = NotedMemo(memo())
    for number in range(3):
        noted.mark("High", occurrence=number, Contents=str(number))
    found = {each["text"]: each["path"] for each in told(sample, noted.content)}
    assert found == {"0": "judgments[0].confidence", "1": "judgments[1].confidence", "2": "judgments[3].confidence"}


def test_words_marked_in_several_places_stand_at_the_first(sample: Room) -> None:
    noted = NotedMemo(memo())
    quads = [each for number in (0, 2) for each in noted.mark("Moscow", occurrence=number).QuadPoints]
    del noted.page.Annots[:]
    noted.note([0, 0, 9, 9], "Highlight", QuadPoints=[float(each) for each in quads], Contents="both")
    noted.mark("Moscow", Contents="first")
    found = {each["text"]: each for each in told(sample, noted.content)}
    assert found["both"]["path"] == found["first"]["path"] != ""
    assert found["both"]["marked"] == "Moscow Moscow"


def test_a_memo_is_known_by_its_words_where_its_program_dropped_all_else(sample: Room) -> None:
    noted = NotedMemo(memo())
    noted.mark("A test for bills", Contents="here")
    del noted.pdf.Root.Metadata
    (found,) = told(sample, noted.content)
    assert found["path"] == "recommendations.realistic-agenda.so_what"


def test_a_file_whose_build_is_not_known_is_held_against_the_brief_as_it_is(sample: Room) -> None:
    shutil.rmtree(sample.root / ".policybrief")
    deck, noted = NotedDeck.of(sample.decks["congress"]), NotedMemo(memo())
    deck.thread(3, "A", "Says who?", SHORT, "uncertain gain")
    noted.mark("A test for bills", Contents="Which bills?")
    found = {each["text"]: each["path"] for each in told(sample, deck.content, noted.content)}
    assert found == {
        "Says who?": "judgments[0].short",
        "Which bills?": "recommendations.realistic-agenda.so_what",
    }
    refused = ran(sample, stripped(deck.content))
    assert (refused.exit_code, "no build of this project is known" in refused.stderr) == (1, True)


# -- what may be in a file


def test_a_comment_gives_no_orders_to_the_terminal(sample: Room) -> None:
    odd = "\x1b[31mred\x1b]0;title\x07 \u202eevil\u2069 \x9b2J"
    noted = NotedMemo(memo())
    noted.mark("A test for bills", T=odd, Contents=odd)
    deck = NotedDeck.of(sample.decks["congress"])
    deck.thread(3, "\u202eevil", "\u2066hidden\x85", SHORT, "gain", [("\u200f", "\u2028")])
    for form in ("text", "json"):
        printed = ran(sample, noted.content, deck.content, args=("--format", form)).stdout
        assert not {*printed} & {*"\x1b\x07\x9b\x85\u202e\u2066\u2069\u200f\u2028"}
        assert "\\u202eevil" in printed


def test_bad_files_are_one_line_each_and_the_others_are_read(sample: Room) -> None:
    deck = NotedDeck.of(sample.decks["congress"])
    deck.thread(3, "A", "Says who?", SHORT, "gain")
    bad = {
        "no.pptx": b"PK\x03\x04nothing",
        "old.ppt": b"\xd0\xcf\x11\xe0" + bytes(600),
        "a.txt": b"text",
        "empty.pdf": b"",
        "cut.pdf": memo()[:3000],
    }
    for name, content in bad.items():
        (sample.root / name).write_bytes(content)
    place = sample.root / "noted.pptx"
    place.write_bytes(deck.content)
    printed = brief("comments", *bad, "gone.pdf", ".", "noted.pptx", cwd=sample.root)
    assert printed.exit_code == 1
    assert "judgments[0].short" in printed.stdout
    assert len([each for each in printed.stderr.splitlines() if ": error: " in each]) == 7
    assert printed.stderr.splitlines()[-1] == "7 errors; 1 comment"


def test_a_locked_memo_and_one_of_nobodys_are_refused(sample: Room) -> None:
    import io

    import pikepdf

    with pikepdf.open(io.BytesIO(memo())) as pdf:
        stream = io.BytesIO()
        pdf.save(stream, encryption=pikepdf.Encryption(owner="o", user="u"))
    assert "is protected by a password" in ran(sample, stream.getvalue()).stderr
    noted = NotedMemo(memo())
    noted.mark("A test for bills")
    other = sample.root / "other" / "content"
    other.mkdir(parents=True)
    (other / "b.yaml").write_text((ROOT / "tests" / "data" / "harbour.yaml").read_text("utf-8"), encoding="utf-8")
    refused = ran(sample, noted.content, args=("--brief", str(other / "b.yaml")))
    assert (refused.exit_code, "of its words from a memo of this project" in refused.stderr) == (1, True)


def test_files_without_comments(sample: Room) -> None:
    printed = ran(sample, memo(), sample.decks["congress"])
    assert (printed.exit_code, printed.stdout) == (0, "no problems; no comments\n")


def test_notes_that_answer_each_other_in_a_circle_are_all_shown(sample: Room) -> None:
    noted = NotedMemo(memo())
    one = noted.mark("A test for bills", Contents="one")
    other = noted.note([0, 0, 9, 9], Contents="other", IRT=one)
    one.IRT = other
    assert {each["text"] for each in told(sample, noted.content)} == {"one", "other"}


# -- any words


AUDIENCES = ("allies", "congress", "principals") if SOAK else ("congress",)


@pytest.mark.soak
@pytest.mark.parametrize("lost", [True, False] if SOAK else [True])
@pytest.mark.parametrize("audience", AUDIENCES)
def test_any_word_of_a_deck_leads_to_its_value(sample: Room, audience: str, lost: bool) -> None:
    """A random word of each of many boxes; `lost` are names, ids and properties."""
    dice = random.Random(5)
    content = stripped(sample.decks[audience]) if lost else sample.decks[audience]
    (snapshot,) = (each for each in Built(sample.root).all() if each.audience == audience)
    slides = readback.read(Package(content))
    wanted = {}
    deck = NotedDeck.of(content)
    for number in range(SOAK or 60):
        slide = dice.randrange(len(slides))
        boxes = zip(snapshot.slides[slide].boxes, slides[slide].boxes, strict=True)
        texts = [
            (other, stretch)
            for one, other in boxes
            for paragraph in one.paragraphs
            for stretch in paragraph.stretches
            if stretch.path and not one.cell and stretch.text in other.text
        ]
        if texts:
            box, stretch = dice.choice(texts)
            words = dice.choice([each for each in stretch.text.split() if box.text.count(each) == 1] or [stretch.text])
            deck.thread(slide + 1, "A", str(number), f"#{box.ident}", words)
            home = snapshot.home(stretch.path)
            wanted[str(number)] = str(home[1]) if home else ""
    found = {each["text"]: each["path"] for each in told(sample, deck.content, args=("-a", audience))}
    print(f"comments at random words of a deck: {len(wanted)}")
    assert {text: (found[text], path) for text, path in wanted.items() if found[text] != path} == {}


@pytest.mark.soak
@pytest.mark.parametrize("audience", AUDIENCES)
def test_any_words_of_a_memo_lead_to_their_value(sample: Room, audience: str) -> None:
    """Rectangles over words, by the places where fit has put them."""
    dice = random.Random(6)
    run = Prepared.of(sample.brief).run_for(audience, BuildOptions())
    fitted = OUTPUTS["memo"].fit(run.compose("memo"), run).pages
    placed = (each for each in provenance.texts(fitted) if each.where.part == "words" and each.where.box)
    texts = [each for each in placed if each.path and any(map(str.isalnum, each.text))]
    alone = [each for each in texts if sum(each.where.box == other.where.box for other in texts) == 1]
    noted, wanted = NotedMemo(memo(audience)), {}
    for number, each in enumerate(dice.sample(alone, min(SOAK or 60, len(alone)))):
        assert each.where.box
        left, top, width, height = each.where.box
        right, above = left + width, fitted.pages[0].height - top
        quads = [left, above, right, above, left, above - height, right, above - height]
        noted.note([left, above - height, right, above], "Highlight", QuadPoints=quads, Contents=str(number))
        home = origin(each.path, run.places.moved) or (run.places.source, each.path)
        wanted[str(number)] = str(home[1])
    found = {each["text"]: each["path"] for each in told(sample, noted.content)}
    print(f"marks on random words of a memo: {len(wanted)}")
    assert {text: (found[text], path) for text, path in wanted.items() if found[text] != path} == {}


def test_edited_decks_keep_the_comments_that_python_pptx_knows_nothing_of(sample: Room) -> None:
    """A deck with comments that is opened and saved again by another program still leads to its lines."""
    deck = NotedDeck.of(sample.decks["congress"])
    deck.thread(3, "A", "Says who?", SHORT, "uncertain gain")
    (found,) = told(sample, Edited.of(deck.content).content)
    assert found["path"] == "judgments[0].short"
