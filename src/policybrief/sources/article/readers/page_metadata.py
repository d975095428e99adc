"""What a web page says of itself: JSON-LD, meta elements, its headline. Only what is there is told."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from typing import Any

from policybrief.sources.article import dates, names
from policybrief.sources.article.blocks import Author, Metadata, clean
from policybrief.text.dates import Date

_KINDS = {
    "Report": "report",
    "NewsArticle": "article-newspaper",
    "OpinionNewsArticle": "article-newspaper",
    "AnalysisNewsArticle": "article-newspaper",
    "BlogPosting": "post-weblog",
    "LiveBlogPosting": "post-weblog",
    "ScholarlyArticle": "article-journal",
    "Interview": "interview",
    "TechArticle": "webpage",
    "Article": "webpage",
    "WebPage": "webpage",
}
"""CSL's types by those of schema.org."""
_SITE = ("og:site_name", "citation_journal_title", "citation_conference_title")
_PUBLISHER = ("citation_publisher", "dc.publisher", "dcterms.publisher")
_ISSUED = (
    "citation_publication_date",
    "citation_date",
    "article:published_time",
    "dc.date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "date",
    "parsely-pub-date",
    "publish-date",
    "pubdate",
    "sailthru.date",
)
_TITLE = ("citation_title", "og:title", "dc.title", "dcterms.title", "twitter:title")
_AUTHOR = ("author", "dc.creator", "dcterms.creator", "article:author", "parsely-author", "sailthru.author")
_DATED = "//*[@itemprop='datePublished']/@content|//*[@itemprop='datePublished']/@datetime|//time[@pubdate]/@datetime"
_SIGNED = (
    "//*[@rel='author' or @itemprop='author' or contains(concat(' ', @class, ' '), ' byline ')"
    " or contains(@class, 'author-name')]"
)
_DATELINES = (
    "//*[(contains(@class, 'date') or contains(@class, 'published') or contains(@class, 'posted'))"
    " and not(ancestor::aside or ancestor::nav or ancestor::footer)]"
)
_LONGEST_DATELINE = 80
_MOMENTS = "//header//time/@datetime|//article//time[1]/@datetime|//h1/following::time[1]/@datetime"
_HEADLINE = "//article//h1|//main//h1|//*[@role='main']//h1"
_HEADLINE_WORDS = 3
_MOST_JSON, _MOST_ENTRIES = 1_000_000, 2_000
_SEPARATED = re.compile(r"\s+[|·•:]{1,2}\s+|\s+[-–—»]\s+")


def of(page: Any) -> Metadata:
    """The metadata of a page's tree."""
    known = {entry["@id"]: entry for entry in _entries(page) if isinstance(entry.get("@id"), str)}
    article = next((entry for entry in _entries(page) if _kind(entry)), {})
    site = _meta(page, *_SITE) or _site(page)
    publisher = _name(article.get("publisher"), known) or _meta(page, *_PUBLISHER)
    stated = str(article.get("datePublished") or "") or _meta(page, *_ISSUED)
    day = stated or _first(page, _DATED) or _single_time(page) or _dateline(page)
    address = _first(page, "//link[@rel='canonical']/@href") or _meta(page, "og:url", "citation_public_url")
    return Metadata(
        tuple(_authors(page, article, known, (site, publisher))),
        _title(page, article, site),
        str(_day(day) or ""),
        container=site if site != publisher else "",
        publisher=publisher,
        url=address if re.match(r"https?://\S+$", address) else "",
        doi=re.sub(
            r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)",
            "",
            _meta(page, "citation_doi", "dc.identifier.doi", "prism.doi"),
        ),
        language=_first(page, "/html/@lang|/html/@xml:lang"),
        kind=_KINDS.get(_kind(article), "webpage"),
    )


def _entries(page: Any) -> Iterator[dict[str, Any]]:
    """The objects of the page's JSON-LD; what does not parse is passed over."""
    for text in page.xpath("//script[contains(@type, 'ld+json')]/text()"):
        if len(text) > _MOST_JSON:
            continue
        try:
            data = json.loads(text)
        except (ValueError, RecursionError):
            continue
        waiting = [data]
        for _ in range(_MOST_ENTRIES):
            if not waiting:
                break
            each = waiting.pop(0)
            if isinstance(each, list):
                waiting = [*each, *waiting]
            elif isinstance(each, dict):
                yield each
                waiting += [
                    inner
                    for key in ("@graph", "mainEntity", "mainEntityOfPage")
                    if isinstance(inner := each.get(key), dict | list)
                ]


