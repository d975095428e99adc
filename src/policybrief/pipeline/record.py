"""The record of a build, for those who keep documents: what a file was made of, by what, and which checks it passed.

One for each audience, beside its files: NAME.record.json for programs and NAME.record.txt for people. It says nothing
of what the audience may not see: the brief is named by the digest of what this audience gets, which its documents carry
too, and files are named by what they are. The same input gives the same record: no clock is in it.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterator, Sequence
from importlib import metadata
from importlib.util import find_spec
from typing import Any

from policybrief import __version__
from policybrief.brief import walk
from policybrief.brief.exhibits import Chart
from policybrief.brief.tables import Table
from policybrief.errors import BriefError, Problem
from policybrief.fonts import files as fontfiles
from policybrief.pipeline import template_files
from policybrief.pipeline.document_run import Companion, Document, DocumentRun
from policybrief.pipeline.outputs import RECORD, RECORD_TEXT
from policybrief.pipeline.verifying import Verification
from policybrief.read.source import origin
from policybrief.system.files import access
from policybrief.system.files.resources import TEMPLATES
from policybrief.text.value_path import ValuePath

_LIBRARIES = ("reportlab", "lxml", "xlsxwriter", "pillow", "pyphen", "fonttools", "jinja2", "pydantic")
_JUDGES = ("openxml-audit", "page-validation", "pikepdf")
"""What has a say in the bytes of a document, and what checks them."""

_CHECKS = {
    ".pptx": (
        ("Open XML SDK's schemas", "children, attributes and values of every part"),
        ("package", "parts, types, relations and ids: nothing that PowerPoint would repair"),
        ("accessibility", "titles, alternative texts, tables, languages, reading order, contrast"),
        ("no links out", "no part, picture or font is loaded from elsewhere"),
    ),
    ".docx": (
        ("Open XML SDK's schemas", "children, attributes and values of every part"),
        ("package", "parts, types and relations: nothing that Word would repair"),
        ("accessibility", "headings, header rows, alternative texts, language"),
        ("no links out", "no part, picture or font is loaded from elsewhere"),
    ),
    ".pdf": (
        ("PDF/UA-1", "ISO 14289-1, by the rules that a program can decide"),
        ("PDF/A-2a", "ISO 19005-2, level A, by the rules that a program can decide"),
        ("tags", "structure tree, content and parent tree agree, and are read in their order"),
    ),
}
_PARITY = ("parity", "the marking, and each judgment and recommendation that this audience gets, is shown")
_SOURCES = ("sources", "quotations are word for word in the texts of their sources, where their locators say")


def checked(documents: Sequence[Document]) -> list[Problem]:
    """What the checks that a record tells of find in documents. Raises `BriefError` where a judge is not installed."""
    has_pdf = any(document.name.endswith(".pdf") for document in documents)
    if has_pdf and any(find_spec(name) is None for name in ("page", "pikepdf")):
        hint = fontfiles.install("policybrief", "check")
        raise BriefError([Problem("a record needs the PDF checker, which is not installed", hint=hint)])
    return [Problem(finding, document.name) for document in documents for finding in _findings(document)]


def _findings(document: Document) -> list[str]:
    if document.name.endswith(".pdf"):
        from policybrief.memo.check import check as memo

        return memo.check(document.content)
    if document.name.endswith(".docx"):
        from policybrief.memo.word import check as word

        return word.check(document.content)
    from policybrief.deck.check import check as deck

    return deck.check(document.content)


def records(
    run: DocumentRun, documents: Sequence[Document], grounds: Verification | None = None
) -> tuple[Companion, ...]:
    """The record of one audience's documents, which were checked, in both forms."""
    said = record(run, documents, grounds)
    text = json.dumps(said, ensure_ascii=False, indent=1) + "\n"
    return (
        Companion("record", f"{run.stem}{RECORD}", text.encode("utf-8"), "record"),
        Companion("record", f"{run.stem}{RECORD_TEXT}", ("\n".join(_lines(said)) + "\n").encode("utf-8"), "record"),
    )


def record(run: DocumentRun, documents: Sequence[Document], grounds: Verification | None = None) -> dict[str, Any]:
    """What there is to say, as plain data; `grounds` is what the documents rest on, where they quote something."""
    about = run.properties
    return {
        "record": 1,
        "title": about.title,
        "audience": about.audience,
        "marking": about.marking,
        "date": about.date.isoformat(),
        "language": about.lang,
        "made_by": {"policybrief": __version__, "python": platform.python_version(), **_versions(_LIBRARIES)},
        "checked_by": _versions(_JUDGES),
        "inputs": [*_inputs(run), *_texts(grounds)],
        "outputs": [
            {
                "file": document.name,
                "kind": document.kind,
                "bytes": len(document.content),
                "sha256": _digest(document.content),
            }
            for document in documents
        ],
        "checks": [
            {"file": document.name, "check": name, "covers": covers, "result": result}
            for document in documents
            for name, covers, result in _checks(document.name, grounds)
        ],
    }


