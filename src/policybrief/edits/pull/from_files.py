"""What files of numbers brought, a value or a figure in a text: nothing of such a file is written by a program."""

from __future__ import annotations

from policybrief.edits.pull.observed import Told
from policybrief.read.source import Source
from policybrief.text.mentions import Figures, put_back
from policybrief.text.value_path import ValuePath

BUILD_AGAIN = "change it there, and build again"


def place(base: Source, now: Source | None, path: ValuePath) -> str:
    """The cell that a value of a file, as it was built from, comes from; where it stands `now`, if it still does. ""
    for one of the brief's own.
    """
    cell = base.origin(path)
    if cell is None:
        return ""
    if named := base.figures.get(path):
        return named[0].at
    around = (base.at(above) for above in path.upwards)
    data = next((each["data"] for each in around if isinstance(each, dict) and each.get("data")), "")
    file = str(data.get("file", "") if isinstance(data, dict) else data)
    here = now.origin(path) if now else None
    here = here if here and here.name == cell.name else cell
    return f"{file}:{here.line}:{here.column}"


def around(built: str, figures: Figures, wanted: str, where: str, path: ValuePath) -> tuple[str, list[Told]]:
    """What is to be written for a text that names figures, so that it reads as is `wanted` around these; and what is
    told of those that would read otherwise.
    """
    back = put_back(built, figures, wanted)
    told = [Told(where, f"it comes from {figure.at}", old, new, BUILD_AGAIN, path=path)
            for figure, old, new in back.left]  # fmt: skip
    return back.written, told
