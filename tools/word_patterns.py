"""Make review/verify/words/*.json from *.yaml: patterns, each with the words that are in every text that it matches.

usage: python tools/word_patterns.py     (writes beside the YAML files)

To compile the patterns of a language takes ten times as long as to verify a brief with them, so that one is compiled
only for a text that has its words, in their order. `needs` is a sequence; each step is a list of alternatives: a word,
a sequence of its own, or the name of one of the language's `words`, such as <says>.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from policybrief.read import source

FOLDER = Path(__file__).parent.parent / "src" / "policybrief" / "review" / "verify" / "words"
PLACES = ("before", "after", "gap", "opening", "next", "sentence", "quote")
_MOST_SPELLINGS = 40
_FIRST = 0xE000
"""Characters for private use stand for the language's words while a pattern is read."""

_PARSER: Any = re._parser  # type: ignore[attr-defined]  # how `re` itself reads a pattern: there is no public way
_WORDS: Any = re._constants  # type: ignore[attr-defined]  # the names of what it gives
_REPEATS = (_WORDS.MAX_REPEAT, _WORDS.MIN_REPEAT)


def languages() -> dict[str, str]:
    """The files' texts by their names, LANG.json; and names.json, which has no patterns of quotations."""
    read = {file.stem: source.read(file).data for file in sorted(FOLDER.glob("*.yaml"))}
    names = json.dumps(read.pop("names"), ensure_ascii=False) + "\n"
    return {"names.json": names, **{f"{name}.json": _text(data) for name, data in read.items()}}


def _text(data: Mapping[str, Any]) -> str:
    words: dict[str, str] = data.get("words", {})
    made = {
        "words": {name: {"pattern": pattern, "needs": needs(pattern, words)} for name, pattern in words.items()},
        "own": _pattern(data.get("own", ""), words),
        "rules": [_rule(each, words) for each in data["rules"]],
    }
    lines = [json.dumps(each, ensure_ascii=False) for each in made["rules"]]
    head = json.dumps({key: made[key] for key in ("words", "own")}, ensure_ascii=False, indent=None)
    return head[:-1] + ',\n"rules": [\n' + ",\n".join(lines) + "\n]}\n"


def _rule(each: Mapping[str, Any], words: Mapping[str, str]) -> dict[str, Any]:
    return {
        "rule": each["rule"],
        "places": [[place, _pattern(one, words)] for place in PLACES for one in _listed(each.get(place, ()))],
        "unless": _pattern(each.get("unless", ""), words),
        "fragments": each.get("fragments", False),
        "attributed": each.get("attributed", True),
    }


def _listed(patterns: Any) -> Sequence[str]:
    return (patterns,) if isinstance(patterns, str) else patterns


def _pattern(pattern: str, words: Mapping[str, str]) -> dict[str, Any]:
    return {"pattern": pattern, "needs": needs(pattern, words)}


def needs(pattern: str, words: Mapping[str, str]) -> list[Any]:
    """What every text has that a pattern matches."""
    names = list(words)
    marked = re.sub(r"<(\w+)>", lambda match: chr(_FIRST + names.index(match.group(1))), pattern)
    return _sequence(_PARSER.parse(marked), [f"<{name}>" for name in names])


def _sequence(parsed: Any, names: Sequence[str]) -> list[Any]:
    steps: list[Any] = []
    spelled = {""}  # what the characters so far may be
    for item in parsed:
        more = _spellings([item])
        if more is not None and len(spelled) * len(more) <= _MOST_SPELLINGS:
            spelled = {before + after for before in spelled for after in more}
            continue
        if item[0] is not _WORDS.AT:
            steps += _step(spelled)
            spelled = more if more is not None else {""}
            steps += _inside(item, names) if more is None else ()
    return [*steps, *_step(spelled)]


def _step(spelled: set[str]) -> Iterator[list[str]]:
    """One step of these alternatives; none where they are no words, or where nothing is one of them."""
    if all(each.strip(" ") for each in spelled):
        yield sorted(each for each in spelled if not any(other != each and other in each for other in spelled))


def _inside(item: tuple[Any, Any], names: Sequence[str]) -> list[Any]:
    kind, about = item
    if kind is _WORDS.LITERAL:
        return [[_named(about, names)]]
    if kind is _WORDS.IN and all(each[0] is _WORDS.LITERAL for each in about):
        return [[_named(each[1], names) for each in about]]
    if kind is _WORDS.SUBPATTERN:
        return _sequence(about[3], names)
    if kind in _REPEATS and about[0]:
        return _sequence(about[2], names)
    if kind is _WORDS.BRANCH:
        branches = [_sequence(each, names) for each in about[1]]
        return [[_short(each) for each in branches]] if all(branches) else []
    return []


def _named(char: int, names: Sequence[str]) -> str:
    return names[char - _FIRST] if _stands(char) else chr(char)


def _stands(char: int) -> bool:
    """Whether a character stands for one of the language's words."""
    return _FIRST <= char < _FIRST + 0x1000


def _short(branch: list[Any]) -> Any:
    """A branch; the word itself, where it is one."""
    return branch[0][0] if len(branch) == 1 and len(branch[0]) == 1 else branch


def _spellings(items: Sequence[Any]) -> set[str] | None:
    """All that a piece of a pattern may be, where that is few and plain; None where it is not."""
    spelled = {""}
    for kind, about in items:
        more = _spelled(kind, about)
        if more is None or len(spelled) * len(more) > _MOST_SPELLINGS:
            return None
        spelled = {before + after for before in spelled for after in more}
    return spelled


def _spelled(kind: Any, about: Any) -> set[str] | None:
    if kind is _WORDS.LITERAL:
        return None if _stands(about) else {chr(about)}
    if kind is _WORDS.IN and all(each[0] is _WORDS.LITERAL and not _stands(each[1]) for each in about):
        return {chr(each[1]) for each in about}
    if kind is _WORDS.SUBPATTERN:
        return _spellings(about[3])
    if kind is _WORDS.BRANCH:
        branches = [_spellings(each) for each in about[1]]
        return {each for branch in branches for each in branch or ()} if None not in branches else None
    if kind in _REPEATS and about[:2] == (0, 1):
        inner = _spellings(about[2])
        return inner | {""} if inner is not None else None
    return None


if __name__ == "__main__":
    for name, made in languages().items():
        (FOLDER / name).write_text(made, encoding="utf-8")
        sys.stdout.write(f"{FOLDER / name}\n")
