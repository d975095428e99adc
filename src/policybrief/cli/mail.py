"""`brief mail`: its command line alone. What it does, and what it promises not to, is `mail_command`."""

from __future__ import annotations

from pathlib import Path

import click

from policybrief.cli import options as cli_options
from policybrief.cli.console import Format
from policybrief.read.project import find_brief


@click.command()
@cli_options.BRIEF
@click.option(
    "-a", "--audience", "names", multiple=True, help="Mail only to this audience; can be given several times."
)
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="The folder with the documents.")
@click.option("--send", is_flag=True, help="Send what the dry run showed, after a confirmation.")
@click.option("--confirm", metavar="HASH", help="Confirm in a script: the hash that the dry run printed.")
@click.option(
    "--resend", multiple=True, metavar="WHO", help="Send again to an address, or to all whose state is 'unknown'."
)
@cli_options.for_list(
    "Mail to each of a list of people the edition that 'brief build --for LIST' made for them: column email."
)
@click.option("--dry-run", is_flag=True, help="Only print who would get what; write no drafts.")
@click.option("--limit", type=click.IntRange(min=1), help="Send at most this many messages.")
@click.option("--plain", is_flag=True, help="Allow a server without encryption, on this machine only.")
@click.option(
    "--as-edited", is_flag=True, help="Attach the files as they are, even if they were edited since they were built."
)
@click.option("--log", "ledger", is_flag=True, help="Print what was sent and what became of it.")
@click.option(
    "--versions", is_flag=True, help="Print who has seen which version: audience, day, its hash, its marking."
)
@cli_options.FORMAT
def mail(
    brief: Path | None,
    *,
    names: tuple[str, ...],
    output: Path | None,
    send: bool,
    confirm: str | None,
    resend: tuple[str, ...],
    listed: Path | None,
    dry_run: bool,
    limit: int | None,
    plain: bool,
    as_edited: bool,
    ledger: bool,
    versions: bool,
    form: Format,
) -> None:
    """Draft the mail that takes the memo of BRIEF to its readers; with --send, send it.

    The readers are listed in each audience's file. Without --send nothing leaves this machine: drafts are written to
    output/mail, and who would get what is printed. Nobody gets a message twice.

    \b
    Examples:
      brief mail                             drafts, and who gets what
      brief mail -a allies --send            asks, then sends
      brief mail --send --confirm 0123456789abcdef
      brief mail --for people.csv            drafts for a list of people, each with their own edition
      brief mail --log
      brief mail --versions                  who has seen which version
    """
    from policybrief.cli import mail_command, mail_planned, mail_versions

    if confirm and not send:
        raise click.UsageError("--confirm goes with --send")
    if dry_run and send:
        raise click.UsageError("--dry-run sends nothing; leave one of the two out")
    file = find_brief(brief)
    if versions:
        mail_versions.show(file, names, form)
    elif ledger:
        mail_command.log(file, form)
    else:
        options = mail_planned.MailOptions(
            file, brief, names, output, send, confirm, resend, limit, plain, form, as_edited, listed, dry_run
        )
        mail_command.run(options)
