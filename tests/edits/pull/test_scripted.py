"""Edits as people make them in a deck, each with what has to come of it: a value that reads otherwise, or what is told.

Kept names and ids help; without them, and with the shapes of each slide in another order, the same has to come of it.
"""

from __future__ import annotations

import copy
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from PIL import Image

from support.deck_edits import WHOLE, Edited, change, stripped, text_of
from support.pulled import Room, room
from support.soak import SOAK

Do = Callable[[Edited], object]


@dataclass(frozen=True)
class Script:
    """What is done; which values change, of which words to which; and words of all that has to be told."""

    name: str
    do: Do
    writes: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    tells: tuple[str, ...] = ()


def sub(slide: int, words: str, old: str, new: str) -> Do:
    return lambda deck: deck.change(slide, words, old, new)


def both(*steps: Do) -> Do:
    return lambda deck: [step(deck) for step in steps]


AVOID = "Each capital needs an answer of its own, and neither answer fits the other."
LEAD = "The lead is economic and technological, and laws can add to it or waste it."
SENTENCE = (
    " For Putin it multiplies Russia’s weight and blunts Western sanctions; for Xi it is support against U.S. dominance"
    " and protection from an embittered neighbor."
)
SPEECH = "Russia sells China arms that it once withheld."

HEADLINE = sub(12, "=No wedge works", "works", "holds")
NAMED = sub(3, "=No wedge works", "works", "holds")
NAMED_OTHERWISE = sub(3, "=No wedge works", "works", "could ever work")


def copied(deck: Edited) -> None:
    change(deck.find(deck.copied(10), "No authoritarian model is ready")[1], "ready", "about")


def moved(deck: Edited) -> None:
    deck.change(10, "=Fearing a rival world order", "Fearing", "Dreading")
    deck.move(10, 4)


def retitled(deck: Edited) -> None:
    deck.change(1, "Two rivals, two strategies", "two strategies", "one war")
    deck.box(5, "Ask State to confirm this row")
    deck.shift(4, "A closer look")


def linked(deck: Edited) -> None:
    words = deck.find(7, "The lead is economic")[1]
    words.runs[-1].hyperlink.address = "https://example.org/a"


def led_out(deck: Edited) -> None:
    deck.find(2, "Lo (CEPA)")[1].runs[0].hyperlink.address = "https://example.org/a"


def pictured(deck: Edited) -> None:
    stream = io.BytesIO()
    Image.new("RGB", (4, 4)).save(stream, "PNG")
    deck.slide(9).shapes.add_picture(stream, 0, 0)


def cut(deck: Edited, *, row: int | None = None, column: int | None = None) -> None:
    """A row or a column out of the table."""
    table = deck.table(5)._tbl
    if row is not None:
        table.remove(table.tr_lst[row])
    if column is not None:
        table.tblGrid.remove(table.tblGrid.gridCol_lst[column])
        for line in table.tr_lst:
            line.remove(line.tc_lst[column])


def exchange(deck: Edited, *, rows: tuple[int, int] | None = None, columns: tuple[int, int] | None = None) -> None:
    """Two rows or columns of the table change places."""
    table = deck.table(5)._tbl
    pairs = [[table.tr_lst[place] for place in rows]] if rows else []
    pairs += [[line.tc_lst[place] for place in columns] for line in table.tr_lst] if columns else []
    for first, second in pairs:
        hold = copy.deepcopy(first)
        first.getparent().replace(first, copy.deepcopy(second))
        second.getparent().replace(second, hold)


def divided(deck: Edited) -> None:
    paragraph = deck.find(13, "Russia’s miscalculation")[1]
    first, second = text_of(paragraph).split(". ", 1)
    deck.insert(13, "Russia’s miscalculation", second)
    change(paragraph, WHOLE, f"{first}.")


def joined(deck: Edited) -> None:
    """The headline of a judgment and the sentence below it."""
    headline, sentence = "=They want different world orders", "China would revise the present one"
    text = text_of(deck.find(3, sentence)[1])
    deck.delete(3, sentence)
    change(deck.find(3, headline)[1], WHOLE, f"They want different world orders. {text}")


