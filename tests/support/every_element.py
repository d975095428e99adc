"""Templates with every element of the vocabulary, each around a word of its own."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

from PIL import Image

from support.projects import MINIMAL, ROOT

FOLDER = ROOT / "tests" / "data" / "every-element"


def laid_out(name: str, root: Path) -> tuple[Path, list[str]]:
    """A project with that template, its brief's file, and the words that the template holds."""
    numbers = itertools.count()
    text = re.sub("§", lambda _: f"Word{next(numbers)}x", (FOLDER / name).read_text("utf-8"))
    for place, content in (("content/brief.yaml", MINIMAL), (f"templates/{name}", text)):
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        (root / place).write_text(content, encoding="utf-8")
    Image.new("RGB", (400, 300), "#7090b0").save(root / "content" / "map.png")
    return root / "content" / "brief.yaml", re.findall(r"Word\d+x(?! but short)", text)
