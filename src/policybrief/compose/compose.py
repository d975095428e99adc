"""compose: a brief and its Jinja templates become a `Deck` or a `Memo`.

A template sees the brief through `View`s, whose texts know their YAML path; whatever it prints of them reaches the
document with that path. Jinja is strict (an undefined name is an error at its line) and sandboxed; autoescape is on, so
that no text can break the markup.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import jinja2

from policybrief.brief.model import Brief
from policybrief.brief.parts import Kind
from policybrief.compose import changed, functions, inheritance, listed, markup, traced
from policybrief.compose.citing import Citing
from policybrief.compose.loader import HintedMessage, environment
from policybrief.compose.names import held_together
from policybrief.compose.places import BEHIND, MAX_CHARACTERS, Places, Templates, template
from policybrief.compose.sandbox import PIECES
from policybrief.compose.ties import tied
from policybrief.compose.vocabulary import MarkupError
from policybrief.errors import BriefError, Guess
from policybrief.system.files.resources import TEMPLATES
from policybrief.system.processes import confined
from policybrief.text.document import Deck, Memo, Properties
from policybrief.text.records import dataclass
from policybrief.text.value_path import NOWHERE, ValuePath

if TYPE_CHECKING:
    from policybrief.brief.audience import Audience
    from policybrief.review.changes.edition import Changes
    from policybrief.system.processes.standing import StandingProcess

MAX_ELEMENTS, MAX_SLIDES = 10_000, 1_000
"""What a template may render: a brief of twenty slides has less than 2,000 elements."""
_FEW = "a brief has a few pages: look for what never stops growing"


def compose(
    kind: Kind,
    brief: Brief,
    places: Places,
    citing: Citing,
    properties: Properties,
    *,
    header: str = "plain",
    audience: Audience | None = None,
    parts: Sequence[str] = (),
    changes: Changes | None = None,
    notes: bool = True,
    standing: StandingProcess | None = None,
    kept: markup.KeptMarkup | None = None,
) -> Deck | Memo:
    """Render the template of a document with `brief` and read its markup. `header` is the theme's, for the memo;
    `parts` are those of the document in their order, where no audience has an order of its own. Who composes again and
    again has a `standing` process, in which a stranger's templates are rendered, and slides that are `kept`.

    Raises `BriefError` with all faults found, each at its line in the template.
    """
    seen = _Seen(kind, brief, places.templates, citing, header, places.numbers(brief), audience, tuple(parts), changes)
    xml, name = _markup(seen, standing), seen.name
    if excess := _excess(xml):
        raise BriefError([places.problem(NOWHERE, f"{name}:1", excess, _FEW)])
    try:
        document, faults = markup.parse(xml, citing, properties, notes=notes, acronyms=brief.acronyms, kept=kept)
    except MarkupError as fault:
        document, faults = Memo((), (), properties), [fault]
    if faults:
        places_of = ((fault, fault.at or f"{name}:1") for fault in faults)
        raise BriefError(places.problem(NOWHERE, at, fault.message, fault.hint) for fault, at in places_of)
    if document.kind != kind:
        message, hint = f"has to render a <{kind}>", "is it the other document's template?"
        raise BriefError([places.problem(NOWHERE, f"{name}:1", message, hint)])
    document = listed.own(document, brief, audience)
    if isinstance(document, Memo):
        return held_together(replace(document, optional=brief.memo.optional), brief, xml)
    return held_together(tied(document, citing.locale), brief, xml)


@dataclass(frozen=True)
class _Seen:
    """What a document's template sees: all that it is rendered with, to be sent to another process."""

    kind: Kind
    brief: Brief
    templates: Templates
    citing: Citing
    header: str
    numbers: Mapping[ValuePath, int]
    audience: Audience | None
    parts: tuple[str, ...]
    changes: Changes | None

    @property
    def name(self) -> str:
        """The template's."""
        return template(self.kind)

    def environment(self) -> jinja2.Environment:
        of_brief = functions.of_brief(self.brief, self.citing, self.header, numbers=self.numbers)
        seen = of_brief | functions.of_reader(self.kind, self.audience, self.brief, self.parts)
        seen["changes"] = changed.seen(self.changes, seen, self.citing.locale)
        return environment(self.templates, seen, self.citing)


def _markup(seen: _Seen, standing: StandingProcess | None) -> str:
    """What a document's template renders to."""
    if standing is None or seen.templates.are_built_in:
        return rendered({seen.name: seen.environment()}, seen.templates)[seen.name]
    try:
        return standing.run(_rendered_there, seen)
    except confined.Exhausted as error:
        raise _exhausted([seen.name], seen.templates, error) from None


def _rendered_there(seen: _Seen) -> str:
    return _rendered(seen.name, seen.environment(), seen.templates)


