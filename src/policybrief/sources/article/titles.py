"""The title of an article that its text shows: among kickers, mottoes, series, subtitles and names, one line is it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from policybrief.sources.article import dates, labels, names, words
from policybrief.sources.article.blocks import Block, Reading, may_head
from policybrief.sources.article.bylines import is_byline, is_dateline, is_enacting
from policybrief.sources.article.structure import Article

_SUBJECT = re.compile(r"^(?:re|subject|objet|betreff|тема|asunto)\s*[:：]\s*(?P<title>\S.*)$", re.IGNORECASE)
_SERIES = re.compile(r"[\s,|–—-]+(?:n[o°º]\.?|№|#|nr\.?|no\.|number|issue|vol\.?)\s*\d+(?:[/.-]\d+)*$", re.IGNORECASE)
"""The number of a series at the end of its name."""
_NO_TITLE = re.compile(
    r"^(?:dear\b|to:|from:|date:|cc:|(?:submitted|prepared|approved|sent) by\b|attn|via\b|the honorable\b|\(?fax|tel"
    r"|by (?:e-?mail|hand|post|courier|fax)\b|private bag\b|p\.? ?o\.? box\b"
    r"|embargoed\b|meeting (?:date|number|no\.?)$|hearing|before the|statement\b|testimony\b)",
    re.IGNORECASE,
)


def found(reading: Reading, article: Article) -> str:
    """The title that an article's text shows: its headline, its subject, or what stands above its byline."""
    blocks, known = reading.blocks, {reading.stated.container, reading.stated.publisher}
    titled = next((block.text for block in blocks if block.kind == "title"), "")
    subject = next(
        (match["title"] for block in (*article.masthead, *blocks[:12]) if (match := _SUBJECT.match(block.text))), ""
    )
    return (
        titled
        or subject
        or _below_salutation(blocks)
        or _resolved(blocks)
        or next((block.text for block in article.masthead if _MINUTES.match(block.text) and may_head(block.text)), "")
        or _quoted(article)
        or _above([block for block in article.masthead if block.text not in known])
        or next((block.text for block in article.masthead if _SPOKEN.match(block.text)), "")
    )


def _resolved(blocks: Sequence[Block]) -> str:
    """The subject of a resolution, which stands behind its number: `79/214. Protection of groundwater`."""
    enacted = next((at for at, block in enumerate(blocks[:40]) if is_enacting(block.text)), 0)
    numbered = (match["title"] for block in blocks[:enacted] if (match := _RESOLUTION.match(block.text)))
    return next(numbered, "")


def _below_salutation(blocks: Sequence[Block]) -> str:
    """What a letter is about, in capitals between whom it greets and its first sentence."""
    greets = next((at for at, block in enumerate(blocks[:20]) if _SALUTATION.fullmatch(block.text)), len(blocks))
    return next(
        (block.text for block in blocks[greets + 1 : greets + 2] if block.text.isupper() and block.words > 2), ""
    )


_SALUTATION = re.compile(r"dear [^.?!]{2,60}[,:]?", re.IGNORECASE)


_RESOLUTION = re.compile(r"^(?:[A-Z]{1,4}/)?\d{1,4}[/(]\d{1,4}\)?[.:]?\s+(?P<title>[^\W\d_].*)$")


_SPOKEN = re.compile(r"(?:testimony|statement|remarks|speech|address) (?:of|by) ", re.IGNORECASE)
_MINUTES = re.compile(
    r"(?:(?:draft|approved|summary|formal) )?(?:minutes|proceedings|record|protokoll|procès-verbal)"
    r" (?:of|from|de|du|der|des)\b",
    re.IGNORECASE,
)
"""The title of minutes, whatever body's name stands above."""


def _quoted(article: Article) -> str:
    """A line of the masthead that is quoted whole: the title of a statement among its occasion and its bodies."""
    lines = [
        (at, match["title"]) for at, block in enumerate(article.masthead) if (match := _QUOTED.fullmatch(block.text))
    ]
    at, title = next(((at, line) for at, line in lines if len(line.split()) > 2), (0, ""))
    below = article.masthead[at + 1 :]
    has_its_own = any(_may_be_title(block) for block in below[: _byline_at(below)])  # what is quoted is the hearing's
    return "" if has_its_own else title


def _byline_at(masthead: Sequence[Block]) -> int | None:
    """Where the authors are named, also on the lines below: "A testimony by:"."""
    return next((at for at, block in enumerate(masthead) if is_byline(block) or _BY.fullmatch(block.text)), None)


_BY = re.compile(r"(?:[\w-]+ ){0,4}(?:by|par|von|por):?", re.IGNORECASE)


_QUOTED = re.compile(r"[“\"«„](?P<title>[^“”\"«»]{8,160})[”\"»“]")


def _above(masthead: Sequence[Block]) -> str:
    """The headline that stands nearest above the byline, and there the topmost of its lines; or the first headline."""
    until = _byline_at(masthead)
    until = (
        until
        if until is not None
        else next((at for at, block in enumerate(masthead) if is_dateline(block)), len(masthead))
    )
    run: list[Block] = []
    after_body = False
    series = [block.text for block in masthead[until : until + 1]]
    for block in reversed(masthead[:until]):
        if run and _QUOTED.fullmatch(block.text):
            break
        if (_may_be_title(block) or (not run and _is_sentence_title(block))) and not any(
            line.startswith(f"{block.text} by ") for line in series
        ):
            run.append(block)
            after_body = False
        elif run and names.body(block.text):
            after_body = True
        elif run and not is_dateline(block) and not (block.words > 8):
            break
    run = run or [block for block in masthead[until:] if _may_be_title(block)][:1]
    headed = [block for block in run if block.kind == "heading"]
    others = [block for block in run if block.kind != "heading"]
    if len(headed) == 1 and all(block.kind == "line" and not labels.goes_on(block.text) for block in others):
        run = headed  # the one that is set apart, as by a line below it
    lines = [block.text for block in reversed(run)]
    return _of_run(lines, is_report=any(_REPORT.match(block.text) for block in masthead), after_body=after_body)


