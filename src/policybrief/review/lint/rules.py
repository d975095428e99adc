"""lint: the rules, which are data, and what a house's own file changes in them.

The program's rules stand in `rules.yaml` beside this module, and the words that they look for in `words/`, a file for
each language. A project's `content/lint.yaml` has the same form, and is laid over them: it adds rules, changes how
seriously one is taken, silences one, adds words to a list or takes them out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import field, replace
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from policybrief.brief.values import Id, Part, Word, one_of
from policybrief.errors import BriefError, Problem, Severity, did_you_mean
from policybrief.read import source
from policybrief.read.source import Source
from policybrief.review.lint import patterns, texts
from policybrief.text.records import dataclass
from policybrief.validate import validate

_FILE = Path(__file__).with_name("rules.yaml")
_GRADES = ("error", "warning", "note", "off")


def _listed(value: Any) -> Any:
    """A list may be written as one text, with commas."""
    return [each for each in (part.strip() for part in value.split(",")) if each] if isinstance(value, str) else value


Words = Annotated[tuple[Word, ...], BeforeValidator(_listed)]


class RuleEntry(Part):
    """A rule as a file writes it; of one that there is already, what changes."""

    severity: Annotated[Literal["error", "warning", "note", "off"], one_of(_GRADES)] | None = Field(
        None, description="How seriously it is taken; `off` silences it."
    )
    what: Word | None = Field(None, description="What it finds, in a few words.")
    message: Word | None = Field(None, description="What is said of a finding; {found} stands for its words.")
    why: Word | None = Field(None, description="Why it matters to the reader.")
    hint: Word | None = Field(None, description="What to do.")
    source: Word | None = Field(None, description="Where the rule comes from.")
    where: Words = Field((), description="The keys that it looks at, as `judgments.text`, or names of `groups`.")
    lang: Words = Field((), description="The languages that it is for, as en or en-GB; without it, all.")
    words: Words = Field((), description="Words and phrases to find; `*` stands for any ending.")
    lists: Words = Field((), description="Lists of words to find, by name.")
    pattern: Word | None = Field(None, description="A regular expression to find.")
    check: Word | None = Field(None, description="The name of a check that the program has.")
    most: dict[str, Annotated[int, Field(strict=True, ge=1, le=1000)]] = Field(
        {}, description="The most words that a key may have, by key; or what the check takes."
    )


def _entry(value: Any) -> Any:
    return {"severity": value} if isinstance(value, str) else value


class RulesFile(Part):
    """`content/lint.yaml`: what `brief lint` is to find beside its own rules, and what not."""

    extends: Literal["default", "nothing"] = Field(
        "default", description="`default` begins with the program's rules, `nothing` without any."
    )
    groups: dict[str, Words] = Field({}, description="Names for several keys: `{analysis: [judgments.*]}`.")
    rules: dict[Id, Annotated[RuleEntry, BeforeValidator(_entry)]] = Field(
        {}, description="Rules by their ids: a severity alone (`hedge: off`), or what changes, or a rule of your own."
    )
    words: dict[str, Words] = Field({}, description="Words that are added to lists: `{known_acronyms: [NDAA]}`.")
    without: dict[str, Words] = Field({}, description="Words that are taken out of lists.")
    variants: tuple[Words, ...] = Field((), description="Spellings of one name, of which a brief may have one.")


@dataclass(frozen=True)
class Rule:
    """One rule, complete. `found_by` names a check of the program; without it, words or a pattern are looked for.

    `id`, `severity`, `what`, `why`, `hint` and `source` are what people read of it.
    """

    id: str
    severity: Severity
    what: str
    why: str
    hint: str = ""
    source: str = ""
    message: str = ""
    where: tuple[str, ...] = ("prose",)
    lang: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    pattern: str = ""
    check: str = ""
    most: Mapping[str, int] = field(default_factory=dict)
    own: bool = False

    def speaks(self, lang: str) -> bool:
        """Whether it is for texts of that language."""
        return not self.lang or any(lang == each or lang.startswith(f"{each}-") for each in self.lang)

    def as_dict(self) -> dict[str, Any]:
        """The record that `--format json` prints."""
        keys = ("id", "severity", "what", "why", "hint", "source")
        return {**{key: getattr(self, key) for key in keys}, "lang": list(self.lang)}


@dataclass(frozen=True)
class RuleBook:
    """The rules that hold for a project, by id, and what its file does to lists of words. `known` has those that are
    off too.
    """

    rules: Mapping[str, Rule]
    groups: Mapping[str, tuple[str, ...]]
    known: frozenset[str] = frozenset()
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    without: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    variants: tuple[tuple[str, ...], ...] = ()

    def keys_of(self, rule: Rule) -> Iterator[str]:
        """The keys that a rule looks at, with groups written out."""
        for name in rule.where:
            yield from self.groups.get(name, (name,))


def rules() -> tuple[Rule, ...]:
    """All of the program's rules, in the order of their file."""
    return tuple(_default().rules.values())


