"""What a mail says: its subject, its text and its HTML, rendered from `mail.subject.j2`, `mail.txt.j2`, `mail.html.j2`;
or, where an invitation is taken back, from `mail.cancelled.*.j2`.

They are templates as the documents' are: sandboxed, strict, found in the project before the built-in ones. Whatever a
template does, the marking stands first in the subject, and first and last in both bodies, or the letter is refused.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

from policybrief.brief import addresses, banners
from policybrief.compose import changed, compose, functions, loader
from policybrief.errors import BriefError, Problem
from policybrief.locale.locale import Locale
from policybrief.mail import forms
from policybrief.mail.attachments import Attachment
from policybrief.pipeline.document_run import DocumentRun
from policybrief.review.changes.edition import Changes
from policybrief.text.page_words import page_words, squeezed
from policybrief.text.records import dataclass

BRIEFING, CANCELLED = "mail", "mail.cancelled"
"""What a letter's templates are called, before `.subject.j2` and the others."""
_MOST_SUBJECT = 250


@dataclass(frozen=True)
class Letter:
    """A mail's words."""

    subject: str
    text: str
    html: str


class Writer:
    """Writes the letters of one kind for one audience: they differ by their salutation alone.

    `moment` is that of the meeting of which they speak, on its zone's clock; `changes` are those that they tell.
    """

    def __init__(
        self,
        run: DocumentRun,
        attachments: tuple[Attachment, ...],
        moment: dt.datetime | None,
        kind: str = BRIEFING,
        changes: Changes | None = None,
    ) -> None:
        self._run, self._changes = run, changes
        self._subject, self._text, self._page = (f"{kind}.{part}.j2" for part in ("subject", "txt", "html"))
        self._marks = tuple(squeezed(line.text) for line in run.markings.lines)
        self._seen = _seen(run, attachments, moment)
        self._environments = {
            name: self._environment(form)
            for name, form in ((self._subject, forms.WORDS), (self._text, forms.WORDS), (self._page, forms.HTML))
        }
        self._written: dict[str, Letter] = {}

    def write(self, salutation: str) -> Letter:
        """The letter that begins with `salutation`. Raises `BriefError` with what is wrong with the templates."""
        if salutation not in self._written:
            for environment in self._environments.values():
                environment.globals["salutation"] = salutation
            rendered = compose.rendered(self._environments, self._run.places.templates)
            letter = Letter(
                rendered[self._subject].strip(), _tidy(rendered[self._text]), rendered[self._page].strip() + "\n"
            )
            if problems := list(self._problems(letter)):
                raise BriefError(problems)
            self._written[salutation] = letter
        return self._written[salutation]

    def _environment(self, form: loader.Rendering) -> Any:
        run = self._run
        of_brief = functions.of_brief(run.brief, run.citing, numbers=run.places.numbers(run.brief))
        of_brief["changes"] = changed.seen(self._changes, of_brief, run.locale)
        environment = loader.environment(run.places.templates, of_brief, run.citing, form)
        environment.filters.update(wrap=forms.wrap, plain=forms.plain)
        environment.globals.update(self._seen)
        return environment

    def _problems(self, letter: Letter) -> Iterator[Problem]:
        if not letter.subject:
            yield self._problem(self._subject, "renders to nothing")
            return
        if fault := addresses.header_fault(letter.subject):
            yield self._problem(self._subject, f"the subject {fault[0]}", fault[1])
        elif len(letter.subject) > _MOST_SUBJECT:
            message = f"the subject has more than {_MOST_SUBJECT} characters"
            yield self._problem(self._subject, message, "shorten it")
        for name, shown, last in (
            (self._subject, letter.subject.lstrip("[( "), False),
            (self._text, letter.text, True),
            (self._page, page_words(letter.html), True),
        ):
            words = squeezed(shown)
            if self._marks and not words.startswith(self._marks[0]):
                yield self._problem(name, f"the marking {self._marks[0]} has to come first", "print 'markings' there")
            if self._marks and last and not words.endswith(self._marks[-1]):
                yield self._problem(name, f"the marking {self._marks[-1]} has to come last", "print 'markings' there")

    def _problem(self, name: str, message: str, hint: str = "") -> Problem:
        return self._run.places.problem((), f"{name}:1", message, hint)


def _seen(run: DocumentRun, attachments: tuple[Attachment, ...], moment: dt.datetime | None) -> Mapping[str, Any]:
    """What mail templates see beside what all templates see."""
    colors = {name: f"#{digits}" for name, digits in run.theme.rgb.items()}
    bands = [
        {
            "text": line.text,
            "color": f"#{banners.TLP[line.text]}" if line.kind == "tlp" else colors["marking"],
            "background": "#000000" if line.kind == "tlp" else "",
        }
        for line in run.markings.lines
    ]
    return {
        "colors": colors,
        "bands": bands,
        "attachments": [attachment.seen for attachment in attachments],
        "meeting_when": when(moment, run.locale) if moment else "",
        "audience": run.properties.audience,
        "lang": run.brief.lang,
    }


def when(moment: dt.datetime, locale: Locale) -> str:
    """24 November 2026, 10:00 EST (15:00 UTC); without a zone, the day and the hour alone."""
    text = locale.format_moment(moment)
    if moment.tzinfo is None:
        return text
    utc, name, offset = moment.astimezone(dt.UTC), moment.tzname() or "", f"{moment:%z}"
    zone = name if name.isalpha() else f"UTC{offset[:3]}:{offset[3:5]}"
    day = "" if utc.date() == moment.date() else f", {locale.format_date(utc)}"
    return f"{text} {zone}" if name == "UTC" else f"{text} {zone} ({utc:%H:%M} UTC{day})"


def _tidy(text: str) -> str:
    """No line ends in white space, and no two empty lines follow one another."""
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", text)).strip() + "\n"
