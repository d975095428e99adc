"""One brief for many: what an audience's file may say, what becomes of it, and the documents of all of them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import yaml

from policybrief.brief.model import Brief
from policybrief.deck.check import check
from policybrief.ooxml.zipped import unpacked
from policybrief.pipeline import build
from policybrief.pipeline.options import BuildOptions
from policybrief.pipeline.prepared import Prepared
from policybrief.read import source
from policybrief.text.document import Deck, Memo, runs
from policybrief.text.run import plain
from policybrief.validate import audience_files, validate
from support import canaries, decks, house_themes
from support.canaries import READER, Canaries
from support.commands import Ran, brief, problems_of
from support.pdfs import words_of_pages
from support.projects import Tree, minimal
from support.sample import AUDIENCES, REAL
from support.slides import opened

NAMES = [file.stem for file in AUDIENCES]


def project(folder: Path, **audiences: dict[str, Any] | str) -> Path:
    """A project with the canary brief, unlimited, and these audiences; gives the brief's file."""
    file = folder / "content" / "brief.yaml"
    for name, data in {"brief": canaries.brief(Canaries(), ""), **audiences}.items():
        place = file if name == "brief" else folder / "content" / "audiences" / f"{name}.yaml"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(
            data if isinstance(data, str) else yaml.dump(data, Dumper=yaml.CSafeDumper, sort_keys=False),
            encoding="utf-8",
        )
    canaries.draw(folder)
    return file


def edit(file: Path, **changes: Any) -> None:
    data = decks.read(file)
    file.write_text(
        yaml.dump({**data, **changes}, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True), encoding="utf-8"
    )


def edition(file: Path, name: str) -> build.Edition:
    (found,) = build.editions(Prepared.of(file), BuildOptions(audiences=(name,)))
    return found


@cache
def real() -> dict[str, build.Edition]:
    """The real brief for each of its audiences."""
    return {each.audience: each for each in build.editions(Prepared.of(REAL), BuildOptions(jobs=1))}


def told(file: Path, name: str = "some") -> list[str]:
    """The problems of an audience, as `path: message; hint`."""
    return [
        f"{Path(problem.file).name} {problem.path}: {problem.message}" + (f"; {problem.hint}" if problem.hint else "")
        for problem in edition(file, name).problems
    ]


def shown(file: Path, name: str = "some") -> tuple[Deck, Memo]:
    found = edition(file, name)
    assert not found.problems
    deck, memo = (one.shown for one in found.documents)
    assert isinstance(deck, Deck)
    assert isinstance(memo, Memo)
    return deck, memo


def said(document: Deck | Memo) -> list[str]:
    return [run.text for run in runs(document)]


