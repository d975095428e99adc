"""`brief lsp`: briefs for editors that speak the Language Server Protocol."""

from __future__ import annotations

import gc
from importlib.util import find_spec

import click

from policybrief.errors import BriefError, Problem


@click.command()
def lsp() -> None:
    """Serve briefs to an editor over the Language Server Protocol, on stdin and stdout.

    The editor underlines what is wrong as you type, offers keys and names, says of a text on which slides it stands and
    how many lines of its room it takes, and goes from a name to what it names. Editors start this command themselves;
    docs/lsp.md says how VS Code, Neovim, Helix and Emacs are told of it. Nothing is written.

    \b
    Examples:
      brief lsp                      for the files that the editor has open
    """
    if find_spec("pygls") is None:
        from policybrief.fonts import files as fontfiles

        hint = fontfiles.install("policybrief", "lsp")
        problem = Problem("brief lsp needs packages that are not installed", hint=hint)
        raise BriefError([problem], outcome="nothing is served")
    from policybrief.serve.lsp.server import made

    gc.enable()  # a command ends soon and does without; a server does not
    made().start_io()
