"""Resolutions: "The General Assembly, … 3. Calls upon Member States …". What they ask for, and the guidelines that they
adopt with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policybrief.sources.article import demands, urging, words
from policybrief.sources.article.bylines import is_enacting
from policybrief.sources.article.candidate import Candidate
from policybrief.sources.article.structure import Article

_COUNTER = re.compile(r"^(?:\(?\d{1,3}[.)]|[A-Z]\.|[–—-])\s+")
_RECALLS = re.compile(
    r"(?:having regard|recalling|noting|reaffirming|whereas|considering|bearing in mind|recognizing|welcoming|deeply"
    r"|rappelant|considérant|vu|notant|recordando|нагадуючи|враховуючи|беручи|ссылаясь|отмечая)\b",
    re.IGNORECASE,
)
_FEWEST = 2


def find(article: Article) -> Iterator[Candidate]:
    """What a resolution asks others for, and what the annex says that should be done; nothing of another article."""
    if clauses := _opinion(article):
        yield from clauses
        return
    texts = [passage.text for passage in article.passages]
    enacted = next((at for at, text in enumerate(texts) if is_enacting(text)), None)
    if enacted is None or not any(_RECALLS.match(_COUNTER.sub("", text)) for text in texts[enacted + 1 :]):
        return
    clauses = [
        Candidate.of(said, passage)
        for passage in article.passages[enacted + 1 :]
        if _asks(said := _COUNTER.sub("", passage.text))
    ]
    if len(clauses) < _FEWEST:
        return
    yield from clauses
    after = article.passages[article.passages.index(clauses[-1].passage) + 1 :]
    yield from demands.asked([(each, sentence) for each in after for sentence in urging.stated(each.text)])


def _opinion(article: Article) -> list[Candidate]:
    """What a body's opinion asks others for below its name, in numbered clauses that begin with a verb in small
    letters: `4. calls on the Commission to propose …`; nothing of another article.
    """
    texts = [passage.text for passage in article.passages]
    named = next((at for at, text in enumerate(texts) if text.isupper() and len(text.split()) > 1), len(texts))
    below = article.passages[named + 1 :]
    counted = [passage for passage in below if passage.marker or _COUNTER.match(passage.text)]
    clauses = [(passage, _COUNTER.sub("", passage.text)) for passage in counted]
    small = [clause for _, clause in clauses if clause[:1].islower()]
    asked = [Candidate.of(clause, passage) for passage, clause in clauses if clause[:1].islower() and _asks(clause)]
    return asked if len(asked) >= _FEWEST and len(small) > len(clauses) * 2 / 3 else []


def _asks(clause: str) -> bool:
    """Whether a clause asks somebody for something, at its beginning or after what it considers."""
    return any(words.pattern("resolves").match(part) for part in _PARTS.split(clause))


_PARTS = re.compile(r";\s+(?:and\s+)?(?:therefore,?\s+|hence\s+|accordingly,?\s+)?")
