"""Citations as runs of a text: raised numbers that cling to the word before, or words in brackets in the line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from policybrief.compose import locators
from policybrief.compose.citing import Citing
from policybrief.compose.notes import Notes
from policybrief.text import citekeys, clauses
from policybrief.text.run import Run

_OPENING, _CLOSING = ("(", "（"), (")", "）")
_STOPS = (".", "。")
_QUOTES = "”’»\"'」』 \u00a0\u202f"
"""What closes a quotation, which has the stop of its sentence inside in some languages."""


def cited(run: Run, citing: Citing, notes: Notes) -> Iterator[Run]:
    """The runs of a citation as inline has it, in the document's form."""
    said = citekeys.about(run.cite, run.text)
    if run.cite not in citing.numbers:  # told by who asks
        yield run.saying("?")
    elif citing.form == "notes":
        yield run.saying(str(notes.number(said)))
    elif citing.form == "numbers":
        marks = citing.locale.punctuation
        place = locators.place(said.suffix, citing.locale)
        where = f"{marks['opening']}{place}{marks['closing']}" if place else ""
        number = f"{citing.numbers[run.cite]}{where}"
        yield run.saying(f"{said.prefix}\u00a0{number}" if said.prefix else number)
    else:
        opening, closing = (citing.locale.punctuation[name] for name in ("opening", "closing"))
        bracket = Run("", at=run.at, bold=run.bold, italic=run.italic, cite=run.cite, spelled=True)
        yield bracket.saying(f" {opening}" if opening.isascii() else opening)
        yield replace(run, text=citing.by_author(said), path=citing.path(run.cite), link="", spelled=True)
        yield bracket.saying(closing)


def put_after(tidy: list[Run], run: Run) -> None:
    """Put a run of a citation behind the word before it, or with the citation before it.

    A number goes to the number before it by a comma; by a semicolon, where one of them says where in a source, or has
    other words. Words in brackets go into the brackets before them.
    """
    while tidy and not tidy[-1].cite:
        stripped = tidy[-1].text.rstrip(" ")
        if stripped:
            tidy[-1] = tidy[-1].saying(stripped)
            break
        tidy.pop()
    opens = run.spelled and run.text.strip() in _OPENING
    if opens and tidy and tidy[-1].spelled and tidy[-1].text in _CLOSING:
        tidy.pop()
        run = run.saying("; " if run.text.strip() == _OPENING[0] else "；")
    elif opens and not tidy:
        run = run.saying(run.text.lstrip())
    elif tidy and tidy[-1].raised:
        bare = all(each.footnote or each.text.lstrip(",").isdecimal() for each in (run, tidy[-1]))
        run = run.saying(f",{run.text}" if bare else f"; {run.text}")
    tidy.append(run)


def stops_behind(text: Sequence[Run]) -> tuple[Run, ...]:
    """A text whose full stops stand behind the brackets that cite for their sentences: "It doubled (Lo 2026)." So do
    those inside of a quotation: “it doubled” (Lo 2026).

    Texts are written for every form, and raised numbers stand behind the stop.
    """
    moved: list[Run] = []
    stop: Run | None = None
    for number, run in enumerate(text):
        before = moved[-1] if moved else None
        if run.spelled and before is not None and not before.cite and _ends(moved, text[number:]):
            said = before.text.rstrip(_QUOTES)
            stop = before.saying(said[-1])
            moved[-1] = before.saying(said[:-1] + before.text[len(said) :])
        moved.append(run)
        if stop is not None and run.spelled and not (number + 1 < len(text) and text[number + 1].spelled):
            moved.append(stop)
            stop = None
    return tuple(run for run in moved if run.text)


def _ends(before: Sequence[Run], rest: Sequence[Run]) -> bool:
    """Whether a sentence ends before a citation, and with a stop of its own."""
    said = before[-1].text.rstrip(_QUOTES)
    if not said.endswith(_STOPS) or said.endswith(".."):
        return False
    words = "".join((*(run.text for run in before[:-1]), said[:-1])).split()  # the last one may have a look of its own
    if said[-1] == "." and (not words or clauses.abbreviated(words[-1].lstrip("(“‘«\"'"))):
        return False
    after = next((run.text for run in rest if not run.spelled), "").lstrip()
    return not after[:1].islower() and after[:1] not in _STOPS
