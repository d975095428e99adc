"""validate: plain data against a model, with every problem at once, each at its line.

pydantic finds what is wrong with each value; this module says it in a user's words, and finds what only the whole
brief shows: ids that stand for nothing, and ids that stand twice.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from policybrief.brief import walk
from policybrief.brief.model import Brief
from policybrief.brief.parts import LISTS
from policybrief.brief.values import FORMS, as_text
from policybrief.errors import BriefError, Fix, Guess, Problem, certain, did_you_mean, noun
from policybrief.read.source import Source
from policybrief.text import inline
from policybrief.text.run import plain
from policybrief.text.value_path import Steps, ValuePath
from policybrief.validate import faults, lengths, locations, needed, prose, shape
from policybrief.validate.messages import HINTS, MESSAGES, kind_of, shown
from policybrief.validate.misspelled import Misspelled

Model = TypeVar("Model", bound=BaseModel)


def validate(
    source: Source,
    model: type[Model],
    audiences: Collection[str] = (),
    library: Collection[str] = (),
    needs: Mapping[str, str] = MappingProxyType({}),
) -> Model:
    """The data of `source` as a `model`. Raises `BriefError` with all problems.

    `audiences` are the names that a brief's items may give, `library` the keys that it could cite besides, and `needs`
    those that a brief of its kind must have.
    """
    misspelled = Misspelled()
    meant = misspelled.read(source, model)
    problems = [
        source.problem(path, "is not a known key", f"did you mean {str(meant_path.key)!r}?", at_key=True).typed(
            "unknown-key", Fix(path, "rename", meant_path.key)
        )
        for path, meant_path in misspelled.meant.items()
    ]
    problems += _cut_problems(meant, model)
    valid: Model | None = None
    try:
        valid = model.model_validate(_spelled(meant, model))
    except ValidationError as error:
        wrong = {*misspelled.meant.values()}
        for details in error.errors(include_url=False):
            path = locations.path(details["loc"], meant)
            problem = _problem(meant, model, path, details)
            told = {*meant.cuts, *(wrong if details["type"] in _KINDS else ())}
            if problem and path + _inside(details) not in told:
                problems.append(faults.typed(problem, details["type"], details["input"], model, path))
    problems.extend(lengths.problems(meant))
    problems.extend(prose.problems(meant, model))
    if model is Brief:
        problems.extend(needed.problems(meant, needs, {problem.path for problem in problems}))
        problems.extend(_reference_problems(meant, audiences, library))
    if problems or valid is None:
        raise BriefError(map(misspelled.as_written, problems))
    return valid


def _cut_problems(source: Source, model: type[BaseModel]) -> Iterator[Problem]:
    """Texts that end in a comment which looks like more of them, and values that are none for one."""
    for path, problem in source.cuts.items():
        if source.at(path) is None or shape.takes_words(shape.annotation_at(model, path)):
            yield problem.typed("cut-off")


def _spelled(source: Source, model: type[BaseModel]) -> Any:
    """The data with `true` and `false` as words, where an author's words stand; and with the paragraphs of folded texts
    as Markdown has them.
    """
    words = {
        path: word for path, word in source.truths.items() if shape.takes_nothing_else(shape.annotation_at(model, path))
    }
    words |= prose.unfolded(source, model)
    if not words:
        return source.data
    data = copy.deepcopy(source.data)
    for path, word in words.items():
        around = data
        for step in path[:-1]:
            around = around[step]
        around[path[-1]] = word
    return data


_KINDS = ("string_type", "tuple_type", "model_type")
"""What is wrong with a value whose key is not the one that was meant."""


# -- one value

_KEYS = {"optional": "a part that the memo can do without", "in": "a document", "one_per": "what a mail goes to"}
"""What a key asks for, where its name does not say it."""


def _inside(details: ErrorDetails) -> Steps:
    """Where inside of the value the fault is."""
    return tuple(details["ctx"]["path"]) if details["type"] == "misfit" else ()


def _problem(source: Source, model: type[BaseModel], path: ValuePath, details: ErrorDetails) -> Problem | None:
    """Pydantic's record of the value at `path` as a `Problem`; None for a fault that is reported elsewhere."""
    kind, value = details["type"], details["input"]
    if kind == "extra_forbidden":
        return source.problem(path, *_unknown_key(model, path, value), at_key=True)
    if kind == "misfit":
        told = details["ctx"]
        return source.problem(path + _inside(details), told["message"], told["hint"])
    if value is None and kind != "missing":
        return source.problem(path, "has no value", f"give it one, or delete the {_noun_of(path)}")
    if kind == "literal_error":
        return source.problem(path, *_no_word(path, value, shape.words(model, path)))
    if kind == "too_short":
        count, least = len(value), details["ctx"]["min_length"]
        if count >= least:  # pydantic counts the entries that are right; the others have been reported
            return None
        said = f"has only {count} of {least} entries" if count else "is an empty list"
        return source.problem(path, said, f"add {'entries' if least - count > 1 else 'an entry'}")
    if kind == "string_pattern_mismatch":
        if model is Brief and walk.target(path):  # a reference: what it refers to is looked for by _reference_problems
            return None
        form = FORMS[details["ctx"]["pattern"]]
        return source.problem(
            path, f"{shown(value)} is not {form.name}", form.hint, at_key=details["loc"][-1] == locations.KEY
        )
    say = MESSAGES.get(kind)
    if kind == "string_type" and model is Brief and (of := walk.target(path)):
        return source.problem(path, f"is {kind_of(value)}, not an id", f"name one of the {of} by its id")
    hint = shape.right_one(model, path, kind, value) or HINTS.get(kind, "")
    return source.problem(path, say(details) if say else details["msg"], hint)


