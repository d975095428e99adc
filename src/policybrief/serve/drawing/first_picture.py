"""What a page is shown first, kept in the user's caches: where nothing has changed since it was drawn, the next session
has it before what draws is read.

As with a build that is recognised, all that was looked at for it is kept with it, and what was looked for in vain: what
is true of the record is true of a picture that would be drawn now. A record that is damaged, another version's or
somebody else's is none.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from policybrief.system.files import cache_places, facts, own_code

if TYPE_CHECKING:
    from policybrief.system.files.lookups import Sightings

FOLDER = "first-pictures"
_MOST_BYTES = 20_000_000
_MOST = 20
"""So many briefs are known."""


class FirstPicture(NamedTuple):
    """What is known as a session begins: by which `code` it runs; and an answer, with what it was asked and by which
    code, in a digest. "" and None where nothing is known, or what it was made of is no more as it was.
    """

    code: str
    asked: str = ""
    answer: Any = None

    @classmethod
    def of(cls, brief: str) -> FirstPicture:
        """What is known of a brief."""
        code = own_code.digest()
        with suppress(OSError, ValueError, TypeError, KeyError):
            kept = json.loads(cache_places.content(FOLDER, _name(brief), _MOST_BYTES))
            if next(facts.differing(kept["facts"], kept["stamps"]), None) is None:
                return cls(code, kept["asked"], kept["answer"])
        return cls(code)

    def to(self, asked: Mapping[str, Any]) -> Any:
        """The answer to a question; None where it is not known."""
        return self.answer if self.asked == _digest(self.code, asked) else None


def keep(brief: str, code: str, asked: Mapping[str, Any], answer: Any, seen: Sightings) -> None:
    """Keep an answer with all that was `seen` for it, where it depends on nothing else and there is a place for it."""
    from policybrief.pipeline import recognised
    from policybrief.system.files import access, caches

    folder, seen = caches.folder(FOLDER), recognised.lasting(seen)
    if folder is None or seen.unsure:
        return
    known = [(kind, subject, value) for (kind, subject), value in seen.facts.items()]
    known.append(("environment", "", facts.environment()))
    record = {"asked": _digest(code, asked), "facts": known, "stamps": seen.stamps, "answer": answer}
    content = json.dumps(record, ensure_ascii=False).encode("utf-8", "replace")
    with suppress(OSError):
        access.put({folder / _name(brief): content}, within=folder)
        for old in recognised.oldest(folder, _MOST):
            access.remove(old)


def _name(brief: str) -> str:
    """The name of the file that keeps what is known of a brief."""
    return facts.digest(os.path.realpath(brief).encode("utf-8", "surrogatepass"))[:40]


def _digest(code: str, asked: Mapping[str, Any]) -> str:
    """Of a question but for its turn, and the code that answers it."""
    return facts.digest(f"{code} {json.dumps({**asked, 'turn': ''}, sort_keys=True)}".encode("utf-8", "surrogatepass"))
