"""How decks look on templates of others: for each template in a folder a line of figures, and a sheet of its slides.

Usage: python tools/bases.py TEMPLATES OUT [--brief BRIEF.yaml] [--no-pictures]

For each: whether it is inspected; what `brief theme inspect --write` asked for, "-" for nothing, and whether it wrote a
theme; the slides of the deck that `brief build` makes on that, or "no"; seconds of the processor, for the inspection
and the deck; of the placeholders for footer, date and number that the slides' layouts have, how many they fill; roles
of text that have several sizes; and, from LibreOffice's pictures (tools/bases_seen.py), words that can't be read on
what is really under them, and slides that cover what the template draws. OUT/NAME has the project, its messages and
`sheet.png`. Ends with 1 where something is not as it should.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import bases_seen
import looks
from lxml import etree

ROOT = Path(__file__).resolve().parent.parent
BRIEF = ROOT / "content" / "china-russia.yaml"
SUFFIXES = (".pptx", ".potx", ".ppsx", ".pptm", ".potm", ".ppsm", ".thmx")
FEET = ("ftr", "dt", "sldNum")
_UNCLEAR = re.compile(r"it is not clear which layout is '([a-z-]+)'.*?it could be '([^']+)'", re.DOTALL)
_HEAD = ("template", "read", "asked", "built", "unread", "over art", "feet", "sizes", "inspect", "build")


@dataclass(frozen=True)
class Ran:
    """A command that ended: its code, what it said, and the seconds of the processor that it took."""

    code: int
    said: str
    seconds: float


@dataclass
class Tried:
    """A template and what became of it."""

    name: str
    folder: Path
    inspected: Ran
    asked: list[str] = field(default_factory=list)
    built: Ran | None = None
    slides: int = 0
    feet: tuple[int, int] = (0, 0)
    split: int = 0
    seen: bases_seen.Seen | None = None

    @property
    def deck(self) -> Path:
        return self.folder / "out" / "brief.pptx"

    @property
    def wrong(self) -> bool:
        seen = self.seen
        return bool(self.asked or not self.slides or self.split or (seen and (seen.unread or seen.covered)))

    @property
    def row(self) -> tuple[str, ...]:
        seen = self.seen
        return (
            self.name,
            "yes" if self.inspected.code == 0 else "no",
            ", ".join(self.asked) or "-",
            f"{self.slides} slides" if self.slides else "no",
            str(len(seen.unread)) if seen else "",
            str(len(seen.covered)) if seen else "",
            f"{self.feet[0]}/{self.feet[1]}" if self.slides else "",
            str(self.split) if self.slides else "",
            f"{self.inspected.seconds:.2f} s",
            f"{self.built.seconds:.2f} s" if self.built else "",
        )


def main() -> int:
    """Try each template, print the table, draw the sheets."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("templates", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--brief", type=Path, default=BRIEF)
    parser.add_argument("--no-pictures", action="store_true", help="draw nothing, and tell nothing of what is seen")
    asked = parser.parse_args()
    files = sorted(file for file in asked.templates.iterdir() if file.suffix.lower() in SUFFIXES)
    results = [tried(file, asked.out / file.stem, asked.brief) for file in files]
    if not asked.no_pictures:
        decks = {each.name: each.deck for each in results if each.slides}
        for each in results:
            if each.slides:
                each.seen = bases_seen.seen(decks[each.name], each.folder)
    show([_HEAD, *(each.row for each in results)])
    for each in results:
        report(each)
    return int(any(each.wrong for each in results))


def tried(template: Path, folder: Path, brief: Path) -> Tried:
    """A project on the template: inspected, with a theme, built."""
    shutil.rmtree(folder, ignore_errors=True)
    content = folder / "content"
    content.mkdir(parents=True)
    text = re.sub(r"^theme:.*\n", "", brief.read_text("utf-8"), flags=re.MULTILINE)
    (content / "brief.yaml").write_text(f"theme: house\n{text}", "utf-8")
    for beside in ("figures", "audiences", "sources"):
        if (brief.parent / beside).is_dir():
            shutil.copytree(brief.parent / beside, content / beside)
    result = Tried(template.stem, folder, ran(folder, "theme", "inspect", template.resolve()))
    chosen: list[str] = []
    for _ in range(4):  # it may ask for each of three layouts
        written = ran(folder, "theme", "inspect", template.resolve(), "--write", "content/themes/house.yaml", *chosen)
        new = [(ours, theirs) for ours, theirs in _UNCLEAR.findall(written.said) if ours not in result.asked]
        result.asked += [ours for ours, _ in new]
        chosen += [f"--layout={ours}={theirs}" for ours, theirs in new]
        if written.code == 0 or not new:
            break
    if written.code == 0:
        result.built = ran(folder, "build", "content/brief.yaml", "--only", "deck", "-o", "out")
    said = (result.inspected, written, result.built)
    (folder / "said.txt").write_text("\n".join(each.said for each in said[1:] if each), "utf-8")
    if result.deck.exists():
        slides = looks.read(result.deck)
        result.slides, result.feet = len(slides), feet(result.deck)
        result.split = len(looks.scale(slides)[1])
    return result


def ran(folder: Path, *command: str | Path) -> Ran:
    """`brief` with these arguments, in a folder."""
    before = os.times()
    done = subprocess.run(
        [sys.executable, "-m", "policybrief", *map(str, command)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    after = os.times()
    seconds = after.children_user + after.children_system - before.children_user - before.children_system
    return Ran(done.returncode, done.stdout + done.stderr, seconds)


def feet(deck: Path) -> tuple[int, int]:
    """How many of the placeholders for footers the slides fill, and how many their layouts have."""
    filled = there = 0
    with zipfile.ZipFile(deck) as package:
        for name in package.namelist():
            if re.fullmatch(r"ppt/slides/slide\d+\.xml", name):
                links = package.read(name.replace("slides/", "slides/_rels/") + ".rels").decode()
                found = re.search(r"slideLayouts/[^\"]+", links)
                layout = _feet(package, f"ppt/{found.group()}") if found else set()
                there += len(layout)
                filled += len(layout & _feet(package, name))
    return filled, there


def _feet(package: zipfile.ZipFile, part: str) -> set[str]:
    root = etree.fromstring(package.read(part))
    return {holder.get("type", "") for holder in root.iterfind(".//p:ph", looks.NS)} & set(FEET)


def show(rows: Sequence[tuple[str, ...]]) -> None:
    """Print rows in columns."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def report(each: Tried) -> None:
    """Print what is behind the figures of a template."""
    told = [] if each.slides else [(each.folder / "said.txt").read_text("utf-8").strip()]
    told += [str(finding) for finding in (*each.seen.unread, *each.seen.covered)] if each.seen else []
    if told:
        print(f"\n{each.name}")
        print("\n".join(f"  {line}" for text in told for line in text.splitlines()))


if __name__ == "__main__":
    sys.exit(main())