def _checks(name: str, grounds: Verification | None) -> Iterator[tuple[str, str, str]]:
    yield from ((*check, "passed") for check in (*_CHECKS[f".{name.rpartition('.')[2]}"], _PARITY))
    if grounds is not None:
        yield (*_SOURCES, grounds.result)


def _texts(grounds: Verification | None) -> Iterator[dict[str, str]]:
    for number, digest in grounds.digests if grounds else ():
        yield {"input": f"text of source {number}", "sha256": digest}


def _versions(names: Sequence[str]) -> dict[str, str]:
    return {name: metadata.version(name) for name in names}


def _inputs(run: DocumentRun) -> Iterator[dict[str, str]]:
    """What the documents were made of: the brief and its audience's file as this audience gets them, and the looks."""
    yield {"input": "brief, as this audience gets it", "sha256": run.properties.brief_hash}
    if run.brief.bibliography:  # what is cited of it; the rest of a library is nobody's business
        sources = "".join(entry.as_json() for entry in run.brief.sources)
        yield {"input": "sources, with what is cited out of the library", "sha256": _digest(sources.encode())}
    for number, digest in enumerate(_numbers(run), 1):
        yield {"input": f"file of numbers {number}", "sha256": digest}
    if run.styled.references:
        printed = "".join(run.styled.references.values())
        yield {"input": "references, as the style prints them", "sha256": _digest(printed.encode())}
    theme = run.theme.as_json()
    yield {"input": f"theme {run.theme.name}", "sha256": _digest(theme.encode())}
    given = {
        winner.name: access.digest(winner.file, within=access.ANYWHERE)
        for winner in template_files.winners(run.places.templates.searched)
    }
    header = f"headers/{run.header}.xml.j2"
    for name in ("deck.xml.j2", "memo.xml.j2", "parts.xml.j2", header):
        if name in given:
            yield {"input": f"template {name}", "sha256": given.pop(name)}
    own = given.keys() - set(template_files.names((TEMPLATES,)))
    if own:  # whose names may be another audience's
        together = "".join(given[name] for name in sorted(own))
        yield {"input": "the project's other templates", "sha256": _digest(together.encode())}


def _numbers(run: DocumentRun) -> list[str]:
    """The files of numbers that this audience's exhibits and texts are made of, in the order in which it sees them."""
    brief, audience = run.places.source, run.places.moved.get(ValuePath("audience"))
    known = {**brief.inputs, **(audience[0].inputs if audience else {})}
    sections = (*run.brief.sections, *(run.audience.extra if run.audience else ()))
    exhibits = (*run.brief.charts, *run.brief.tables, *(each for section in sections for each in section.exhibits))
    files = [each.data.file for each in exhibits if isinstance(each, Chart | Table) and each.data]
    own = walk.leaves(run.audience, ValuePath("audience")) if run.audience else ()
    for path, _ in (*walk.leaves(run.brief), *own):
        read, place = origin(path, run.places.moved) or (brief, path)
        files += [figure.file for figure in read.figures.get(place, ()) if figure.file]
    return [known[name] for name in dict.fromkeys(files)]


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


# -- for people


def _lines(said: dict[str, Any]) -> Iterator[str]:
    if said["marking"]:
        yield from (said["marking"], "")
    yield "RECORD OF A BUILD"
    yield ""
    yield from _pairs((key, said[key]) for key in ("title", "audience", "date", "language"))
    yield from ("", "Documents")
    for output in said["outputs"]:
        yield f"  {output['file']}, {output['bytes']:,} bytes"
        yield f"    SHA-256 {output['sha256']}"
    yield from ("", "Made of")
    for source in said["inputs"]:
        yield f"  {source['input']}"
        yield f"    SHA-256 {source['sha256']}"
    yield from ("", "Checks")
    for name in dict.fromkeys(check["file"] for check in said["checks"]):
        yield f"  {name}"
        yield from (
            f"    {check['result']}  {check['check']}: {check['covers']}"
            for check in said["checks"]
            if check["file"] == name
        )
    yield from ("", "Made by")
    yield from _pairs(said["made_by"].items())
    yield from ("", "Checked by")
    yield from _pairs(said["checked_by"].items())
    if said["marking"]:
        yield from ("", said["marking"])


def _pairs(pairs: Any) -> Iterator[str]:
    yield from (f"  {name:<15} {value}" for name, value in pairs)
