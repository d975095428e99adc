"""The one place that prints: what others wrote reaches a terminal as text, never as orders to it.

A file's name, a key of YAML or a template's text may hold escape sequences, which rename the window, hide a line or
type for the user, and marks of direction, which make a line read as another. Each such character is shown by its
number.
"""

from __future__ import annotations

import io
import sys
from typing import IO, Any, NoReturn

import click

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


def plain(text: object) -> str:
    """Text whose characters are all shown. Lines and tabs stay."""
    return str(text).translate(_SHOWN)


def one_line(text: object) -> str:
    """A name, in which the end of a line is as odd as any other order."""
    return str(text).translate(_ON_ONE_LINE)


def say(text: object = "", file: IO[Any] | None = None, *, err: bool = False, nl: bool = True) -> None:
    """Print text on stdout, on stderr or into `file`."""
    click.echo(plain(text), file=file, err=err, nl=nl)


def redraw(line: str) -> None:
    """Put a line of ours in the place of the last one on stderr; "" takes it away."""
    click.echo("\r" + (plain(line) or "\x1b[K"), err=True, nl=False)


class Commands(click.Group):
    """A group of commands whose errors, click's own too, are printed by `say`: they repeat what was typed or found."""

    def main(self, *args: Any, **options: Any) -> NoReturn:
        """As click's, which in its standalone mode would print them itself."""
        try:
            code = super().main(*args, **{**options, "standalone_mode": False})
        except click.ClickException as error:
            words = io.StringIO()
            error.show(words)
            say(words.getvalue(), err=True, nl=False)
            sys.exit(error.exit_code)
        except click.Abort:
            say("Aborted!", err=True)
            sys.exit(1)
        sys.exit(code if isinstance(code, int) else 0)
