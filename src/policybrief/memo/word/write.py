"""write: a memo laid out for Word as the bytes of a .docx.

The package starts from the readable parts in memo/word/master. python-docx would take 92 ms to import, write 37 kB
where these parts take 11, and has neither content controls nor a way to number lists anew: it would save no code.
The file is the same to the byte for the same memo.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path
from string import Template
from typing import get_args

from policybrief.memo.word.body_xml import BodyXml
from policybrief.memo.word.document import Style, WordMemo, WordParagraph
from policybrief.memo.word.text_xml import WordTextXml, languages
from policybrief.ooxml import media, writing
from policybrief.ooxml.word import MAIN
from policybrief.ooxml.writing import NewPackage
from policybrief.ooxml.xml import escape, text
from policybrief.system.files.resources import DECK_BASE, WORD_BASE
from policybrief.text.exhibits import Image

_HEADER, _FOOTER, _THEME = "word/header1.xml", "word/footer1.xml", "word/theme/theme1.xml"
_MARGINS, _ON_BASE = 144.0, 396.0
"""Points: both side margins of ours, and the width of a picture where an organisation's own are not known."""
_TWIPS = 20
"""To the point."""
_STYLES: Mapping[str, str] = {name: name for name in get_args(Style)}


def write(memo: WordMemo) -> bytes:
    """The .docx of a memo. Raises `BriefError` where its base is none."""
    ours = _filled(memo)
    return _on_base(memo, ours, memo.base) if memo.base else _on_ours(memo, ours)


def _filled(memo: WordMemo) -> dict[str, bytes]:
    """The parts of memo/word/master with all filled in but the text."""
    parts = {**writing.master(WORD_BASE), _THEME: writing.master(DECK_BASE)["ppt/theme/theme1.xml"]}  # as any of Office
    tokens = {**_about(memo), **_looks(memo)}
    tokens["lists"] = "".join(_list(place, start) for place, start in enumerate(memo.starts, 2))
    return {name: Template(content.decode()).safe_substitute(tokens).encode() for name, content in parts.items()}


def _on_ours(memo: WordMemo, ours: Mapping[str, bytes]) -> bytes:
    package = NewPackage.of(ours)
    body = _bodies(memo, package, _STYLES)
    foot = body(_FOOTER)
    texts = {
        MAIN: body(MAIN).blocks(memo.body),
        _HEADER: body(_HEADER).blocks(memo.head) or '<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr></w:p>',
        _FOOTER: foot.blocks(memo.foot) + page_number(memo.page_of, foot.styles["Footer"]),
    }
    for name, text_xml in texts.items():
        package.parts[name] = _with(ours[name], text_xml)
    return package.write()


def _on_base(memo: WordMemo, ours: Mapping[str, bytes], base: Path) -> bytes:
    """On an organisation's styles, pages, headers and footers; our marking stands in each of these."""
    from policybrief.memo.word import base as bases
    from policybrief.memo.word import on_base

    ground = on_base.ground(bases.read(base), ours, languages(memo.properties.lang))
    body = _bodies(memo, ground.package, ground.styles, ground.bullets)
    ground.package.parts[MAIN] = _with(ours[MAIN], body(MAIN).blocks(memo.body))
    number = page_number(memo.page_of, ground.styles["Footer"])
    for part, kind, own in on_base.feet(ground, ours[MAIN]):
        lines = body(part).blocks(memo.head if kind == "header" else memo.foot)
        template = ours[_HEADER if kind == "header" else _FOOTER]
        if own:  # the base has none of this kind
            lines += number if kind == "footer" else ""
            ground.package.parts[part] = _with(template, lines or "<w:p/>")
        else:
            on_base.add(ground.package, part, _with(template, lines), first=kind == "header")
    return ground.package.write()


def _with(part: bytes, text_xml: str) -> bytes:
    """A part of ours with its text."""
    return Template(part.decode()).substitute(dict.fromkeys(("body", "head", "foot"), text_xml)).encode()


def _bodies(
    memo: WordMemo, package: NewPackage, styles: Mapping[str, str], bullets: int = 1
) -> Callable[[str], BodyXml]:
    """Makes the writer of a part: links of its text become relationships of it."""
    ids = count(1)
    lines = (line for line in memo.body if isinstance(line, WordParagraph))
    anchors = frozenset(line.anchor for line in lines if line.anchor)

    width = _ON_BASE if memo.base else memo.page[0] - _MARGINS

    def body(part: str) -> BodyXml:
        def link(address: str) -> str:
            return package.relate(part, "hyperlink", address, external=True)

        def embed(image: Image) -> tuple[str, str]:
            known = [media.add_image(package, each, "word/media/") for each in (image.content, image.vector) if each]
            bitmap, *vector = (package.relate(part, "image", name) for name in known)
            return bitmap, "".join(vector)

        return BodyXml(WordTextXml(memo.properties.lang, link, ids, anchors), styles, bullets, width, embed)

    return body


def _list(number: int, start: int) -> str:
    """An ordered list of its own, which begins anew."""
    begins = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>'
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="1"/>{begins}</w:num>'


def page_number(page_of: str, style: str) -> str:
    """The line that numbers pages, with the fields that Word reckons."""
    said = page_of.replace("{number}", "\0PAGE\0").replace("{count}", "\0NUMPAGES\0").split("\0")
    runs = "".join(_field(piece) if place % 2 else _words(piece) for place, piece in enumerate(said))
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


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
        "languages": " ".join(f'w:{name}="{text(said)}"' for name, said in languages(memo.properties.lang).items()),
        "width": str(round(width * _TWIPS)),
        "height": str(round(height * _TWIPS)),
    }
