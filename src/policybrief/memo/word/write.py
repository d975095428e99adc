"""write: a memo laid out for Word as the bytes of a .docx.

The package starts from the readable parts in memo/word/master. python-docx would take 92 ms to import, write 37 kB
where these parts take 11, and has neither content controls nor a way to number lists anew: it would save no code.
The file is the same to the byte for the same memo.
"""

from __future__ import annotations

from collections.abc import Mapping
from string import Template
from typing import get_args

from policybrief.memo.word.body_xml import BodyXml
from policybrief.memo.word.document import Line, Style, WordMemo
from policybrief.memo.word.text_xml import TextXml, languages
from policybrief.ooxml import writing
from policybrief.ooxml.writing import NewPackage
from policybrief.ooxml.xml import escape, text
from policybrief.system.files.resources import DECK_BASE, WORD_BASE

_DOCUMENT, _HEADER, _FOOTER = "word/document.xml", "word/header1.xml", "word/footer1.xml"
_THEME = "word/theme/theme1.xml"
_TWIPS = 20
"""To the point."""
_STYLES: Mapping[str, str] = {name: name for name in get_args(Style)}


def write(memo: WordMemo) -> bytes:
    """The .docx of a memo."""
    package = NewPackage.of(writing.master(WORD_BASE))
    package.parts[_THEME] = writing.master(DECK_BASE)["ppt/theme/theme1.xml"]  # a theme of Office is one for all
    tokens = {**_about(memo), **_looks(memo), **_texts(memo, package)}
    for name, content in package.parts.items():
        package.parts[name] = Template(content.decode()).substitute(tokens).encode()
    return package.write()


def _texts(memo: WordMemo, package: NewPackage) -> dict[str, str]:
    """The XML of what is said; links in it get their relationships."""

    def body(part: str) -> BodyXml:
        def link(address: str) -> str:
            return package.relate(part, "hyperlink", address, external=True)

        lines = (line for line in memo.body if isinstance(line, Line))
        anchors = frozenset(line.anchor for line in lines if line.anchor)
        return BodyXml(TextXml(memo.properties.lang, link, anchors), _STYLES)

    foot = body(_FOOTER)
    return {
        "body": body(_DOCUMENT).blocks(memo.body),
        "head": body(_HEADER).blocks(memo.head) or '<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr></w:p>',
        "foot": foot.blocks(memo.foot) + page_number(memo.page_of, foot.styles),
        "lists": "".join(_list(place, start) for place, start in enumerate(memo.starts, 2)),
    }


def _list(number: int, start: int) -> str:
    """An ordered list of its own, which begins anew."""
    begins = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>'
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="1"/>{begins}</w:num>'


def page_number(page_of: str, styles: Mapping[str, str]) -> str:
    """The line that numbers pages, with the fields that Word reckons."""
    said = page_of.replace("{number}", "\0PAGE\0").replace("{count}", "\0NUMPAGES\0").split("\0")
    runs = "".join(_field(piece) if place % 2 else _words(piece) for place, piece in enumerate(said))
    return f'<w:p><w:pPr><w:pStyle w:val="{styles["Footer"]}"/></w:pPr>{runs}</w:p>'


def _words(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r>' if words else ""


def _field(code: str) -> str:
    return f'<w:fldSimple w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _about(memo: WordMemo) -> dict[str, str]:
    """What the file says of itself: as the deck does, and which draft it is."""
    about = memo.properties
    words = {
        "title": about.title,
        "subject": about.subject,
        "author": about.author,
        "keywords": about.keywords,
        "marking": about.marking,
        "audience": about.audience,
        "brief": f"sha256:{about.brief_hash}" if about.brief_hash else "",
        "date": f"{about.date.isoformat()}T00:00:00Z",
        "lang": about.lang,
        "draft": memo.draft,
    }
    return {name: text(value) for name, value in words.items()}


def _looks(memo: WordMemo) -> dict[str, str]:
    """Colours on paper, the faces of the theme by their names in Office, and the page."""
    theme, (width, height) = memo.theme, memo.page
    faces = ("heading_face", "body_face", "east_asian_face")
    return {
        **{f"rgb_{name}": digits for name, digits in theme.printed.items()},
        "theme_name": text(theme.name),
        **{name: text(getattr(theme.deck, name)) for name in faces},
        "languages": languages(memo.properties.lang),
        "width": str(round(width * _TWIPS)),
        "height": str(round(height * _TWIPS)),
    }
