"""The receipts as one HTML page, rendered from `receipts.html.j2`, which a project may replace as all templates.

Whatever the template says, the page can run nothing and load nothing: its policy is written here, first in the head,
and allows its own style by its hash and no more. And it begins and ends with the marking, or it is refused.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from policybrief.brief import banners
from policybrief.compose import compose, loader, views
from policybrief.compose.citing import Citing
from policybrief.compose.places import Templates
from policybrief.errors import BriefError
from policybrief.locale.locale import Locale
from policybrief.receipts.sheet import Claim, Sheet
from policybrief.text.page_words import page_words, squeezed
from policybrief.text.run import Text, plain

TEMPLATE = "receipts.html.j2"
_FORM = loader.Rendering(escaped=True, printed=views.printed)
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_LEVELS = {"high": 3, "moderate": 2, "low": 1}


def page(sheet: Sheet, templates: Templates, locale: Locale) -> bytes:
    """The page's bytes, the same for the same receipts. Raises `BriefError` with what is wrong with the template."""
    environment = loader.environment(templates, _seen(sheet, locale), Citing(locale), _FORM)
    html = compose.rendered({TEMPLATE: environment}, templates)[TEMPLATE].strip() + "\n"
    if problems := list(unmarked(html, sheet.markings)):
        raise BriefError(templates.problem(f"{TEMPLATE}:1", *problem) for problem in problems)
    return confined(html).encode("utf-8")


def confined(html: str) -> str:
    """A page with its policy, first in its head: the hashes of its styles, and nothing else."""
    hashes = [hashlib.sha256(style.encode("utf-8")).digest() for style in _STYLE.findall(html)]
    allowed = " ".join(f"'sha256-{base64.b64encode(digest).decode('ascii')}'" for digest in hashes) or "'none'"
    policy = f"default-src 'none'; style-src {allowed}; base-uri 'none'; form-action 'none'"
    return html.replace("<head>", f'<head>\n<meta http-equiv="Content-Security-Policy" content="{policy}">', 1)


def _seen(sheet: Sheet, locale: Locale) -> dict[str, Any]:
    """What the template sees: plain texts, numbers and lists."""
    return {
        **{key: getattr(sheet, key) for key in ("lead", "warnings", "made_by")},
        "lang": sheet.properties.lang,
        "title": _runs(sheet.title),
        "title_words": plain(sheet.title),
        "markings": [{"text": line, "tlp": _tlp(line)} for line in sheet.markings],
        "running": _css(" · ".join(sheet.markings)),
        "tallies": [asdict(tally) for tally in sheet.tallies],
        "filters": list(_filters(sheet, locale)),
        "claims": [_claim(claim) for claim in sheet.claims],
        "sources": [{**asdict(row), "reference": _runs(row.reference)} for row in sheet.sources],
        "words": dict(locale.receipts),
        "source_word": locale.words["source"],
        "read_word": locale.words["what_we_read"],
        "colon": locale.punctuation["colon"],
        "semicolon": locale.punctuation["semicolon"].strip(),
    }


def _claim(claim: Claim) -> dict[str, Any]:
    filled = _LEVELS.get(claim.level, 0)
    return {
        **asdict(claim),
        "headline": _runs(claim.headline),
        "text": _runs(claim.text),
        "blocks": [number < filled for number in range(3)],
        "doubtful": claim.doubtful,
        "receipts": [{**asdict(receipt), "grade": receipt.grade} for receipt in claim.receipts],
        "ties": [{**asdict(tie), "headline": _runs(tie.headline)} for tie in claim.ties],
    }


def _runs(text: Text) -> list[dict[str, Any]]:
    return [{"text": run.text, "bold": run.bold, "italic": run.italic, "link": run.link} for run in text]


def _filters(sheet: Sheet, locale: Locale) -> Iterator[dict[str, Any]]:
    """What can be shown alone, with the number of its claims."""
    counts: Counter[str] = Counter(claim.kind for claim in sheet.claims)
    names = {
        "judgment": locale.words["key_judgments"],
        "recommendation": locale.words["recommendations"],
        "avoid": locale.words["avoid"],
        "exhibit": locale.words["figures_short"],
    }
    yield {"kind": "all", "name": locale.receipts["everything"], "count": len(sheet.claims)}
    yield from ({"kind": kind, "name": name, "count": counts[kind]} for kind, name in names.items() if counts[kind])
    if doubts := sum(claim.doubtful for claim in sheet.claims):
        yield {"kind": "doubt", "name": locale.receipts["to_look_at"], "count": doubts}


def _tlp(line: str) -> str:
    """The class of a TLP label's colour, or ""."""
    return line.removeprefix("TLP:").partition("+")[0] if line in banners.TLP else ""


def _css(text: str) -> str:
    """A text within a string of CSS: all but plain letters and digits by their numbers, so that nothing ends it."""
    return "".join(char if char.isascii() and char.isalnum() else f"\\{ord(char):06x}" for char in text)


def unmarked(html: str, markings: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """What is said of a page where a marking is missing: the first has to begin it, and the last to end it."""
    words = page_words(html)
    if markings and not words.startswith(squeezed(markings[0])):
        yield f"the marking {markings[0]} has to come first", "print 'markings' there"
    if markings and not words.endswith(squeezed(markings[-1])):
        yield f"the marking {markings[-1]} has to come last", "print 'markings' there"
