"""Title, authors, date, publisher and address of an article, from what is really there. What is not found stays empty.

First what the file's own text or markup states, then what stands above the article and below it; a file's properties
last, and only where the text has the same words: they are often those of a template.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from policybrief.sources.article import dates, labels, names, titles, words
from policybrief.sources.article.blocks import Author, Block, Metadata, Reading
from policybrief.sources.article.bylines import byline, is_byline, is_dateline
from policybrief.sources.article.structure import Article
from policybrief.text.dates import Date

_ADDRESS = re.compile(
    r"(?:available (?:online )?at|read (?:it )?online|view online|url|link|permalink|original|retrieved from"
    r"|source)\s*[:：]?\s*(?P<url>https?://[^\s<>\"]+)",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:©|copyright)\s*(?:\(c\)\s*)?(?:19|20)\d\d(?:[-–]\d+)?,?\s+(?:by )?(?P<who>[^.,|]+)", re.IGNORECASE
)
_SIGNED = re.compile(
    r"^(?:(?:yours )?(?:sincerely|respectfully|faithfully|truly)(?: yours| submitted)?|(?:kind|best|warm) regards"
    r"|regards|with respect)\b.{0,12}$",
    re.IGNORECASE,
)
_IS_A = re.compile(r"^(?P<name>[^,.;:()]{4,60}?)(?:,[^.]{0,80},)? (?:is|was|serves|works|est|ist|es|є|—|–)\s")
_SENDER = re.compile(r"^(?:from|de|von|від|от|发件人)\s*[:：]\s*(?P<names>\S.*)$", re.IGNORECASE)


def of(reading: Reading, article: Article, form: str) -> Metadata:
    """All that is known of an article."""
    stated, top, tail = reading.stated, article.masthead, article.end
    found = titles.found(reading, article)
    title = (stated.title if not found or not _is_filed(stated.title) else "") or found or titles.confirmed(reading)
    authors = stated.authors or _authors(article, title) or _confirmed_authors(reading)
    issued = stated.issued or str(_issued(article) or "")
    publisher = stated.publisher or ("" if stated.container else _publisher(top)) or _owner(tail)
    default = {"html": "webpage", "pdf": "report", "docx": "report"}.get(form, "article")
    kind = "interview" if article.is_interview else stated.kind or default
    return replace(
        stated,
        title=title,
        authors=authors,
        issued=issued,
        publisher=publisher if publisher != stated.container else "",
        url=stated.url or next(filter(None, map(_address, (*top, *tail))), ""),
        kind=kind,
    )


def _is_filed(title: str) -> bool:
    """Whether a stated title only says how a text is filed: `Report 2024`, `Report of the Committee`."""
    return labels.issues(title) or labels.is_label(title)


def missing(metadata: Metadata) -> tuple[str, ...]:
    """What was not found, in the words of a user."""
    known = {
        "author": metadata.authors,
        "title": metadata.title,
        "date": metadata.issued,
        "publisher": metadata.publisher or metadata.container,
        "URL": metadata.url or metadata.doi,
    }
    return tuple(name for name, value in known.items() if not value)


# -- authors


def _authors(article: Article, title: str) -> tuple[Author, ...]:
    lines = [block for block in article.masthead if block.text != title]
    parts = (replace(block, text=part) for block in lines for part in re.split(r"\s+[|•·]\s+", block.text))
    for block in parts:
        if is_byline(block):
            return byline(block.text)
    senders = (names.persons(match["names"]) for block in lines if (match := _SENDER.match(block.text)))
    if sender := next(filter(None, senders), ()):
        return sender
    return _below_title(article, title) or _signed(article) or _introduced(article)


def _below_title(article: Article, title: str) -> tuple[Author, ...]:
    """Names on a line of their own below the title, none of whose words the article uses as a word."""
    texts = [block.text for block in article.masthead]
    after = texts[texts.index(title) + 1 :] if title in texts else texts
    prose = {word for passage in article.passages for word in re.findall(r"\b[^\W\d_A-Z][^\W\d_]+", passage.text)}
    for text in after:
        authors = names.persons(labels.before_date(text))
        tokens = re.findall(r"[^\W\d_]{4,}", " ".join(f"{author.given} {author.family}" for author in authors))
        beginning = re.split(r"\s[—–|]\s", labels.before_date(text))[0]
        whole = sum(len(f"{author.given} {author.family}") for author in authors) > 0.6 * len(beginning)
        if (
            authors
            and whole
            and not any(token.casefold() in prose for token in tokens)
            and not words.is_one("section_kinds", text)
        ):
            return authors
    return ()


def _signed(article: Article) -> tuple[Author, ...]:
    """Who signed a letter."""
    texts = [*(passage.text for passage in article.passages), *(block.text for block in article.end)]
    for at, text in enumerate(texts):
        if _SIGNED.match(text):
            return next((signers for below in texts[at + 1 : at + 3] if (signers := names.persons(below))), ())
    return ()


def _introduced(article: Article) -> tuple[Author, ...]:
    """Whom the part about the author introduces: "Jane Doe is a fellow …"."""
    about = [
        at
        for at, block in enumerate(article.end)
        if re.match(
            r"about the authors?|author['’]s bio|(?:à propos de |l['’]|les )auteur|über d|про автор|об автор|sobre"
            r" (?:el|la|los) autor",
            block.text,
            re.IGNORECASE,
        )
    ]
    authors: list[Author] = []
    for block in article.end[about[0] + 1 :] if about else ():
        said = _IS_A.match(block.text)
        author = names.person(said["name"]) if said else None
        if author is None:
            break
        authors.append(author)
    return tuple(authors)


def _confirmed_authors(reading: Reading) -> tuple[Author, ...]:
    """The authors of a file's properties, where its text names them at its beginning or its end."""
    blocks = (*reading.blocks[:15], *reading.blocks[-15:])
    text = " ".join(block.text for block in blocks)
    return tuple(author for author in reading.properties.authors if f"{author.given} {author.family}" in text)


