"""What an audience may not see is nowhere in its files: not on slides, in notes, metadata, workbooks or bookmarks."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from policybrief.brief.items import Item
from policybrief.brief.model import Brief
from policybrief.brief.values import Part
from policybrief.pipeline import build
from policybrief.pipeline.options import BuildOptions
from policybrief.pipeline.prepared import Prepared
from policybrief.read import source
from policybrief.validate import validate
from support import canaries
from support.canaries import OTHER, READER, Canaries
from support.commands import brief as run

UNSHOWN = {"seen.evidence.speaker", "last.evidence.speaker", "given"}
"""Texts of the whole brief that may stand in few places: they are looked for too, but need not be there."""


def made(file: Path, *names: str) -> dict[str, bytes]:
    """The documents of a brief for its audiences, by their names."""
    editions = build.editions(Prepared.of(file), BuildOptions(("deck", "memo", "docx"), names))
    assert not [problem for edition in editions for problem in edition.problems]
    return {one.name: one.content for edition in editions for one in edition.documents}


@pytest.mark.parametrize("way", ["not_for", "audiences"])
def test_nothing_of_it_is_in_any_byte(tmp_path: Path, way: str) -> None:
    canary = Canaries()
    file = canaries.project(tmp_path, canaries.brief(canary, way), canary)
    files = made(file, READER)
    assert sorted(files) == ["brief_allies.docx", "brief_allies.pdf", "brief_allies.pptx"]
    for name, content in files.items():
        hits = {canary.places[word] for word in canaries.found(content, canary.places)}
        assert not hits, name
        kept = ("4711", OTHER, "covert", "withheld", "not_for", "shut", "audiences")
        assert not canaries.found(content, kept), name
        assert b"ppt/media" not in content, name


def test_the_search_finds_every_text_that_is_shown(tmp_path: Path) -> None:
    """The same brief without limits: each canary is in the deck or the memo, so each could have been found."""
    canary, other = Canaries(), Canaries("zaunkoenig")
    files = made(canaries.project(tmp_path, canaries.brief(canary, ""), other), READER)
    hits = set().union(*(canaries.found(content, canary.places) for content in files.values()))
    missed = {place for word, place in canary.places.items() if word not in hits}
    assert missed <= UNSHOWN | {"option 1", "option 2", "meeting.place"}, missed
    assert not set().union(*(canaries.found(content, other.places) for content in files.values()))
    other = Canaries("zaunkoenig")
    mine = made(canaries.project(tmp_path, canaries.brief(Canaries(), ""), other), OTHER)
    hits = set().union(*(canaries.found(content, other.places) for content in mine.values()))
    assert {other.places[word] for word in other.places if word not in hits} <= {"name"}


@pytest.mark.parametrize(
    ("template", "block"),
    [
        ("deck", "<slide section='x'><title>Kanarienvogel</title></slide>"),
        ("deck", "<slide section='x'><title>T</title><notes><p>Kanarienvogel</p></notes></slide>"),
        ("deck", "<slide section='Kanarienvogel'><title>T</title></slide>"),
        ("deck", "<slide section='x'><title>T</title><table alt='Kanarienvogel'><tr><th>A</th></tr></table></slide>"),
        (
            "deck",
            """<slide section='x'><title>T</title><chart kind='bar'><category>C</category><series><name>Kanarienvogel
            </name><value>1</value></series><alt>A</alt></chart></slide>""",
        ),
        ("memo", "<section><heading>Kanarienvogel</heading><p>x</p></section>"),
        ("memo", "<table alt='Kanarienvogel'><tr><th>A</th></tr><tr><td>B</td></tr></table>"),
        ("memo", "<p>kana<b>rien</b>vogel</p>"),
    ],
)
def test_a_template_that_leaks_is_found_out(tmp_path: Path, template: str, block: str) -> None:
    file = canaries.project(tmp_path, canaries.brief(Canaries("zaunkoenig")), Canaries("zaunkoenig"))
    own = tmp_path / "templates" / READER / f"{template}.xml.j2"
    own.parent.mkdir(parents=True)
    own.write_text(f'{{% extends "{template}.xml.j2" %}}{{% block avoid %}}{block}{{% endblock %}}')
    leaky = {name: bool(canaries.found(content, ["kanarienvogel"])) for name, content in made(file, READER).items()}
    suffixes = {"deck": (".pptx",), "memo": (".pdf", ".docx")}[template]
    assert leaky == {name: name.endswith(suffixes) for name in leaky}


def test_what_it_may_not_see_does_not_change_a_byte(tmp_path: Path) -> None:
    """No hash, size, number, name or mark of a footnote tells of it: it might as well not be there."""
    whole = canaries.brief(Canaries())
    texts = ("Hidden.^[So it is.]\n\n- One^[And more.]", "Plain.^[As all know.]\n\n- Two[^1]\n\n[^1]: At noon.")
    whole["judgments"].insert(0, whole["judgments"][1] | {"id": "covert-too"})
    for judgment, text in zip(whole["judgments"], texts, strict=False):
        judgment["text"] = text
    briefs = {"withheld": whole, "absent": canaries.without_withheld(whole)}
    files = [made(canaries.project(tmp_path / name, each, Canaries(name)), READER) for name, each in briefs.items()]
    assert files[0] == files[1]


IMPRINT = ("authors", "contact", "acknowledgements", "disclaimer")


def imprint(canary: Canaries) -> dict[str, Any]:
    """What a paper says of itself, all of it canaries."""
    return {
        "authors": [{key: canary(f"author.{key}") for key in ("family", "given", "title", "organization")}],
        "contact": {
            "name": canary("contact"),
            "phone": "0815 4712",
            "email": f"{canary('email').lower()}@quays.example",
        },
        "acknowledgements": f"We thank {canary('acknowledgements')}.",
        "disclaimer": f"It is not of {canary('disclaimer')}.",
    }


def test_what_a_paper_says_of_itself_and_is_left_out_changes_no_byte(tmp_path: Path) -> None:
    """Nor does the mail have it, nor the record."""
    canary, plain = Canaries(), canaries.brief(Canaries("zaunkoenig"), "")
    shown = {key: value for key, value in plain.items() if key not in IMPRINT}
    told: list[dict[str, bytes]] = []
    for name, whole in (("with", {**shown, **imprint(canary)}), ("lacking", shown)):
        file = canaries.project(tmp_path / name, whole, Canaries("x"))
        own = file.parent / "audiences" / f"{READER}.yaml"
        mail = f"mail: {{to: [ada@a.example], domains: [a.example]}}\nwithout: [{', '.join(IMPRINT)}]\n"
        own.write_text(own.read_text(encoding="utf-8") + mail, encoding="utf-8")
        (tmp_path / name / "mail.yaml").write_text("from: Ann <ann@a.example>\n")
        assert run("build", "-a", READER, "--record", cwd=tmp_path / name).exit_code == 0
        assert run("mail", "-a", READER, cwd=tmp_path / name).exit_code == 0
        output = tmp_path / name / "output"
        told.append({str(each.relative_to(output)): each.read_bytes() for each in output.rglob("*") if each.is_file()})
    assert {Path(name).suffix for name in told[0]} >= {".pptx", ".pdf", ".json", ".txt", ".eml"}
    for name, content in told[0].items():
        assert not canaries.found(content, (*canary.places, "0815 4712")), name
    documents = [{name: each for name, each in files.items() if name.endswith((".pptx", ".pdf"))} for files in told]
    assert documents[0] == documents[1]


def test_the_canary_brief_has_every_kind_of_item() -> None:
    """A new kind of item has to come into the canary brief, limited, or the tests above say nothing of it."""
    whole = validate.validate(source.parse(json.dumps(canaries.brief(Canaries()))), Brief, (READER, OTHER))
    seen: set[type] = set()

    def walk(value: Any) -> None:
        if isinstance(value, Item) and value.not_for:
            seen.add(type(value))
        for each in value if isinstance(value, tuple) else (getattr(value, name) for name in type(value).model_fields):
            if isinstance(each, tuple | Part):
                walk(each)

    walk(whole)
    whole_parts = {"Comparison", "Balance", "Timeline", "KeyFigures"}  # the test below leaves them out as wholes
    assert {kind.__name__ for kind in Item.__subclasses__()} - {kind.__name__ for kind in seen} == whole_parts


@pytest.mark.parametrize("part", ["comparison", "balance", "timeline", "figures"])
def test_a_whole_part_can_be_kept_from_an_audience(tmp_path: Path, part: str) -> None:
    whole = canaries.brief(Canaries())
    whole[part]["headline"] = "The kanarienvogel sings"
    assert set().union(
        *(
            canaries.found(one, ["kanarienvogel"])
            for one in made(canaries.project(tmp_path, whole, Canaries("x")), READER).values()
        )
    )
    whole[part]["not_for"] = [READER]
    files = made(canaries.project(tmp_path, whole, Canaries("x")), READER)
    assert not set().union(*(canaries.found(one, ["kanarienvogel"]) for one in files.values()))


def test_neither_the_cache_nor_the_report_knows_of_it(tmp_path: Path) -> None:
    canary = Canaries()
    file = canaries.project(tmp_path, canaries.brief(canary), canary)
    ran = run("build", file, "-a", READER, "-o", tmp_path / "out", "--format", "json")
    assert ran.exit_code == 0
    cached = b"".join(each.read_bytes() for each in Path(os.environ["XDG_CACHE_HOME"]).rglob("*") if each.is_file())
    assert not canaries.found(cached + ran.stdout.encode() + ran.stderr.encode(), canary.places)
