"""The formats that documents are written in, one row each: all that the stages before and after them have to know.

A brief is composed into two documents, the deck and the memo; an output is a file format of one of them. Another format
is a package of its own and a row here. The writers' libraries are heavy: each is imported where it is used.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from policybrief.errors import BriefError, Problem, did_you_mean
from policybrief.text.records import dataclass

if TYPE_CHECKING:
    from policybrief.brief.parts import Kind
    from policybrief.compose.places import Places
    from policybrief.deck.placed import PlacedDeck
    from policybrief.pipeline.document_run import DocumentRun
    from policybrief.pipeline.taken import TakenSnapshot
    from policybrief.text.document import Deck, Memo
    from policybrief.theme.model import Theme


@dataclass(frozen=True)
class Fitted:
    """A document that has been laid out: `pages`, as its writer takes them, what fit has to say of it, what of the
    document they show, and what may be wrong with them.
    """

    pages: Any
    summary: str
    shown: Deck | Memo
    doubts: tuple[Problem, ...] = ()


def _none(*_: object) -> tuple[Problem, ...]:
    return ()


def _not_kept(*_: object) -> None:
    return None


def _as_written(*_: object) -> bytes:
    return b""


@dataclass(frozen=True)
class Output:
    """A format: `name` stands on the command line and in reports, `document` is what is composed for it.

    `fit` and `write` are its stages. `faults` are what check refuses of what is shown, beside that which holds for all;
    `doubts` are what is to be said of a theme before anything is made with it. `snapshot` is what is kept of how a
    document was made, for the day when it comes back edited. `drawn` is the document as a PDF to take pictures of,
    where its own file is none. One that is `extra` is made only where it is asked for.
    """

    name: str
    document: Kind
    suffix: str
    mime: str
    fit: Callable[[Any, DocumentRun], Fitted]
    write: Callable[[Any], bytes]
    faults: Callable[[Any, Places], Iterable[Problem]] = _none
    doubts: Callable[[Theme], Iterable[Problem]] = _none
    snapshot: Callable[[Any, DocumentRun, bytes], TakenSnapshot | None] = _not_kept
    drawn: Callable[[Any, DocumentRun], bytes] = _as_written
    extra: bool = False


def chosen(names: Iterable[str] = (), also: Iterable[str] = ()) -> tuple[Output, ...]:
    """The outputs of these names, or all that are not extra; and `also` those.

    Raises `BriefError` for a name that there is not.
    """
    wanted = tuple(names) or tuple(output.name for output in OUTPUTS.values() if not output.extra)
    wanted = tuple(dict.fromkeys((*wanted, *also)))
    if unknown := [name for name in wanted if name not in OUTPUTS]:
        raise BriefError(Problem(f"there is no output {name!r}", hint=did_you_mean(name, OUTPUTS)) for name in unknown)
    return tuple(OUTPUTS[name] for name in wanted)


def stem(file: str) -> str:
    """The name of a file that is built, without its ending."""
    if picture := _PICTURE.search(file):
        return file[: picture.start()]
    endings = sorted((ending for ending in suffixes() if file.endswith(ending)), key=len)
    return file.removesuffix(endings[-1]) if endings else PurePath(file).stem


def may_be_edited(file: str) -> bool:
    """Whether a file is one of which `brief pull` can bring the edits back, by its name."""
    return any(file.endswith(each.suffix) for each in OUTPUTS.values() if each.snapshot is not _not_kept)


def is_picture(file: str) -> bool:
    """Whether a file is a picture of a slide or a page, by its name."""
    return bool(_PICTURE.search(file))


def pictured(picture: str) -> str:
    """The name of the document that a picture is of."""
    of_slide = ".slide-" in picture[len(stem(picture)) :]
    return f"{stem(picture)}{OUTPUTS['deck' if of_slide else 'memo'].suffix}"


def is_among(file: str, made: Collection[str]) -> bool:
    """Whether a file belongs to those that a build made: by its name without the ending, in whatever formats it was
    built; a record, and a picture where there are some, is there only as it was made itself.
    """
    if file in made:
        return True
    alone = file.endswith((RECORD, RECORD_TEXT)) or (_PICTURE.search(file) and any(map(_PICTURE.search, made)))
    return not alone and stem(file) in set(map(stem, made))


def suffixes() -> tuple[str, ...]:
    """The endings of all files that are built, but for pictures, whose are numbered."""
    return (*(output.suffix for output in OUTPUTS.values()), RECORD, RECORD_TEXT, *RECEIPTS.values())


def ending() -> str:
    """The same and the pictures', as a pattern."""
    return "|".join((*map(re.escape, suffixes()), _PICTURE.pattern))


