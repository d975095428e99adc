"""The house: which room may import which, no circles, and where the heavy libraries may be known.

`tools/structure.py` draws the same picture for people.
"""

from __future__ import annotations

import ast
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import policybrief
from support.projects import ROOT
from support.tools import tool

PACKAGE = Path(policybrief.__file__).parent

LEVELS = """
text
errors
system
ooxml  fonts  read
locale
brief
validate  sources
review  theme
tailor  compose  pictures  chart
pdf
deck  memo
receipts
pipeline
edits  mail
serve
cli
"""
"""From the ground up. A room imports only what stands on a line above its own here; those on one line, not each other.
`__init__` is the library's face and `__main__` the command's: they may import all, and nobody imports `__main__`.
"""

STAGES_INSIDE = {
    "deck": (
        "deck.shapes",
        "deck.placed",
        "deck.provenance",
        "deck.cover",
        "deck.marking",
        ("deck.fit", "deck.write", "deck.check", "deck.draw"),
    ),
    "memo": (
        "memo.fitted",
        "memo.provenance",
        "memo.inspect",
        "memo.pictures",
        ("memo.fit", "memo.write", "memo.check", "memo.word"),
    ),
}
"""Of a document: what its stages share, and the stages, which don't import each other."""

KNOWN_BY = {
    "reportlab": ("pdf",),
    "xlsxwriter": ("deck.write.workbook",),
    "jinja2": ("compose", "mail.forms"),
    "openxml_audit": ("ooxml.schema", "ooxml.forms"),
    "zipfile": ("ooxml",),
    "openpyxl": ("sources.tabular.workbook",),
    "click": ("cli",),
    "distributed": ("pipeline.cluster",),
    "lsprotocol": ("serve.lsp",),
    "pygls": ("serve.lsp",),
    "mcp": ("serve.assistant.server",),
    "mcp_types": ("serve.assistant.server",),
    "starlette": ("serve.editor",),
    "uvicorn": ("serve.editor.listening",),
    "pptx": (),
}
"""Which modules may know a library. What reads Office files is `ooxml`, which says why it is not python-pptx; what
prints is `cli`.
"""

_ENDING = ("sys.exit", "SystemExit")
_PRINTING = ("print", "click.echo", "click.secho", "click.echo_via_pager", "sys.stdout.write", "sys.stderr.write")
_LAST = frozenset(name.rpartition(".")[2] for name in (*_PRINTING, *_ENDING))
_HIDING = ("import_module", "__import__")
_HIDDEN = ("", "cli.commands")
"""What imports a module by a text, which no drawing of the house sees; the library's face does, and the group of
commands, which imports others of `cli` as they are typed (click's lazy groups): both to be quick.
"""

TOOL = tool("structure")


def faults(root: Path) -> Iterator[str]:
    """All that is against the rules in the package at `root`."""
    imported = TOOL.graph(root)
    yield from _levels(TOOL.arrows(imported))
    for circle in TOOL.circles(imported):
        yield f"a circle: {', '.join(circle)}"
    for name, others in sorted(imported.items()):
        yield from (f"{name} imports {other}, which is another stage" for other in others if _another(name, other))
    for name, file in TOOL.modules(root).items():
        nodes = TOOL.nodes(file)
        yield from _reached(name, nodes)
        yield from _hidden(name, nodes)
    yield from _twice(root)


def _levels(arrows: dict[str, set[str]]) -> Iterator[str]:
    level = {name: number for number, line in enumerate(LEVELS.split("\n")) for name in line.split()}
    free = {"__init__", "__main__"}
    yield from (f"{name} has no place" for name in sorted(arrows.keys() - level.keys() - free))
    yield from (f"{name} is not there" for name in sorted(level.keys() - arrows.keys()))
    for name, others in sorted(arrows.items()):
        if name not in free:
            up = (other for other in others - free if level.get(other, 99) >= level.get(name, 99))
            yield from (f"{name} imports {other}" for other in sorted(up))
        if "__main__" in others:
            yield f"{name} imports __main__"


def _another(name: str, other: str) -> bool:
    """Whether two modules of one document stand in different stages of it."""
    *_, stages = STAGES_INSIDE.get(name.partition(".")[0], ((),))
    mine = next((stage for stage in stages if f"{name}.".startswith(f"{stage}.")), "")
    its = next((stage for stage in stages if f"{other}.".startswith(f"{stage}.")), "")
    return bool(its) and mine != its


def _reached(name: str, nodes: Sequence[ast.AST]) -> Iterator[str]:
    """Libraries that a module must not know, private names of other rooms, an end of the process outside of `cli`, and
    printing outside of the one module that says how.
    """
    never = (*(() if f"{name}.".startswith("cli.") else _ENDING), *(() if name == "cli.terminal" else _PRINTING))
    for node in nodes:
        if isinstance(node, ast.Import | ast.ImportFrom):
            for library in _libraries(node):
                known = KNOWN_BY.get(library)
                if known is not None and not any(f"{name}.".startswith(f"{room}.") for room in known):
                    yield f"{name} imports {library}"
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("policybrief"):
            private = [alias.name for alias in node.names if alias.name.startswith("_") and alias.name != "__version__"]
            yield from (f"{name} imports the private {alias} of {node.module}" for alias in private)
        if isinstance(node, ast.Call) and _last(node.func) in _LAST:  # to write all of them out takes seconds
            yield from (f"{name} calls {called}" for called in never if called == ast.unparse(node.func))


