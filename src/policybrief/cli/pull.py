"""`brief pull`: what was edited in a deck or a Word memo, shown as a redline, and written back into the YAML."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from policybrief.cli import console, options
from policybrief.cli.console import Format
from policybrief.cli.findings import count
from policybrief.cli.terminal import Styled, echo_json, near, say
from policybrief.errors import UsageError
from policybrief.read.project import Project, find_brief

if TYPE_CHECKING:
    from policybrief.edits.pull.observed import Told
    from policybrief.edits.pull.pull import Pulled, PullItem

_STYLES: dict[str, Any] = {"same": "", "removed": "error", "added": "sure"}


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.argument("brief", required=False, type=click.Path(path_type=Path))
@click.option("-a", "--audience", metavar="NAME", default="", help="Whose file it is, where its program forgot that.")
@click.option("--base", metavar="HASH|FILE", default="", help="Of which build it is: its file, or that file's SHA-256.")
@click.option("--write", is_flag=True, help="Write what is sure; the rest stays as it is.")
@click.option("--theirs", multiple=True, metavar="PATH", help="In a conflict about this value the file is right.")
@click.option("--ours", multiple=True, metavar="PATH", help="Keep this value as the YAML has it.")
@click.option("--accept", multiple=True, metavar="PATH", help="Take a confidence or a likelihood from the file.")
@click.option("--numbers", is_flag=True, help="Take the numbers of charts and tables from the file.")
@click.option("--delete", is_flag=True, help="Delete entries of lists that are gone from the file.")
@click.option("--yes-for", multiple=True, metavar="NAME", help="This audience, of a lower marking, may have it too.")
@click.option("--undo", "back", is_flag=True, help="Take back what the last pull wrote.")
@options.FORMAT
def pull(file: Path | None, brief: Path | None, write: bool, form: Format, **asked: Any) -> None:
    """Bring what was edited in the deck or the Word memo FILE back into the YAML that it was built from.

    Shows each change as a redline, with where it stands and who gets it, and what can't go back; tracked changes with
    who made them. Nothing is written without --write. The file is held against what was built, and the YAML may have
    changed since. BRIEF, or a folder, says of which project it is, where that is not the one of this folder.

    \b
    Examples:
      brief pull ~/Downloads/china-russia_congress.pptx
      brief pull ~/Downloads/china-russia_congress.pptx --write
      brief pull ~/Downloads/china-russia_congress.docx
      brief pull edited.pptx --write --theirs judgments[1].short
      brief pull --undo
    """
    from policybrief.edits.pull import pull as pulling
    from policybrief.edits.pull import undo

    project = Project.at(brief or Path())
    back, audience, built = (asked.pop(name) for name in ("back", "audience", "base"))
    if back:
        if file is not None:
            raise UsageError("--undo takes back what the last pull wrote in the project of this folder: name no file")
        _undone(undo.undo(project.root), form)
        return
    if file is None:
        raise UsageError("which file? name the .pptx or the .docx that was edited")
    answers = pulling.PullAnswers(**asked)
    only = find_brief(brief) if brief and not brief.is_dir() else None
    pulled = pulling.pull(file, project, answers, audience, only, base_name=built)
    if form == "text":
        _show(pulled)
    written = pulling.write(pulled) if write else []
    if form == "json":
        echo_json(_record(pulled, written))
    else:
        _total(pulled, written)
    sys.exit(int(bool(pulled.left or (pulled.sure and not written))))


def _undone(files: list[Path], form: Format) -> None:
    lines = [near(file) for file in files]
    console.show(form, {"written": [str(file) for file in files]}, lines=lines, outcome="as before the last pull")


# -- what is shown


def _show(pulled: Pulled) -> None:
    say(_head(pulled))
    if pulled.since:
        say(["  ", Styled("built before the last pull: what that wrote is not taken for an edit", "dim")])
    for item in sorted(pulled.items, key=lambda each: (not each.sure, each.place)):
        _SHOWN[item.change.kind](item, pulled.snapshot.kind)
    for told in pulled.told:
        _told(told)


def _head(pulled: Pulled) -> str:
    from policybrief.brief.marking import markings
    from policybrief.locale import locale

    snapshot, (who, when) = pulled.snapshot, pulled.editor
    marking = markings(snapshot.marking, locale.load(str(snapshot.about["lang"]))).text
    built = f"built {snapshot.built.astimezone():%-d %b %H:%M} for {snapshot.audience}"
    edited = f"; saved by {who}" if who else ""
    day = f", {when[:10]}" if who and when else ""
    return f"{built}{f' ({marking})' if marking else ''}{edited}{day}"


def _change(item: PullItem, what: str) -> None:
    mark = Styled("✓ ", "sure") if item.sure else Styled("? ", "warning")
    say([mark, Styled(f"{_near(item)}: ", "bold"), item.path], hang=4)
    say(["    ", *_redline(str(item.change.now), str(item.change.new))], hang=4)
    _around(item, what)


def _added(item: PullItem, what: str) -> None:
    mark = Styled("✓ ", "sure") if item.sure else Styled("? ", "warning")
    say([mark, Styled(f"{_near(item)}: ", "bold"), f"{item.path}: a new entry"], hang=4)
    say(["    ", *_redline("", str(item.change.new))], hang=4)
    _around(item, what)


def _conflict(item: PullItem, what: str) -> None:
    mark = Styled("✓ ", "sure") if item.sure else Styled("✗ ", "error")
    say([mark, Styled(f"{_near(item)}: ", "bold"), f"{item.path}: both changed it"], hang=4)
    for name in ("built", "now", "new"):
        label = what if name == "new" else name
        say(f"    {label:<6}  {getattr(item.change, name)}", hang=12)
    if not item.sure:
        say(["    ", Styled("--theirs", "type"), " or ", Styled("--ours", "type"), f" {item.path}"], hang=4)
    _around(item, what)


def _analysis(item: PullItem, what: str) -> None:
    mark = Styled("✓ ", "sure") if item.sure else Styled("? ", "warning")
    moves = f"{item.path}: {item.change.now} → {item.change.new}"
    say([mark, Styled(f"{_near(item)}: ", "bold"), moves], hang=4)
    say("    the reason beside it did not change; this changes the analysis", hang=4)
    if not item.sure:
        say(["    ", Styled(f"--accept {item.path}", "type")], hang=4)
    _around(item, what)


def _number(item: PullItem, what: str) -> None:
    mark = Styled("✓ ", "sure") if item.sure else Styled("? ", "warning")
    say([mark, Styled(f"{_near(item)}: ", "bold"), f"{item.path}: {item.change.now} → {item.change.new}"], hang=4)
    if not item.sure:
        say(["    a number: ", Styled("--numbers", "type")], hang=4)
    _around(item, what)


def _gone(item: PullItem, what: str) -> None:
    mark = Styled("✓ ", "sure") if item.sure else Styled("? ", "warning")
    say([mark, Styled(f"{_near(item)}: ", "bold"), f"{item.path}: an entry is gone"], hang=4)
    say(["    ", *_redline(str(item.change.now), "")], hang=4)
    if not item.sure:
        say(["    ", Styled("--delete", "type"), " takes it out of the YAML"], hang=4)
    _around(item, what)


_SHOWN = {
    "change": _change,
    "added": _added,
    "gone": _gone,
    "number": _number,
    "conflict": _conflict,
    "analysis": _analysis,
}


def _around(item: PullItem, what: str) -> None:
    """Who changed it, where else the text stands, who gets it, and for whom somebody has to say yes."""
    from policybrief.edits.pull import places

    by = f"by {'; '.join(item.change.by)}; " if item.change.by else ""
    listed = places.listed(item.change.places)
    same = f"; stands also {places.also(item.change.same)}" if item.change.same else ""
    names = ", ".join(f"{who.name} ({who.marking})" if who.marking else who.name for who in item.readers)
    say(f"    {by}{listed}{same}{f'; goes to {names}' if names else ''}", hang=4)
    if item.change.note:
        say(f"    {item.change.note}", hang=4)
    for who in item.held:
        say([f"    the {what} is marked higher than {who.name}'s: ", Styled(f"--yes-for {who.name}", "type")], hang=4)


def _told(told: Told) -> None:
    text = f": {_quoted(told.old)}" if told.old and not told.new else ""
    text = f": {_quoted(told.new)}" if told.new and not told.old else text
    text = f": {_quoted(told.old)} → {_quoted(told.new)}" if told.old and told.new else text
    about = f" ({told.path})" if told.path else ""
    by = f", by {'; '.join(told.by)}" if told.by else ""
    say([Styled("– ", "dim"), Styled(told.where, "bold"), f": {told.message}{about}{by}{text}"], hang=4)
    if told.hint:
        say(f"    {told.hint}", hang=4)


def _quoted(text: str) -> str:
    return f'"{text}"'


def _near(item: PullItem) -> str:
    return f"{near(item.file)}:{item.line}:{item.column}"


def _redline(before: str, after: str) -> Iterator[str | Styled]:
    from policybrief.text import redline

    lines = (redline.on_one_line(text) for text in (before, after))
    for text, mark in redline.shortened(list(redline.pieces(*lines))):
        yield Styled(redline.marked(text, mark), _STYLES[mark])


def _total(pulled: Pulled, written: list[Path]) -> None:
    from policybrief.edits.pull.pull import paths

    conflicts, analytic = (len(paths(pulled.items, kind)) for kind in ("conflict", "analysis"))
    analytic += len(paths(pulled.items, "number")) + len(paths(pulled.items, "gone"))
    held = len(paths(pulled.items, "change")) + len(paths(pulled.items, "added"))
    parts = [f"{count(len(pulled.sure), 'edit')} {'went' if written else 'can go'} back"]
    parts += [count(conflicts, "conflict")] if conflicts else []
    parts += [f"{analytic} to accept"] if analytic else []
    parts += [f"{held} to be said yes to, or kept"] if held else []
    parts += [f"{len(pulled.told)} can't go back"] if pulled.told else []
    if not pulled.items and not pulled.told:
        say("nothing was edited")
        return
    say(", ".join(parts), hang=4)
    if written:
        say(
            [
                f"written to {', '.join(map(near, written))}; to take it back: ",
                Styled("brief pull --undo", "type"),
            ]
        )
    else:
        say(
            ["nothing was written", *(("; ", Styled("--write", "type"), " writes what is sure") if pulled.sure else ())]
        )


def _record(pulled: Pulled, written: list[Path]) -> dict[str, Any]:
    return {
        "audience": pulled.snapshot.audience,
        "built": pulled.snapshot.built.isoformat(timespec="seconds"),
        "edits": [_item_record(item) for item in pulled.items],
        "left": [
            {
                "where": told.where,
                "message": told.message,
                "old": told.old,
                "new": told.new,
                "hint": told.hint,
                "path": str(told.path or ""),
                "by": list(told.by),
            }
            for told in pulled.told
        ],
        "written": [str(path) for path in written],
    }


def _item_record(item: PullItem) -> dict[str, Any]:
    change = item.change
    return {
        "kind": change.kind,
        "sure": item.sure,
        "file": str(item.file),
        "line": item.line,
        "column": item.column,
        "path": item.path,
        "built": change.built,
        "now": change.now,
        "new": change.new,
        "places": list(change.places),
        "same": list(change.same),
        "by": list(change.by),
        "readers": [who.name for who in item.readers],
        "yes_for": [who.name for who in item.held],
        "note": change.note,
    }