# -- what a file may say


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ({"nmae": "x"}, "nmae: is not a known key; did you mean 'name'?"),
        ({"deck": {"parts": ["judgmnets"]}}, "deck.parts[0]: 'judgmnets' is not a part of the deck; did you mean"),
        ({"deck": {"parts": ["judgments"]}}, "deck.parts: leaves out recommendations, which every deck shows"),
        ({"memo": {"parts": ["judgments", "recommendations"]}}, "memo.parts: leaves out sources, which every memo"),
        ({"memo": {"depth": "shrot"}}, "memo.depth: 'shrot' is not a depth; did you mean 'short'?"),
        (
            {"memo": {"depth": {"judgments": "ful"}}},
            "memo.depth.judgments: 'ful' is not a depth; did you mean 'full'",
        ),
        (
            {"judgments": {"sen": {"so_what": "x"}}},
            "judgments.sen: 'sen' is not the id of a judgment; did you mean 'seen'?",
        ),
        (
            {"order": {"recommendations": ["fisrt"]}},
            "order.recommendations[0]: 'fisrt' is not the id of a recommendation",
        ),
        ({"order": {"judgments": ["seen", "seen"]}}, "order.judgments[1]: 'seen' is repeated here"),
        ({"sources": ["opne"]}, "sources[0]: 'opne' is not the id of a source; did you mean 'open'?"),
        ({"header": "nscc"}, "header: there is no header 'nscc'; did you mean 'nsc'?"),
        ({"theme": "stetecraft"}, "theme: there is no theme 'stetecraft'; did you mean 'statecraft'?"),
        ({"lang": "en-GP"}, "lang: there is no locale 'en-GP'; did you mean 'en-GB'?"),
        ({"marking": "TLP:GREN"}, "marking: 'TLP:GREN' is not a TLP label; did you mean 'TLP:GREEN'?"),
        ({"templates": "other"}, "templates: there is no folder of templates 'other'"),
        ({"to": "[@open"}, "to: '[@open' is not a citation"),
        ({"to": "The [@opne] readers"}, "to: [@opne] is not the id of a source; did you mean 'open'?"),
        ({"extra": [{"id": "x", "title": "T"}]}, "extra[0]: says nothing under its heading"),
        ({"extra": [{"id": "avoid", "title": "T", "text": "x"}]}, "extra[0].id: the id 'avoid' is the name of a part"),
        ({"sources": [], "to": "They [@open]"}, "to: the source 'open' may not be named here; add it to 'sources'"),
        (
            {"deck": {"parts": ["judgments", "recommendations"]}, "extra": [{"id": "x", "title": "T", "text": "x"}]},
            "extra[0]: is meant for the deck, but has no place in its order; put 'x' into deck.parts",
        ),
        (
            {"judgments": {"seen": {"so_what": "x", "headline": "Other words"}}},
            "judgments.seen.headline: would change a judgment, and analysis does not depend on who reads it",
        ),
        ({"judgments": {"seen": {"so_what": "x", "confidence": "high"}}}, "judgments.seen.confidence: would change a"),
        (
            {"recommendations": {"first": {"so_what": "x", "text": "Other words"}}},
            "recommendations.first.text: would reword a recommendation; a recommendation is the same for every",
        ),
    ],
)
def test_what_is_wrong_is_told_at_its_place(tmp_path: Path, data: dict[str, Any], problem: str) -> None:
    file = project(tmp_path, some={"name": "Some", **data})
    assert any(one.startswith(f"some.yaml {problem}") for one in told(file)), told(file)


def test_all_problems_are_told_at_once_each_at_its_line(tmp_path: Path) -> None:
    words = "name: Some\nheadr: nsc\njudgments:\n  sen: {so_what: x}\n  seen: {so_what: x, text: y}\nsources: [opne]\n"
    problems = edition(project(tmp_path, some=words), "some").problems
    assert [(problem.line, problem.column) for problem in problems] == [(2, 1), (4, 3), (5, 22), (6, 11)]


@pytest.mark.parametrize("name", ["Allies", "tlp-green", "cui", "a_b", "9"])
def test_a_name_that_could_be_taken_for_a_marking_is_refused(tmp_path: Path, name: str) -> None:
    assert "can't be the name of an audience" in told(project(tmp_path, **{name: {"name": "X"}}), name)[0]


def test_items_name_audiences_that_there_are(tmp_path: Path) -> None:
    file = project(tmp_path, some={"name": "Some"})
    data = decks.read(file)
    data["judgments"][0]["not_for"] = ["sone"]
    data["judgments"][1].update(audiences=["some"], not_for=["some"])
    edit(file, judgments=data["judgments"])
    messages = [
        f"{problem.path}: {problem.message}; {problem.hint}" for problem in problems_of(lambda: build.make(file))
    ]
    assert messages == [
        "judgments[0].not_for[0]: there is no audience 'sone'; did you mean 'some'?",
        "judgments[1].not_for: is given together with 'audiences'; say who gets it, or who does not",
    ]


def test_what_is_said_of_a_hidden_judgment_is_a_problem(tmp_path: Path) -> None:
    file = project(tmp_path, some={"name": "Some", "judgments": {"covert": {"so_what": "x"}}})
    data = decks.read(file)
    data["judgments"][1]["not_for"] = ["some"]
    edit(file, judgments=data["judgments"])
    hint = "the brief's judgment says so by 'audiences' or 'not_for'"
    assert told(file) == [f"some.yaml judgments.covert: 'covert' is not for this audience; {hint}"]


# -- what becomes of it


def test_judgments_are_the_same_for_all_to_the_byte() -> None:
    whole = validate.validate(source.read(REAL), Brief, NAMES)
    for each in real().values():
        for one in each.documents:
            texts = "".join(said(one.shown)).replace("\u00a0", " ")
            for judgment in whole.judgments:
                assert judgment.headline in texts, each.audience
                assert (judgment.short or judgment.text) in texts or judgment.text.replace("*", "") in texts
            marks = [
                run.text for run in runs(one.shown) if run.path.key == "confidence" and run.text.islower() is False
            ]
            levels = [judgment.confidence.capitalize() for judgment in whole.judgments]
            assert [mark for mark in marks if mark in ("High", "Moderate", "Low")][: len(levels)] == levels
            assert all(recommendation.headline in texts for recommendation in whole.recommendations)


