"""Frozen dataclasses, made at a quarter of the price.

A build loads 280 of them. For each one the standard library writes, compiles and runs the source of six methods, half a
millisecond a class and a sixth of a cold build. Here the standard library works out the fields, and the methods are
closures over their names; only `__init__` is compiled, for the classes that get an instance, when they get the first.
What is asked for beyond `frozen` and `slots` is left to the standard library.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import MISSING, FrozenInstanceError
from functools import cache, partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414  # for who checks types they are those
    from dataclasses import replace as replace  # noqa: PLC0414
else:

    def dataclass(cls: Any = None, /, **options: bool) -> Any:
        """As `dataclasses.dataclass`: for `fields`, `replace`, `asdict` and patterns there is no difference."""
        if cls is None:
            return partial(dataclass, **options)
        slots = options.get("slots", False)
        if options not in ({"frozen": True}, {"frozen": True, "slots": slots}):
            return dataclasses.dataclass(cls, **options)
        return _frozen(cls, slots=slots)

    def replace(record: Any, /, **changes: Any) -> Any:
        """As `dataclasses.replace`, for records of this module, at half the price: a build makes thousands so. Not for
        those with fields that go by keyword alone.
        """
        kind = type(record)
        values, places = _parts(kind)
        made = list(values(record))
        for name, value in changes.items():
            made[places[name]] = value
        return kind(*made)


class HashedOnce:
    """A frozen record with slots, and with much in it, that stays the same object while what is kept by it is asked for
    again and again: its hash is worked out when it is first asked for. That is no field, so that it is not compared,
    copied or sent elsewhere.
    """

    __slots__ = ("_hash",)


@cache
def _parts(kind: type) -> tuple[Callable[[Any], tuple[Any, ...]], dict[str, int]]:
    """What takes all values of a record, in the order of its `__init__`, and the place of each field among them."""
    names = [field.name for field in dataclasses.fields(kind) if field.init]
    return _values(names), {name: place for place, name in enumerate(names)}


def _frozen(cls: Any, *, slots: bool) -> Any:
    written = {name for name, value in vars(cls).items() if value is not None}
    if cls.__doc__ is None:
        cls.__doc__ = cls.__name__  # the standard library would ask for the signature
    made = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)(cls)
    fields = dataclasses.fields(made)
    compared = _values([each.name for each in fields if each.compare])
    hashed = _values([each.name for each in fields if (each.compare if each.hash is None else each.hash)])
    methods = {
        "__init__": _first_init(made, fields),
        "__repr__": _repr([each.name for each in fields if each.repr]),
        "__eq__": _eq(compared),
        "__hash__": _hash_once(hashed) if slots and issubclass(made, HashedOnce) else lambda self: hash(hashed(self)),
        "__setattr__": _refuse,
        "__delattr__": _refuse,
    }
    if slots:
        methods |= {"__getstate__": _state, "__setstate__": _set_state}
    for name, method in methods.items():
        if name not in written:
            setattr(made, name, method)
    return made


def _hash_once(values: Callable[[Any], tuple[Any, ...]]) -> Callable[[Any], int]:
    def own(self: Any) -> int:
        try:
            return self._hash  # type: ignore[no-any-return]  # the slot has nothing else
        except AttributeError:
            made = hash(values(self))
            object.__setattr__(self, "_hash", made)
            return made

    return own


def _values(names: Sequence[str]) -> Callable[[Any], tuple[Any, ...]]:
    """What takes the values of these attributes, as a tuple."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda self: tuple(getattr(self, name) for name in names)


def _eq(values: Callable[[Any], tuple[Any, ...]]) -> Callable[[Any, object], bool]:
    def equal(self: Any, other: object) -> bool:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    return equal


def _repr(names: Sequence[str]) -> Callable[[Any], str]:
    def shown(self: Any) -> str:
        return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"

    return shown


def _refuse(self: object, name: str, *_: object) -> None:
    raise FrozenInstanceError(f"{type(self).__qualname__}.{name} is frozen")


def _state(self: Any) -> list[Any]:
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _set_state(self: Any, state: Sequence[Any]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)


def _first_init(cls: Any, fields: Sequence[dataclasses.Field[Any]]) -> Callable[..., None]:
    """An `__init__` that puts the real one in its place when it is first called."""

    def __init__(self: Any, *args: Any, **options: Any) -> None:  # noqa: N807
        if cls.__init__ is __init__:
            cls.__init__ = _init(cls, fields)
        cls.__init__(self, *args, **options)

    return __init__


def _init(cls: Any, fields: Sequence[dataclasses.Field[Any]]) -> Callable[..., None]:
    """The `__init__` of a class: its source, compiled. Names of fields are all that is put into it."""
    scope: dict[str, Any] = {"_set": object.__setattr__, "_fields": cls.__dataclass_fields__, "_MISSING": MISSING}
    given = {True: list[str](), False: list[str]()}
    body = []
    for field in fields:
        name, made = field.name, f"_fields[{field.name!r}].default_factory()"
        if field.init:
            optional = field.default is not MISSING or field.default_factory is not MISSING
            scope[f"_{name}"] = field.default
            given[field.kw_only is True].append(f"{name}=_{name}" if optional else name)
        if field.default_factory is not MISSING:
            value = f"{made} if {name} is _MISSING else {name}" if field.init else made
        else:
            value = name if field.init else f"_fields[{name!r}].default"
        body.append(f" _set(self, {name!r}, {value})")
    if hasattr(cls, "__post_init__"):
        body.append(" self.__post_init__()")
    signature = ", ".join(["self", *given[False], *(["*", *given[True]] if given[True] else [])])
    exec(f"def __init__({signature}):\n" + "\n".join(body or [" pass"]), scope)  # noqa: S102  # as the library does
    made_init: Callable[..., None] = scope["__init__"]
    return made_init
