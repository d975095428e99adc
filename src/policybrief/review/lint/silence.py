"""lint: which findings a brief's writers chose not to hear: `# brief: ignore RULE` at a line, `quiet:` in an entry."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import field
from functools import cached_property

from policybrief.errors import Fix, Guess, Problem, certain
from policybrief.read.source import Source
from policybrief.read.spans import spans
from policybrief.text.records import dataclass
from policybrief.text.value_path import ValuePath

_COMMENT = re.compile(r"(?:^|(?<=\s))#+\s*brief:\s*ignore\b:?(?P<rules>[^#\n]*)", re.MULTILINE)
_RULE = re.compile(r"[^\s,]+")


@dataclass(frozen=True)
class Silences:
    """Those of one file. A comment is for the value on its line, or on the next one if it stands alone."""

    source: Source
    quiet: Mapping[ValuePath, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, source: Source) -> Silences:
        return cls(source, dict(_quiet(source.data, ValuePath())))

    def holds(self, problem: Problem, path: ValuePath) -> bool:
        """Whether a finding about the value at `path` is silenced."""
        if any(problem.rule in self.quiet.get(above, ()) for above in path.upwards):
            return True
        lines = {problem.line, self.source.key_place(path)[0], self.source.place(path)[0]}
        return any(problem.rule in self.ignored.get(line, ()) for line in lines)

    @cached_property
    def comments(self) -> tuple[tuple[int, int, str], ...]:
        """The comments that silence: line, column and what they name."""
        text = "\n".join(self.source.lines)
        if "ignore" not in text:
            return ()
        inside = [
            _words(text, span.start, span.end, span.style) for span in spans(text).values() if span.kind == "scalar"
        ]
        silencing = []
        for match in _COMMENT.finditer(text):
            if not any(start <= match.start() < end for start, end in inside):
                at = match.start("rules")
                line = text.count("\n", 0, at) + 1
                silencing.append((line, at - text.rfind("\n", 0, at), match["rules"]))
        return tuple(silencing)

    @cached_property
    def ignored(self) -> Mapping[int, frozenset[str]]:
        """The rules that are silenced on each line."""
        by_line: dict[int, frozenset[str]] = {}
        for line, _, words in self.comments:
            alone = self.source.lines[line - 1].lstrip().startswith("#")
            for_ = self._next(line) if alone else line
            by_line[for_] = by_line.get(for_, frozenset()) | frozenset(_RULE.findall(words))
        return by_line

    def _next(self, line: int) -> int:
        """The next line that is no comment and not empty."""
        for number, words in enumerate(self.source.lines[line:], line + 1):
            if words.strip() and not words.lstrip().startswith("#"):
                return number
        return line

    def unknown(self, rules: Collection[str]) -> Iterator[Problem]:
        """Rules that are named, and that there are not: such a silence does nothing."""
        for path, names in self.quiet.items():
            for number, name in enumerate(names):
                if name not in rules:
                    at = path / "quiet" / number
                    problem = self.source.problem(at, f"{name!r} is no rule", _hint(name, rules))
                    near = certain(name, rules)
                    yield problem.typed("", Fix(tuple(at), "replace", near) if near else None)
        for line, column, words in self.comments:
            if not _RULE.search(words):
                yield self.source.problem_at((), line, column, "names no rule", "say which: # brief: ignore hedge")
            for match in _RULE.finditer(words):
                if match.group() not in rules:
                    hint = _hint(match.group(), rules)
                    yield self.source.problem_at(
                        (), line, column + match.start(), f"{match.group()!r} is no rule", hint
                    )


def _hint(word: str, rules: Collection[str]) -> str:
    return Guess.at(word, rules).hint("see brief lint --rules")


def _quiet(value: object, path: ValuePath) -> Iterator[tuple[ValuePath, tuple[str, ...]]]:
    if isinstance(value, dict):
        if isinstance(names := value.get("quiet"), list):
            yield path, tuple(str(name) for name in names)
        for key, each in value.items():
            yield from _quiet(each, path / key)
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _quiet(each, path / number)


def _words(text: str, start: int, end: int, style: str) -> tuple[int, int]:
    """Where a scalar's words stand; behind the sign of a block there may be a comment."""
    return ((text.find("\n", start, end) + 1 or end) if style in ("|", ">") else start), end
