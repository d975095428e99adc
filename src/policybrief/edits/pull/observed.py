"""What is different in an edited deck: what can go back into the YAML (`Observed`), and what can't (`Told`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import field

from policybrief.deck.shown import ShownParagraph
from policybrief.edits.pull.looks import Mark
from policybrief.text.records import dataclass
from policybrief.text.value_path import ValuePath


@dataclass(frozen=True)
class Observed:
    """Words of the value at `path`, in one place of the deck: as they were built, and as they are now. Where they are
    the same, their look was changed: `marks` are in these words. `by` are those who tracked that they changed it.
    """

    path: ValuePath
    old: str
    new: str
    where: str
    marks: tuple[Mark, ...] = ()
    by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Added:
    """A paragraph that is new beside one that is an entry of a list of texts: that of the value at `path`, and whether
    it stands `after` it. `by` are those who tracked that they put it in.
    """

    path: ValuePath
    after: bool
    text: str
    where: str
    by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Told:
    """What can't go back: what was done, `where`, the words before and after, and what to do. `at` is the line of a
    template, and `path` the value that it is about, where there is one; `by` are those who tracked that they did it.
    """

    where: str
    message: str
    old: str = ""
    new: str = ""
    hint: str = ""
    at: str = ""
    path: ValuePath | None = None
    by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Gone:
    """Words that were deleted, of the values at `paths`, and what is told of it where no entry of a list went with
    them. `alone` says that an entry may have been meant, and not a whole slide, a cell or what a speaker notes.
    """

    paths: tuple[ValuePath, ...]
    told: Told
    alone: bool = True


@dataclass
class Compared:
    """All that differs; where each value stands as it was built; and what happened to what is on every slide: which
    it is, its words before and now, and where.
    """

    observed: list[Observed] = field(default_factory=list)
    added: list[Added] = field(default_factory=list)
    gone: list[Gone] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    same: dict[ValuePath, list[str]] = field(default_factory=lambda: defaultdict(list))
    feet: dict[tuple[str, str, str], list[str]] = field(default_factory=lambda: defaultdict(list))

    def miss(self, paragraphs: Iterable[ShownParagraph], told: Told, *, alone: bool = True) -> None:
        """Words are gone."""
        paths = (stretch.path for paragraph in paragraphs for stretch in paragraph.words if stretch.path)
        self.gone.append(Gone(tuple(dict.fromkeys(paths)), told, alone))

    def tell(
        self, where: str, message: str, old: str = "", new: str = "", hint: str = "", *, by: tuple[str, ...] = ()
    ) -> None:
        self.told.append(Told(where, message, old, new, hint, by=by))
