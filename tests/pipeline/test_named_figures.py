"""Figures that texts name: one number in every document, told at its place where it is none, and its name is kept."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import zipfile
from pathlib import Path

import pytest

from policybrief.brief.model import Brief
from policybrief.errors import Problem
from policybrief.pipeline.prepared import Prepared
from policybrief.review.verify.unsupported import Unsupported
from support import canaries
from support.commands import brief, problems_of
from support.deck_edits import Edited
from support.projects import MINIMAL, Tree
from support.sources import indexed

CSV = "Quarter,At berth,Під водою\nQ1,410,205\nQ2,1525.25,n/a\nQ3,412,much\n"
FLEET = "data:\n  fleet: {file: figures/fleet.csv, unit: t}\n"


def loaded(tree: Tree, text: str, data: str = FLEET, **files: str) -> Brief:
    """A brief whose subtitle is `text`."""
    root = tree({"content/b.yaml": f"subtitle: {json.dumps(text, ensure_ascii=False)}\n{MINIMAL}{data}",
                 "figures/fleet.csv": CSV, **files})  # fmt: skip
    return Prepared.of(root / "content" / "b.yaml").brief


def told(tree: Tree, text: str, data: str = FLEET, **files: str) -> list[str]:
    def short(problem: Problem) -> str:
        return f"{Path(problem.file).name}:{problem.line}:{problem.column} {problem.message} ({problem.hint})"

    return [short(problem) for problem in problems_of(lambda: loaded(tree, text, data, **files))]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[=fleet.at_berth.Q3] at berth", "412\u00a0t at berth"),
        ("[=Fleet.At_Berth.q3]", None),
        ("[=fleet.'At berth'.\"Q3\"], [=fleet.Під_водою.Q1]", "412\u00a0t, 205\u00a0t"),
        ("**[=fleet.at_berth.Q2]**", "**1,525.25\u00a0t**"),
        ("\\[=fleet.at_berth.Q3]", "\\[=fleet.at_berth.Q3]"),
    ],
)
def test_a_text_has_the_number_of_a_column_and_a_row(tree: Tree, text: str, said: str | None) -> None:
    if said is None:
        assert "is not among the brief's 'data' (did you mean 'fleet'?" in told(tree, text)[0]
    else:
        assert loaded(tree, text).subtitle == said


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ("unit: t, format: '#,##0'", "1,525\u00a0t"),
        ("unit: '€{number} million', format: '0.0'", "€1,525.3 million"),
        ("unit: '%', format: '0'", "1525%"),
        ("format: '+0.00%'", "+1,525.25%"),
    ],
)
def test_unit_and_rounding_are_those_of_the_figures(tree: Tree, about: str, said: str) -> None:
    data = f"data: {{fleet: {{file: figures/fleet.csv, {about}}}}}\n"
    assert loaded(tree, "[=fleet.at_berth.Q2]", data).subtitle == said


def test_a_number_is_written_as_the_briefs_language_has_it(tree: Tree) -> None:
    french = FLEET.replace("unit: t", "unit: t, decimal: '.', format: '#,##0.00'") + "lang: fr\n"
    assert loaded(tree, "[=fleet.at_berth.Q2]", french).subtitle == "1\u202f525,25\u00a0t"


def test_a_yaml_file_and_values_in_place_are_named_by_their_keys(tree: Tree) -> None:
    data = "data: {crew: {values: {on board: 24, 二月: {night: '37 %'}}}, plan: figures/plan.yaml}\n"
    text = "[=crew.on_board], [=crew.二月.night], [=plan.quays.north]"
    plan = {"figures/plan.yaml": "quays: {north: 12.50}\n"}
    assert loaded(tree, text, data, **plan).subtitle == "24, 37%, 12.50"
    assert told(tree, "[=plan.quays]", data, **plan) == [
        "b.yaml:1:12 'quays' holds several figures, and names no one (name one: north)"
    ]
    assert told(tree, "[=plan.quays.n]", data, **{"figures/plan.yaml": "quays: {n: much}\n"})[0].startswith(
        "plan.yaml:1:12 'much' is not a number"
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("It is [=flet.at_berth.Q3]", "b.yaml:1:18 'flet' is not among the brief's 'data' (did you mean 'fleet'?"),
        ("It is [=fleet.at_bert.Q3]", "b.yaml:1:18 'at_bert' names no column of 'figures/fleet.csv' (did you mean"),
        ("It is [=fleet.at_berth.Q4]", "b.yaml:1:18 'Q4' names no row of 'figures/fleet.csv' (available here: Q1"),
        ("It is [=fleet.Q3.at_berth]", "b.yaml:1:18 names the row before the column ([=fleet.at_berth.Q3])"),
        ("It is [=fleet.at_berth]", "b.yaml:1:18 'fleet.at_berth' names no number of a file"),
        ("It is [=fleet.at_berth.Q3 + 1]", "b.yaml:1:18 '[=fleet.at_berth.Q3 + 1]' names no figure"),
        ("It is [={{ fleet }}]", "b.yaml:1:18 '[={{ fleet }}]' names no figure"),
        ("It is [=fleet", "b.yaml:1:18 '[=fleet' names no figure"),
        ("[=fleet.Під_водою.Q2]", "fleet.csv:3:12 is 'n/a', and a text names it"),
        ("[=fleet.Під_водою.Q3]", "fleet.csv:4:8 'much' is not a number"),
    ],
)
def test_what_names_no_number_is_told_at_its_place(tree: Tree, text: str, problem: str) -> None:
    (only,) = told(tree, text)
    assert only.startswith(problem)


def test_files_are_read_in_the_project_alone_and_wrong_entries_told_once(tree: Tree) -> None:
    outside = FLEET.replace("figures/fleet.csv", "../../../etc/passwd")
    problems = told(tree, "[=fleet.a.b] and [=fleet.c.d]", outside)
    assert len(problems) == 1
    assert "lies outside of the project" in problems[0]
    both = "data: {fleet: {file: a.csv, values: {a: 1}}}\n"
    assert "has both 'file' and 'values'" in told(tree, "[=fleet.a]", both)[0]
    assert told(tree, "said", "data: {no name: {values: {a: 1}}}\n")[0].count("is not a name for figures") == 1


def test_numbers_of_charts_cells_and_key_figures_may_be_named(tree: Tree) -> None:
    shown = FLEET + (
        "charts:\n  - {headline: A chart, kind: bar, categories: [Q1, Q3], alt: As it says, sources: [count],\n"
        "     series: [{name: At berth, values: [410, '[=fleet.at_berth.Q3]']}]}\n"
        "tables:\n  - {headline: A table, columns: [Quarter, Fuel], rows: [[Q3, '[=fleet.at_berth.Q3]']],"
        " sources: [count]}\n"
        "figures:\n  headline: To remember\n  entries:\n"
        "    - {value: '[=fleet.at_berth.Q3]', label: of fuel}\n"
        "    - {value: '[=fleet.at_berth.Q3]', unit: tonnes, label: of fuel}\n"
    )
    made = loaded(tree, "said", shown)
    assert made.charts[0].series[0].values[1] == 412
    assert made.tables[0].rows[0] == ("Q3", 412)
    assert made.figures is not None
    assert [entry.value for entry in made.figures.entries] == ["412\u00a0t", "412"]


# -- a project of two audiences


TEXT = "The port has one berth, and [=fleet.at_berth.Q3] of fuel are burnt there in [=fleet.days.Q3] days."


@pytest.fixture
def harbour(tree: Tree) -> Path:
    text = MINIMAL.replace("The port has one berth, and it is full.", TEXT)
    kept = "    - {label: Ours, text: 'It is [=secret.kept.Q1].', audiences: [crew]}\n"
    text = text.replace("      text: It is the only berth.\n", f"      text: It is the only berth.\n{kept}")
    data = FLEET.replace("unit: t", "format: '#,##0'") + "  secret: figures/kanarienvogel.csv\n"
    csv = "Quarter,At berth,Days\nQ1,410,90\nQ2,1525.25,91\nQ3,412,92\n"
    return tree(
        {
            "content/b.yaml": text + data,
            "content/audiences/crew.yaml": "name: Crew\n",
            "content/audiences/public.yaml": "name: Public\n",
            "figures/fleet.csv": csv,
            "figures/kanarienvogel.csv": "Quarter,Kept\nQ1,98765.25\n",
        }
    )


def change(root: Path, name: str, old: str, new: str) -> None:
    file = root / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_a_number_edited_in_a_deck_is_told_and_the_other_words_go_back(harbour: Path) -> None:
    assert brief("build", harbour, "--only", "deck", "-a", "public").exit_code == 0
    deck = Edited.of((harbour / "output" / "b_public.pptx").read_bytes())
    for number in range(1, len(deck.deck.slides) + 1):
        for _, paragraph in deck.paragraphs(number):
            for run in paragraph.runs:
                run.text = run.text.replace("412", "999").replace("are burnt", "were used")
    csv = (harbour / "figures" / "fleet.csv").read_bytes()
    edited = deck.save(harbour / "edited.pptx")
    ran = brief("pull", edited, "--write", cwd=harbour)
    assert "it comes from figures/fleet.csv:4:4" in ran.stdout
    assert "change it there, and build again" in ran.stdout
    assert (harbour / "figures" / "fleet.csv").read_bytes() == csv
    assert TEXT.replace("are burnt", "were used") in (harbour / "content" / "b.yaml").read_text(encoding="utf-8")


def test_words_go_back_though_the_file_has_another_number_by_now(harbour: Path) -> None:
    assert brief("build", harbour, "--only", "deck", "-a", "public").exit_code == 0
    deck = Edited.of((harbour / "output" / "b_public.pptx").read_bytes())
    for number in range(1, len(deck.deck.slides) + 1):
        for _, paragraph in deck.paragraphs(number):
            for run in paragraph.runs:
                run.text = run.text.replace("are burnt", "were used")
    change(harbour, "figures/fleet.csv", "412", "415")
    ran = brief("pull", deck.save(harbour / "edited.pptx"), "--write", cwd=harbour)
    assert ran.exit_code == 0, ran.stdout + ran.stderr
    assert TEXT.replace("are burnt", "were used") in (harbour / "content" / "b.yaml").read_text(encoding="utf-8")


def test_a_build_says_which_figures_moved_and_diff_reads_them_as_they_were(harbour: Path) -> None:
    assert "→" not in brief("build", harbour, "--only", "deck", "-a", "public").stdout
    change(harbour, "figures/fleet.csv", "412", "1415")
    told = brief("diff", "@built", cwd=harbour)
    assert "412" in told.stdout
    assert "1,415" in told.stdout
    ran = brief("build", harbour, "--only", "deck", "-a", "public")
    assert "fleet.at_berth.Q3: 412 → 1,415 (1 text)" in ran.stdout
    assert "fleet.days.Q3" not in ran.stdout
    assert brief("diff", "@built", cwd=harbour).stdout.count("1,415") == 0


def test_a_word_memo_has_the_number(harbour: Path) -> None:
    change(harbour, "figures/fleet.csv", "412", "1415")
    assert brief("build", harbour, "--only", "docx", "-a", "public").exit_code == 0
    with zipfile.ZipFile(harbour / "output" / "b_public.docx") as word:
        text = word.read("word/document.xml").decode()
    assert "1,415 of fuel" in re.sub("<[^>]+>", "", text)


def test_figures_that_moved_are_told_whatever_is_built(harbour: Path) -> None:
    said = "fleet.at_berth.Q3: 412 → 1,415 (1 text)"
    assert "→" not in brief("build", harbour, "--only", "memo", "-a", "public").stdout
    change(harbour, "figures/fleet.csv", "412", "1415")
    assert "→" not in brief("build", harbour, "--only", "memo", "-a", "public", "--set", "title=Trial").stdout
    assert said in brief("build", harbour, "--only", "memo", "-a", "public").stdout
    assert "→" not in brief("build", harbour, "--only", "docx", "-a", "public").stdout
    assert "→" not in brief("build", harbour, "--only", "memo", "-a", "crew").stdout  # it had none before
    change(harbour, "figures/fleet.csv", "1415", "1416")
    (harbour / ".policybrief" / "figures.json").write_text('{"content/b.yaml": {"public": [[1]]}}', encoding="utf-8")
    assert brief("build", harbour, "--only", "memo", "-a", "public").exit_code == 0


def test_a_fix_keeps_the_names_of_figures(tree: Tree) -> None:
    text = "It burns [=fleet.at_berth.Q3], which is [=fleet.at_berth.Q3] too much. [@cuont]"
    root = tree({"content/b.yaml": MINIMAL.replace("Build it before the winter.", text) + FLEET,
                 "figures/fleet.csv": CSV})  # fmt: skip
    ran = brief("fix", root, "--yes")
    assert ran.exit_code == 0, ran.stderr
    assert text.replace("cuont", "count") in (root / "content" / "b.yaml").read_text(encoding="utf-8")


def test_a_number_of_a_file_is_looked_for_in_no_source(tree: Tree) -> None:
    text = "The port burns [=fleet.at_berth.Q3] a quarter, and 417 t in a bad one."
    edited = MINIMAL.replace("The port has one berth, and it is full.", text)
    root = tree({"content/b.yaml": edited + FLEET, "figures/fleet.csv": CSV})
    read = Prepared.of(root / "content" / "b.yaml")
    known = {"count": indexed("The port burns fuel a quarter, and more in a bad one.")}
    found = [each.message for each in Unsupported(read.brief, read.source, known, {}).findings()]
    assert any("417" in message for message in found)
    assert not any("412" in message for message in found)


def test_a_revision_of_git_has_its_own_file(harbour: Path) -> None:
    git = ("git", "-C", str(harbour), "-c", "user.name=a", "-c", "user.email=a@b")
    for words in (("init", "-q"), ("add", "."), ("commit", "-q", "-m", "first")):
        subprocess.run([*git, *words], check=True)
    change(harbour, "figures/fleet.csv", "412", "415")
    told = brief("diff", "HEAD", cwd=harbour)
    assert told.exit_code in (0, 1), told.stderr
    assert "412" in told.stdout
    assert "415" in told.stdout


def test_a_file_behind_what_is_kept_from_an_audience_never_reaches_it(harbour: Path) -> None:
    outputs = []
    for number in ("98765.25", "43210.25"):
        (harbour / "figures" / "kanarienvogel.csv").write_text(f"Quarter,Kept\nQ1,{number}\n", encoding="utf-8")
        ran = brief("build", harbour, "--handout", "--record")
        assert ran.exit_code == 0, ran.stderr
        outputs.append({each.name: each.read_bytes() for each in sorted((harbour / "output").glob("b_*"))})
    theirs = [{name: data for name, data in files.items() if "public" in name} for files in outputs]
    assert theirs[0] == theirs[1]
    digest = hashlib.sha256((harbour / "figures" / "kanarienvogel.csv").read_bytes()).hexdigest()
    for name, content in theirs[1].items():
        assert not canaries.found(content, ["kanarienvogel", "43210", "43,210", "secret", digest]), name
    records = {name: json.loads(data) for name, data in outputs[1].items() if name.endswith(".record.json")}
    assert digest in [each["sha256"] for each in records["b_crew.record.json"]["inputs"]]
    fleet = hashlib.sha256((harbour / "figures" / "fleet.csv").read_bytes()).hexdigest()
    numbers = [each["sha256"] for each in records["b_public.record.json"]["inputs"] if "numbers" in each["input"]]
    assert numbers == [fleet]
