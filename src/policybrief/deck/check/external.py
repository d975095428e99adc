"""check: what in a deck reaches out of it, runs something, or tells of people who commented."""

from __future__ import annotations

from collections.abc import Iterator

from policybrief.ooxml import foreign
from policybrief.ooxml.package import Package


def foreign_content(package: Package) -> Iterator[str]:
    for one in foreign.found(package):
        if one.grave:
            yield f"{one.part or 'the file'}: holds {one.what}"
