"""The markup that templates render, and its way into a `Deck` or a `Memo`: here the documents, and XML that is none.

`vocabulary` says which elements there are, `blocks` reads those inside of documents, and `markup_text` their words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeGuard, cast, get_args

from lxml import etree

from policybrief.brief.parts import Kind
from policybrief.compose import sections
from policybrief.compose.blocks import BlockReader
from policybrief.compose.citing import Citing
from policybrief.compose.markup_text import ReadSoFar, attribute, word
from policybrief.compose.vocabulary import AT, MarkupError, faults
from policybrief.ooxml.xml import safe_parser
from policybrief.text.blocks import Block, SourceList
from policybrief.text.document import Deck, Memo, Properties, Slide
from policybrief.text.kept import Kept
from policybrief.text.prose import Paragraph
from policybrief.text.records import dataclass
from policybrief.text.run import Text, plain


@dataclass(frozen=True)
class _ReadSlide:
    """A slide, what reading it did to those that come, and the faults found in it."""

    slide: Slide
    so_far: ReadSoFar
    faults: tuple[MarkupError, ...]


KeptMarkup = Kept[tuple[str, ReadSoFar], _ReadSlide]
"""Slides by their markup and what came before it."""


def parse(
    xml: str,
    citing: Citing,
    properties: Properties,
    *,
    notes: bool = True,
    acronyms: Mapping[str, str] | None = None,
    kept: KeptMarkup | None = None,
) -> tuple[Deck | Memo, list[MarkupError]]:
    """The document that rendered markup describes, and all the faults found in it; without speaker `notes`, for readers
    who are not to see what the speaker has before them.

    Sources are cited as `citing` says; the numbers of charts are written as in its locale; `acronyms` are spelled out
    where they come first. Slides that are `kept` of the last time are not read again. Raises `MarkupError` where the
    text is not XML or has an unknown root.
    """
    for sign in ("<!DOCTYPE", "<![CDATA["):
        if sign in xml:
            raise MarkupError(f"a template can't hold {sign}", "", "write elements, and &lt; for the character <")
    # Without huge_tree libxml2 itself ends what is nested too deep, before any recursion of ours.
    parser = safe_parser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(xml.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise _syntax_error(error, xml) from None
    if root.tag not in get_args(Kind):
        hint = "put everything inside one <deck> or <memo>"
        raise MarkupError(f"a template renders <deck> or <memo>, not <{root.tag}>", root.get(AT, ""), hint)
    if unknown := list(faults(root)):
        return Memo((), (), properties), unknown
    if not notes:  # before they are read: what they cite is in no list of notes either
        for slide in root.iterchildren("slide"):
            for node in slide.findall("notes"):
                slide.remove(node)
    reader = BlockReader(citing, properties.date, acronyms or {})
    kept = KeptMarkup() if kept is None else kept
    kept.begin((citing, properties.date, acronyms))
    document = _deck(reader, root, properties, kept) if root.tag == "deck" else _memo(reader, root, properties)
    return reader.notes.listed(document) if citing.form == "notes" else document, reader.faults


_SYNTAX = (
    (r"Opening and ending tag mismatch: (\w+).* and (\w+)", r"<\1> is not closed before </\2>", ""),
    (r"Premature end of data in tag (\S+)", r"<\1> is never closed", r"write </\1>"),
    (r"Entity '(\S+)' not defined", r"&\1; is not known here", "type the character itself"),
    (r"(xmlParseEntityRef|EntityRef)", "there is a bare '&' here or below", "write &amp; for the character &"),
    (r"StartTag: invalid element name", "there is a bare '<' here or below", "write &lt; for the character <"),
    (r"Excessive depth", "elements are nested more than 250 deep here", "one <b> and one <i> are enough for a text"),
    (r"Extra content", "there is something after the end", "put everything inside one <deck> or <memo>"),
    (r"(Document is empty|Start tag expected)", "no markup is rendered", "a template begins with <deck> or <memo>"),
)
"""What libxml2 says, in a template author's words."""


def _syntax_error(error: etree.XMLSyntaxError, xml: str) -> MarkupError:
    """The fault at the start tag that it is about, or the last before it: rendered lines say nothing to an author."""
    line, column = error.position
    lines = xml.split("\n")
    before = "\n".join([*lines[: line - 1], lines[line - 1][: max(column, 0)]]) if line <= len(lines) else xml
    for pattern, message, hint in _SYNTAX:
        if (match := re.search(pattern, error.msg or "")) is not None:
            tag = match.group(1) if match.re.groups and message.startswith("<") else r"[\w-]+"
            places = re.findall(rf'<{tag} {AT}="([^"]*)"', before)
            return MarkupError(match.expand(message), places[-1] if places else "", match.expand(hint))
    places = re.findall(rf'{AT}="([^"]*)"', before)
    message = f"is not well-formed: {error.msg}".split(", line ")[0]
    return MarkupError(message, places[-1] if places else "")


