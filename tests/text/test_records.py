"""Our frozen dataclasses are those of the standard library, to all who use them."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from dataclasses import field
from types import ModuleType
from typing import Any, ClassVar

import pytest

from policybrief.text import records

OPTIONS = ({"frozen": True}, {"frozen": True, "slots": True})


def classes(maker: ModuleType, **options: bool) -> tuple[type, type, type]:
    """A class, one that inherits from it, and one without fields, as a maker makes them."""

    @maker.dataclass(**options)
    class Base:
        KIND: ClassVar[str] = "kind"
        name: str
        note: str = field(default="", repr=False, compare=False)
        told: Any = field(default=None, hash=False)

    @maker.dataclass(**options)
    class Inner(Base):
        """Has a docstring, a method, and what is made anew for each."""

        name: str = "given"
        parts: list[int] = field(default_factory=list, hash=False)
        least: int = field(default=3, kw_only=True)
        fixed: int = field(default=7, init=False)

        def __repr__(self) -> str:
            return "as written"

        def __post_init__(self) -> None:
            if self.least > 9:
                raise ValueError(self.least)

    @maker.dataclass(**options)
    class Empty:
        pass

    return Base, Inner, Empty


def about(maker: ModuleType, options: dict[str, bool]) -> dict[str, Any]:
    """All that can be seen of the classes of a maker."""
    base, inner, empty = classes(maker, **options)
    a, b, c = base("a", told=[1]), inner("b", parts=[2], least=4), empty()
    match b:
        case inner(name, note, told, parts):
            matched = name, note, told, parts
    return {
        "shown": [repr(each).replace("classes.<locals>.", "") for each in (a, b, c)],
        "equal": [a == base("a", "another note", [1]), a == base("a", told=2), b == inner("b"), c == empty()],
        "of another class": [a == inner("a", told=[1]), base.__eq__(a, 1)],
        "hash": [hash(a) == hash(base("a", "other")), hash(b) == hash(inner("b", parts=[9], least=4)), hash(c)],
        "replaced": dataclasses.asdict(dataclasses.replace(b, least=5, name="c")) if "slots" not in options else None,
        "fields": [[each.name for each in dataclasses.fields(kind)] for kind in (base, inner, empty)],
        "data": [dataclasses.asdict(a), dataclasses.astuple(b), dataclasses.is_dataclass(c)],
        "copied": [copy.copy(b) == b, copy.deepcopy(b) == b, copy.deepcopy(b).parts is b.parts],
        "made anew": inner().parts is not inner().parts,
        "taken": [
            [(each.name, each.kind) for each in inspect.signature(kind).parameters.values()]
            for kind in (base, inner, empty)
        ],
        "matched": matched,
        "slots": [getattr(kind, "__slots__", None) for kind in (base, inner, empty)],
        "kind": inner.KIND,
    }


@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_they_are_what_the_standard_library_makes(options: dict[str, bool]) -> None:
    ours, theirs = about(records, options), about(dataclasses, options)
    differing = {key: (ours[key], theirs[key]) for key in ours if ours[key] != theirs[key]}
    assert differing == {}


@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_they_are_frozen(options: dict[str, bool]) -> None:
    base, inner, _ = classes(records, **options)
    for instance in base("a"), inner("b"):
        with pytest.raises(dataclasses.FrozenInstanceError, match="name"):
            instance.name = "b"
        with pytest.raises(dataclasses.FrozenInstanceError, match="name"):
            del instance.name


@pytest.mark.parametrize("given", [{"nme": "a"}, {}, {"name": "a", "fixed": 1}])
def test_what_does_not_fit_is_refused(given: dict[str, Any]) -> None:
    base, inner, _ = classes(records, frozen=True)
    with pytest.raises(TypeError):
        (inner if "fixed" in given else base)(**given)
    with pytest.raises(ValueError, match="10"):
        inner(least=10)


@records.dataclass(frozen=True)
class Loose:
    name: str
    parts: tuple[int, ...] = ()


@records.dataclass(frozen=True, slots=True)
class Slotted:
    name: str
    parts: tuple[int, ...] = ()


@pytest.mark.parametrize("kind", [Loose, Slotted])
def test_they_go_to_another_process(kind: type[Loose | Slotted]) -> None:
    """As a fork's results do; and one that is read is the first instance of its class there."""
    whole = kind("a", (1, 2))
    again = pickle.loads(pickle.dumps(whole))
    assert again == whole
    assert (again.name, again.parts, hash(again)) == ("a", (1, 2), hash(whole))


@records.dataclass(frozen=True, slots=True)
class Counted(records.HashedOnce):
    name: Counting


class Counting:
    def __init__(self) -> None:
        self.asked = 0

    def __hash__(self) -> int:
        self.asked += 1
        return 7


def test_a_hash_is_worked_out_once_and_stays_where_it_is() -> None:
    """Texts have another hash in another process."""
    whole = Counted(Counting())
    assert [hash(whole), whole.name.asked] == [hash(whole), 1]
    again = pickle.loads(pickle.dumps(whole))
    assert [hash(again), again.name.asked] == [hash(whole), 2]
    assert hash(records.replace(whole, name=whole.name)) == hash(whole)
    assert [field.name for field in dataclasses.fields(whole)] == ["name"]


def test_what_is_asked_for_besides_is_left_to_the_standard_library() -> None:
    @records.dataclass
    class Open:
        name: str

    @records.dataclass(frozen=True, order=True)
    class Ordered:
        number: int

    opened = Open("a")
    opened.name = "b"
    assert opened == Open("b")
    assert Ordered(1) < Ordered(2)


def test_replace_gives_what_the_librarys_gives() -> None:
    @records.dataclass(frozen=True, slots=True)
    class Placed:
        name: str
        at: tuple[int, ...] = ()
        seen: list[str] = field(default_factory=list, compare=False)

    placed = Placed("a", (1, 2), ["x"])
    assert records.replace(placed, name="b") == dataclasses.replace(placed, name="b")
    assert records.replace(placed, at=()).seen is placed.seen
    with pytest.raises(KeyError):
        records.replace(placed, other=1)  # type: ignore[call-arg]  # what is refused
