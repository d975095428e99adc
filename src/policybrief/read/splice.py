"""read: single values written into a YAML text, and nothing else touched: comments, order, quotes, folds, line ends.

    splice(text, [Fix(("judgments", 0, "evidence", 1, "locator"), "replace", "Executive Summary, bullet 4")])

A value is put between the characters where the old one stood, in the way it was written: plain, in quotes, folded,
literal, in brackets. Nothing is trusted: the whole text is read again, and its data must be the old data with exactly
this change, else the next way of writing it is tried, and at last the change is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any

from policybrief.errors import BriefError, Fix, Problem
from policybrief.read import changes, rewritten, source, written
from policybrief.read.source import Source
from policybrief.read.spans import Span, spans
from policybrief.read.written import YamlLayout
from policybrief.text.records import dataclass
from policybrief.text.value_path import Steps, ValuePath


def splice(text: str, fixes: Sequence[Fix], file: str = "<text>") -> str:
    """The text with these changes; all paths are those of the text as it is given. The same fix twice is one.

    The line end with which a folded or literal text closes is none of its words: it stays, whatever `value` ends with.
    Raises `BriefError` with every change that can't be made without touching more: at an anchor or an alias, twice at
    one value, at a value that is not there; and where the text is no YAML.
    """
    body = text.lstrip("\ufeff")
    page = _Page(body, source.remembered(body, file))
    ordered = changes.ordered(fixes)
    twice = changes.contradictions(ordered)
    problems = [_refused(page.read, path, "is changed twice, in different ways") for path in twice]
    for fix in () if problems else ordered:
        try:
            page = _spliced(page, fix)
        except BriefError as error:
            problems += error.problems
    if problems:
        raise BriefError(problems)
    return text[: len(text) - len(body)] + page.text


@dataclass(frozen=True)
class _Page:
    """The text and what it says."""

    text: str
    read: Source

    @cached_property
    def spans(self) -> dict[ValuePath, Span]:
        return dict(spans(self.text))

    @cached_property
    def newline(self) -> str:
        return "\r\n" if "\r\n" in self.text else "\n"

    @cached_property
    def layout(self) -> YamlLayout:
        """How much deeper the first mapping, and the first list, in a mapping stands than that; how long lines are."""
        deeper = {"mapping": 2, "list": 2}
        for path, span in reversed(self.spans.items()):
            around = self.spans[path.parent]
            if path and span.block and around.block and around.kind == "mapping":
                deeper[span.kind] = span.column - around.column
        lines = [line for line in self.text.splitlines() if not line.lstrip().startswith("#")]
        return YamlLayout(**deeper, width=max(80, min(120, max(map(len, lines), default=80))))

    def line_end(self, place: int) -> int:
        """Where the line of a character ends, before its end of line."""
        end = re.compile(r"\r?\n|\Z").search(self.text, place)
        assert end is not None
        return end.start()

    def line_start(self, place: int) -> int:
        return self.text.rfind("\n", 0, place) + 1

    def with_(self, start: int, end: int, new: str) -> str:
        return self.text[:start] + new + self.text[end:]


def _refused(read: Source, path: Steps, why: str) -> Problem:
    return read.problem(path, f"can't be changed by itself: it {why}", "change it by hand")


# -- one change


def _spliced(page: _Page, fix: Fix) -> _Page:
    """The page with one change, proved. Raises `BriefError` where there is no way to make it."""
    if reason := _obstacle(page, fix):
        raise BriefError([_refused(page.read, fix.path, reason)])
    value = fix.value
    if fix.operation == "replace":
        value = rewritten.with_its_end(page.spans[ValuePath(*fix.path)], value)
    wanted = written.exact(changes.changed(page.read.data, fix.path, fix.operation, value))
    if written.exact(page.read.data) == wanted:
        return page
    for text in _attempts(page, fix):
        try:
            read = source.remembered(text, page.read.file)
        except BriefError:  # no YAML, or what this reader refuses: the next way
            continue
        if written.exact(read.data) == wanted:
            return _Page(text, read)
    raise BriefError([_refused(page.read, fix.path, "can't be written in its place")])


def _obstacle(page: _Page, fix: Fix) -> str:
    """Why a change can't be made, "" where it may be tried."""
    path = ValuePath(*fix.path)
    if not path:
        return "is the whole file"
    around = page.read.at(path.parent)
    if fix.operation == "rename" and not isinstance(around, dict):
        return "has no key"
    if fix.operation == "rename" and fix.value in around:
        return f"stands beside a value of the key {fix.value!r}"
    if fix.operation == "insert":
        if isinstance(around, dict) and isinstance(path.key, str):
            there = path.key in around
            reason = "is there already" if there else ""
        elif isinstance(around, list) and isinstance(path.key, int):
            reason = "" if 0 <= path.key <= len(around) else "is beyond the end of the list"
        else:
            reason = f"would have to stand in {path.parent or 'the file'}, which can't hold it"
        touched = path.parent
    else:
        inside = around if isinstance(around, dict) else range(len(around)) if isinstance(around, list) else ()
        reason = "" if path.key in inside else "is not there"
        touched = path
    return reason or _shared(page, touched, whole=fix.operation not in ("insert", "rename"))


