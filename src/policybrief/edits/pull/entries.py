"""Entries of lists: a paragraph that was put in beside an entry is one more of its list, and an entry is gone when all
is gone that slides showed of it.

A neighbour is found by its words in the list as it is now, since that has no ids.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from policybrief.edits.pull import markup
from policybrief.edits.pull.observed import Added, Compared, DeletedWords, Told
from policybrief.edits.pull.settled import Change, Settled, moved
from policybrief.pipeline.built import BuiltSnapshot, Home
from policybrief.read.source import Source
from policybrief.text import inline
from policybrief.text.value_path import ValuePath


def with_added(outcome: Settled, added: Iterable[Added], snapshot: BuiltSnapshot, now: Mapping[str, Source]) -> Settled:
    """What was settled, and the entries that are new. One that stands in the YAML already is done."""
    changes: dict[tuple[str, ValuePath, str], Change] = {}
    told, done = list(outcome.told), outcome.done
    for entry in added:
        home = snapshot.home(entry.path)
        which = home[0] if home else ""
        text = markup.written(entry.text)
        place = _place(snapshot.sources[which], now.get(which), home[1], after=entry.after) if home else None
        if place is None or text is None or home is None:
            hint = "for good: an entry of a list in the YAML, or words of a text"
            told.append(
                Told(entry.where, "a paragraph is new", new=entry.text, hint=hint, path=entry.path, by=entry.by)
            )
        elif _stands(text, snapshot.sources[which].at(home[1].parent)):
            told.append(Told(entry.where, "a paragraph is there twice", new=entry.text, path=entry.path, by=entry.by))
        elif _stands(text, now[which].at(place.parent)):
            done += 1
        else:
            known = changes.get((which, place, text))
            places = (*known.places, entry.where) if known else (entry.where,)
            by = tuple(dict.fromkeys((*known.by, *entry.by))) if known else entry.by
            changes[which, place, text] = Change("added", which, place, None, None, text, places, by=by)
    return replace(outcome, changes=(*outcome.changes, *changes.values()), told=tuple(told), done=done)


def with_gone(outcome: Settled, differences: Compared, snapshot: BuiltSnapshot, now: Mapping[str, Source]) -> Settled:
    """What was settled, and the entries that are gone; other deletions are told. One that the YAML has no more is
    done.
    """
    lost = {path for gone in differences.gone for path in gone.paths}
    kept = {observed.path for observed in differences.observed if not observed.where.startswith("notes")} | (
        _shown(snapshot) - lost
    )
    kept |= {path for path, places in differences.same.items() if any(not each.startswith("notes") for each in places)}
    changes: dict[tuple[str, ValuePath], Change] = {}
    told, done = list(outcome.told), outcome.done
    for gone in differences.gone:
        home = _home(gone, kept, snapshot)
        settled = _deleted(gone, *home, snapshot, now) if home else gone.told
        if settled is None:
            done += 1
        elif isinstance(settled, Told):
            told.append(settled)
        else:
            known = changes.get((settled.which, settled.path), settled)
            places = tuple(dict.fromkeys((*known.places, *settled.places)))
            changes[settled.which, settled.path] = replace(known, places=places)
    return replace(outcome, changes=(*outcome.changes, *changes.values()), told=tuple(told), done=done)


def _home(gone: DeletedWords, kept: Collection[ValuePath], snapshot: BuiltSnapshot) -> Home | None:
    """The one entry that went with a deletion, in its file as it was; None where it is none, several, or more."""
    around = {path: _entry(path, kept) for path in gone.paths if path not in kept}
    entries = set(around.values())
    (path, entry), *_ = around.items() or [(ValuePath(), None)]
    home = snapshot.home(path) if gone.alone and entry and len(entries) == 1 else None
    return (home[0], ValuePath(*home[1][: len(home[1]) - len(path) + len(entry)])) if home and entry else None


def _deleted(
    gone: DeletedWords, which: str, path: ValuePath, snapshot: BuiltSnapshot, now: Mapping[str, Source]
) -> Change | Told | None:
    """The deletion of an entry in the list as it is now, which has no ids as a rule."""
    then, today = snapshot.sources[which], now.get(which)
    parent = moved(then.data, today.data, path.parent) if today else None
    entries = today.at(parent) if today and parent else None
    entries = entries if isinstance(entries, list) else []
    same = [number for number, each in enumerate(entries) if each == then.at(path)]
    if parent and len(same) == 1:
        old = gone.told.old
        return Change("gone", which, parent / same[0], old, old, "", (gone.told.where,))
    if not same and len(entries) < len(then.at(path.parent)):
        return None
    return replace(gone.told, hint=f"{path} is another by now: delete it in the YAML")


def _shown(snapshot: BuiltSnapshot) -> set[ValuePath]:
    """The values that stand on slides."""
    paragraphs = (each for slide in snapshot.slides for box in slide.boxes for each in box.paragraphs)
    return {stretch.path for each in paragraphs for stretch in each.words if stretch.path}


def _entry(path: ValuePath, kept: Collection[ValuePath]) -> ValuePath | None:
    """The largest entry of a list around a value that is gone with all that was shown of it."""
    entries = [above for above in path.upwards if isinstance(above.key, int)]
    whole = (entry for entry in reversed(entries) if not any(value.within(*entry) for value in kept))
    return next(whole, None)


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


def _stands(text: str, entries: Iterable[str]) -> bool:
    return any(_words(entry) == _words(text) for entry in entries)


def _words(text: str) -> str:
    return " ".join(inline.words(text).split())
