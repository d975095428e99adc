"""Entries of lists: a paragraph that was put in beside an entry is one more of its list.

Its neighbour is found by its words in the list as it is now, since that has no ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from policybrief.edits.pull import markup
from policybrief.edits.pull.observed import Added, Told
from policybrief.edits.pull.settled import Change, Settled, moved
from policybrief.pipeline.built import Snapshot
from policybrief.read.source import Source
from policybrief.text import inline
from policybrief.text.value_path import ValuePath


def with_added(found: Settled, added: Iterable[Added], snapshot: Snapshot, now: Mapping[str, Source]) -> Settled:
    """What was settled, and the entries that are new. One that stands in the YAML already is done."""
    changes: dict[tuple[str, ValuePath, str], Change] = {}
    told, done = list(found.told), found.done
    for one in added:
        home = snapshot.home(one.path)
        which = home[0] if home else ""
        text = markup.written(one.text)
        place = _place(snapshot.sources[which], now.get(which), home[1], after=one.after) if home else None
        if place is None or text is None:
            hint = "for good: an entry of a list in the YAML, or words of a text"
            told.append(Told(one.where, "a paragraph is new", new=one.text, hint=hint, path=one.path))
        elif any(_words(entry) == _words(text) for entry in now[which].at(place.parent)):
            done += 1
        else:
            known = changes.get((which, place, text))
            places = (*known.places, one.where) if known else (one.where,)
            changes[which, place, text] = Change("added", which, place, None, None, text, places)
    return replace(found, changes=(*found.changes, *changes.values()), told=tuple(told), done=done)


def _place(then: Source, now: Source | None, neighbour: ValuePath, *, after: bool) -> ValuePath | None:
    """Where an entry beside its neighbour goes; None where the list is no list of texts, or the neighbour is gone."""
    parent = moved(then.data, now.data, neighbour.parent) if now else None
    entries = now.at(parent) if now and parent else None
    texts = then.at(neighbour.parent)
    if not isinstance(entries, list) or not all(isinstance(each, str) for each in (*entries, *texts)):
        return None
    same = [number for number, each in enumerate(entries) if each == then.at(neighbour)]
    if len(same) != 1 and len(entries) == len(texts) and isinstance(neighbour.key, int):
        same = [neighbour.key]  # said otherwise by now, or said twice
    return parent / (same[0] + after) if parent is not None and len(same) == 1 else None


def _words(text: str) -> str:
    return " ".join(inline.words(text).split())