def test_order_numbers_and_what_rests_on_what_follow_what_is_shown(tmp_path: Path) -> None:
    file = project(tmp_path, some={"name": "Some", "order": {"recommendations": ["last"]}})
    data = decks.read(file)
    data["judgments"][0]["not_for"] = ["some"]
    edit(file, judgments=data["judgments"])
    deck, memo = shown(file)
    (items, recommended) = (
        block.blocks[0]
        for block in memo.blocks
        if plain(getattr(block, "heading", ())) in ("Key judgments", "Three recommendations")
    )
    assert [item.number for item in items.items] == ["1", "2"]
    assert plain(recommended.items[0].headline) == "Plain words for last.headline."
    trace = next(slide for slide in deck.slides if plain(slide.title) == "From judgment to recommendation")
    (matrix,) = trace.blocks
    assert plain(matrix.recommendations.items[0].rests_on[0]) == "1"


def test_a_problem_of_a_tailored_text_stands_where_it_is_written(tmp_path: Path) -> None:
    file = project(
        tmp_path,
        some={"name": "Some", "to": "The \U0001f680 readers", "judgments": {"also-seen": {"so_what": "\u0e01"}}},
    )
    data = decks.read(file)
    data["judgments"][0]["not_for"] = ["some"]
    data["judgments"][2]["headline"] = "A \U0001f680 headline"
    edit(file, judgments=data["judgments"])
    assert {(Path(one.file).name, one.path) for one in edition(file, "some").problems} >= {
        ("brief.yaml", "judgments[2].headline"),
        ("some.yaml", "to"),
        ("some.yaml", "judgments.also-seen.so_what"),
    }


def test_too_little_left_is_a_problem(tmp_path: Path) -> None:
    file = project(tmp_path, some={"name": "Some"})
    data = decks.read(file)
    data["recommendations"][0]["rests_on"] = ["covert"]
    data["judgments"][1]["not_for"] = ["some"]
    data["timeline"]["events"][0]["not_for"] = data["timeline"]["events"][1]["not_for"] = ["some"]
    edit(file, judgments=data["judgments"], recommendations=data["recommendations"], timeline=data["timeline"])
    assert [one.split("; give")[0] for one in told(file)] == [
        "brief.yaml recommendations[0].rests_on: leaves 'some' none of its 1 entries; 1 is the minimum",
        "brief.yaml timeline.events: leaves 'some' 1 of its 3 entries; 2 is the minimum",
    ]


def test_a_source_without_a_name_is_cited_and_not_told(tmp_path: Path) -> None:
    file = project(tmp_path, some={"name": "Some", "sources": ["open"], "unnamed_sources": "A harbour master"})
    data = decks.read(file)
    data["judgments"][0]["text"] = "Ships come here [@shut; @open]."
    data["judgments"][1]["evidence"].append({"source": "shut", "locator": "Zaunkoenig 4", "quote": "Zaunkoenig"})
    edit(file, judgments=data["judgments"])
    secret = [word for key in ("title", "publisher", "note") for word in [data["sources"][1][key]]]
    found = edition(file, "some")
    for one in found.documents:
        assert not canaries.found(one.content, [*secret, "zaunkoenig", "shut"])
    memo = found.documents[1].shown
    assert isinstance(memo, Memo)
    assert memo.sources is not None
    assert [plain(entry) for _, entry in memo.sources.entries] == ["The survey, “Depths,” 2020.", "A harbour master."]
    assert {run.text for run in runs(memo) if run.cite == "unnamed"} <= {"2", ",2"}


def test_a_text_that_names_such_a_source_is_a_problem(tmp_path: Path) -> None:
    file = project(tmp_path, some={"name": "Some", "sources": ["shut"], "to": "Friends of The survey"})
    data = decks.read(file)
    data["judgments"][0]["basis"] = "The survey says so."
    edit(file, judgments=data["judgments"])
    assert sorted(one.split(";")[0] for one in told(file)) == [
        "brief.yaml judgments[0].basis: names 'The survey', and 'some' may not see the source 'open' named",
        "some.yaml to: names 'The survey', and 'some' may not see the source 'open' named",
    ]


