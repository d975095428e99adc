"""Jinja as templates get it: strict, confined, without dice and without bombs, and texts of the brief stay traced.

Jinja's own sandbox keeps a template away from Python; what it may ask for in size is bounded here.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import wraps
from typing import Any

import jinja2
from jinja2 import filters, nodes, runtime, utils
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.filters import make_attrgetter
from jinja2.runtime import markup_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import escape

from policybrief.compose.traced import SIDE_BY_SIDE, Joined, Known, Misuse
from policybrief.compose.views import View
from policybrief.compose.vocabulary import AT, OPEN

PIECES = "parts.xml.j2"
"""The macros that the deck and the memo share."""
_PIECES = re.compile(rf"(?:[a-z]+(?:-\d+)?/)?{re.escape(PIECES)}")
MAX_LENGTH = 5_000_000
"""Characters of a text, or entries of a list, that an expression may make."""
MAX_ROUNDS = 200_000
_MAX_BITS = 4_096
_MAX_WIDTH = 10_000


_OF_TIME = (dt.date, dt.time, dt.timedelta, dt.tzinfo)
_PARTS_OF_TIME = frozenset({
    "year", "month", "day", "hour", "minute", "second", "week", "weekday", "isoweekday", "isocalendar", "isoformat",
    "strftime", "replace", "path", "days", "seconds", "total_seconds",
})  # fmt: skip
_PLAIN: tuple[type, ...] = (
    *(str, bytes, int, float, list, tuple, dict, range, jinja2.Undefined),
    *(runtime.LoopContext, runtime.Macro, runtime.TemplateReference, runtime.BlockReference, TemplateModule),
    *(utils.Namespace, utils.Cycler, utils.Joiner),
)
"""What a template may ask something of: nothing else can have a method that reads a clock or a file."""


class _CodeGenerator(CodeGenerator):
    """Jinja's own, but `a ~ b` is the environment's to join."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802  # Jinja's name
        self.write("environment.concatenated((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")

    def visit_For(self, node: nodes.For, frame: Frame) -> None:  # noqa: N802  # Jinja's name
        counted = nodes.EnvironmentAttribute("counted", lineno=node.lineno)
        node.iter = nodes.Call(counted, [node.iter], [], None, None, lineno=node.lineno)
        super().visit_For(node, frame)


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment of a brief's templates."""

    code_generator_class = _CodeGenerator
    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        del self.globals["lipsum"], self.filters["random"]
        for name in _WIDE:
            self.filters[name] = _narrow(name, self.filters[name])
        for name in _OF_TEXTS:
            self.filters[name] = _keeping(name, self.filters[name])
        self.filters.update(title=_title, join=_join, e=_escaped, escape=_escaped)
        self._rounds = 0

    def counted(self, entries: Iterable[Any]) -> Iterator[Any]:
        """What a loop goes over; loops in loops may go round `MAX_ROUNDS` times in all, though they print nothing."""
        for entry in entries:
            self._rounds += 1
            if self._rounds > MAX_ROUNDS:
                raise Misuse(f"the template's loops go round more than {MAX_ROUNDS:,} times", "a brief has a few pages")
            yield entry

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """A view has the brief's fields and nothing else, so Jinja need not search it for the insides of Python.

        A date has its parts, and not the methods that ask what time it is, or where.
        """
        if type(obj) is View:
            return not attr.startswith("_")
        if isinstance(obj, _OF_TIME):
            return attr in _PARTS_OF_TIME
        return isinstance(obj, _PLAIN) and super().is_safe_attribute(obj, attr, value)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A macro that a project's own pieces lack is that of the pieces that they stand in for: they may be older than
        a macro that the built-in templates call.
        """
        if type(obj) is View and attribute in (seen := obj.__dict__) and not attribute.startswith("_"):
            return seen[attribute]  # what it was asked before, as most are; the rules were kept then
        found = super().getattr(obj, attribute)
        if not (isinstance(found, jinja2.Undefined) and isinstance(obj, TemplateModule)):
            return found
        name = str(obj.__name__)
        behind = self.join_path(PIECES, name) if _PIECES.fullmatch(name) else PIECES
        if behind == PIECES:
            return found
        with suppress(jinja2.TemplateNotFound):
            return self.getattr(self.get_template(behind).module, attribute)
        return found

    def join_path(self, template: str, parent: str) -> str:
        """What a template's name means in another template: its own name means the one that it stands in for."""
        join = getattr(self.loader, "join", None)
        return join(template, parent) if join else template

    def concatenated(self, parts: Sequence[Any]) -> str:
        """`a ~ b`."""
        if any(isinstance(part, Known) for part in parts):
            parts = [part if isinstance(part, str) else str(part) for part in parts]
            _bounded(sum(map(len, parts)))
            return Joined(parts)
        joined = markup_join(parts)
        _bounded(len(joined))
        return joined

    def call_binop(self, context: jinja2.runtime.Context, operator: str, left: Any, right: Any) -> Any:
        if operator == "%" and isinstance(left, str):
            _unformatted(left, (right,))
        elif operator == "+" and isinstance(left, str | list | tuple) and isinstance(right, str | list | tuple):
            _bounded(len(left) + len(right))
        elif operator == "*":
            _check_product(left, right)
        elif operator == "**" and isinstance(left, int) and isinstance(right, int):
            _bounded_number(left.bit_length() * max(right, 0))
        return super().call_binop(context, operator, left, right)

    def call(__self, __context: Any, __obj: Any, /, *args: Any, **kwargs: Any) -> Any:  # noqa: N805  # Jinja's
        method = getattr(__obj, "__wrapped__", __obj)  # the sandbox wraps str.format
        holder, name = getattr(method, "__self__", None), getattr(method, "__name__", "")
        if isinstance(holder, str) and not isinstance(holder, Known):
            if name == "join" and args:
                return _joined(args[0], holder)
            if name in ("format", "format_map"):
                _unformatted(holder, (*args, *kwargs.values()))
            if any(isinstance(value, int) and value > _MAX_WIDTH for value in args):
                raise Misuse(f"{name}() is asked for more than {_MAX_WIDTH:,} characters")
        return super().call(__context, __obj, *args, **kwargs)


