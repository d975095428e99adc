"""`brief serve`: the editor in the browser."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policybrief.cli import options as cli_options
from policybrief.cli.terminal import say
from policybrief.errors import BriefError, Problem, UsageError
from policybrief.read.project import find_brief
from policybrief.serve.language.spoken import LANGUAGES
from policybrief.system.files import access

if TYPE_CHECKING:
    from policybrief.serve.drawing.process import DrawingProcess

_DOOR = """<!doctype html><meta charset="utf-8"><title>brief serve</title>
<meta http-equiv="refresh" content="0; url={url}"><p><a href="{url}">{brief}</a>
"""


@click.command()
@cli_options.BRIEF
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help="Listen on this port (default: one that is free)."
)
@click.option("--open/--no-open", "opens", default=True, help="Open it in the browser, or print the address alone.")
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    help="Language of the page (default: the browser's).",
)
def serve(brief: Path | None, port: int, opens: bool, language: str | None) -> None:
    """Edit BRIEF in the browser: its text beside the slides and the memo that come of it as you type.

    The address works on this machine alone, and only as it is printed: it holds a secret of this session. Nothing is
    written before you save. Ctrl-C ends it.

    \b
    Examples:
      brief serve
      brief serve content/china-russia.yaml --no-open
      brief serve --language uk
    """
    from importlib.util import find_spec

    if find_spec("starlette") is None or find_spec("uvicorn") is None:
        from policybrief.fonts import files as fontfiles

        hint = fontfiles.install("policybrief", "serve")
        problem = Problem("brief serve needs packages that are not installed", hint=hint)
        raise BriefError([problem], outcome="nothing is served")
    file = find_brief(brief)
    with _drawing(file) as drawing:
        _serve(drawing, port, language or "", opens=opens)


@contextmanager
def _drawing(brief: Path) -> Iterator[DrawingProcess]:
    """The process that draws, which does so before anybody asks: the server reads its modules meanwhile."""
    from policybrief.serve.drawing.process import DrawingProcess

    drawing = DrawingProcess(brief)
    drawing.start(ahead=True)
    try:
        yield drawing
    finally:
        drawing.end()


def _serve(drawing: DrawingProcess, port: int, language: str, *, opens: bool) -> None:
    from policybrief.serve.editor.listening import Listening

    try:
        listening = Listening.to(drawing, lambda made: not click.launch(str(made)), port, language)
    except OSError as error:
        raise UsageError(f"port {port} can't be had: {error.strerror}; leave --port out for one that is free") from None
    gc.enable()  # a command ends soon and does without; a server does not
    say(listening.url)
    say("Only this machine, and only with this address. Ctrl-C ends it.", err=True)
    with _door(listening.url, drawing.brief) if opens else _closed() as door:
        if door and click.launch(str(door)):
            say("The system has no browser to open it: open the address yourself.", err=True)
        try:
            listening.serve()
        except KeyboardInterrupt:
            say("stopped", err=True)


@contextmanager
def _door(url: str, brief: Path) -> Iterator[Path | None]:
    """A file of the user's own that leads to the address: other users of the machine see what programs are started
    with, and are not to see the address.
    """
    from html import escape  # these two cost every `brief --help`
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="policybrief-") as folder:  # for its owner alone
        door = Path(folder) / "serve.html"
        page = _DOOR.format(url=escape(url), brief=escape(brief.name))
        access.put({door: page.encode("utf-8", "replace")}, within=access.ANYWHERE)
        yield door


@contextmanager
def _closed() -> Iterator[Path | None]:
    yield None
