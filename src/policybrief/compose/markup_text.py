"""An element's words become runs: a template's own text as it stands, the brief's values through inline Markdown.

Values come wrapped together with their YAML path (`vocabulary.wrap`); here each path moves to its runs.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from policybrief.compose import cited_runs
from policybrief.compose.acronyms import Acronyms
from policybrief.compose.citing import Citing
from policybrief.compose.footnotes import Footnotes, KnownFootnotes, Noting
from policybrief.compose.notes import Notes
from policybrief.compose.vocabulary import AT, INLINE, VALUE, MarkupError, unwrap
from policybrief.errors import did_you_mean
from policybrief.text import inline, scripts, structure, urls
from policybrief.text.citekeys import Cited
from policybrief.text.items import Fields
from policybrief.text.records import dataclass, replace
from policybrief.text.run import FOOTNOTE, Run, Text, plain
from policybrief.text.structure import TextPassage
from policybrief.text.value_path import ValuePath


@dataclass(frozen=True, slots=True)
class Begun(Run):
    """Where a passage of a text with structure begins."""

    passage: TextPassage | None = None


@dataclass(frozen=True, slots=True)
class Ended(Run):
    """Where a text ends whose last passage is an entry of a list."""


@dataclass(frozen=True)
class ReadSoFar:
    """All that how a text is read depends on of those before it: the acronyms that are still to be spelled out, the
    citations that have a note, and the footnotes that were led to.
    """

    acronyms: tuple[str, ...]
    cited: tuple[Cited, ...]
    footnotes: KnownFootnotes


class TextReader:
    """Reads texts out of elements; `faults` gathers what is wrong with them.

    Sources are cited as `citing` says; `notes` gathers what is cited where that is by notes, and `footnotes` what is
    said at a page's foot. `today` is the brief's day. The words of `acronyms` are spelled out where these come first.
    """

    def __init__(self, citing: Citing, today: dt.date, acronyms: Mapping[str, str]) -> None:
        self.citing, self.locale, self.today = citing, citing.locale, today
        self.notes = Notes(citing)
        self.footnotes = Footnotes(citing)
        self.noting: Noting = self.footnotes
        self.acronyms = Acronyms(acronyms, citing.locale)
        self.faults: list[MarkupError] = []

    @property
    def so_far(self) -> ReadSoFar:
        """What the texts that were read have done to those that come."""
        return ReadSoFar(self.acronyms.left, self.notes.cited, self.footnotes.known)

    def go_on(self, so_far: ReadSoFar) -> None:
        """Go on as if the texts had been read that did this."""
        self.acronyms.go_on(so_far.acronyms)
        self.notes.go_on(so_far.cited)
        self.footnotes.go_on(so_far.footnotes)

    def child(self, node: Any, name: str) -> Text:
        """The text of the first child element `name`, or nothing."""
        child = node.find(name)
        return self.text(child) if child is not None else ()

    def words(self, node: Any, name: str) -> Text:
        """The words of an attribute as text."""
        return _tidy(list(self._pieces(node.get(name, ""), Run("", at=node.get(AT, "")))))

    def plain(self, node: Any, name: str) -> str:
        """The words of an attribute, where nothing but characters can stand."""
        return plain(self.words(node, name))

    def text(self, node: Any) -> Text:
        """The runs of an element, white space folded as in HTML. What structure they have is run on."""
        return self.acronyms.spelled(_tidy(self._gathered(node)), node)

    def passages(self, node: Any) -> Iterator[tuple[TextPassage | None, Text]]:
        """The passages of an element, each with its runs; None for what is a template's own, or a value's on one line.

        What stands before a value with structure is in its first passage if that is a paragraph, and what stands behind
        it is in the last. But a sentence behind a list is a paragraph: it is not of the list's last entry.
        """
        kept: list[tuple[TextPassage | None, list[Run]]] = [(None, [])]
        gathered = self._gathered(node)
        for place, run in enumerate(gathered):
            if isinstance(run, Ended):
                if _begins_sentence(gathered[place + 1 :]):
                    kept.append((TextPassage(""), []))
            elif not isinstance(run, Begun):
                kept[-1][1].append(run)
            elif run.passage and (run.passage.listed or kept[-1][0]):
                kept.append((run.passage, []))
            else:
                kept[-1] = (run.passage, kept[-1][1])
        for passage, runs in kept:
            if text := _tidy(runs):
                yield passage, self.acronyms.spelled(text, node)

    def _gathered(self, node: Any) -> list[Run]:
        runs: list[Run] = []
        self._gather(node, Run("", at=node.get(AT, "")), runs)
        return runs

    def fields(self, node: Any, above: bool = False) -> Fields:
        """The fields of an element that has some: those after its title, if there is one, or those `above` it."""
        children = list(node) if node is not None else []
        tags = [child.tag for child in children]
        title = tags.index("title") if "title" in tags else 0
        fields = [child for child in (children[:title] if above else children[title:]) if child.tag == "field"]
        return tuple((self.words(field, "label"), self.text(field)) for field in fields)

    def rank(self, node: Any) -> int:
        """When a part of the memo is left out: 0 is never, 1 first."""
        words = attribute(node, "optional").strip()
        if not words or re.fullmatch("[0-9]{1,3}", words):
            return int(words or 0)
        hint = "write 1 for what goes first, 2 for what goes next; or {{ optional('avoid') }} for the brief's choice"
        self.faults.append(MarkupError(f"{words!r} is not a rank", node.get(AT, ""), hint))
        return 0

    def _gather(self, node: Any, look: Run, runs: list[Run]) -> None:
        runs.extend(self._pieces(node.text or "", look))
        for child in node:
            if child.tag in INLINE:
                self._inline(child, look, runs)
            runs.extend(self._pieces(child.tail or "", look))

    def _inline(self, node: Any, look: Run, runs: list[Run]) -> None:
        if node.tag == "cite":
            look = replace(look, at=node.get(AT, look.at))
            names = sorted(attribute(node, "sources").split(), key=lambda name: self.citing.numbers.get(name, 0))
            told = {run.cite for run in runs}  # what the text itself cites need not be said again at its end
            for name in names:
                if name not in told:
                    runs.extend(self._cited(replace(look, cite=name)))
            return
        look = replace(
            look,
            at=node.get(AT, look.at),
            bold=look.bold or node.tag == "b",
            italic=look.italic or node.tag == "i",
            link=urls.tidied(attribute(node, "href")) or look.link,
            struck=attribute(node, "said") or look.struck,
        )
        self._gather(node, look, runs)

    def _pieces(self, text: str, look: Run) -> Iterator[Run]:
        """A template's own text as it stands, and the brief's values in it through inline Markdown."""
        end = 0
        for match in VALUE.finditer(text):
            if match.start() > end:
                yield look.saying(unwrap(text[end : match.start()]))
            yield from self._value(match.group(2), ValuePath.parse(match.group(1)), look)
            end = match.end()
        if end < len(text):
            yield look.saying(unwrap(text[end:]))

    def _value(self, value: str, path: ValuePath, look: Run) -> Iterator[Run]:
        """A value of the brief: its runs, and where its passages begin, if it has several."""
        if "\n" not in value or structure.of(value).is_plain:
            yield from self._styled(inline.parse(value, path, look.at), look)
            return
        for passage, runs in inline.passages(value, path, look.at):
            yield Begun(inline.BREAK, path, look.at, passage=passage)
            yield from self._styled(runs, look)
        if passage.listed:
            yield Ended("", path, look.at)

    def _styled(self, runs: Text, look: Run) -> Iterator[Run]:
        for run in runs:
            styled = run
            if look.bold or look.italic or look.link or look.struck:
                styled = replace(
                    run,
                    bold=run.bold or look.bold,
                    italic=run.italic or look.italic,
                    link=run.link or look.link,
                    struck=look.struck,
                )
            if run.cite == FOOTNOTE:
                yield from self.noting.led(styled, self._noted)
            elif run.cite:
                yield from self._cited(styled)
            else:
                yield styled

    def _noted(self, run: Run) -> Text:
        """The words of a footnote."""
        return _tidy([*self._styled(inline.parse(run.text, run.path, run.at), Run("", at=run.at))])

    def _cited(self, run: Run) -> Iterator[Run]:
        if run.cite not in self.citing.numbers:
            hint = did_you_mean(run.cite, self.citing.numbers)
            self.faults.append(MarkupError(f"{run.cite!r} is not a source", run.at, hint))
        return cited_runs.cited(run, self.citing, self.notes)


def attribute(node: Any, name: str, default: str = "") -> str:
    """An attribute's value, or `default` where it is missing or empty; one from the brief loses its path here."""
    return unwrap(node.get(name, "")) or default


