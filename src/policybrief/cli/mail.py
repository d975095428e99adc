"""`brief mail`: its command line alone. What it does, and what it promises not to, is `mail/command.py`."""

from __future__ import annotations

from pathlib import Path

import click

from policybrief.cli import console
from policybrief.cli import options as cli_options
from policybrief.cli.console import Format
from policybrief.read.project import find_brief


@click.command()
@cli_options.BRIEF
@click.option("-a", "--audience", "names", multiple=True, help="Mail to this audience alone; may be repeated.")
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="Where the documents are.")
@click.option("--send", is_flag=True, help="Send what a dry run showed, after a confirmation.")
@click.option("--confirm", metavar="HASH", help="The confirmation, for scripts: the hash that the dry run printed.")
@click.option("--resend", multiple=True, metavar="WHO", help="Send again to an address, or to all that are 'unknown'.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many messages in this run.")
@click.option("--plain", is_flag=True, help="Allow a server without encryption, on this machine alone.")
@click.option("--as-edited", is_flag=True, help="Attach the files as they are, also where they are not what was built.")
@click.option("--log", "ledger", is_flag=True, help="Print what was sent, and what became of it.")
@cli_options.FORMAT
def mail(  # noqa: PLR0917  # click passes names
    brief: Path | None,
    names: tuple[str, ...],
    output: Path | None,
    send: bool,
    confirm: str | None,
    resend: tuple[str, ...],
    limit: int | None,
    plain: bool,
    as_edited: bool,
    ledger: bool,
    form: Format,
) -> None:
    """Draft the mail that takes the memo of BRIEF to its readers; with --send, send it.

    The readers stand in the audience's file. Without --send nothing leaves this machine: drafts go to output/mail, and
    who would get what is printed. Nobody gets a message twice.

    \b
    Examples:
      brief mail                             drafts, and who gets what
      brief mail -a allies --send            asks, then sends
      brief mail --send --confirm 0123456789abcdef
      brief mail --log
    """
    if confirm and not send:
        raise click.UsageError("--confirm goes with --send")
    from policybrief.cli import mail_command

    with console.problems(form):
        file = find_brief(brief)
        if ledger:
            mail_command.log(file, as_json=form == "json")
            return
        options = mail_command.Options(
            file, brief, names, output, send, confirm, resend, limit, plain, form == "json", as_edited
        )
        mail_command.run(options)
