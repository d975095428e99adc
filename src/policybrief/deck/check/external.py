"""check: what in a deck reaches out of it, runs something, or tells of people who commented."""

from __future__ import annotations

from collections.abc import Iterator

from policybrief.ooxml import foreign
from policybrief.ooxml.package import Package


def foreign_content(package: Package) -> Iterator[str]:
    for held in foreign.found(package):
        if held.grave:
            yield f"{held.part or 'the file'}: holds {held.what}"