def word(node: Any, name: str, default: str) -> Any:
    """An attribute that `vocabulary.faults` has seen to be among the words that the document's class takes."""
    return attribute(node, name, default)


# HTML's white space: a no-break space is a character of the text and stays.
_SPACE = re.compile(r"[ \t\r\n]+")


def _begins_sentence(runs: Sequence[Run]) -> bool:
    """Whether what stands behind a value is set apart from it by a space, and more than citations."""
    said = "".join(run.text for run in runs if not run.cite)
    return said[:1].isspace() and bool(said.strip())


def _tidy(runs: list[Run]) -> Text:
    """Fold white space over the borders of runs, and drop it at both ends."""
    tidy: list[Run] = []
    spaced = True
    for run in runs:
        if run.cite:
            cited_runs.put_after(tidy, run)
            spaced = False
            continue
        text = _SPACE.sub(" ", run.text)
        if spaced:
            text = text.lstrip(" ")
        if text:
            spaced = text.endswith(" ")
            tidy.append(run.saying(text) if text != run.text else run)
    tidy = _closed_up(tidy)
    while tidy and not tidy[-1].cite and not (stripped := tidy[-1].text.rstrip(" ")):
        tidy.pop()
    if tidy and not tidy[-1].cite:
        tidy[-1] = tidy[-1].saying(stripped)
    return cited_runs.stops_behind(tidy) if any(run.spelled for run in tidy) else tuple(tidy)


def _closed_up(runs: list[Run]) -> list[Run]:
    """A template's own spaces go where the script around them has none; those of the brief are its author's."""
    closed: list[Run] = []
    for run, after in zip_longest(runs, runs[1:], fillvalue=Run("")):
        text = run.text
        if not run.path and not run.cite and (" " in text or "\u00a0" in text):
            text = scripts.closed_up(closed[-1].text if closed else "", text, after.text)
        if text:
            closed.append(run if text == run.text else replace(run, text=text))
    return closed
