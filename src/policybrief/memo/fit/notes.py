"""The notes and the sources of a memo as its page has them. A text that gave way to a shorter one takes its notes with
it: those that are left are numbered anew, in the order of the page. A part that was left out takes the sources with it
that it alone cited; numbers of sources stay, for they are those of the deck.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from policybrief.text.blocks import SourceList, SourceNote
from policybrief.text.document import Memo, runs
from policybrief.text.run import Run, Text
from policybrief.text.value_path import ValuePath


def closed_up(memo: Memo, shown: Memo) -> Memo:
    """The memo with the sources and the numbers of what is `shown` of it; the same where nothing changes these.

    What cites a source first has its whole entry. A source that nothing on the page cites stands behind the notes.
    """
    if not memo.sources:
        return memo
    if not memo.sources.notes:
        sources = memo.sources.without(_named(memo) - _named(shown))
        return memo if sources is memo.sources else replace(memo, sources=sources)
    cited = list(dict.fromkeys(_cited(shown)))
    if cited == list(range(1, len(memo.sources.notes) + 1)):
        return memo
    numbers = {old: new for new, old in enumerate(cited, 1)}
    kept = [memo.sources.notes[old - 1] for old in cited]
    sources = replace(memo.sources, entries=tuple(_entries(memo.sources, kept)), notes=())
    renumbered: Memo = _renumbered(replace(memo, sources=sources), numbers)
    return renumbered


def _named(memo: Memo) -> set[str]:
    """The sources that its texts cite."""
    return {run.cite for run in runs(memo) if run.cite}


def _cited(shown: Memo) -> Iterator[int]:
    """The notes that the words on the page lead to, in their order."""
    around = replace(shown.sources, entries=()) if shown.sources else None
    for run in runs((replace(shown, sources=None), around)):
        if run.raised and not run.footnote:
            yield from map(int, _NUMBER.findall(run.text))


_NUMBER = re.compile(r"\d+")


def _entries(block: SourceList, kept: list[SourceNote]) -> Iterator[tuple[str, Text]]:
    told: set[str] = set()
    for number, note in enumerate(kept, 1):
        yield str(number), note.again if note.source in told else note.first
        told.add(note.source)
    yield from (
        ("", note.whole) for note in {each.source: each for each in block.notes if each.source not in told}.values()
    )
    yield from (entry for entry in block.entries if not entry[0])


def _renumbered(node: Any, numbers: Mapping[int, int]) -> Any:
    """A part of a memo whose raised numbers are those; a number that is on no page stays."""
    if isinstance(node, tuple) and not isinstance(node, ValuePath):
        return tuple(_renumbered(each, numbers) for each in node)
    if isinstance(node, Run):
        if not node.raised or node.footnote:
            return node
        return node.saying(_NUMBER.sub(lambda found: str(numbers.get(int(found[0]), int(found[0]))), node.text))
    if isinstance(node, ValuePath) or not is_dataclass(node) or isinstance(node, type):
        return node
    parts = {part.name: getattr(node, part.name) for part in fields(node)}
    changed = {name: new for name, old in parts.items() if (new := _renumbered(old, numbers)) != old}
    return replace(node, **changed) if changed else node
