"""A style of CSL that a brief names, and what pandoc prints by it of the sources that one audience may see.

The style's file is read here, within the project, and checked: XML without entities, and a style of its own, not one
that leads to another on the network. Pandoc gets it, and the entries as documents show them; nothing else of a library.
https://docs.citationstyles.org/en/stable/specification.html; https://pandoc.org/MANUAL.html#citations
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import etree

from policybrief.brief import csl
from policybrief.brief.source_entry import UNNAMED, SourceEntry
from policybrief.errors import BriefError, Problem
from policybrief.locale.locale import CitationForm
from policybrief.ooxml.xml import safe_parser
from policybrief.sources.bibliography.markup import escaped
from policybrief.sources.bibliography.styled import StyledSources
from policybrief.system.files import access
from policybrief.system.files import problems as file_problems
from policybrief.system.processes import program
from policybrief.text import inline
from policybrief.text.records import dataclass

MOST_BYTES = 2_000_000
_CSL = "{http://purl.org/net/xbiblio/csl}"
_FORMS: dict[str, CitationForm] = {
    "author-date": "author-date", "author": "author-date", "note": "notes", "numeric": "numbers", "label": "numbers",
}  # fmt: skip
_SECONDS = 20.0
PANDOC = "pandoc"


@dataclass(frozen=True)
class Style:
    """A style's file as bytes, and how it cites."""

    content: bytes
    form: CitationForm


def read(file: Path, *, within: Path) -> Style:
    """Read a style that lies in the project `within`. Raises `BriefError` for what is none."""
    name = str(file)
    try:
        content = access.read(file, MOST_BYTES, within=within)
    except OSError as error:
        raise BriefError([file_problems.unread(error, name)]) from None
    try:
        root = etree.fromstring(content, safe_parser())
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None or root.tag != f"{_CSL}style" or b"<!DOCTYPE" in content:
        hint = "styles are at https://www.zotero.org/styles"
        raise BriefError([Problem("is no style of CSL", name, hint=hint)])
    if root.find(f"{_CSL}citation") is None:
        links = (link for link in root.iter(f"{_CSL}link") if link.get("rel") == "independent-parent")
        parent = next((str(link.get("href")) for link in links), "")
        hint = f"use the style that it is the same as: {parent}" if parent else "use a whole one"
        raise BriefError([Problem("only names another style, and none is fetched", name, hint=hint)])
    formats = [
        str(category.get("citation-format"))
        for category in root.iter(f"{_CSL}category")
        if category.get("citation-format")
    ]
    usual = "note" if root.get("class") == "note" else "author-date"
    return Style(content, _FORMS.get((formats or [usual])[0], "numbers"))


def printed(style: Style, entries: Iterable[SourceEntry], lang: str) -> StyledSources:
    """Sources as the style prints them. Raises `program.Failed` where pandoc does not."""
    named = [entry for entry in entries if entry.type != UNNAMED]
    if not named:
        return StyledSources(form=style.form)
    keys = {f"s{number}": entry.id for number, entry in enumerate(named)}
    items = [_item(key, entry) for key, entry in zip(keys, named, strict=True)]
    cites = [{"t": "Para", "c": [_cite(key)]} for key in keys]
    asked = {"pandoc-api-version": [1, 23], "meta": {"lang": {"t": "MetaString", "c": lang}}, "blocks": cites}
    sources = json.dumps(items, ensure_ascii=False).encode()
    output = _answer(program.found(PANDOC), style.content, sources, json.dumps(asked).encode())
    try:
        blocks = json.loads(output)["blocks"]
        references = {keys[name]: text for name, text in _references(blocks)}
        cited = {keys[name]: text for name, text in _cited(blocks)} if style.form == "author-date" else {}
    except (ValueError, KeyError, TypeError, IndexError):
        raise program.Failed("printed what is no list of references") from None
    return StyledSources(references, cited, style.form)


@lru_cache(maxsize=32)
def _answer(pandoc: str, style: bytes, sources: bytes, asked: bytes) -> bytes:
    """What pandoc prints, once for the same question: audiences often see the same sources, and an editor asks at each
    keystroke. A failure is not kept.
    """
    arguments = ("+RTS", "-M512m", "-RTS", "--sandbox", "--citeproc", "--csl=style.csl", "--bibliography=sources.json",
                 "--from=json", "--to=json")  # fmt: skip
    return program.answer(pandoc, arguments, {"style.csl": style, "sources.json": sources}, asked, _SECONDS)


