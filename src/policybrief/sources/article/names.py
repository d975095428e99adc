"""Names of persons and bodies as bylines give them. What may be anything else is no name."""

from __future__ import annotations

import re

from policybrief.sources.article.blocks import Author

_PARTICLES = frozenset(
    [
        "de",
        "da",
        "di",
        "do",
        "dos",
        "du",
        "del",
        "della",
        "der",
        "den",
        "van",
        "von",
        "zu",
        "zur",
        "la",
        "le",
        "ter",
        "ten",
        "al",
        "el",
        "bin",
        "ibn",
        "af",
        "av",
    ]
)
_TITLES = re.compile(
    r"^(?:(?:dr|prof|professor|capt|captain|cmdr|commander|admiral|hon|amb|ambassador|gen|general|col|colonel|lt|maj|adm|sir|dame|lord|mr|mrs|ms|m|mme"
    r"|sen|rep|the hon)\.?"
    r"(?:\s*\(ret\.?\))?\s+)+",
    re.IGNORECASE,
)
_SUFFIX = re.compile(
    r"(?:,?\s+(?:Ph\.?\s?D\.?|M\.?D\.?|M\.?P\.?|Esq\.?|C\.?P\.?A\.?|\(ret\.?\)|OBE|CBE|KC|QC))+$", re.IGNORECASE
)
_GENERATION = re.compile(r",?\s+(Jr\.?|Sr\.?|II|III|IV)$")
_NO_PERSON = re.compile(
    r"\b(?:cent(?:er|re)|institut\w*|staff|team|editors?|editorial|fellow|director|analyst|professor|researcher"
    r"|programme?|university|"
    r"council|committee|commission|department|ministry|office|service|agency|foundation|association|group|board"
    r"|report|policy|brief|paper|"
    r"security|studies|research|international|national|global|affairs|economic|summary|introduction|conclusions?"
    r"|recommendations?|"
    r"economist|chief|head|manager|officer|counsel|advis[eo]r|secretary|deputy|assistant|engineer|scientist|senior|associate|visiting|president|chair|minister|bank|union|network|forum|initiative|project|washington"
    r"|london|brussels|"
    r"paris|berlin|beijing|moscow|new york|congress|house|senate|government|january|february|march|april|june|july"
    r"|august|september|"
    r"october|november|december|contributor|correspondent|reporter|admin|administrator|user|author|guest|press|news"
    r"|media|template|draft|version|of|the|and|for|in|on|at|to)\b",
    re.IGNORECASE,
)
_PRESS = re.compile(
    r",\s*(?:(?:the|le|la|les|der|die|das|el|il) [^\W\d_]+"
    r"|(?:[^\W\d_]+ ){1,3}(?:times|post|journal|review|magazine|quarterly|weekly|telegraph|guardian|observer|spectator"
    r"|chronicle|tribune|herald|zeitung|presse|globe|standard|star|sun|mail|today))$",
    re.IGNORECASE,
)
"""Where an article stood, behind who wrote it: a name with a comma before it, at the end."""
_BODY = re.compile(
    r"\b(?:cent(?:er|re)|institut\w*|council|committee|commission|department|ministry|office|service|agency"
    r"|foundation|association|"
    r"inspectorate|house of (?:commons|lords|representatives|assembly)|inspector general|"
    r"university|bank|union|network|secretariat|task force|think tank|programme|bureau|authority|laboratory)\b(?!['’])"
    r"|\b(?:board|legislature|coalition|alliance|working group"
    r"|tribunal|federation|society|guild|directorate|gazette|tribune|courier|herald)$",
    re.IGNORECASE,
)
_BODY_FIRST = re.compile(
    r"(?:(?:аналітичн|дослідницьк|національн|міжнародн|українськ|экспертн|экспертно)\w* )?"
    r"(?:(?:робоча |експертна )?група|комісія|комітет|служба|офіс|управління|департамент|комиссия|комитет"
    r"|центр|інститут|институт|фонд|рада|совет|міністерство|министерство|академія|університет|бюро"
    r"|агентство|fondation|observatoire|ministère|conseil|commission|stiftung|zentrum|fundación|centro|ministerio)"
    r" [^.:?]+",
    re.IGNORECASE,
)
"""A body's name in a language in which only its first word has a capital."""
_NO_BODY = re.compile(
    r"(?:(?:audit|review|evaluation|assessment|inspection|investigation|study) (?:of|into|on)"
    r"|why|how|what|when|where|who|beyond|toward|towards|after|before|\w+ing)\b"
    r"|.* (?:review|evaluation|assessment|strategy|reform|update)$",
    re.IGNORECASE,
)
"""A word with which titles begin or end, and names of bodies don't."""
_TOKEN = re.compile(r"[^\W\d_][\w’'.\-]*")
_SPLIT = re.compile(
    r"\s*(?:,\s*(?:and|&|et|und|y|e|та|і|и)\s+|,|;|\||\s[—–]\s|\s(?:and|&|et|und|y|та|і|и|with|avec|mit)\s|、|，|；)\s*"
)
_HAN_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")


def person(text: str) -> Author | None:
    """A person's name, with its titles taken off; None for what is none."""
    text = _SUFFIX.sub("", _TITLES.sub("", text.strip().strip("*_ "))).strip()
    if _HAN_NAME.fullmatch(text):
        return Author(text[0], text[1:])
    generation = _GENERATION.search(text)
    tokens = _GENERATION.sub("", text).split()
    if not 2 <= len(tokens) <= 5 or _NO_PERSON.search(text) or not all(map(_TOKEN.fullmatch, tokens)):
        return None
    if not all(
        token[0].isupper() or token in _PARTICLES or token.startswith(("al-", "el-", "d’", "d'")) for token in tokens
    ):
        return None
    if len(tokens[-1]) < 2 or tokens[-1].endswith("."):
        return None
    tokens = [token.title() if token.isupper() and len(token) > 3 else token for token in tokens]
    at = next((number for number, token in enumerate(tokens[1:-1], 1) if token in _PARTICLES), len(tokens) - 1)
    family = " ".join(tokens[at:]) + (f", {generation[1]}" if generation else "")
    return Author(family, " ".join(tokens[:at]))


def persons(text: str) -> tuple[Author, ...]:
    """The names with which a byline begins; what follows them, an office or an institute, is left."""
    text = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", text).strip().rstrip(".")
    text = _PRESS.sub("", re.sub(r",?\s+(Jr|Sr)\b\.?", r" \1.", text))
    named: list[Author] = []
    for piece in _SPLIT.split(text):
        author = person(piece)
        if author:
            named.append(author)
        elif piece.strip() and not _TITLES.fullmatch(f"{piece} ") and not _SUFFIX.fullmatch(f" {piece}"):
            break
    return tuple(dict.fromkeys(named))


def body(text: str) -> Author | None:
    """A body's name: `the Congressional Research Service`."""
    text = re.split(r"\s[|·•]\s", text)[0]
    text = re.sub(r"^(?:the|la|le|l['’])\s*", "", text.strip().rstrip("."), flags=re.IGNORECASE)
    if _NO_BODY.match(text):
        return None
    capital = sum(word[0].isupper() for word in text.split())
    named = (_BODY.search(text) and capital >= 2) or (_BODY_FIRST.fullmatch(text) and capital >= 1)
    return Author(text) if named and 2 <= len(text.split()) <= 9 else None


def authors(text: str) -> tuple[Author, ...]:
    """Who a byline names: persons, or else a body."""
    institution = body(text)
    return persons(text) or ((institution,) if institution else ())