def _check_product(left: Any, right: Any) -> None:
    if isinstance(left, int):
        left, right = right, left
    if not isinstance(right, int):
        return
    if isinstance(left, int):
        _bounded_number(left.bit_length() + right.bit_length())
    elif isinstance(left, str | list | tuple):
        _bounded(len(left) * right)


def _bounded(length: int) -> None:
    if length > MAX_LENGTH:
        raise Misuse(f"an expression makes more than {MAX_LENGTH:,} characters or entries", "a brief has a few pages")


def _bounded_number(bits: int) -> None:
    if bits > _MAX_BITS:
        raise Misuse("an expression makes a number of more than a thousand digits")


def _unformatted(form: str, values: Iterable[Any]) -> None:
    """A format with a text of the brief in it gives plain characters; one with a width may give any number of them."""
    if isinstance(form, Known) or _any_known(values):
        raise Misuse("a format would take the Markdown and the citations from a text of the brief", SIDE_BY_SIDE)
    if re.search(r"\d{5}", form) or "*" in form:
        raise Misuse("a format with such a width is refused", "write the text as it is to be read")


def _any_known(values: Iterable[Any]) -> bool:
    return any(
        isinstance(value, Known)
        or (isinstance(value, list | tuple) and _any_known(value))
        or (isinstance(value, dict) and _any_known(value.values()))
        for value in values
    )


# -- filters

_OF_TEXTS = (
    "upper", "lower", "capitalize", "replace", "truncate", "center", "indent", "wordwrap", "striptags", "safe",
    "forceescape", "format", "tojson", "pprint", "urlize", "xmlattr",
)  # fmt: skip
"""Jinja's filters that make a text of a text; those that are not made for it would take its path and Markdown."""
_WIDE = ("center", "indent", "wordwrap", "truncate", "batch", "slice")
"""Filters that take a number of characters or entries."""


def _narrow(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if any(isinstance(value, int) and value > _MAX_WIDTH for value in (*args[1:], *kwargs.values())):
            raise Misuse(f"the filter {name!r} is asked for more than {_MAX_WIDTH:,}")
        return function(*args, **kwargs)

    return guarded


def _keeping(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """The filter; refused where a text of the brief went in and plain characters would come out."""

    @wraps(function)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        values = (*args, *kwargs.values())
        texts = [value for value in values if isinstance(value, str)]
        if name != "safe" and any(OPEN in text or f' {AT}="' in text for text in texts):
            raise Misuse(f"the filter {name!r} is applied to what is already printed", f"write {{{{ value|{name} }}}}")
        if name == "format":
            _unformatted(str(texts[0]) if texts else "", values)
        result = function(*args, **kwargs)
        if _any_known(values) and not isinstance(result, Known):
            message = f"the filter {name!r} would take the Markdown and the citations from a text of the brief"
            raise Misuse(message, "print it as it is")
        return result

    return guarded


def _title(text: Any) -> str:
    """{{ headline|title }}: Every Word With A Capital."""
    return text.title() if isinstance(text, Known) else filters.do_title(text)


def _escaped(text: Any) -> Any:
    """{{ text|e }}: whatever is printed is escaped, so that there is nothing to do for a text of the brief."""
    return text if isinstance(text, Known) else escape(text)


@jinja2.pass_environment
def _join(environment: jinja2.Environment, value: Iterable[Any], d: str = "", attribute: Any = None) -> str:
    """{{ columns|join(", ") }}: each text keeps its path."""
    if isinstance(value, Known):
        return value
    return _joined(map(make_attrgetter(environment, attribute), value) if attribute is not None else value, d)


def _joined(values: Iterable[Any], between: str) -> str:
    parts: list[Any] = []
    for value in values:
        parts += [between, value] if parts else [value]
    if any(isinstance(part, Known) for part in parts):
        return Joined(part if isinstance(part, str) else str(part) for part in parts)
    return markup_join(parts)