def _hidden(name: str, nodes: Sequence[ast.AST]) -> Iterator[str]:
    """What a module takes of others without an import that is seen: private names of theirs, and modules by a text."""
    ours = _modules_of_ours(nodes)
    for node in nodes:
        match node:
            case ast.Attribute(value=ast.Name(id=module), attr=attribute) if module in ours:
                if attribute.startswith("_") and not attribute.startswith("__"):
                    yield f"{name} reaches for the private {module}.{attribute}"
            case ast.Call() if name not in _HIDDEN and _last(node.func) in _HIDING:
                yield f"{name} imports out of sight: {ast.unparse(node)}"


def _twice(root: Path) -> Iterator[str]:
    """Names of classes that mean two things. What the brief says and the block that shows it share a name."""
    homes: dict[str, list[str]] = {}
    for name, file in TOOL.modules(root).items():
        for node in TOOL.nodes(file)[0].body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes.setdefault(node.name, []).append(name)
    for named, modules in sorted(homes.items()):
        if len(modules) > 1 and [module.partition(".")[0] for module in sorted(modules)] != ["brief", "text"]:
            yield f"{named} is a class of {' and '.join(modules)}"


def _modules_of_ours(nodes: Sequence[ast.AST]) -> set[str]:
    """The names under which a module knows others of ours; they are in lower case, and what it takes out of them that
    is, a function, has nothing private.
    """
    return {
        alias.asname or alias.name
        for node in nodes
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "policybrief"
        for alias in node.names
        if alias.name.islower()
    }


def _last(called: ast.expr) -> str:
    """The last word of what is called."""
    return str(getattr(called, "id", getattr(called, "attr", "")))


def _libraries(node: ast.Import | ast.ImportFrom) -> list[str]:
    names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
    return [name.partition(".")[0] for name in names]


def test_the_package_keeps_its_rules() -> None:
    assert list(faults(PACKAGE)) == []


def test_a_newcomer_sees_few_rooms() -> None:
    assert len(TOOL.arrows(TOOL.graph(PACKAGE))) <= 27


PLANTED = (
    ("read/source.py", "from policybrief.brief import model", "read imports brief"),
    ("deck/fit/fit.py", "from policybrief.memo import page", "deck imports memo"),
    ("deck/write/write.py", "from policybrief.deck.fit import grid", "deck.write.write imports deck.fit.grid"),
    ("text/inline.py", "from policybrief.text import document", "a circle: text.document, text.inline"),
    (
        "text/document.py",
        "def hidden():\n    from policybrief.text import inline",
        "a circle: text.document, text.inline",
    ),
    ("mail/plan.py", "import xlsxwriter", "mail.plan imports xlsxwriter"),
    ("brief/model.py", "from policybrief.read.source import _hidden", "the private _hidden"),
    ("brief/model.py", "print('here')", "brief.model calls print"),
    ("cli/pull.py", "import click\nclick.echo('here')", "cli.pull calls click.echo"),
    ("brief/model.py", "import policybrief.__main__", "brief imports __main__"),
    ("attic/__init__.py", "", "attic has no place"),
    ("memo/fit/page.py", "from policybrief.memo.word import layout", "memo.fit.page imports memo.word.layout"),
    ("deck/write/write.py", "import pptx", "deck.write.write imports pptx"),
    (
        "chart/bars.py",
        "from policybrief.chart import words\nwords._sums",
        "chart.bars reaches for the private words._sums",
    ),
    ("text/run.py", "raise SystemExit(1)", "text.run calls SystemExit"),
    ("text/run.py", "import sys\nsys.stdout.write('here')", "text.run calls sys.stdout.write"),
    (
        "text/run.py",
        "import importlib\nimportlib.import_module('policybrief.deck')",
        "text.run imports out of sight: importlib.import_module('policybrief.deck')",
    ),
    ("chart/bars.py", "class Brief: ...", "Brief is a class of brief.model and chart.bars"),
)
"""What is added to which module, and what is told of it. A circle has two halves, one hidden in a function."""


def test_planted_faults_are_found(tmp_path: Path) -> None:
    root = tmp_path / "policybrief"
    shutil.copytree(PACKAGE, root, ignore=shutil.ignore_patterns("__pycache__"))
    (root / "attic").mkdir()
    for module, line, _ in PLANTED:
        with (root / module).open("a", encoding="utf-8") as file:
            file.write(f"\n{line}\n")
    found = "\n".join(faults(root))
    assert [told for _, _, told in PLANTED if told not in found] == []


def test_a_room_that_is_gone_is_told(tmp_path: Path) -> None:
    root = tmp_path / "policybrief"
    shutil.copytree(PACKAGE, root, ignore=shutil.ignore_patterns("__pycache__", "mail"))
    assert "mail is not there" in faults(root)


def test_tests_stand_in_folders_of_the_rooms_that_they_test() -> None:
    others = {"benchmarks", "data", "docs", "support"}
    folders = {folder.name for folder in (ROOT / "tests").iterdir() if folder.is_dir() and folder.name != "__pycache__"}
    assert folders - others <= {folder.name for folder in PACKAGE.iterdir() if folder.is_dir()}


def test_every_dataclass_has_a_docstring() -> None:
    """Where there is none, `dataclass` works out a signature in its place: a third of the time that a class takes."""
    assert [
        f"{name}.{node.name}"
        for name, file in TOOL.modules(PACKAGE).items()
        for node in TOOL.nodes(file)
        if isinstance(node, ast.ClassDef) and not ast.get_docstring(node)
        if any("dataclass" in ast.unparse(each) for each in node.decorator_list)
    ] == []