def test_a_part_in_neither_document_is_gone_with_its_sources(tmp_path: Path) -> None:
    parts = ["judgments", "recommendations", "sources"]
    file = project(tmp_path, some={"name": "Some", "deck": {"parts": parts}, "memo": {"parts": parts}})
    data = decks.read(file)
    for each in (data["judgments"][1], data["recommendations"][1]):
        each["evidence"] = [{"source": "open"}]
    edit(file, judgments=data["judgments"], recommendations=data["recommendations"])
    for one in edition(file, "some").documents:
        assert not canaries.found(one.content, ["Quay is nearer", data["sources"][1]["title"]])


@pytest.mark.parametrize("depth", ["headline", "short", "full"])
def test_depth_says_how_much_stands_under_a_headline(tmp_path: Path, depth: str) -> None:
    plan = {"parts": ["judgments", "recommendations", "sources"], "depth": depth}
    deck, memo = shown(project(tmp_path, some={"name": "Some", "deck": plan, "memo": plan}))
    for document in (deck, memo):
        texts = " ".join(said(document))
        assert "Plain words for seen.headline" in texts
        assert "80%" in texts, "how likely it is"
    slide = " ".join(run.text for run in runs((deck.slides[0].title, deck.slides[0].blocks)))
    assert ("Plain words for seen.short" in slide) == (depth == "short")
    assert ("Plain words for seen.text" in slide) == (depth == "full")


def test_notes_or_none(tmp_path: Path) -> None:
    deck = edition(project(tmp_path, some={"name": "Some", "notes": False}), "some").documents[0]
    assert isinstance(deck.shown, Deck)
    assert not any(slide.notes for slide in deck.shown.slides)
    assert not [name for name in unpacked(deck.content) if "notesSlides" in name]


def test_any_order_of_parts_is_a_deck_without_a_fault(tmp_path: Path) -> None:
    parts = ["recommendations", "judgments", "avoid", "timeline", "title_slide", "sources", "bottom_line", "more"]
    extra = [{"id": "more", "title": "There is more to say", "text": "Much more.", "in": ["deck"]}]
    file = project(tmp_path, some={"name": "Some", "deck": {"parts": parts}, "extra": extra})
    made = edition(file, "some").documents[0]
    deck = made.shown
    assert isinstance(deck, Deck)
    kickers = [plain(slide.kicker) for slide in deck.slides]
    assert [plain(slide.title) for slide in deck.slides[:2]] == ["Three recommendations", "Key judgments"]
    assert kickers[:2] == ["", ""], "which would say the same again"
    assert [plain(slide.title) for slide in deck.slides[-2:]] == ["There is more to say", "About this paper"]
    assert check.check(made.content) == []


# -- templates of an audience


def test_an_audiences_folder_extends_the_projects_which_extends_the_built_in_one(tree: Tree) -> None:
    mark = '{{% extends "memo.xml.j2" %}}{{% block avoid %}}{}{{% endblock %}}'.format
    root = tree(
        {
            "templates/memo.xml.j2": '{% extends "memo.xml.j2" %}{% block decision %}<p>The house.</p>{% endblock %}',
            "templates/some/memo.xml.j2": mark("<p>For some.</p>"),
            "templates/mine/memo.xml.j2": mark("{{ super() }}<p>Mine.</p>"),
        }
    )
    file = project(root, some={"name": "Some"}, other={"name": "Other"}, third={"name": "Third", "templates": "mine"})
    made = build.editions(Prepared.of(file), BuildOptions(only=("memo",), jobs=1))
    texts = {each.audience: " ".join(said(each.documents[0].shown)) for each in made}
    assert all("The house." in words for words in texts.values())
    assert [name for name, words in texts.items() if "For some." in words] == ["some"]
    assert [name for name, words in texts.items() if "Mine." in words and "Avoid" in words] == ["third"]


def test_a_fault_in_an_audiences_template_stands_there(tree: Tree) -> None:
    root = tree(
        {"templates/some/deck.xml.j2": '{% extends "deck.xml.j2" %}\n{% block avoid %}\n<slyde/>{% endblock %}'}
    )
    (problem,) = edition(project(root, some={"name": "Some"}), "some").problems
    assert Path(problem.file).relative_to(root.resolve()).as_posix() == "templates/some/deck.xml.j2"
    assert (problem.line, problem.hint) == (3, "did you mean 'slide'?")


