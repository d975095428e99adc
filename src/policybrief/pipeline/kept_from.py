"""Of a brief, what an audience does not get, and of which kind that is: what it may not see, or what is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from policybrief.brief import walk
from policybrief.brief.audience import Reader
from policybrief.brief.items import Item
from policybrief.brief.model import Brief
from policybrief.brief.parts import OURS, PARTS, Kind
from policybrief.text.records import dataclass
from policybrief.text.value_path import ValuePath
from policybrief.validate import audience_files


@dataclass(frozen=True)
class KeptFrom:
    """The paths of what an audience may not see, and by kind of document the parts that its documents do without."""

    secret: tuple[ValuePath, ...]
    left_out: Mapping[Kind, tuple[str, ...]]

    @classmethod
    def of(cls, brief: Brief, reader: Reader) -> KeptFrom:
        items = ((path, value) for path, value in walk.values(brief) if isinstance(value, Item))
        secret = [path for path, item in items if not audience_files.sees(reader.name, item)]
        ours = [part for part in (*OURS, "questions") if _keeps(part, reader)]
        ours += [] if reader.audience.is_asked else ["decision"]
        left_out = {kind: tuple(_without(brief, reader, kind, ours)) for kind in PARTS}
        return cls((*map(ValuePath, ours), *secret), left_out)


NOTHING = KeptFrom((), {})
"""From a reader who gets all of it."""


def _keeps(part: str, reader: Reader) -> bool:
    """Whether our side keeps a part from an audience."""
    return not reader.audience.without_ours([part]) and not reader.audience.shows(part)


def _without(brief: Brief, reader: Reader, kind: Kind, ours: Sequence[str]) -> Iterator[str]:
    shown = reader.audience.order_of(kind, ())
    return (part for part in PARTS[kind] if part not in (*shown, *ours) and getattr(brief, part, None))