def _kind(entry: dict[str, Any]) -> str:
    kinds = entry.get("@type")
    return next(
        (kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if kind in _KINDS and kind != "WebPage"), ""
    )


def _name(value: Any, known: dict[str, Any]) -> str:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name") or known.get(str(value.get("@id")), {}).get("name")
    return clean(value) if isinstance(value, str) else ""


def _meta(page: Any, *keys: str) -> str:
    return next((value for key in keys for value in _all_meta(page, key)), "")


def _all_meta(page: Any, key: str) -> list[str]:
    lower = "translate(@{}, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')=$key"
    contents = page.xpath(f"//meta[{lower.format('property')} or {lower.format('name')}]/@content", key=key)
    return [clean(value) for value in contents if clean(value)]


def _first(page: Any, path: str) -> str:
    return next((clean(value) for value in page.xpath(path) if clean(value)), "")


def _single_time(page: Any) -> str:
    """The one moment that the page's headline stands with; of several, none is sure."""
    moments = {value[:10] for value in page.xpath(_MOMENTS)}
    return moments.pop() if len(moments) == 1 else ""


def _dateline(page: Any) -> str:
    """The first date on a line that is made for it."""
    lines = (clean(each.text_content()) for each in page.xpath(_DATELINES))
    return next((str(day) for line in lines if len(line) < _LONGEST_DATELINE and (day := dates.first(line))), "")


def _site(page: Any) -> str:
    """The site's name, which stands in the window's title beside the headline."""
    heads = {_line(head) for head in page.xpath("//h1")}
    first, *rest = _SEPARATED.split(clean(page.findtext(".//title") or ""))
    return rest[-1] if rest and first in heads and len(rest) == 1 else ""


def _day(text: str) -> Any:
    match = re.match(r"(\d{4})(?:[-/](\d\d)(?:[-/](\d\d))?)?", text.strip())
    if not match:
        return dates.first(text)
    return Date.written("-".join(part for part in match.groups() if part))


def _authors(page: Any, article: dict[str, Any], known: dict[str, Any], bodies: tuple[str, ...]) -> Iterator[Author]:
    given = article.get("author") or article.get("creator")
    said = [_name(each, known) for each in (given if isinstance(given, list) else [given])]
    said = [each for each in said if each] or _all_meta(page, "citation_author")
    for key in _AUTHOR:
        said = said or [each for each in _all_meta(page, key) if not each.startswith("http")]
    said = said or [
        re.sub(r"^by:?\s+", "", clean(each.text_content()), flags=re.IGNORECASE) for each in page.xpath(_SIGNED)
    ]
    yield from dict.fromkeys(author for each in said for author in _named(each, bodies))


def _named(text: str, bodies: tuple[str, ...]) -> tuple[Author, ...]:
    if text and text in bodies:
        return (Author(text),)
    family_first = re.fullmatch(r"([^\W\d_][\w’'-]+), ([^\W\d_][\w’'. -]+)", text)
    if family_first and names.person(f"{family_first[2]} {family_first[1]}"):
        return (Author(family_first[1], family_first[2].strip()),)
    return names.authors(text)


def _line(head: Any) -> str:
    """The words of a headline as one line, whose broken lines have a space between them."""
    whole = copy.deepcopy(head)
    for broken in whole.iter("br"):
        broken.tail = f" {broken.tail or ''}"
    return clean(whole.text_content())


def _title(page: Any, article: dict[str, Any], site: str) -> str:
    """The title as the page's headline has it; the window's title only without the site's name."""
    heads = [_line(head) for head in page.xpath("//h1")]
    headline = article.get("headline")
    said = _meta(page, *_TITLE) or (clean(headline) if isinstance(headline, str) else "")
    window = clean(page.findtext(".//title") or "")
    shown = {_line(head) for head in page.xpath(_HEADLINE)} - {site}
    if begun := _begun(said, heads, site):
        return begun
    if len(shown) == 1 and len(next(iter(shown)).split()) >= _HEADLINE_WORDS:
        return shown.pop()  # search engines and networks may be told other words
    if begun := _begun(window, heads, site):
        return begun
    if said:
        return re.sub(rf"\s*[-|–—·:]\s*{re.escape(site)}$", "", said) if site else said
    if len(heads) == 1 and heads[0] != site:
        return heads[0]
    part = max(_SEPARATED.split(window), key=len, default="")
    return part if len(part.split()) >= 3 and not re.search(r"\.\w{2,4}$", part) and part != site else ""


def _begun(given: str, heads: list[str], site: str) -> str:
    """The first of the headlines with which a title begins, where it is not the site's name."""
    begun = next((head for head in heads if head and given.startswith(head)), "")
    return begun if begun != site else ""