# -- date, publisher, address


def _issued(article: Article) -> Date | None:
    for block in (*article.masthead, *article.cut, *article.end):
        if is_dateline(block):
            return dates.first(block.text)
    for block in article.masthead:
        if block.words < 14 and (date := dates.first(block.text)):
            return date
    after = [block.text for block in article.end[: _SIGNATURE_LINES if _is_signed(article) else 0]]
    return next(filter(None, map(dates.first, after)), None)


_SIGNATURE_LINES = 5


def _is_signed(article: Article) -> bool:
    return bool(article.end) and bool(_SIGNED.match(article.end[0].text))


_DATED = re.compile(r",\s*(?:\d{1,2}\.?\s+)?\w+\s+(?:\d{1,2},\s*)?(?:19|20)\d\d$")
"""A day or a month behind a body: "Institute for Coastal Policy, 3 March 2025"."""


def _publisher(masthead: Sequence[Block]) -> str:
    bodies = (
        names.body(_DATED.sub("", block.text))
        for block in masthead
        if block.kind in ("line", "paragraph", "heading")
        and block.words < 9
        and not is_byline(block)
        and not re.search(r"[:?]", block.text)
    )
    return next((author.family for author in bodies if author), "")


def _owner(tail: Sequence[Block]) -> str:
    """Who stands below the article as its publisher: `@Center for …`, `© 2026 …`."""
    return next(_owners(tail), "")


def _owners(tail: Sequence[Block]) -> Iterator[str]:
    for block in tail:
        if re.match(r"@\s?\S+ \S+ ", block.text) and block.words < 12:
            yield block.text.lstrip("@ ").strip()
    for block in tail:
        if (match := _COPYRIGHT.search(block.text)) and names.person(match["who"]) is None:
            yield match["who"].strip()


def _address(block: Block) -> str:
    match = _ADDRESS.search(block.text)
    return match["url"].rstrip(".,;)") if match else ""
