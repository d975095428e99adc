"""The turns of an interview: who speaks, and what a reader calls each turn ("Wyne’s answer 2")."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

_NAMED = re.compile(
    r"^(?P<who>(?:[^\W\d_][\w’'.-]*)(?:\s+[^\W\d_][\w’'.-]*){0,4})(?:\s*\([^)]{1,60}\))?\s?[:：]\s*(?P<said>\S.*)$"
    r"|^(?P<letter>[QA])\s*[.:–—]\s+(?P<words>\S.*)$"
)
_ALONE = re.compile(r"^(?P<who>(?:[^\W\d_][\w’'.-]*)(?:\s+[^\W\d_][\w’'.-]*){0,3}|[QA])\s?[:：]?$")
_ROLES = frozenset(
    [
        "q",
        "a",
        "question",
        "answer",
        "interviewer",
        "moderator",
        "host",
        "editor",
        "journalist",
        "modérateur",
        "modératrice",
        "journaliste",
        "intervieweur",
        "intervieweuse",
        "réponse",
        "frage",
        "antwort",
        "moderator",
        "ведучий",
        "ведуча",
        "журналіст",
        "журналістка",
        "питання",
        "відповідь",
        "вопрос",
        "ответ",
        "ведущий",
        "记者",
        "问",
        "答",
        "主持人",
    ]
)
_NO_SPEAKER = re.compile(
    r"\b(?:note|source|sources|recommendations?|figure|table|box|example|update|correction|summary|conclusion|first"
    r"|second|third|fourth|fifth|next|also|"
    r"finally|however|results?|goal|objective|action|step|option|finding|issue|background|context|risk|cost|benefit"
    r"|date|from|to|subject|re|cc|by|published|"
    r"author|authors|download|tel|phone|email|e-mail|fax|contact|http|https|photo|image|chapter|part|section"
    r"|appendix|annex|the|a|an|our|this)\b",
    re.IGNORECASE,
)


def speakers(texts: Iterable[str], families: set[str]) -> frozenset[str]:
    """Who speaks: names before a colon that come again, or that are an author's; and roles, as `Q`."""
    counts: Counter[str] = Counter()
    for text in texts:
        match = _NAMED.match(text) or _ALONE.match(text)
        if match:
            counts[_who(match)] += 1
    folded = {family.casefold() for family in families}
    names = {
        who for who, count in counts.items() if _may_speak(who) and (count > 1 or who.split()[-1].casefold() in folded)
    }
    return frozenset(names) if len(names) > 1 or any(counts[name] > 2 for name in names) else frozenset()


def _who(match: re.Match[str]) -> str:
    groups = match.groupdict()
    return " ".join((groups.get("who") or groups.get("letter") or "").split())


def _may_speak(who: str) -> bool:
    if who.casefold() in _ROLES:
        return True
    tokens = who.split()
    return (
        who[:1].isupper()
        and not _NO_SPEAKER.search(who)
        and all(token[0].isupper() or token in ("de", "van", "von", "der", "al") for token in tokens)
    )


def begun(text: str, known: frozenset[str]) -> tuple[str, str] | None:
    """The speaker whose turn begins with this paragraph, and what is said in it; None where none does."""
    for form in (_NAMED, _ALONE):
        match = form.match(text)
        if match and _who(match) in known:
            groups = match.groupdict()
            return _who(match), groups.get("said") or groups.get("words") or ""
    return None


def titles(turns: Sequence[tuple[str, str]]) -> list[str]:
    """What readers call the turns, from their speakers and words: question, answer or remarks, numbered from the"
    " second on.
    """
    counts: Counter[str] = Counter()
    asked, titled = False, []
    for speaker, text in turns:
        asks = text.rstrip('”’" ').endswith(("?", "？"))
        kind = "question" if asks else "answer" if asked else "remarks"
        if speaker.casefold() in ("q", "question", "问"):
            kind = "question"
        asked = asked or kind == "question"
        family = speaker.split()[-1]
        family = family.title() if family.isupper() and len(family) > 1 else family
        name = kind.title() if speaker.casefold() in _ROLES else f"{family}’s {kind}"
        counts[name] += 1
        titled.append(name if counts[name] == 1 else f"{name} {counts[name]}")
    return titled