SCRIPTS = (
    Script("a word of a short form", sub(3, "Both capitals value", "uncertain", "speculative"),
           {"judgments[0].short": ("uncertain", "speculative")}),
    Script("a headline in one place", HEADLINE, {"judgments[0].headline": ("works", "holds")}),
    Script("a headline alike in two", both(HEADLINE, NAMED), {"judgments[0].headline": ("works", "holds")}),
    Script("a headline in two ways", both(HEADLINE, NAMED_OTHERWISE), tells=("in different ways",)),
    Script("a word set in bold", lambda deck: deck.split(4, "Russia has pushed", "lifeline", "lifeline", b="1"),
           {"balance.sides[0].points[0]": ("lifeline", "**lifeline**")}),
    Script("a word no longer in italics",
           lambda deck: deck.split(13, "Russia’s miscalculation", "manageable", "manageable", i="0"),
           {"judgments[1].text": ("*manageable*", "manageable")}),
    Script("a title's word in italics", lambda deck: deck.split(8, "Congress can back", "law", "law", i="1"),
           {"extra[0].title": ("law", "*law*")}),
    Script("a heading no longer bold", lambda deck: deck.split(10, "=Trading away support for Kyiv", "Kyiv", "Kyiv",
                                                               b="0"), tells=("set in bold",)),
    Script("a word underlined", lambda deck: deck.split(8, "Show steady", "steady", "steady", u="sng"),
           tells=("underlined",)),
    Script("a link", linked, {"recommendations.us-lead.so_what": (WHOLE, f"[{LEAD}](https://example.org/a)")}),
    Script("a link between slides that leads out", led_out, tells=("link",)),
    Script("a picture", pictured, tells=("pictures, SmartArt",)),
    Script("the end of a line that no key types", sub(8, "Ask of any promise", "of any", "of\u2028any such"),
           {"extra[0].points[2]": ("any", "any such")}),
    Script("a row deleted", lambda deck: cut(deck, row=2), {"comparison.rows[1]": (WHOLE, "")}),
    Script("a column deleted", lambda deck: cut(deck, column=2), tells=("a column of the table was deleted",)),
    Script("rows exchanged", lambda deck: exchange(deck, rows=(1, 2)), tells=("rows of the table changed places",)),
    Script("columns exchanged", lambda deck: exchange(deck, columns=(0, 2)), tells=("columns of the table changed",)),
    Script("a paragraph divided", divided, tells=("divided in two",)),
    Script("paragraphs joined", joined, tells=("made one",)),
    Script("a word struck through", lambda deck: deck.split(4, "Russia has pushed", "lifeline", "lifeline",
                                                            strike="sngStrike"), tells=("struck through",)),
    Script("a run in two, and a word of it",
           lambda deck: deck.split(13, "Russia’s miscalculation", "concessions", "favors", dirty="0"),
           {"judgments[1].text": ("concessions", "favors")}),
    Script("a paragraph more", lambda deck: deck.insert(4, "China can win concessions from Russia", SPEECH),
           {"balance.sides[0].points[2]": (WHOLE, SPEECH)}),
    Script("a paragraph more below a text", lambda deck: deck.insert(13, "Russia’s miscalculation", SPEECH),
           tells=("is new",)),
    Script("a paragraph emptied", sub(4, "A closer look", "A closer look", " "), tells=("a text box is gone",)),
    Script("a cell of a table", sub(5, "Disorder, which widens", "maneuver", "action"),
           {"comparison.rows[1].cells[1]": ("maneuver", "action")}),
    Script("the head of a column", sub(5, "=China", "China", "PRC"), {"comparison.columns[0]": ("China", "PRC")}),
    Script("a slide moved, and edited", moved, {"avoid[2].headline": ("Fearing", "Dreading")}, ("were moved",)),
    Script("a copy of a slide, and the copy edited", copied, {"avoid[2].text": ("ready", "about")}, ("is a copy",)),
    Script("a slide deleted", lambda deck: deck.drop(6), tells=("was deleted",)),
    Script("a slide hidden", lambda deck: deck.slide(6)._element.set("show", "0"), tells=("was hidden",)),
    Script("a word of the template", sub(3, "=Key judgments", "Key", "Main"), tells=("words of the template",)),
    Script("a degree of confidence", sub(3, "=Moderate", "Moderate", "High"),
           {"judgments[2].confidence": ("moderate", "high")}),
    Script("what it means for the audience", sub(7, "A test for bills", "bills", "laws"),
           {"recommendations.realistic-agenda.so_what": ("bills", "laws")}),
    Script("a point of the audience's own", sub(8, "Show steady support", "steady", "lasting"),
           {"extra[0].points[1]": ("steady", "lasting")}),
    Script("a word beside Markdown", sub(13, "Russia’s miscalculation", "yet finds", "but finds"),
           {"judgments[1].text": ("yet finds", "but finds")}),
    Script("a quotation", sub(12, "Attempts to drive a wedge", "futile", "vain"), tells=("a quotation was changed",)),
    Script("a locator", sub(12, "Wyne’s answer, para.", "5", "6"),
           {"judgments[0].evidence[1].locator": ("para. 5", "para. 6")}),
    Script("a number before a recommendation", sub(12, "=3", "3", "7"), tells=("words of the template",)),
    Script("an entry of the sources", sub(18, "Paul Haenle and Ali Wyne, “The", "Paul Haenle", "P. Haenle"),
           tells=("are made from sources[1]",)),
    Script("a number that is shown as text", sub(6, "=2001", "2001", "December 2001"),
           {"timeline.events[0].when": ("2001", "December 2001")}),
    Script("a whole text said anew", sub(10, "China and Russia pose markedly", WHOLE, AVOID),
           {"avoid[1].text": (WHOLE, AVOID)}),
    Script("a sentence at the end", sub(2, "China is a rival with a stake", "stability.", "stability. Say so plainly."),
           {"bottom_line.points[1].text": ("stability.", "stability. Say so plainly.")}),
    Script("a sentence out of the middle", sub(12, "The partnership gives each side", SENTENCE, ""),
           {"judgments[0].text": (SENTENCE, "")}),
    Script("the title; a new box; a box moved", retitled, {"title": ("two strategies", "one war")},
           ("a text box is new",)),
    Script("notes", lambda deck: change(deck.notes(7, "Give up schemes"), "schemes", "plans"),
           {"recommendations[0].text": ("schemes", "plans")}),
    Script("pasted characters that nobody sees, and a soft break",
           sub(8, "Show steady support", "steady", "last\u200bing\u200e\x0band long"),
           {"extra[0].points[1]": ("steady", "lasting and long")}),
    Script("the marking raised", lambda deck: [change(each, "UNCLASSIFIED", "CUI") for each in marks(deck, 3)],
           tells=("the marking was changed",)),
)  # fmt: skip