# -- what goes to pandoc


_DATES = ("issued", "accessed", "original_date")


def _item(key: str, entry: SourceEntry) -> dict[str, Any]:
    """An entry's fields as CSL has them: those that documents show."""
    data = entry.model_dump(by_alias=True, exclude_none=True, exclude={*_DATES, "citation_label", "status"})
    kept = {name: _spoken(value) for name, value in data.items() if value not in ("", [], ()) and name in csl.SHOWN}
    for name in _DATES:
        if date := getattr(entry, name):
            kept[name.replace("_", "-")] = _date(date)
    if entry.status:
        kept["status"] = entry.status
        kept.setdefault("issued", {"literal": entry.status})
    return {"id": key, **kept}


def _spoken(value: Any) -> Any:
    """Inline Markdown as CSL has italics and bold; signs that were escaped are themselves."""
    if isinstance(value, list | tuple):
        return [_spoken(each) for each in value]
    if isinstance(value, dict):
        return {name: _spoken(each) for name, each in value.items() if each not in (None, "", False)}
    if not isinstance(value, str):
        return value
    rich = ""
    for run in inline.parse(value):
        text = f"<i>{run.text}</i>" if run.italic else run.text
        rich += f"<b>{text}</b>" if run.bold else text
    return rich


def _date(date: str) -> dict[str, Any]:
    ends = date.replace("~", "").split("/")
    if not all(part.isdecimal() for end in ends for part in end.split("-")):
        return {"literal": date}
    csl_date: dict[str, Any] = {"date-parts": [[int(part) for part in end.split("-")] for end in ends if end]}
    return {**csl_date, "circa": True} if "~" in date else csl_date


def _cite(key: str) -> dict[str, Any]:
    citation = {"citationId": key, "citationPrefix": [], "citationSuffix": [], "citationMode": {"t": "NormalCitation"}}
    return {"t": "Cite", "c": [[{**citation, "citationNoteNum": 0, "citationHash": 0}], [{"t": "Str", "c": key}]]}


# -- what comes back


def _references(blocks: list[Any]) -> Iterator[tuple[str, str]]:
    """Each source's entry, in the order of the list; the number before it is left to the document."""
    for block in blocks:
        if block["t"] == "Div" and block["c"][0][0] == "refs":
            for entry in block["c"][1]:
                inner = [node for part in entry["c"][1] for node in part["c"]]
                yield entry["c"][0][0].removeprefix("ref-"), " ".join(_marked(inner).split(" ")).strip()


def _cited(blocks: list[Any]) -> Iterator[tuple[str, str]]:
    """What stands in the brackets, where there are some."""
    for block in blocks:
        if block["t"] == "Para" and block["c"][0]["t"] == "Cite":
            cite = block["c"][0]["c"]
            words = _plain(cite[1])
            if words[:1] in ("(", "（") and words[-1:] in (")", "）"):
                yield cite[0][0]["citationId"], words[1:-1]


def _marked(nodes: list[Any]) -> str:
    """Inline nodes of pandoc's as inline Markdown."""
    return "".join(_node(node) for node in nodes)


def _node(node: Any) -> str:
    kind, content = node["t"], node.get("c")
    if kind == "Str":
        return escaped(content)
    if kind in ("Space", "SoftBreak", "LineBreak"):
        return " "
    if kind in ("Emph", "Strong"):
        inner, stars = _marked(content).strip(), "*" if kind == "Emph" else "**"
        return f"{stars}{inner}{stars}" if inner else ""
    if kind == "Link":
        address, inner = str(content[2][0]), _marked(content[1])
        safe = address.replace("\\", "%5C").replace("<", "%3C").replace(">", "%3E")
        return f"[{inner}](<{safe}>)" if address.startswith(("https://", "http://")) and "](" not in inner else inner
    if kind in ("Span", "Quoted"):
        if kind == "Span" and "csl-left-margin" in content[0][1]:
            return ""
        inner = _marked(content[1])
        return inner if kind == "Span" else f"‘{inner}’" if content[0]["t"] == "SingleQuote" else f"“{inner}”"
    return _marked(content) if isinstance(content, list) and all(isinstance(child, dict) for child in content) else ""


def _plain(nodes: list[Any]) -> str:
    return inline.words(_marked(nodes))