def _deck(reader: BlockReader, root: Any, properties: Properties, kept: KeptMarkup) -> Deck:
    slides = tuple(_kept(reader, node, kept) for node in root.iterchildren("slide"))
    return Deck(
        sections.sectioned(slides, reader.locale),
        properties,
        reader.child(root, "footer"),
        reader.child(root, "date"),
        _markings(reader, root),
        reader.fields(root.find("designation")),
        reader.locale.continued,
    )


def _kept(reader: BlockReader, node: Any, kept: KeptMarkup) -> Slide:
    """A slide, read once as long as its markup and what came before it are the same."""
    before = len(reader.faults)

    def read() -> _ReadSlide:
        slide = _slide(reader, node)
        return _ReadSlide(slide, reader.so_far, tuple(reader.faults[before:]))

    found = kept.of((etree.tostring(node, encoding="unicode", with_tail=False), reader.so_far), read)
    reader.go_on(found.so_far)
    reader.faults[before:] = found.faults
    return found.slide


def _slide(reader: BlockReader, node: Any) -> Slide:
    notes = node.find("notes")
    _memo_only(reader, node)
    title, blocks, kicker = reader.child(node, "title"), reader.blocks(node), reader.child(node, "kicker")
    repeated = plain(kicker).casefold() == plain(title).casefold()  # as where a list has no headline of its own
    return Slide(
        layout=word(node, "layout", "content"),
        title=title,
        blocks=blocks,
        kicker=() if repeated else kicker,
        subtitle=reader.child(node, "subtitle"),
        source=reader.child(node, "source"),
        notes=cast("Any", reader.spoken(notes)) if notes is not None else (),
        section=reader.plain(node, "section"),
        at=node.get(AT, ""),
        fields=reader.fields(node),
        id=reader.plain(node, "id"),
        number=reader.plain(node, "number"),
        back=_back(reader, node),
        footnotes=reader.footnotes.of(blocks),
        shares=word(node, "shares", "false") == "true",
    )


def _back(reader: BlockReader, slide: Any) -> Text:
    """The words at a slide's foot that lead to another."""
    node = slide.find("back")
    if node is None:
        return ()
    return tuple(replace(run, link=f"#{reader.plain(node, 'to')}") for run in reader.text(node))


def _memo(reader: BlockReader, root: Any, properties: Properties) -> Memo:
    for node in root.iterfind(".//sources//*"):
        if node.tag in ("levels", "bears") or (node.getparent().tag == "entry" and node.tag in ("name", "note")):
            message = f"<{node.tag}> of <{node.getparent().tag}> is for the deck"
            reader.faults.append(MarkupError(message, node.get(AT, ""), "a memo lists references alone"))
    blocks = reader.blocks(root)
    lists = [block for block in blocks if isinstance(block, SourceList)]
    if footnotes := reader.footnotes.of(blocks):
        lists = [replace(lists[-1] if lists else SourceList(()), footnotes=footnotes)]
    if closing := tuple(block for block in blocks if _closes(block)):
        lists = [replace(lists[-1] if lists else SourceList(()), closing=closing)]
    return Memo(
        title=reader.child(root, "title"),
        blocks=tuple(block for block in blocks if not (isinstance(block, SourceList) or _closes(block))),
        properties=properties,
        kicker=reader.child(root, "kicker"),
        aside=reader.child(root, "aside"),
        above=reader.fields(root, above=True),
        title_label=reader.words(root.find("title"), "label"),
        fields=reader.fields(root),
        sources=lists[-1] if lists else None,
        markings=_markings(reader, root),
        designation=reader.fields(root.find("designation")),
        kicker_align=word(root.find("kicker"), "align", "left") if root.find("kicker") is not None else "left",
    )


def _closes(block: Block) -> TypeGuard[Paragraph]:
    """Whether a block of the memo itself is small print, which stands at the foot of its page."""
    return isinstance(block, Paragraph) and block.role == "note"


def _markings(reader: BlockReader, root: Any) -> tuple[Text, ...]:
    """The lines of the marking, without those that turn out empty."""
    return tuple(text for node in root.iterchildren("marking") if (text := reader.text(node)))


def _memo_only(reader: BlockReader, slide: Any) -> None:
    """What a memo may give up for its page has no meaning on a slide."""
    for node in slide.iter():
        if node.tag not in _MEMO_ELEMENTS and not _MEMO_ATTRIBUTES.intersection(node.keys()):
            continue
        for wrong, named in (
            (attribute(node, "optional"), "'optional'"),
            (attribute(node, "align"), "'align'"),
            (attribute(node, "mark"), "'mark'"),
            (node.tag == "title" and attribute(node, "label"), "'label'"),
            (node.tag == "item" and node.find("decision") is not None, "an item's <decision>"),
        ):
            if wrong:
                hint = "a slide shows what it holds, or it is an error"
                reader.faults.append(MarkupError(f"{named} is for the memo", node.get(AT, ""), hint))


_MEMO_ELEMENTS = frozenset({"title", "item"})
_MEMO_ATTRIBUTES = frozenset({"optional", "align", "mark"})
"""Where what is for the memo alone can stand: an element that may hold it, and the attributes of any."""
