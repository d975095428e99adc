"""What a template sees of the changes since an earlier version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from policybrief.brief.parts import LISTS
from policybrief.locale.locale import Locale
from policybrief.text.likeness import is_wide
from policybrief.text.run import FALL, RISE

if TYPE_CHECKING:
    from policybrief.review.changes.edition import Changed, Changes
    from policybrief.text.redline import RedlinePiece


def seen(changes: Changes | None, functions: Mapping[str, Any], locale: Locale) -> dict[str, Any] | None:
    """`changes` of a template; None where there is nothing to tell. `functions` are the others that it has.

    `{% for each in changes.judgments %}{{ each.entry.headline }}{% endfor %}`
    """
    if not changes:
        return None
    since = locale.words["changes_since"].format(date=locale.format_date(changes.since)) if changes.since else ""
    brief, number_of = functions["brief"], functions["number_of"]
    numbers = {str(judgment.id): number_of(judgment) for judgment in brief.judgments}
    entries: dict[str, Any] = {
        part: list(_entries(getattr(brief, part), changes.changed[part], numbers, locale)) for part in LISTS
    }
    gone = {
        part: [{"number": entry.number, "headline": entry.headline} for entry in changes.gone[part]] for part in LISTS
    }
    return {"title": since or locale.words["changes"], **entries, "gone": gone}


def _entries(
    entries: Sequence[Any], changed: Sequence[Changed], numbers: Mapping[str, int], locale: Locale
) -> Iterator[dict[str, Any]]:
    """The entries that changed, in the order of the document. `numbers` are those of the judgments that are there."""
    known = {change.id: change for change in changed}
    for entry in entries:
        if change := known.get(str(entry.id)):
            yield {
                "entry": entry,
                "sentences": list(_sentences(change, entry, locale)),
                "new": change.new,
                "moved": locale.words["changed_moved"].format(number=change.moved) if change.moved else "",
                "confidence": change.confidence,
                "likelihood": change.likelihood,
                "sign": {key: RISE if rose else FALL for key, rose in change.rose.items()},
                "direction": {key: _direction(change, key, locale) for key in ("confidence", "likelihood")},
                "headline": change.headline,
                "words": list(_reworded(change.words)),
                "rested": [numbers[name] for name in change.rested if name in numbers],
            }


def _reworded(pieces: Sequence[RedlinePiece]) -> Iterator[dict[str, str]]:
    """A redline as a document prints it: what stays, what was there (`was`) before what is `added`, what is `gone`."""
    for number, (text, mark) in enumerate(pieces):
        follows = pieces[number + 1] if number + 1 < len(pieces) else ("", "same")
        if mark == "removed":
            said = "was" if follows[1] == "added" else "gone"
            yield _aside(said, text, follows[0], pieces[number - 1][0] if number else "")
        else:
            yield {"mark": mark, "text": text, "before": "", "after": ""}


def _direction(change: Changed, key: str, locale: Locale) -> str:
    """What is told of a confidence or a likelihood: that it rose, or fell, or is another."""
    words = locale.words
    if key not in change.rose:
        return words[key]
    return words["changed_rose" if change.rose[key] else "changed_fell"].format(what=words[key])


def _aside(mark: str, text: str, following: str, preceding: str) -> dict[str, str]:
    """What is no more, with the spaces that keep it apart from the words around it."""
    spaced = not is_wide(text)
    before = " " if spaced and preceding and not preceding[-1].isspace() else ""
    after = " " if spaced and following[:1].isalnum() else ""
    return {"mark": mark, "text": text.strip(), "before": before, "after": after}


def _sentences(change: Changed, entry: Any, locale: Locale) -> Iterator[str]:
    """What changed of an entry, shortly: for a mail, whose reader has the documents beside it."""
    words, colon, stop = locale.words, locale.punctuation["colon"], locale.punctuation["stop"]
    if change.new:
        yield f"{words['changed_new']}{stop}"
    if change.moved:
        yield f"{words['changed_moved'].format(number=change.moved).capitalize()}{stop}"
    for key, was in (("confidence", change.confidence), ("likelihood", change.likelihood)):
        if was is not None:
            levels = (was, str(getattr(entry, key) or ""))
            before, now = (words[f"{key}_{level}"].lower() if level else "–" for level in levels)
            yield f"{_direction(change, key, locale)}{colon} {before} → {now}{stop}"
    if change.headline or change.words:
        yield f"{words['changed_reworded']}{stop}"