def test_templates_know_who_reads_but_not_who_else_does(tree: Tree) -> None:
    block = "{% block avoid %}<p>{{ audience.name }} {{ brief.judgments[0].not_for }}</p>{% endblock %}"
    root = tree({"templates/some/memo.xml.j2": f'{{% extends "memo.xml.j2" %}}{block}'})
    (problem,) = edition(project(root, some={"name": "Some"}), "some").problems
    assert problem.message == "judgments[0] has no 'not_for'"


# -- all of them


def built(*arguments: str | Path) -> Ran:
    return brief("build", *arguments)


def test_every_audience_gets_its_files_in_order_of_name(tmp_path: Path) -> None:
    some = {"name": "Some", "marking": "TLP:GREEN", "outside": False}
    file = project(tmp_path, brief=minimal(), some=some, other={"name": "Other", "outside": True})
    ran = built(file, "-o", tmp_path / "out")
    assert ran.exit_code == 0
    names = [line.split()[0].rpartition("/")[2] for line in ran.stdout.splitlines()[:-1]]
    assert names == ["brief_other.pptx", "brief_other.pdf", "brief_some_TLP-GREEN.pptx", "brief_some_TLP-GREEN.pdf"]
    assert sorted(each.name for each in (tmp_path / "out").iterdir()) == sorted(names)
    assert ran.stderr == ""


def test_some_can_be_asked_for(tmp_path: Path) -> None:
    file = project(tmp_path, a={"name": "A"}, b={"name": "B"}, c={"nothing": "good"})
    ran = built(file, "-a", "b", "-a", "a", "-o", tmp_path / "out", "--only", "memo", "--format", "json")
    assert ran.exit_code == 0
    documents = json.loads(ran.stdout)["documents"]
    assert [(one["audience"], one["kind"]) for one in documents] == [("a", "memo"), ("b", "memo")]
    ran = built(file, "-a", "bb", "-o", tmp_path / "out")
    assert (ran.exit_code, ran.stderr.splitlines()[0]) == (1, "error: there is no audience 'bb'; did you mean 'b'?")


def test_one_that_fails_does_not_stop_the_others_and_leaves_nothing(tmp_path: Path) -> None:
    file = project(
        tmp_path, brief=minimal(), good={"name": "Good"}, bad={"name": "Bad", "to": "\U0001f680"}, wrong={"header": "x"}
    )
    ran = built(file, "-o", tmp_path / "out")
    assert ran.exit_code == 1
    assert sorted(each.name for each in (tmp_path / "out").iterdir()) == ["brief_good.pdf", "brief_good.pptx"]
    assert "bad.yaml:2:5: error: to: " in ran.stderr
    assert "wrong.yaml:1:1: error: name: is missing" in ran.stderr
    assert ran.stderr.endswith("nothing was written for bad, wrong\n")
    record = json.loads(built(file, "-o", tmp_path / "out", "--format", "json").stdout)
    assert [one["audience"] for one in record["documents"]] == ["good", "good"]
    assert {one["audience"] for one in record["problems"]} == {"bad", "wrong"}


def test_as_many_processes_as_are_asked_for_make_the_same(tmp_path: Path) -> None:
    file = project(tmp_path, brief=minimal(), **{name: {"name": name} for name in ("a", "b", "c")})
    alone, together = (
        [one.documents for one in build.editions(Prepared.of(file), BuildOptions(jobs=jobs))] for jobs in (1, 3)
    )
    assert alone == together


def test_a_briefs_own_folder_of_audiences_goes_before_the_common_one(tmp_path: Path) -> None:
    file = project(tmp_path, common={"name": "Common"}, **{"brief/own": {"name": "Own"}})
    assert [each.audience for each in build.editions(Prepared.of(file), BuildOptions(only=("memo",)))] == ["own"]