@cache
def _default() -> RuleBook:
    file = validate.validate(source.read(_FILE), RulesFile)
    known = {name: _made(name, entry) for name, entry in file.rules.items()}
    return RuleBook(known, file.groups, frozenset(known))


def book(house: Path, root: Path, checks: Collection[str]) -> RuleBook:
    """The rules of a project, whose file `house` lies in `root` and may be missing; `checks` are those there are.

    Raises `BriefError` with all that is wrong in the file.
    """
    if not house.exists() and not house.is_symlink():
        return _default()
    read = source.read(house, within=root)
    file = validate.validate(read, RulesFile)
    start = _default() if file.extends == "default" else RuleBook({}, _default().groups)
    if problems := list(_problems(read, file, start, checks)):
        raise BriefError(problems)
    known = dict(start.rules)
    for name, entry in file.rules.items():
        known[name] = _changed(known[name], entry) if name in known else replace(_made(name, entry), own=True)
    off = {name for name, entry in file.rules.items() if entry.severity == "off"}
    told = {name: rule for name, rule in known.items() if name not in off}
    groups = {**start.groups, **file.groups}
    return RuleBook(told, groups, frozenset(known), file.words, file.without, file.variants)


def _given(entry: RuleEntry) -> dict[str, Any]:
    return {key: getattr(entry, key) for key in entry.model_fields_set if getattr(entry, key) not in (None, "off")}


def _changed(rule: Rule, entry: RuleEntry) -> Rule:
    return replace(rule, **_given(entry), own=rule.own or bool(entry.pattern))


def _made(name: str, entry: RuleEntry) -> Rule:
    words: dict[str, Any] = {"severity": "warning", "what": "", "why": "", **_given(entry)}
    words["what"] = words["what"] or words["why"]
    return Rule(name, **words)


def _problems(read: Source, file: RulesFile, start: RuleBook, checks: Collection[str]) -> Iterator[Problem]:
    for name, entry in file.rules.items():
        path = ("rules", name)
        finds = entry.words or entry.lists or entry.pattern or entry.check
        if name not in start.rules and not finds:
            hint = did_you_mean(name, start.rules)
            message = f"{name!r} is no rule, and a new one needs 'words', 'lists', 'pattern' or 'check'"
            yield read.problem(path, message, hint if hint.startswith("did") else "see brief lint --rules", at_key=True)
        elif name not in start.rules and not entry.why and not entry.what:
            yield read.problem(path, "does not say why it is a rule", "add 'why', in a sentence", at_key=True)
        if entry.check and entry.check not in checks:
            yield read.problem((*path, "check"), f"{entry.check!r} is no check", did_you_mean(entry.check, checks))
        if entry.pattern and (fault := patterns.fault(entry.pattern)):
            yield read.problem((*path, "pattern"), fault, "it is a regular expression of Python's")
    yield from _unknown_keys(read, file, start)
    yield from _unknown_lists(read, file)
    yield from _too_many(read, file)


def _too_many(read: Source, file: RulesFile) -> Iterator[Problem]:
    listed: list[tuple[tuple[str, ...], tuple[str, ...]]] = [
        (("rules", name, "words"), entry.words) for name, entry in file.rules.items()
    ]
    listed += [(("words", name), phrases) for name, phrases in file.words.items()]
    for path, phrases in listed:
        if any(patterns.choices(phrase) > patterns.MOST_CHOICES for phrase in phrases):
            yield read.problem(path, f"a phrase stands for more than {patterns.MOST_CHOICES} others", "divide it")


def _unknown_keys(read: Source, file: RulesFile, start: RuleBook) -> Iterator[Problem]:
    groups = {*start.groups, *file.groups}
    listed: list[tuple[tuple[str, ...], tuple[str, ...]]] = [
        *((("rules", name, "where"), entry.where) for name, entry in file.rules.items()),
        *((("groups", name), keys) for name, keys in file.groups.items()),
    ]
    for path, keys in listed:
        is_group = path[0] == "groups"
        for number, key in enumerate(keys):
            if not texts.is_known(key) and (is_group or key not in groups):
                hint = did_you_mean(key, [*texts.roles(), *([] if is_group else groups)])
                message = f"{key!r} is no key{'' if is_group else ' or group'} of texts that lint reads"
                yield read.problem((*path, number), message, hint)


def _unknown_lists(read: Source, file: RulesFile) -> Iterator[Problem]:
    added = {name for entry in file.rules.values() for name in entry.lists}
    lists = {*patterns.list_names(), *added}
    for part in ("words", "without"):
        for name in getattr(file, part):
            if name not in lists:
                hint = did_you_mean(name, lists)
                yield read.problem((part, name), f"{name!r} is no list of words", hint, at_key=True)
    for rule, entry in file.rules.items():
        for number, name in enumerate(entry.lists):
            if name not in {*patterns.list_names(), *file.words}:
                hint = did_you_mean(name, {*patterns.list_names(), *file.words})
                yield read.problem(("rules", rule, "lists", number), f"{name!r} is no list of words", hint)