def _shared(page: _Page, path: ValuePath, *, whole: bool) -> str:
    """Whether a value is also another's: it stands under an alias, or has an anchor, or holds one."""
    if any(above not in page.spans or page.spans[above].kind == "alias" for above in path.upwards):
        return "is written elsewhere, and stands here by an alias"
    below = [span for under, span in page.spans.items() if whole and under.within(*path)]
    if any(span.anchored for span in (*below, *(page.spans[above] for above in path.upwards))):
        return "has an anchor, by which it stands elsewhere too"
    return ""


def _attempts(page: _Page, fix: Fix) -> Iterator[str]:
    """The text with the change, in one way after another."""
    path = ValuePath(*fix.path)
    if fix.operation == "replace":
        yield from _replaced(page, path, fix.value)
    elif fix.operation == "remove":
        yield from _removed(page, path)
    elif fix.operation == "rename":
        lead, flow = page.spans[path].lead, page.spans[path.parent].flow
        yield page.with_(lead, lead + page.spans[path].key_length, written.scalar(fix.value, flow=flow))
    else:
        yield from _inserted(page, path, fix.value)


# -- replace


def _replaced(page: _Page, path: ValuePath, value: Any) -> Iterator[str]:
    span = page.spans[path]
    if span.kind == "scalar" and isinstance(value, str):
        for new in rewritten.texts(page.text, span, value, page.layout, page.newline):
            yield page.with_(span.start, span.end, _spaced(page, span.start, new))
    if page.spans[path.parent].flow:
        yield page.with_(span.start, span.end, _spaced(page, span.start, written.flow(value)))
        return
    if span.kind == "scalar" and span.style not in ("|", ">") and not isinstance(value, dict | list | str):
        yield page.with_(span.start, span.end, _spaced(page, span.start, written.scalar(value)))
    yield _with_lines(page, span, _entry(page, path.parent, _head(path), value)[len(_head(path)) :])


def _with_lines(page: _Page, span: Span, new: str) -> str:
    """New lines behind a key or a dash; the comment there, or behind the old value, stands behind the first of them."""
    end = page.line_end(span.end)
    comment = (page.text[span.after : span.start] if span.block else "") + page.text[span.end : end]
    first, newline, more = new.partition(page.newline)
    return page.with_(span.after, end, first + comment.rstrip() + newline + more)


def _spaced(page: _Page, start: int, new: str) -> str:
    """A value that stands where none did, right behind a colon or a dash."""
    return f" {new}" if page.text[start - 1 : start] in (":", "-") else new


def _head(path: ValuePath) -> str:
    return "-" if isinstance(path.key, int) else f"{written.scalar(path.key)}:"


def _entry(page: _Page, parent: ValuePath, head: str, value: Any) -> str:
    """The lines of an entry of a mapping or list by lines, from its first character on."""
    column = page.spans[parent].column
    lines = written.entry(head, value, page.layout, column)
    return page.newline.join(
        line if not number or not line else " " * column + line for number, line in enumerate(lines)
    )


# -- insert


def _inserted(page: _Page, path: ValuePath, value: Any) -> Iterator[str]:
    around = page.spans[path.parent]
    head = _head(path)
    if around.flow:
        new = (
            written.flow(value)
            if isinstance(path.key, int)
            else f"{written.scalar(path.key, flow=True)}: {written.flow(value)}"
        )
        yield _inserted_in_brackets(page, path, new)
        return
    new = _entry(page, path.parent, head, value)
    position = path.key if isinstance(path.key, int) else len(around.entries)
    if position:  # after the one before it, so that a comment above the next one stays with that
        end = page.line_end(page.spans[around.entries[position - 1]].end)
        yield page.with_(end, end, page.newline + " " * around.column + new)
    elif around.entries:
        yield page.with_(around.start, around.start, new + page.newline + " " * around.column)


def _inserted_in_brackets(page: _Page, path: ValuePath, new: str) -> str:
    around = page.spans[path.parent]
    entries = [page.spans[entry] for entry in around.entries]
    position = path.key if isinstance(path.key, int) else len(entries)
    gaps = [page.text[first.end : second.lead] for first, second in pairwise(entries)]
    gap = next((gap for gap in gaps if re.fullmatch(r"\s*,\s*", gap)), ", ")
    if not entries:
        return page.with_(around.start + 1, around.start + 1, new)
    if position < len(entries):
        return page.with_(entries[position].lead, entries[position].lead, new + gap)
    return page.with_(entries[-1].end, entries[-1].end, gap + new)


# -- remove


def _removed(page: _Page, path: ValuePath) -> Iterator[str]:
    span, around = page.spans[path], page.spans[path.parent]
    number = around.entries.index(path)
    if len(around.entries) == 1:  # what is left is empty, and only brackets can say that
        yield from _replaced(page, path.parent, {} if around.kind == "mapping" else []) if path.parent else ()
        return
    following = page.spans[around.entries[number + 1]].lead if number + 1 < len(around.entries) else None
    if around.flow:
        before = page.spans[around.entries[number - 1]].end
        start, end = (span.lead, following) if following is not None else (before, span.end)
        if "#" not in page.text[span.end : end] + page.text[start : span.lead]:
            yield page.with_(start, end, "")
        return
    start, end = page.line_start(span.lead), page.line_end(span.end)
    if page.text[start : span.lead].strip():  # it shares its line with a dash, behind which the next one moves
        if following is not None and not re.search(r"^[ \t]*#", page.text[end:following], re.MULTILINE):
            yield page.with_(span.lead, following, "")
    else:
        yield page.with_(start, page.text.find("\n", end) + 1 or end, "")