def _excess(xml: str) -> str:
    """What of a document is more than fit should have to lay out."""
    if xml.count("<") - xml.count("</") > MAX_ELEMENTS:
        return f"renders more than {MAX_ELEMENTS:,} elements"
    return f"renders more than {MAX_SLIDES:,} slides" if xml.count("<slide ") > MAX_SLIDES else ""


def rendered(environments: Mapping[str, jinja2.Environment], templates: Templates) -> dict[str, str]:
    """What each template renders to, in its environment. Raises `BriefError` for whatever is wrong with one, at its
    line.

    A template may be a stranger's, and no rule of an expression foresees all that eats memory or time: so all that
    Jinja does happens in a process that is confined. The program's own templates are as trusted as its code.
    """

    def work() -> dict[str, str]:
        return {name: _rendered(name, environment, templates) for name, environment in environments.items()}

    if templates.are_built_in:
        return work()
    for name, own in environments.items():
        _load_own(name, own, templates)
    try:
        return confined.run(work, confined.TEMPLATE)
    except confined.Exhausted as error:
        raise _exhausted(environments, templates, error) from None


def _exhausted(names: Iterable[str], templates: Templates, error: confined.Exhausted) -> BriefError:
    """What is told where a process was ended: at which line it was can't be told any more."""
    return BriefError([templates.problem(f"{name}:0", *_said_of(error)) for name in names])


def _load_own(name: str, environment: jinja2.Environment, templates: Templates) -> None:
    """Load the program's own templates that a document's template may stand on, and what reads templates: what the
    confined process would load ends with it, and is loaded for the next one again.
    """
    assert environment.lexer
    for each in (f"{BEHIND}{len(templates.searched) - 1}/{name}", PIECES):
        if templates.file(each).is_relative_to(TEMPLATES):
            environment.get_template(each)


def _rendered(name: str, environment: jinja2.Environment, templates: Templates) -> str:
    if lost := list(inheritance.lost(name, environment)):
        raise BriefError(templates.problem(fault.at, fault.message, fault.hint) for fault in lost)
    pieces: list[str] = []
    size = 0
    try:
        for piece in environment.get_template(name).generate():
            pieces.append(piece)
            size += len(piece)
            if size > MAX_CHARACTERS:
                raise traced.Misuse(f"more than {MAX_CHARACTERS:,} characters are rendered", "a loop has no end")
    except BriefError:
        raise
    except Exception as error:  # a template may raise anything: a filter's TypeError, the sandbox's SecurityError
        at = _template_place(error, environment, templates)
        if isinstance(error, jinja2.TemplateSyntaxError):
            at = f"{error.name or name}:{error.lineno}"
        message, hint = _said(error, environment, templates)
        if not at and not message:
            raise
        raise BriefError([templates.problem(at or f"{name}:0", message, hint)]) from None
    return "".join(pieces)


def _said(error: Exception, environment: jinja2.Environment, templates: Templates) -> tuple[str, str]:
    """A template's error in a user's words: message and hint."""
    match error:
        case MemoryError():
            return _said_of(confined.Exhausted.of(confined.TEMPLATE, memory=True))
        case confined.Exhausted():
            return _said_of(error)
        case traced.Misuse():
            return str(error), error.hint
        case jinja2.TemplateAssertionError() if unknown := re.match(r"No (filter|test) named '(.*)'", str(error)):
            kind, name = unknown.groups()
            known = environment.filters if kind == "filter" else environment.tests
            return f"there is no {kind} {name!r}", _near(name, known)
        case jinja2.TemplateSyntaxError():
            return f"is not Jinja: {error.message}".rstrip("."), ""
        case jinja2.TemplateNotFound():
            hint = _near(str(error), environment.list_templates()) or f"looked in {_listed(templates)}"
            return f"there is no template {str(error)!r}", hint
        case jinja2.TemplateError():
            hint = error.message.hint if isinstance(error.message, HintedMessage) else ""
            return str(error).rstrip("."), hint
        case RecursionError():
            return "the template calls or includes itself without end", ""
        case _:
            return f"can't be worked out: {error} ({type(error).__name__})", ""


def _said_of(error: confined.Exhausted) -> tuple[str, str]:
    return f"the template {error}", _FEW


def _near(word: str, known: Iterable[str]) -> str:
    """The nearest known word, where there are too many to name them all."""
    return Guess.at(word, known).hint("")


def _template_place(error: BaseException, environment: jinja2.Environment, templates: Templates) -> str:
    """The innermost template line of a traceback, which Jinja rewrites to template lines; the outermost of a loop."""
    known = {str(templates.file(name)): name for name in reversed(environment.list_templates())}
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename in known]
    if not frames:
        return ""
    frame = frames[0 if isinstance(error, RecursionError) else -1]
    return f"{known[frame.filename]}:{frame.lineno}"


def _listed(templates: Templates) -> str:
    return ", ".join(str(folder) for folder in templates.folders)
