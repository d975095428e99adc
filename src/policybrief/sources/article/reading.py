"""An article's file as blocks, whatever its form: the door to the readers, and the limits of what goes through it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from policybrief.errors import BriefError, Problem
from policybrief.sources.article import decoding
from policybrief.sources.article.blocks import Reading
from policybrief.system.files import access
from policybrief.system.files import problems as file_problems

MOST_BYTES = 100_000_000
MOST_TEXT = 8_000_000
"""Bytes of a file, and of one that is text: a hundred times the longest report."""
LEAST_WORDS = 30
_LEAST_OF_PAGE = 80
_MOST_BLOCKS, _MOST_CHARACTERS = 60_000, 50_000

Tick = Callable[[int, int], None]


def content(file: Path) -> bytes:
    """The bytes of an article. Raises `BriefError` for what is no file, or too large."""
    try:
        return access.read(file, MOST_BYTES, within=access.ANYWHERE)
    except IsADirectoryError:
        raise BriefError([Problem("is a folder", str(file), hint="name the article's file in it")]) from None
    except access.TooLargeError as error:
        hint = "print the chapter that you need into a PDF of its own"
        raise BriefError([replace(file_problems.unread(error, file), hint=hint)]) from None
    except OSError as error:
        raise BriefError([file_problems.unread(error, file)]) from None


def read(data: bytes, file: str, tick: Tick, *, keep_all: bool = False) -> tuple[Reading, decoding.Form]:
    """The blocks of an article's bytes, and its form. Raises `BriefError` for what can't be read, or has no text."""
    form = decoding.form(data, file)
    if form == "pdf":
        from policybrief.sources.article.readers import pdf

        reading = pdf.read(data, file, tick, keep_all=keep_all)
    elif form == "docx":
        from policybrief.sources.article.readers import docx

        reading = docx.read(data, file)
    else:
        reading = _text(data, file, form, keep_all=keep_all)
    _check_length(reading, file, form, data)
    return reading, form


def _text(data: bytes, file: str, form: decoding.Form, *, keep_all: bool) -> Reading:
    if len(data) > MOST_TEXT:
        message = f"is longer than {MOST_TEXT // 1_000_000} MB of text"
        raise BriefError([Problem(message, file, hint="save the article alone into a file")])
    text, guessed = decoding.text(data, file)
    if form != "html":
        _check_paragraphs(text.splitlines(), file)
    if form == "html":
        from policybrief.sources.article.readers import html

        reading = html.read(text, file, keep_all=keep_all)
    elif form == "md":
        from policybrief.sources.article.readers import markdown

        reading = markdown.read(text)
    else:
        from policybrief.sources.article.readers import txt

        reading = txt.read(text)
    note = (f"is not UTF-8; it was read as {guessed}",) if guessed else ()
    return replace(reading, notes=(*reading.notes, *note))


def _check_paragraphs(texts: Iterable[str], file: str) -> None:
    """Raises `BriefError` for a paragraph that nobody wrote: an hour's work for the patterns that look at it."""
    if any(len(each) > _MOST_CHARACTERS for each in texts):
        hint = "save the article's text with its paragraphs"
        raise BriefError([Problem(f"has a paragraph of more than {_MOST_CHARACTERS:,} characters", file, hint=hint)])


def _check_length(reading: Reading, file: str, form: decoding.Form, data: bytes) -> None:
    _check_paragraphs((block.text for block in reading.blocks), file)
    words = sum(block.words for block in reading.blocks)
    if form == "html" and words < _LEAST_OF_PAGE and b"<script" in data:
        hint = "open it in a browser and print it to PDF, or save the text"
        raise BriefError([Problem(f"has only {words} words of text; a script may load the rest", file, hint=hint)])
    check(words, file)
    if len(reading.blocks) > _MOST_BLOCKS:
        hint = "save the article alone into a file"
        raise BriefError([Problem(f"has more than {_MOST_BLOCKS:,} paragraphs", file, hint=hint)])


def check(words: int, file: str) -> None:
    """Raises `BriefError` for what has too few words to be an article."""
    if words < LEAST_WORDS:
        hint = "is it the right file? An article has some hundred words at least"
        raise BriefError([Problem(f"has only {words} words of text", file, hint=hint)])
