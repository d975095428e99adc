"""The blank brief of a kind, or of none, in a language: every key that it needs, with words that say what is to stand
there.

`blank/LANG.yaml` has an example of each key; of these a brief has what all need and what its kind does.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path

from policybrief.brief.kind import PLAIN, BriefKind
from policybrief.errors import UsageError, did_you_mean
from policybrief.locale import locale
from policybrief.read import source
from policybrief.system.files import access
from policybrief.system.files.resources import KINDS
from policybrief.validate import validate

KIND = "decision"
_EXAMPLES = Path(__file__).parent / "blank"
_ALWAYS = ("lang", "title", "bottom_line")
_CITED = "    evidence:\n      - .*\n"
_IN_DAYS, _AT = 14, "T10:00"
"""When the meeting of an example is."""


def kinds() -> Mapping[str, Path]:
    """The kinds of briefs that come with the program."""
    return {file.stem: file for file in sorted(KINDS.glob("*.yaml"))}


def blank(kind: str | None, lang: str, theme: str) -> str:
    """The brief's text. Raises `UsageError` for a kind or a language that there is not."""
    for word, known, others, what in (
        (kind, kinds(), (), "kind"),
        (lang, locale.available(), locale.aliases(), "language"),
    ):
        if word is not None and word not in known and word not in others:
            raise UsageError(f"there is no {what} {word!r}; {did_you_mean(word, known)}")
    file = _EXAMPLES / f"{lang.partition('-')[0]}.yaml"
    text = access.read(file, access.MOST_BYTES, within=_EXAMPLES).decode("utf-8")
    needs = (validate.validate(source.read(kinds()[kind]), BriefKind) if kind else PLAIN).needs
    parts = {need.partition(".")[0] for need in needs} | ({"kind"} if kind else set())
    if "judgments.evidence" in needs:
        parts.add("sources")
    head, *blocks = re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)
    kept = "".join(block for block in blocks if block.partition(":")[0] in {*_ALWAYS, *parts})
    if "sources" not in parts:
        kept = re.sub(_CITED, "", kept)
    if theme != "statecraft":
        kept = kept.replace("title:", f"theme: {theme}\ntitle:", 1)
    start = f"{dt.datetime.now().astimezone().date() + dt.timedelta(days=_IN_DAYS)}{_AT}"
    return (head + kept).format(kind=kind, lang=lang, start=start)
