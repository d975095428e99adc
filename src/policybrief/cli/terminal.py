"""The one place that prints: what others wrote reaches a terminal as text, never as orders to it.

A file's name, a key of YAML or a template's text may hold escape sequences, which rename the window, hide a line or
type for the user, and marks of direction, which make a line read as another. Each such character is shown by its
number.

A line is wrapped and coloured on a terminal only: in a pipe it is whole and plain, for the next program.
"""

from __future__ import annotations

import codecs
import os
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Literal, TextIO, get_args

import click

from policybrief.text.records import dataclass

_ORDERS = (
    *(code for code in range(0x20) if chr(code) not in "\t\n"),
    *range(0x7F, 0xA0),  # DEL and C1
    *(0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)),  # direction
    *(0x2028, 0x2029),  # ends of lines
    *range(0xD800, 0xE000),  # bytes of a name that are no text
    *range(0xE0000, 0xE0080),  # tags: text that nobody sees
)


def _number(code: int) -> str:
    """A character by its number, as JSON would spell it: what is printed of JSON stays what it says."""
    if code <= 0xFFFF:
        return f"\\x{code:02x}" if code < 0x20 else f"\\u{code:04x}"
    high, low = divmod(code - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"


_SHOWN = {code: _number(code) for code in _ORDERS}
_ON_ONE_LINE = _SHOWN | {ord(char): _number(ord(char)) for char in "\t\n"}
_ASCII = str.maketrans(
    {"…": "...", "–": "-", "−": "-", "→": "->", "×": "x", "✓": "v", "✗": "x", "▲": "^", "▼": "v", "⇅": "~"}
)
"""Our own marks, where a terminal has no Unicode."""

Style = Literal["", "bold", "dim", "error", "warning", "note", "sure", "type"]
_STYLES: dict[str, Style] = {style: style for style in get_args(Style)}
_CODES = {"bold": "1", "dim": "2", "error": "31", "warning": "33", "note": "34", "sure": "32", "type": "34"}


@dataclass(frozen=True)
class Styled:
    """A piece of a line that looks different where there is colour; what it says, it says without."""

    text: str
    style: Style


Line = str | Iterable[str | Styled]
_Cells = list[tuple[str, str]]
"""Characters, each with its style."""


def plain(text: object) -> str:
    """Text whose characters are all shown. Lines and tabs stay."""
    return str(text).translate(_SHOWN)


def one_line(text: object) -> str:
    """A name, in which the end of a line is as odd as any other order."""
    return str(text).translate(_ON_ONE_LINE)


def near(path: Path | str) -> str:
    """A path below the current folder, which may have a line and a column, as seen from there; a name as it is."""
    here, text = str(Path.cwd()), str(path)
    return one_line(text.removeprefix(here)[1:] if text.startswith(f"{here}{os.sep}") else text)


def say(line: Line = "", *, err: bool = False, hang: int = 0) -> None:
    """Print one line on stdout or stderr; on a terminal it is wrapped, and goes on indented by `hang`."""
    stream = sys.stderr if err else sys.stdout
    cells = [(char, style) for text, style in _pieces(line, stream) for char in text]
    while cells and cells[-1][0] == " ":
        cells.pop()
    for part in _wrapped(cells, hang, _width(stream)) if stream.isatty() else [cells]:
        click.echo(_colored(part) if _has_color(stream) else "".join(char for char, _ in part), err=err)


def said_before(lines: Iterable[tuple[Iterable[tuple[str, str]], bool, int]]) -> None:
    """Print lines again that were kept as their pieces, each with its style."""
    for kept, is_error, hang in lines:
        say([Styled(text, _STYLES.get(style, "")) for text, style in kept], err=is_error, hang=hang)


def write(text: str) -> None:
    """Print what other programs read: no line of it is touched."""
    click.echo(plain(text), nl=False)


def echo_json(record: object) -> None:
    """Print a result for tools: JSON in one line."""
    write(json_line(record))


def json_line(record: object) -> str:
    """A result for tools, as it is printed."""
    import json  # `--help` needs none

    return plain(json.dumps(record) + "\n")


def redraw(line: str) -> None:
    """Put a line of ours in the place of the last one on stderr; "" takes it away."""
    click.echo("\r" + (plain(line) or "\x1b[K"), err=True, nl=False)


def width_of(text: str) -> int:
    """The cells of a terminal that a text takes: East Asian characters and emoji two, combining ones none."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.combining(char) > 0 for char in text)


def _pieces(line: Line, stream: TextIO) -> Iterator[tuple[str, str]]:
    unicode = codecs.lookup(getattr(stream, "encoding", None) or "utf-8").name.startswith("utf")
    for text, style in pieces(line):
        yield text if unicode else text.translate(_ASCII), style


def pieces(line: Line) -> Iterator[tuple[str, Style]]:
    """The texts of a line, each with its style; what others wrote is text."""
    for piece in [line] if isinstance(line, str) else line:
        text, style = (piece.text, piece.style) if isinstance(piece, Styled) else (piece, "")
        yield one_line(text), style


def _has_color(stream: TextIO) -> bool:
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _width(stream: TextIO) -> int:
    if given := shutil.get_terminal_size((0, 0)).columns:  # COLUMNS, or stdout's
        return given
    try:
        return os.get_terminal_size(stream.fileno()).columns or 80
    except OSError:
        return 80


def _wrapped(cells: _Cells, hang: int, width: int) -> Iterator[_Cells]:
    """Lines of at most `width` cells, broken at spaces. A longer word is left to the terminal, and so is a command,
    which then can be copied as one.
    """
    line: _Cells = []
    for spaces, group in groupby(cells, lambda cell: cell[0] == " " and cell[1] != "type"):
        word = list(group)
        taken = width_of("".join(char for char, _ in (*line, *word)))
        if not spaces and taken > width and any(char != " " for char, _ in line):
            while line[-1][0] == " ":
                line.pop()
            yield line
            line = [(" ", "")] * min(hang, width // 2)
        line += word
    yield line


def _colored(cells: _Cells) -> str:
    runs = ((style, "".join(char for char, _ in group)) for style, group in groupby(cells, lambda cell: cell[1]))
    return "".join(f"\x1b[{_CODES[style]}m{text}\x1b[0m" if style else text for style, text in runs)
