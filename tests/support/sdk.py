"""What openxml-audit finds in a deck by all of its rules: the Open XML SDK's for Office 2019, and its own."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from policybrief.ooxml import forms


def findings(content: bytes, folder: Path) -> list[str]:
    """One for each error; `folder` is for the file that the library reads."""
    file = folder / "validated.pptx"
    file.write_bytes(content)
    return [str(error) for error in _validator().validate(file).errors]


@cache
def _validator() -> Any:
    return forms.validator()
