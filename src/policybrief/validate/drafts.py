"""validate: a brief that is still a draft. What is to be rewritten is told in one message, and stands in until then.

An entry with `rewrite` holds a source's words: it may want all else that such an entry has. Without this, a draft of
ten entries would be answered with forty errors, which all say that it is a draft.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from policybrief.errors import Problem
from policybrief.read.source import Source
from policybrief.text.value_path import ValuePath

REWRITE = "rewrite"
_GAP = "…"
"""Stands where something is still to be written, in every language."""
_TEXT_WORDS, _HEADLINE_WORDS, _CELL_WORDS = 45, 12, 16
_SHORT_WORDS = 240
"""Words of all short forms together, so that a draft fits on the memo's page."""
_LISTS = (
    ("judgments", ("judgments",), "judgment"),
    ("recommendations", ("recommendations",), "recommendation"),
    ("timeline", ("timeline", "events"), "event"),
    ("comparison", ("comparison", "rows"), "row of the comparison"),
)


def left(source: Source) -> Problem | None:
    """The one message about all that is to be rewritten; None where nothing is."""
    paths = list(_paths(source.data))
    if not paths:
        return None
    counts = [(sum(path[0] == part for path in paths), noun) for part, _, noun in _LISTS]
    parts = ["the bottom line"] if any(path[0] == "bottom_line" for path in paths) else []
    parts += [_counted(count, noun) for count, noun in counts if count]
    listed = " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
    is_one = len(paths) == 1
    message = f"{listed} {'is' if is_one else 'are'} still in a source's words"
    hint = f"say {'it' if is_one else 'each'} in your own and delete its 'rewrite'; until then, brief build --draft"
    first = min(paths, key=source.place)
    return source.problem(first / REWRITE, message, hint).typed("draft")


def filled(source: Source) -> Source:
    """A draft with something in every place that is still empty: the source's words, cut, or an ellipsis.

    What is under `rewrite` is gone, so that no document, and no template, can come upon it.
    """
    if left(source) is None:
        return source
    data = copy.deepcopy(source.data)
    _fill_masthead(data)
    data.setdefault("judgments", [{REWRITE: _GAP}])
    judgments = _drafted(data.get("judgments"), "judgment")
    recommendations = _drafted(data.get("recommendations"), "recommendation")
    room = max(5, _SHORT_WORDS // max(1, len(judgments) + len(recommendations)))
    titles = {data["bottom_line"].get("headline")} if isinstance(data["bottom_line"], dict) else set()
    for entry in (*judgments, *recommendations):
        _fill(entry, **_texts(entry, room, titles))
    _fill_timeline(data.get("timeline"))
    _fill_comparison(data.get("comparison"))
    for path in list(_paths(data)):
        _at(data, path).pop(REWRITE)
    return replace(source, data=data)


def _at(data: Any, path: ValuePath) -> Any:
    for step in path:
        data = data[step]
    return data


def _paths(data: Any) -> Iterator[ValuePath]:
    """The entries that are to be rewritten."""
    if isinstance(bottom := data.get("bottom_line"), dict) and REWRITE in bottom:
        yield ValuePath("bottom_line")
    for _, steps, _ in _LISTS:
        at: Any = data
        for step in steps:
            at = at.get(step) if isinstance(at, dict) else None
        for number, entry in enumerate(at if isinstance(at, list) else ()):
            if isinstance(entry, dict) and REWRITE in entry:
                yield ValuePath(*steps, number)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun.replace('row', 'rows') if count > 1 and ' ' in noun else noun + 's' * (count > 1)}"


# -- what stands in


def _fill(entry: dict[str, Any], **values: Any) -> None:
    for key, value in values.items():
        entry.setdefault(key, value)


def _fill_masthead(data: dict[str, Any]) -> None:
    _fill(data, title=_GAP, bottom_line={REWRITE: _GAP})
    bottom = data["bottom_line"]
    if isinstance(bottom, dict) and REWRITE in bottom:
        said = bottom[REWRITE]
        _fill(bottom, headline=_cut(said, _HEADLINE_WORDS), text=_cut(said, _TEXT_WORDS))


def _drafted(entries: Any, noun: str) -> list[dict[str, Any]]:
    """The entries of a list that are to be rewritten, each with an id."""
    listed = entries if isinstance(entries, list) else ()
    drafted = [entry for entry in listed if isinstance(entry, dict) and REWRITE in entry]
    for number, entry in enumerate(drafted, 1):
        _fill(entry, id=f"{noun}-{number}")
    return drafted


def _texts(entry: dict[str, Any], room: int, titles: set[Any]) -> dict[str, str]:
    """A judgment's or a recommendation's own texts; its headline is none of the `titles`, and becomes one of them."""
    said = entry[REWRITE]
    fewer = (_cut(said, most) for most in range(min(room, _HEADLINE_WORDS), 0, -1))
    headline = next((candidate for candidate in fewer if candidate not in titles), _GAP)
    while headline in titles:
        headline += _GAP
    titles.add(headline)
    texts = {"headline": headline, "text": _cut(said, _TEXT_WORDS)}
    return texts if "text" in entry else {**texts, "short": _cut(said, room)}


def _fill_timeline(timeline: Any) -> None:
    events = timeline.get("events") if isinstance(timeline, dict) else None
    for event in events if isinstance(events, list) else ():
        if isinstance(event, dict) and REWRITE in event:
            _fill(timeline, headline=f"{_GAP} timeline")
            _fill(event, text=_cut(event[REWRITE], _CELL_WORDS), when=_GAP)


def _fill_comparison(comparison: Any) -> None:
    rows = comparison.get("rows") if isinstance(comparison, dict) else None
    columns = comparison.get("columns") if isinstance(comparison, dict) else None
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict) and REWRITE in row:
            rest = len(columns) - 1 if isinstance(columns, list) and columns else 1
            _fill(comparison, headline=f"{_GAP} comparison")
            _fill(row, label=_GAP, cells=[_cut(row[REWRITE], _CELL_WORDS), *[_GAP] * rest])


def _cut(words: Any, most: int) -> str:
    """So many words of a source, as Markdown that shows them as they are; without spaces, so many letters."""
    said = " ".join(_PICTURES.sub(" ", words).split()) if isinstance(words, str) else ""
    kept = " ".join(said.split()[:most])[: most * _LETTERS_OF_A_WORD]
    shown = (kept if kept == said else f"{kept.rstrip(' ,;:.')} {_GAP}") or _GAP
    return re.sub(r"([\\`*_<>~^])", r"\\\1", shown.translate(_NO_CITATION))


_PICTURES = re.compile("[\U0001f000-\U0001ffff\ufe0f]")
"""Emoji, which few faces have."""
_NO_CITATION = str.maketrans("[]", "()")
_LETTERS_OF_A_WORD = 9
