"""The lines of a masthead that say who wrote an article, when it was published, and to whom a memorandum goes."""

from __future__ import annotations

import re

from policybrief.sources.article import dates, labels, names
from policybrief.sources.article.blocks import Author, Block

_BYLINE = re.compile(
    r"^(?:written |prepared |interview(?:ed)? |(?:an? )?(?:[\w-]+ ){0,3}(?:report|paper|brief|note|memo|essay|study"
    r"|analysis|commentary|conversation) )?(?:by|par|von|por|автори?|авторка|(?:statement|testimony|remarks) (?:of|by)"
    r"|authors?|auteurs?|autor(?:en|in)?|作者|prepared for publication by)\s*[:：]?\s+(?P<names>\S.*)$"
    r"|^作者[:：](?P<han>.+)$",
    re.IGNORECASE,
)
_SERIES_BYLINE = re.compile(r"^(?:[^\W\d_][\w’'&-]* ){1,4}by (?P<names>[^\W\d_].*)$")
_DATELINE = re.compile(
    r"^(?:first |last )?(?:published|posted|updated|dated?|released|publicly released|publié|date de publication"
    r"|veröffentlicht|stand|опубліковано|дата|опубликовано|发布(?:时间|日期)?)(?: (?:on|le|am"
    r"|in))?\s*[:：]?\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
_MEMO = re.compile(
    r"(?:to|from|date|subject|re|cc|via|à|de|objet|an|von|betreff|кому|від|тема)\s*[:：]\s+\S", re.IGNORECASE
)
"""A line at the head of a memorandum."""
_ENACTS = re.compile(
    r"(?:The|THE|Le|La|LE|LA|L['’]|El|Die|Der) ?[A-ZÀ-Ý][^.:;,]{2,60},"
    r"|(?:Верховна|Генеральна|Європейськ|Генеральная)[^.:;,]+,"
)
_BYLINE_WORDS, _ENACTING_WORDS = 25, 9


def is_byline(block: Block) -> bool:
    """Whether a block names who wrote the article."""
    return block.kind != "bullet" and block.words <= _BYLINE_WORDS and bool(byline(block.text))


def byline(text: str) -> tuple[Author, ...]:
    """Whom a line names as the article's authors; a line of a series, as `Critical Questions by`, names persons."""
    if match := _BYLINE.match(text):
        return names.authors(labels.before_date(match["names"] or match["han"]))
    match = _SERIES_BYLINE.match(text)
    return names.persons(labels.before_date(match["names"])) if match else ()


def is_dateline(block: Block) -> bool:
    """Whether a block says when the article was published, and not much else."""
    match = _DATELINE.match(block.text)
    return (
        bool(match) and block.kind != "bullet" and block.words < _BYLINE_WORDS and dates.first(block.text) is not None
    )


def heads_memo(block: Block) -> bool:
    return block.kind == "line" and block.words < _BYLINE_WORDS and bool(_MEMO.match(block.text))


def is_enacting(text: str) -> bool:
    """Whether a line is a body's name and a comma, with which a resolution begins: `The General Assembly,`."""
    return len(text.split()) < _ENACTING_WORDS and bool(_ENACTS.fullmatch(text))