def _of_run(lines: Sequence[str], *, is_report: bool, after_body: bool) -> str:
    """The title among lines that may be it, from the top. A report of an auditor has its subject in capitals above; a
    body's motto stands below its name and is written as a sentence is, where the title has its capitals.
    """
    run = _whole(lines)
    run = [line for line in run if not labels.issues(line)] or run
    if len(run) > 1 and after_body and not _has_capitals(run[0]) and _has_capitals(run[1]):
        run = run[1:]
    if len(run) > 1 and run[0].isupper():
        if run[1].isupper():
            return f"{run[0]} {run[1]}"
        if is_report:
            return f"{run[0]}: {run[1]}"
        return run[1] if len(run[0].split()) <= _EYEBROW_WORDS < len(run[1].split()) else run[0]
    return run[0] if run else ""


def _whole(lines: Sequence[str]) -> list[str]:
    """Titles whose lines were broken: one goes on where the line before ends in its midst, or the next begins so."""
    run: list[str] = []
    for line in lines:
        goes_on = run and (line[:1].islower() or labels.goes_on(run[-1]))
        run = [*run[:-1], f"{run[-1]} {line}"] if goes_on else [*run, line]
    return run


def _has_capitals(line: str) -> bool:
    """Whether a title's long words begin with capitals, as English headlines do."""
    long = [word for word in re.findall(r"[A-Za-z][\w’'-]*", line)[1:] if len(word) > 4]
    return bool(long) and sum(word[0].isupper() for word in long) > 0.7 * len(long)


_REPORT = re.compile(r"(?:a )?report to |gao-\d|testimony\b", re.IGNORECASE)
_EYEBROW_WORDS = 3


_TRAIL = re.compile(r"\s[>›»→]\s")
"""The way to a page through its site: `Home > Analyses`."""
_ISSUER = re.compile(r"^[A-Z]{2,6}\s+(?=\w)")
"""Who issued a text, before the name of its first part: `GAO Highlights`."""


def _may_be_title(block: Block) -> bool:
    text = _SERIES.sub("", block.text)
    short = (
        block.words < (2 if block.kind == "heading" else 3)
        and not words.pattern("furniture").fullmatch(text)
        and len(text) < (9 if text.isupper() and block.words > 1 else 12)
    )
    named = names.body(text) is not None and not re.search(r"[:?—–]", text) and not labels.goes_on(text)
    no = (
        words.is_one("furniture", text)
        or sum(words.is_one("furniture", part) for part in re.split(r"\s+[|•·]\s+", text)) > 1
        or any(words.is_one("section_kinds", part) for part in re.split(r"\s+[|•·]\s+", text))
        or labels.is_label(block.text)
        or (len(parts := re.split(r"\s+[—–]\s+", text)) == 2 and words.is_one("section_kinds", parts[1]))
        or words.is_one("end", text)
        or (block.words == 1 and labels.introduces(text))
        or words.is_one("summary", _ISSUER.sub("", text))
    )
    date = next(dates.dates(text), None)
    dated = date is not None and (len(date.words) > 0.5 * len(text) or bool(_PLACE.fullmatch(text[: date.start])))
    is_one = block.kind in ("line", "heading", "paragraph") and may_head(text.rstrip("."))
    return is_one and not (
        short
        or not re.search(r"[^\W\d_]{3}", text)  # `TR 6310-2`
        or _TRAIL.search(text)
        or no
        or named
        or dated
        or _NO_TITLE.match(text)
        or _OFFICE.match(text)
        or text.endswith(".")
        or is_byline(block)
        or _only_names(text)
    )


_OFFICE = re.compile(
    r"(?:(?:chief|deputy|executive|senior|managing|associate|assistant|acting|former|general|vice|research|programme"
    r"|program) )*(?:director|president|chair(?:man|woman|person)?|secretary|officer|fellow|professor|counsel|economist"
    r"|commissioner|analyst|researcher)(?: (?:emerit\w+|general))?(?: (?:of|for) [^,:?]{3,60})?, (?:the )?[A-Z]",
    re.IGNORECASE,
)
"""Somebody's office and body, below a name: `Executive Director, Bayani Migrant Legal Aid`."""


_PLACE = re.compile(r"[^\W\d_][\w.’'-]*(?: [\w.’'-]+){0,2}, ?(?:den |le |the )?")
"""Where a text was dated: `Karlsruhe, 3. Mai 2024`."""


def _is_sentence_title(block: Block) -> bool:
    """Whether a line is a title but for the stop at its end: `The ferries are late. It is no accident.`"""
    return block.words > _EYEBROW_WORDS and _may_be_title(replace(block, text=block.text.rstrip(".")))


def _only_names(text: str) -> bool:
    """Whether a line is nothing but names joined by "and" or commas."""
    persons = names.persons(text)
    return len(persons) > 1 and sum(len(f"{author.given} {author.family}") for author in persons) > 0.75 * len(text)


def confirmed(reading: Reading) -> str:
    """The title of a file's properties, where its text has it too."""
    given = reading.properties.title
    text = " ".join(block.text for block in reading.blocks[:30])
    return given if len(given.split()) > 2 and _key(given) in _key(text) else ""


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()