def test_check_and_audiences_say_who_gets_what(tmp_path: Path) -> None:
    canary = Canaries()
    file = canaries.project(tmp_path, canaries.brief(canary), canary)
    ran = brief("check", file, "-a", READER)
    told = next(line for line in ran.stdout.splitlines() if line.startswith("allies: "))
    assert told.startswith("allies: 2 of 3 judgments, 2 of 3 recommendations; without authors[")
    assert ", meeting, " in told
    assert ran.stdout.rstrip().splitlines()[-1].startswith("no problems")
    table = json.loads(brief("audiences", file, "--format", "json").stdout)
    assert table["allies"]["judgments"] == {"seen": "yes, so what", "covert": "–", "also-seen": "yes"}
    assert table["insiders"]["sources"]["shut"] == "named"
    assert table["allies"]["sources"]["shut"] == "unnamed"
    parts = table["allies"]["memo"]
    assert (parts["charts"], parts["decision"], parts["more"]) == ("–", "–", "11")
    places = sorted(int(place) for place in parts.values() if place.isdigit())
    assert places == list(range(1, len(places) + 1))
    assert "changes" not in parts, "the brief has none"
    lines = brief("audiences", file).stdout.splitlines()
    assert lines[0].split() == ["allies", "insiders"]
    assert brief("audiences", file, "--format", "markdown").stdout.startswith(
        "| | allies | insiders |\n|---|---|---|\n"
    )


# -- the real ones


@pytest.mark.parametrize("name", NAMES)
def test_the_real_audiences_are_whole(name: str, tmp_path: Path) -> None:
    found = real()[name]
    assert not found.problems
    deck, memo = found.documents
    assert len(pypdfium2.PdfDocument(memo.content)) == 1
    assert house_themes.faults(memo.content, tmp_path / "memo.pdf") == []  # PDF/UA-1 and PDF/A-2a
    assert check.check(deck.content) == []
    reader = audience_files.load(
        REAL.parent / "audiences" / f"{name}.yaml", validate.validate(source.read(REAL), Brief, NAMES)
    )
    texts = " ".join("".join(words_of_pages(memo.content)).replace("\ufffe", "").split())
    for meant in (*reader.audience.judgments.values(), *reader.audience.recommendations.values()):
        assert meant.so_what in texts


def test_allies_do_not_read_what_is_for_the_house() -> None:
    deck, memo = real()["allies"].documents
    for one in (deck, memo):
        assert not canaries.found(
            one.content, ["Danger to the U.S.", "principals", "congress", "five-point agenda for the review"]
        )
    assert not [name for name in unpacked(deck.content) if "notesSlides" in name]


def test_an_audience_that_a_link_puts_elsewhere_cites_nothing(tmp_path: Path) -> None:
    """It is refused; and what it says is not looked at before, to see which sources are cited."""
    file = tmp_path / "room" / "content" / "b.yaml"
    audience = file.parent / "audiences" / "board.yaml"
    audience.parent.mkdir(parents=True)
    file.write_text(minimal() + "  - {id: spare, type: report, title: A spare report}\n", encoding="utf-8")
    outside = "name: Board\nextra:\n  - {id: more, heading: M, title: M, text: 'So [@spare].', sources: [spare]}\n"
    (tmp_path / "board.yaml").write_text(outside, encoding="utf-8")
    audience.symlink_to(tmp_path / "board.yaml")
    (audience.parent / "staff.yaml").write_text("name: Staff\n", encoding="utf-8")
    assert "it is a link that leads outside the project" in brief("check", file).stderr
    ran = brief("check", file, "-a", "staff")
    assert "nothing cites the source 'spare'" in ran.stdout + ran.stderr


def test_a_row_that_heads_only_what_is_withheld_is_not_there(tmp_path: Path) -> None:
    """And rows that come to cite the same source without a name stay all of them."""
    whole = canaries.brief(Canaries())
    rows = [["Quay", "so [@shut]"], ["Pier", "so [@shut]"], {"group": "Kept"}, {"cells": ["x", 1], "not_for": [READER]}]
    columns = {"columns": ["Part", "Said"], "highlight": {"row": "x"}, "in_memo": False}
    whole["tables"] = [{**whole["tables"][0], **columns, "rows": rows}]
    file = canaries.project(tmp_path, whole, Canaries("zaunkoenig"))
    (deck,) = [one.content for one in edition(file, READER).documents if one.name.endswith(".pptx")]
    shapes = [shape for slide in opened(deck).slides for shape in slide.shapes if shape.has_table]
    tables = [[row.cells[0].text for row in shape.table.rows] for shape in shapes if shape.name == "table"]
    assert ["Part", "Quay", "Pier"] in tables
