"""`brief import`: from an article to its numbered text and the draft of a brief."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from policybrief.cli import console, options
from policybrief.cli.console import Format
from policybrief.cli.findings import count
from policybrief.cli.terminal import Line, Styled, near
from policybrief.errors import Problem, UsageError
from policybrief.read.project import Project, find_brief

if TYPE_CHECKING:
    from policybrief.pipeline.importing import Imported
    from policybrief.sources.article.taken import Taken

_KINDS = ("judgments", "recommendations", "timeline", "comparison")
_LABEL = 13
_FILE = 26


def _kinds(context: click.Context, parameter: click.Parameter, value: str | None) -> tuple[str, ...]:
    names = tuple(name.strip() for name in value.split(",")) if value else _KINDS
    if unknown := [name for name in names if name not in _KINDS]:
        raise click.BadParameter(f"{unknown[0]!r} is none of {', '.join(_KINDS)}", context, parameter)
    return names


def _key(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    from policybrief.pipeline import importing

    if value is not None and importing.name_of(Path(f"{value}.txt")) != value:
        hint = "it has lower-case letters, digits and hyphens, and begins with a letter"
        raise click.BadParameter(f"{value!r} is no name; {hint}", context, parameter)
    return value


@click.command("import")
@click.argument("article", type=click.Path(path_type=Path))
@click.option("--id", "key", metavar="ID", callback=_key, help="The name of the source and of the brief.")
@click.option("--source", metavar="ID", callback=_key, help="Only the text, for a source that a brief has: its id.")
@click.option("--into", type=click.Path(path_type=Path), metavar="BRIEF", help="Add to this brief, not to a new one.")
@click.option("--only", callback=_kinds, metavar="KINDS", help=f"Only these candidates: {', '.join(_KINDS)}.")
@click.option("--keep-all", is_flag=True, help="Leave nothing out as a page's furniture.")
@options.FORMAT
def import_article(
    article: Path,
    *,
    key: str | None,
    source: str | None,
    into: Path | None,
    only: tuple[str, ...],
    keep_all: bool,
    form: Format,
) -> None:
    """Turn ARTICLE (.txt, .md, .html, .docx, .pdf) into numbered text, and the draft of a brief.

    The text goes to sources/ID.txt, which git leaves out, and quotations are verified against it. The draft is
    content/ID.yaml: its entries are the article's own words with their places, for you to rewrite.

    \b
    Examples:
      brief import lo.pdf
      brief import page.html --id harbour
      brief import second.docx --into content/harbour.yaml
      brief import lo.pdf --source lo        the text alone, for a brief that cites it
    """
    from policybrief.pipeline import importing
    from policybrief.sources.article import taken

    if source and (into or key):
        raise UsageError("--source writes the text alone; it goes with neither --id nor --into")
    brief = find_brief(into) if into else None
    project = Project.of(brief) if brief else Project.at(Path())
    with console.progress("pages") as tick:
        took = taken.take(article, tick, keep_all=keep_all, only=only)
    name = source or key or importing.name_of(article)
    if source:
        imported = importing.text_alone(took, name, project)
    elif brief:
        imported = importing.more_for(took, name, brief, project)
    else:
        imported = importing.new_brief(took, name, project)
    _tell(imported, importing.save(imported, project), form)


def _tell(imported: Imported, written: list[Path], form: Format) -> None:
    drafts = [path for path in written if path.suffix == ".yaml"]
    outcome: list[str | Styled] = [f"{count(len(written), 'file')} written"]
    if drafts:
        outcome += [": ", Styled(f"brief build {console.quoted(_near(drafts[0]))} --draft", "type")]
    lines = [*_facts(imported), *_files(imported, written)]
    console.show(form, _record(imported, written), problems=list(_notes(imported)), lines=lines, outcome=outcome)


def _near(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _notes(imported: Imported) -> Iterator[Problem]:
    taken = imported.taken
    file = str(taken.file)
    yield from (Problem(note, file, severity="note") for note in taken.reading.notes)
    if not taken.lang and any(path.suffix == ".yaml" for path in imported.files):
        hint = "set 'lang' and write in the language of your readers; what is quoted stays as it is"
        message = "is in none of the languages that a brief can be in; the draft says en-US"
        yield Problem(message, file, severity="note", hint=hint)
    stated, listed = taken.candidates.stated_count, len(taken.candidates.recommendations)
    if stated and listed and stated != listed:
        message = f"says that it makes {count(stated, 'recommendation')}; {listed} were found"
        yield Problem(message, file, severity="warning", hint="look for the others in its text")


def _facts(imported: Imported) -> Iterator[Line]:
    """What was found, as a table with the labels at the left."""
    taken, article = imported.taken, imported.taken.article
    sections = len({passage.section for passage in article.passages})
    number = len(article.passages)
    size = f"{count(sections, 'section')}, {count(number, 'paragraph')}{' and bullets' if number > 1 else ''}"
    yield f"{near(taken.file)}: {size}, {count(article.words, 'word')}"
    before, after, inside = len(article.masthead), len(article.end), len(article.cut) + taken.reading.cut
    parts = (("before", before), ("after", after), ("inside", inside))
    if cut := ", ".join(f"{number} {where}" for where, number in parts if number):
        yield _fact("left out", f"{cut}: headings and page furniture (--keep-all keeps it)")
    about = taken.about
    names = ", ".join(author.family for author in about.authors)
    said = ", ".join(filter(None, (names, about.title, about.container or about.publisher, about.issued)))
    missing = f"not found: {', '.join(imported.missing)}" if imported.missing else ""
    yield _fact("source", "; ".join(filter(None, (said, missing))))
    yield _fact("candidates", _counts(taken))


def _counts(taken: Taken) -> str:
    candidates = taken.candidates
    counts = [
        count(len(candidates.judgments), "judgment"),
        count(len(candidates.recommendations), "recommendation"),
        _capped(len(candidates.timeline), candidates.dates_seen, "date"),
        _capped(len(candidates.comparison), candidates.contrasts_seen, "contrast"),
    ]
    return ", ".join(counts)


def _capped(kept: int, seen: int, noun: str) -> str:
    return count(kept, noun) + (f" of {seen}" if seen > kept else "")


def _fact(label: str, text: str) -> str:
    return f"  {label:<{_LABEL}}{text}"


def _files(imported: Imported, written: list[Path]) -> Iterator[Line]:
    from policybrief.read import source
    from policybrief.validate import drafts

    for path in written:
        said = "the numbered text, not for git" if path.suffix == ".txt" else ""
        if path.suffix == ".yaml":
            number = drafts.count(source.read(path))
            to_rewrite = f"{number} {'entry' if number == 1 else 'entries'} to rewrite"
            said = f"{'with' if imported.into else 'a draft;'} {to_rewrite}"
        if said:
            yield f"{near(path):<{_FILE}}{said}"


def _record(imported: Imported, written: list[Path]) -> dict[str, Any]:
    """The same for tools."""
    from policybrief.locale import locale

    taken, candidates = imported.taken, imported.taken.candidates
    return {
        "article": {
            "sections": len({passage.section for passage in taken.article.passages}),
            "passages": len(taken.article.passages),
            "words": taken.article.words,
        },
        "lang": taken.lang or locale.DEFAULT,
        "source": dict(imported.source),
        "missing": list(imported.missing),
        "candidates": {
            "judgments": [each.as_dict() for each in candidates.judgments],
            "recommendations": [each.as_dict() for each in candidates.recommendations],
            "timeline": [{"when": each.when, **each.candidate.as_dict()} for each in candidates.timeline],
            "comparison": [
                {"between": list(each.between), **each.candidate.as_dict()} for each in candidates.comparison
            ],
        },
        "written": [str(path) for path in written],
    }