def _no_word(path: ValuePath, value: Any, words: Sequence[str]) -> tuple[str, str]:
    """What is wrong with a value that is none of the words which may stand at a path, and a hint."""
    if not isinstance(value, str):
        return f"is {kind_of(value)}, not a word", f"available here: {', '.join(words)}"
    key = next((step for step in reversed(path) if isinstance(step, str)), "value")
    return f"{shown(value)} is not {_KEYS.get(key) or noun(key)}", did_you_mean(value, words)


def _noun_of(path: ValuePath) -> str:
    """What goes with a value."""
    return "line" if path and isinstance(path[-1], int) else "key"


def _unknown_key(model: type[BaseModel], path: ValuePath, value: Any) -> tuple[str, str]:
    """A key that its model does not know, or refuses with a reason of its own: what is wrong, and a hint."""
    around = shape.part_at(model, path.parent)
    refused: tuple[str, str] | None = getattr(around, "REFUSED", {}).get(path.key)
    known = shape.fields(around) if around else {}
    if value is None and " " in str(path.key):  # words, and nothing behind them
        return "is no key", "a comma ends a text in braces: put the text before it wholly in quotes"
    if path.key == "id" and known and not refused:
        return "has no use here", "nothing refers to it: delete it"
    return refused or ("is not a known key", did_you_mean(str(path.key), known))


# -- the brief as a whole


def _reference_problems(source: Source, audiences: Collection[str], library: Collection[str]) -> Iterator[Problem]:
    """Ids that stand twice, and references to ids that do not exist. Reads plain data, so that a brief that is wrong
    elsewhere still has all of its problems named.
    """
    ids = {name: list(_ids(source.data, name)) for name in (*LISTS, "sections", "sources")}
    for name, entries in ids.items():
        seen: dict[str, int] = {}
        for path, value in entries:
            if value in seen:
                hint = f"the first is {name}[{seen[value]}]"
                yield source.problem(path, f"the id {value!r} is repeated here", hint).typed("repeated-id")
            seen.setdefault(value, int(path[1]))
    known: dict[str, Collection[str]] = {name: {value for _, value in entries} for name, entries in ids.items()}
    yield from text_problems(source, known | {"audiences": audiences}, walk.target, library)


def text_problems(
    source: Source,
    known: Mapping[str, Collection[str]],
    target_of: Callable[[ValuePath], str],
    library: Collection[str] = (),
) -> Iterator[Problem]:
    """References to ids that do not exist, citations that are none, and texts that show nothing.

    `target_of` says what a value at a path refers to, "" for a text; `known` are the ids of each.
    """
    for path, leaf in walk.leaves(source.data):
        target = target_of(path)
        value = as_text(leaf) if target == "sources" else leaf
        if not isinstance(value, str):
            continue
        if target == "audiences" and value not in known[target]:
            hint = did_you_mean(value, known[target]) or "an audience is a file in content/audiences"
            problem = source.problem(path, f"there is no audience {shown(value)}", hint)
            yield faults.unknown_id(problem, value, known[target], path)
        elif target and not known[target] and (target != "sources" or source.data.get(target)):
            continue  # that there are none, or that none is right, is the one problem to tell
        elif target and value not in known[target]:
            keys = library if target == "sources" else ()
            problem = source.problem(
                path, f"{shown(value)} is not the id of a {target[:-1]}", _near(value, known[target], keys)
            )
            yield faults.unknown_id(problem, value, {*known[target], *keys}, path)
        elif value.strip() and not _visible(value):
            yield source.problem(path, "shows no words").typed("empty")
        elif not target and "@" in value:
            yield from _citation_problems(source, path, value, known["sources"], library)


def _near(key: str, known: Collection[str], library: Collection[str]) -> str:
    """The nearest key, of the library's too: of thousands, no more are named."""
    if not library:
        return did_you_mean(key, known) or "the brief has no 'sources'; each is an entry there"
    return Guess.at(key, {*known, *library}).hint("it stands neither in 'sources' nor in the library")


def _visible(text: str) -> bool:
    """Whether a reader sees any of it: a citation alone, a link without words or a zero-width space is no text."""
    shown = plain(inline.parse(text)) if "[" in text else text
    return any(char.isprintable() and not char.isspace() for char in shown)


def _citation_problems(
    source: Source, path: ValuePath, text: str, known: Collection[str], library: Collection[str]
) -> Iterator[Problem]:
    for name in dict.fromkeys(inline.citations(text)):
        if name not in known:
            problem = source.problem(path, f"[@{name}] is not the id of a source", _near(name, known, library))
            near = certain(name, {*known, *library})
            mended = re.sub(rf"@{re.escape(name)}(?![\w-])", f"@{near}", text) if near else text
            yield problem.typed(
                "unknown-citation", Fix(path, "replace", source.writing(path, mended)) if near else None
            )
    for wrong in inline.failed_citations(text):
        hint = "write [@id], [@id, p. 3] or [@id; @id], with ids of sources; \\[@ is no citation"
        yield source.problem(path, f"{shown(wrong)} is not a citation", hint).typed("not-a-citation")


def _ids(data: Any, name: str) -> Iterator[tuple[ValuePath, str]]:
    entries = data.get(name)
    for number, entry in enumerate(entries if isinstance(entries, list) else []):
        if isinstance(entry, dict) and isinstance(value := as_text(entry.get("id")), str):
            yield ValuePath(name, number, "id"), value
