"""Where the data that comes with the program lies.

`templates/` and `content/` stand at the top of the repository, where people look for them, and inside the package
(`policybrief/data`) in a wheel: pyproject.toml puts them there.
"""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parents[2]


def _data() -> Path:
    packaged = _HERE / "data"
    return packaged if packaged.is_dir() else _HERE.parent.parent


TEMPLATES = _data() / "templates"
CONTENT = _data() / "content"
THEMES = CONTENT / "themes"
LOCALES = _HERE / "locale"
KINDS = _HERE / "brief" / "kinds"
METRICS = _HERE / "fonts" / "metrics"
DECK_BASE = _HERE / "deck" / "write" / "master"
WORD_BASE = _HERE / "memo" / "word" / "master"
COLOUR_PROFILE = _HERE / "pdf" / "sRGB.icc"
