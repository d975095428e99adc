"""Numbers that texts name out of files of data: the file, the cell, and the file's hash among the sources.

Where an audience may not know a source's name, no file is named either: a file's name can tell of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import field

from policybrief.brief import walk
from policybrief.brief.model import Brief
from policybrief.brief.source_entry import UNNAMED
from policybrief.brief.values import Part
from policybrief.compose.places import Places
from policybrief.locale.locale import Locale
from policybrief.read.source import origin
from policybrief.receipts.sheet import PassagePiece, PassagePieces, Receipt, SourceRow, Verdict
from policybrief.sources.tabular import workbook
from policybrief.text.amounts import amounts
from policybrief.text.mentions import NamedFigure
from policybrief.text.records import dataclass
from policybrief.text.run import Run
from policybrief.text.value_path import ValuePath

_WORKBOOKS = (".xlsx", ".xlsm")


@dataclass(frozen=True)
class DataFiles:
    """The files of data behind a brief as one audience gets it; `hashes` are those of the files named so far."""

    brief: Brief
    places: Places
    locale: Locale
    hashes: dict[str, str] = field(default_factory=dict)

    def figures(self, entry: Part, path: ValuePath, texts: Collection[str]) -> list[NamedFigure]:
        """The figures out of files that some texts of an entry name, in their order; the entry stands at a path in
        what the audience gets.
        """
        if any(source.type == UNNAMED for source in self.brief.sources):
            return []
        named: list[NamedFigure] = []
        for at, leaf in walk.leaves(entry, path):
            file, written = origin(at, self.places.moved) or (self.places.source, at)
            if written in file.figures and str(getattr(leaf, "spelling", leaf)) in texts:
                figures = [figure for figure in file.figures[written] if figure.file]
                self.hashes.update((figure.file, file.inputs[figure.file]) for figure in figures)
                named += figures
        return list({(figure.text, figure.at): figure for figure in named}.values())

    def numbers(self, figures: Iterable[NamedFigure]) -> set[str]:
        """The numbers in these figures as they are found in a text."""
        return {amount.written for figure in figures for amount in amounts(figure.text, self.locale.magnitudes)}

    def receipts(self, figures: Sequence[NamedFigure]) -> Iterator[Receipt]:
        """A receipt for each file: which numbers are taken from it, each with its cell."""
        verdict = Verdict("good", self.locale.receipts["from_file"])
        for file in dict.fromkeys(figure.file for figure in figures):
            passages = tuple(self._with_cell(figure) for figure in figures if figure.file == file)
            yield Receipt(file, _anchored(file), (verdict,), passages=passages)

    def _with_cell(self, figure: NamedFigure) -> PassagePieces:
        opening, closing = (self.locale.punctuation[key] for key in ("opening", "closing"))
        space = "" if opening == "（" else " "  # the full-width one
        cell = PassagePiece("text", f"{space}{opening}{self._cell(figure)}{closing}")
        return PassagePiece("quoted", figure.text), cell

    def _cell(self, figure: NamedFigure) -> str:
        """The cell of a workbook by its letters; of a text its line, and the character that it begins with."""
        _, line, column = figure.at.rsplit(":", 2)
        if figure.file.lower().endswith(_WORKBOOKS):
            return workbook.cell_name(int(line), int(column))
        return self.locale.receipts["file_place"].format(line=line, character=column)

    def rows(self) -> Iterator[SourceRow]:
        """The files that were named, each with its hash."""
        for file, digest in self.hashes.items():
            yield SourceRow(_anchored(file), (Run(file),), fingerprint=digest)


def _anchored(file: str) -> str:
    """The name of a file's entry on the page."""
    return f"data-{file}"
