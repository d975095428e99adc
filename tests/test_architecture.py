"""The stages in their order: no module imports one from a later stage."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import policybrief

ROOT = Path(policybrief.__file__).parent
# Each line may import what stands before it, and its own. The first are no stages: every stage may use them.
ORDER = """
__init__
resources terminal errors banners addresses contrast language figures document spaces urls citekeys markdown
literal pasted inline wordcount files names beside confined caches parts
box scheme deck.__init__ deck.opc zipped opened foreign base resolved drawn grounds
paths scalars pitfalls syntax building source fields csl terms
locale fontfiles facetable installed standins fonts linebreaks marking recipients model project layers
shape misspelled prose validate doubts agreement audience schema readers tailor colors theme mapping themecheck palette
vocabulary traced citations text views sandbox markup bytecode inheritance sections compose
picture drawable vector
memo.__init__ memo.svgpath memo.svg memo.outlines logo
deck.package deck.shapes deck.colors deck.typeset deck.arrange deck.divide deck.marks deck.placeholders deck.logo
deck.scaled deck.grid
deck.media deck.pictures deck.jumps
deck.cover deck.dress
memo.faces memo.marks memo.ladder memo.metadata memo.hyphens memo.text memo.lines memo.pen memo.drawing
deck.columns deck.panels deck.rows deck.table deck.timeline deck.blocks
memo.chartlabels memo.charts memo.decision memo.edges memo.flowables memo.masthead memo.overfull memo.flow memo.page
deck.onbase deck.basecover deck.texts deck.largest deck.overfull deck.content deck.baseslide deck.fit memo.fit
deck.chartnumbers deck.chartroom deck.slices deck.workbook
deck.inert deck.chart deck.framexml deck.textxml deck.xml deck.notes deck.rebase memo.tagging
deck.write memo.write
deck.external deck.integrity deck.repairs deck.schema deck.paint deck.accessibility deck.legibility deck.check
memo.tagged memo.check
check finished
run prepared shown build report matrix templates scaffold inspection proposal
console
mail.__init__ mail.ready mail.attachments mail.settings mail.headers mail.roster mail.forms mail.invitation
mail.letters mail.guards mail.message mail.plan
mail.audiences mail.approval mail.ledger mail.smtp mail.passwords mail.sender
mail.drafts mail.shown mail.command
cli_options
cli_theme cli_templates cli_mail
cli
__main__
"""
STAGES = {name: number for number, line in enumerate(ORDER.splitlines()) for name in line.split()}
MODULES = {".".join(file.relative_to(ROOT).with_suffix("").parts) for file in ROOT.rglob("*.py")}


def imported(name: str) -> set[str]:
    tree = ast.parse((ROOT / f"{name.replace('.', '/')}.py").read_text(encoding="utf-8"))
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "policybrief":
            base = (node.module or "").removeprefix("policybrief").removeprefix(".")
            inner = {f"{base}.{each.name}".removeprefix(".") for each in node.names}
            found |= (inner & MODULES) or {base or "__init__"}
    return found


def test_every_module_has_its_place() -> None:
    assert not MODULES - STAGES.keys()


@pytest.mark.parametrize("name", sorted(MODULES))
def test_no_module_imports_one_of_a_later_stage(name: str) -> None:
    later = {other for other in imported(name) if STAGES[other] > STAGES[name]}
    assert not later
    other = {"deck": "memo.", "memo": "deck."}.get(name.partition(".")[0])
    assert not other or not any(each.startswith(other) for each in imported(name))


@pytest.mark.parametrize("name", sorted(MODULES))
def test_every_dataclass_has_a_docstring(name: str) -> None:
    """Where there is none, `dataclass` works out a signature in its place: a third of the time that a class takes."""
    tree = ast.parse((ROOT / f"{name.replace('.', '/')}.py").read_text(encoding="utf-8"))
    classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    made = [node for node in classes if any("dataclass" in ast.unparse(each) for each in node.decorator_list)]
    assert not [node.name for node in made if not ast.get_docstring(node)]
