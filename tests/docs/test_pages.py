"""What the pages say is true: their commands run, their links lead somewhere, their tables are current."""

from __future__ import annotations

import contextlib
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pypdfium2
import pytest

from policybrief.cli import scaffold
from policybrief.cli.main import main
from support import bases, slides
from support.commands import brief
from support.projects import ROOT, Tree, minimal
from support.tools import tool

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
EACH = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
FOR_MAINTAINERS = [ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", ROOT / "docs" / "architecture.md"]


TOOL = tool("format_pages")


def commands(page: Path) -> Iterator[tuple[bool, str]]:
    """The commands that a page shows; and of each whether it is an example, for want of a server or a keyring."""
    text = page.read_text(encoding="utf-8")
    for block in re.finditer(r"```console\n(.*?)```", text, re.DOTALL):
        example = text[: block.start()].rstrip().endswith("Example:")
        for line in re.findall(r"^\$ (.*?)(?: +#.*)?$", block[1], re.MULTILINE):
            yield from ((example, command) for command in line.split(" && "))


@EACH
def test_its_commands_do_what_they_say(page: Path, tmp_path: Path) -> None:
    folder = tmp_path / "project"
    if any(command.startswith("brief ") for _, command in commands(page)):
        scaffold.new(folder)
        _keep_audiences(folder / "content", page.read_text(encoding="utf-8"))
        (folder / "corporate.potx").write_bytes(bases.default())
        (folder / "_brand.yml").write_text('color: {primary: "#0B4638"}', encoding="utf-8")
        if listed := re.search(r"```csv\n(name,.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
            (folder / "people.csv").write_text(listed[1], encoding="utf-8")
    for example, command in commands(page):
        program, *arguments = shlex.split(command)
        if program == "make":
            assert re.search(rf"^{arguments[0]}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
        elif program == "brief" and example:
            with contextlib.chdir(folder):
                _parsed(arguments)
        elif program == "brief":
            ran = brief(*arguments, cwd=folder)
            assert ran.exit_code == 0, f"{command}: {ran.stderr}"
        elif program == "cd" and (folder / arguments[0]).is_dir():
            folder /= arguments[0]


def _keep_audiences(content: Path, text: str) -> None:
    """Delete the audiences that a page does not speak of, and their names in the brief: to build each takes time."""
    gone = [file for file in (content / "audiences").glob("*.yaml") if file.stem not in text]
    for file in gone:
        file.unlink()
    names = "|".join(file.stem for file in gone)
    brief_file = content / "brief.yaml"
    said = re.sub(rf"^ *(audiences|not_for): \[({names})\]\n", "", brief_file.read_text("utf-8"), flags=re.MULTILINE)
    brief_file.write_text(said, encoding="utf-8")


def _parsed(arguments: list[str]) -> None:
    """Whether the command line takes them, without doing anything."""
    command: click.Command = main
    while isinstance(command, click.Group):
        command = command.commands[arguments.pop(0)]
    command.make_context(command.name, arguments)


@EACH
def test_commands_that_it_names_are_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert set(re.findall(r"`brief ([a-z]+)", text)) <= main.commands.keys()
    targets = set(re.findall(r"`make ([a-z-]+)", text))
    assert targets <= set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


@EACH
def test_what_it_links_to_is_there(page: Path) -> None:
    for file, anchor in re.findall(r"\]\((?!http)([^)#]*)#?([^)]*)\)", page.read_text(encoding="utf-8")):
        target = page.parent / file if file else page
        assert target.exists(), file
        if anchor:
            assert anchor in _anchors(target), f"{file}#{anchor}"


def _anchors(page: Path) -> set[str]:
    """The anchors that a host of code gives to headings."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", FOR_MAINTAINERS, ids=lambda page: page.name)
def test_the_files_that_it_names_are_there(page: Path) -> None:
    named = re.findall(r"`(?:\.venv/bin/pytest |python )?([\w./-]+/[\w.-]*)`", page.read_text(encoding="utf-8"))
    assert named
    folders = (ROOT, ROOT / "src" / "policybrief")
    missing = {name for name in named if not any((folder / name).exists() for folder in folders)}
    assert missing <= {".policybrief/mail.sqlite", "~/.cache"}


@pytest.mark.parametrize("page", TOOL.pages(), ids=lambda page: page.name)
def test_what_is_made_is_current(page: Path) -> None:
    assert page.read_text(encoding="utf-8") == TOOL.page(page), "make docs"


def test_a_table_tells_of_every_key() -> None:
    text = (ROOT / "docs" / "brief.md").read_text(encoding="utf-8")
    assert "| `confidence` | `high`, `moderate`, `low` |  |" in text
    assert "| `evidence` | list of [evidence](#evidence) |  |" in text
    assert "| `bibliography` | text or list of text |" in text
    assert "| `aliases` | list of text by name |" in text


def blocks(template: str) -> list[str]:
    """The blocks of a template, in order."""
    return re.findall(r"{% block (\w+) (?:scoped )?%}", (ROOT / "templates" / template).read_text(encoding="utf-8"))


def test_the_blocks_that_are_named_are_those_of_the_templates() -> None:
    said = " ".join((ROOT / "docs" / "templates.md").read_text(encoding="utf-8").split())
    assert f"The blocks of the deck: `{' '.join(blocks('deck.xml.j2'))}`" in said
    assert f"of the memo: `{' '.join(blocks('memo.xml.j2'))}`" in said
    assert f"Their blocks: `{' '.join(blocks('mail.html.j2'))}`" in said


def test_a_new_projects_templates_name_the_same_blocks() -> None:
    for text, template in ((scaffold.DECK, "deck.xml.j2"), (scaffold.MEMO, "memo.xml.j2")):
        (listed,) = re.findall(r"blocks: ([\w, \n]+)\.", text)
        assert re.findall(r"\w+", listed) == blocks(template)


def test_the_templates_that_print_who_clears_a_brief_do_so(tree: Tree) -> None:
    page = (ROOT / "docs" / "clearance.md").read_text(encoding="utf-8")
    memo, field = re.findall(r"```jinja\n(.*?)```", page, re.DOTALL)
    built_in = (ROOT / "templates" / "deck.xml.j2").read_text(encoding="utf-8")
    deck = built_in.replace("  <notes>\n", f"{field}  <notes>\n", 1)
    cleared = "cleared_by:\n  - {office: EAP/CM, name: J. Doe, date: 2026-03-05, state: cleared}\n  - {office: Київ}\n"
    files = {"content/brief.yaml": minimal() + cleared, "templates/memo.xml.j2": memo, "templates/deck.xml.j2": deck}
    root = tree(files)
    ran = brief("build", cwd=root)
    assert ran.exit_code == 0, ran.stderr
    (pptx,), (pdf,) = ((root / "output").glob(f"*.{kind}") for kind in ("pptx", "pdf"))
    said = " ".join(pypdfium2.PdfDocument(pdf.read_bytes())[0].get_textpage().get_text_range().split())
    assert "Clearance: EAP/CM (J. Doe) cleared, March 5, 2026; Київ pending" in said
    assert "EAP/CM, Київ" in slides.shown(pptx.read_bytes())