def marks(deck: Edited, number: int) -> list[Any]:
    return [paragraph for _, paragraph in deck.paragraphs(number) if text_of(paragraph) == "UNCLASSIFIED"]


def outcome(of: Room, script: Script, lost: str = "") -> list[str]:
    """What is wrong with what comes of a script; nothing where all is well."""
    deck = of.edited()
    script.do(deck)
    content = deck.content
    if lost:
        content = stripped(content, shuffled=lost == "shuffled")
    found = of.pulled(content)
    edits = {each["path"]: each for each in found["edits"]}
    wrong = [
        f"{script.name}: {path} was not to change: {each['new']!r}"
        for path, each in edits.items()
        if path not in script.writes
    ]
    for path, (old, new) in script.writes.items():
        if path not in edits:
            wrong.append(f"{script.name}: {path} did not come back; told {found['left']}")
            continue
        built = str(edits[path]["built"])
        wanted = new if old == WHOLE else built.replace(old, new, 1)
        if edits[path]["new"] != wanted:
            wrong.append(f"{script.name}: {path} is {edits[path]['new']!r}, not {wanted!r}")
    messages = [one["message"] for one in found["left"]]
    wrong += [
        f"{script.name}: not told: {words}; but {messages}"
        for words in script.tells
        if not any(words in one for one in messages)
    ]
    if len(messages) != len(script.tells):
        wrong.append(f"{script.name}: told {found['left']}")
    return wrong


ALONE = ("moved", "copy", "deleted", "hidden", "two ways", "exchanged", "divided", "joined", "bold", "underlined")
"""What moves slides, and what would meet another edit of the same text."""


def together() -> Script:
    """As many edits of one deck as do not meet."""
    steps: list[Do] = []
    writes: dict[str, tuple[str, str]] = {}
    tells: list[str] = []
    for script in SCRIPTS:
        if not {*script.writes} & {*writes} and not any(words in script.name for words in ALONE):
            steps.append(script.do)
            writes |= script.writes
            tells += script.tells
    return Script("all", both(*steps), writes, tuple(tells))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Room:
    return room(tmp_path_factory.mktemp("scripted"))


APART = [script for script in SCRIPTS if SOAK or any(words in script.name for words in ALONE)]


@pytest.mark.parametrize("script", APART, ids=lambda script: script.name)
def test_an_edit_comes_back_or_is_told(sample: Room, script: Script) -> None:
    assert outcome(sample, script) == []


@pytest.mark.parametrize("lost", ["", "stripped", "shuffled"])
def test_many_edits_of_one_deck_come_back_or_are_told(sample: Room, lost: str) -> None:
    assert outcome(sample, together(), lost) == []


@pytest.mark.soak
@pytest.mark.parametrize("lost", ["stripped", "shuffled"])
def test_without_names_and_ids_each_edit_comes_back_or_is_told(sample: Room, lost: str) -> None:
    scripts = SCRIPTS if SOAK else APART[:1]
    wrong = [fault for script in scripts for fault in outcome(sample, script, lost)]
    print(f"{len(scripts)} scripted edits, {lost}: {len(wrong)} wrong or not told")
    assert wrong == []