def _fit_deck(deck: Deck, run: DocumentRun) -> Fitted:
    from policybrief.deck.fit import ends, fit

    placed = fit.fit(deck, run.theme, run.places, run.slides)
    return Fitted(placed, placed.summary, deck, (*ends.doubts(deck, run.theme), *_can_t_be_read(placed)))


def _can_t_be_read(placed: PlacedDeck) -> Iterator[Problem]:
    """What can't be read on a base; our own colours are checked with the theme."""
    if placed.theme.base:
        from policybrief.deck.fit import legible

        yield from legible.doubts(placed)


def _write_deck(placed: Any) -> bytes:
    from policybrief.deck.write import write

    return write.write(placed)


def _deck_taken(placed: Any, run: DocumentRun, content: bytes) -> TakenSnapshot:
    from policybrief.pipeline import taken

    return taken.of_deck(run, placed, content)


def _draw_deck(placed: Any, run: DocumentRun) -> bytes:
    from policybrief.deck.draw import screen
    from policybrief.pdf import write

    return write.write(screen.pages(placed, run.places))


def _unheard(deck: Deck, places: Places) -> Iterable[Problem]:
    from policybrief.pipeline import parity

    return parity.accessibility(deck, places)


def _of_theme(theme: Theme) -> Iterable[Problem]:
    return theme.warnings


def _fit_memo(memo: Memo, run: DocumentRun) -> Fitted:
    from policybrief.memo.fit import fit

    fitted = fit.fit(memo, run.theme, run.locale, run.places, run.options.strict, extent=run.extent)
    return Fitted(fitted, fitted.summary, fitted.memo)


def _write_memo(fitted: Any) -> bytes:
    from policybrief.memo.write import write

    return write.write(fitted)


def _fit_handout(deck: Deck, run: DocumentRun) -> Fitted:
    from policybrief.deck.draw.handout import fit as handout
    from policybrief.deck.fit import fit

    fitted = handout.fit(fit.fit(deck, run.theme, run.places, run.slides), run.locale, run.places)
    return Fitted(fitted.pages, fitted.summary, deck)


def _lay_word(memo: Memo, run: DocumentRun) -> Fitted:
    from policybrief.memo import pictures
    from policybrief.memo.word import layout

    shown = pictures.loaded(memo, run.places)
    laid = layout.layout(shown, run.theme, run.locale, run.brief.cleared_by, run.draft_number)
    return Fitted(laid, laid.summary, memo)


def _of_word_base(theme: Theme) -> Iterable[Problem]:
    from policybrief.memo.word import base

    return base.warnings(Path(theme.memo.word.base)) if theme.memo.word.base else ()


def _write_word(laid: Any) -> bytes:
    from policybrief.memo.word import write

    return write.write(laid)


def _word_taken(laid: Any, run: DocumentRun, content: bytes) -> TakenSnapshot:
    from policybrief.pipeline import built_word, taken

    del content
    return taken.of_shown(run, "memo", built_word.shown(laid))


def _write_pages(pages: Any) -> bytes:
    from policybrief.pdf import write

    return write.write(pages)


_PDF = "application/pdf"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"

RECORD, RECORD_TEXT = ".record.json", ".record.txt"
"""The endings of the record of a build, which tells of the other files."""
_PICTURE = re.compile(r"\.(?:slide|page)-[0-9]+\.png$")
"""The endings of pictures, of which a document has many."""
RECEIPTS = {"html": ".receipts.html", "pdf": ".receipts.pdf"}
"""The endings of the receipts, which are made by a command of their own."""

OUTPUTS: dict[str, Output] = {
    output.name: output
    for output in (
        Output(
            "deck", "deck", ".pptx", _PPTX, _fit_deck, _write_deck,
            faults=_unheard, doubts=_of_theme, snapshot=_deck_taken, drawn=_draw_deck,
        ),
        Output("memo", "memo", ".pdf", _PDF, _fit_memo, _write_memo),
        Output(
            "docx", "memo", ".docx", _DOCX, _lay_word, _write_word,
            doubts=_of_word_base, snapshot=_word_taken, extra=True,
        ),
        Output("handout", "deck", ".handout.pdf", _PDF, _fit_handout, _write_pages, faults=_unheard, extra=True),
    )
}  # fmt: skip
"""By name, in the order in which they are built."""
