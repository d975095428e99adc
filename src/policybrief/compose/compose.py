"""compose: a brief and its Jinja templates become a `Deck` or a `Memo`.

A template sees the brief through `View`s, whose texts know their YAML path; whatever it prints of them reaches the
document with that path. Jinja is strict (an undefined name is an error at its line) and sandboxed, its loader confined
to the template folders. Autoescape is on, so that no text can break the markup.
"""

from __future__ import annotations

import html
import os
import re
import traceback
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import jinja2
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.loaders import split_template_path

from policybrief.brief.model import Brief
from policybrief.brief.parts import LISTS, Kind
from policybrief.compose import bytecode, inheritance, markup, sandbox, traced, views, vocabulary
from policybrief.compose.vocabulary import AT, MarkupError
from policybrief.errors import BriefError, Guess, Problem, did_you_mean
from policybrief.files import access
from policybrief.files import problems as file_problems
from policybrief.locale.locale import Locale
from policybrief.processes import confined
from policybrief.read.source import Path as Place
from policybrief.read.source import Source, origin, unspell
from policybrief.resources import TEMPLATES
from policybrief.text.document import Deck, Memo, Properties

if TYPE_CHECKING:
    from policybrief.brief.audience import Audience

MAX_OUTPUT, MAX_ELEMENTS, MAX_SLIDES = 1_000_000, 10_000, 1_000
"""What a template may render: characters, elements, slides. A brief of twenty slides has 50,000 characters in less than
2,000 elements.
"""
_FEW = "a brief has a few pages: look for what never stops growing"
_BUILTIN, _BEHIND = "builtin", "behind-"
_COMPILING = (sandbox, traced, views, vocabulary)
"""What decides, beside this module, what a compiled template does."""


class _Message(str):
    """What Jinja is to say of a name, with a hint beside it."""

    hint: str

    def __new__(cls, message: str, hint: str) -> Self:
        made = super().__new__(cls, message)
        made.hint = hint
        return made


class _Undefined(jinja2.StrictUndefined):
    """An undefined name, which knows the names that exist."""

    known: tuple[str, ...] = ()

    @property
    def _undefined_message(self) -> str:
        name, holder = self._undefined_name, self._undefined_obj
        if self._undefined_hint:
            return self._undefined_hint
        if holder is None:
            message = f"there is nothing to take {name!r} from"
            return _Message(message, "the brief may leave this out: put it in {% if … %}")
        if isinstance(holder, views.View):
            return _Message(f"{holder!r} has no {name!r}", did_you_mean(str(name), holder.names))
        if isinstance(holder, dict):
            return _Message(f"there is no {name!r} here", did_you_mean(str(name), map(str, holder)))
        if isinstance(holder, tuple | list):
            return _Message(f"there is no entry [{name}]", f"the list has {len(holder)}, counted from [0]")
        if isinstance(holder, str):
            return _Message(f"{getattr(holder, 'path', '') or 'a text'} has no {name!r}", "it is a text")
        return _Message(f"{name!r} is undefined", did_you_mean(str(name), self.known))


class _Placing(Extension):
    """Puts the template's place on each start tag, so that a fault in the markup has a line."""

    _TAG = re.compile(r"<([A-Za-z][\w-]*)(?=[\s/>])")

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        for token in stream:
            if token.type == "data":
                yield Token(token.lineno, "data", self._placed(token, stream.name or ""))
            else:
                yield token

    def _placed(self, token: Token, name: str) -> str:
        line, counted = token.lineno, 0

        def place(match: re.Match[str]) -> str:
            nonlocal line, counted
            line, counted = line + token.value.count("\n", counted, match.start()), match.start()
            return f'{match.group()} {AT}="{html.escape(name)}:{line}"'

        return self._TAG.sub(place, token.value)


@dataclass(frozen=True)
class Form:
    """What templates render to: whether it is escaped, how a value is printed, and what of Jinja is added for it."""

    escaped: bool
    printed: Callable[[Any], Any]
    extensions: tuple[type[Extension], ...] = ()


MARKUP = Form(escaped=True, printed=views.printed, extensions=(_Placing,))
"""The markup of a document."""


def _bounds(folder: Path) -> Path | None:
    """How far links in a folder of templates may lead: not out of it, where it is a project's."""
    return access.ANYWHERE if folder.is_relative_to(TEMPLATES) else folder


class _Folder(jinja2.FileSystemLoader):
    """A folder of templates; one that can't be read is the user's problem, not ours.

    A link out of the folder is refused: what it leads to would be read into the documents.
    """

    def get_source(self, environment: jinja2.Environment, template: str) -> Any:
        del environment
        folder = Path(self.searchpath[0])
        name = os.path.join(folder, *split_template_path(template))  # noqa: PTH118  # may be no name for a file
        if not os.path.exists(name) or os.path.isdir(name):  # noqa: PTH110, PTH112  # as above
            raise jinja2.TemplateNotFound(template)
        file = Path(name)
        try:
            text = access.read(file, MAX_OUTPUT, within=_bounds(folder)).decode("utf-8-sig")
        except UnicodeDecodeError:
            raise BriefError([Problem("is not UTF-8 text", str(file), hint="save the file as UTF-8")]) from None
        except access.OutsideError:
            message, hint = (
                "is a link that leads outside the templates' folder",
                "put the template itself into the folder",
            )
            raise BriefError([Problem(message, str(file), hint=hint)]) from None
        except OSError as error:
            raise BriefError([file_problems.unread(error, file)]) from None
        return unicodedata.normalize("NFC", text), str(file), lambda: True


class _Chain(jinja2.BaseLoader):
    """Folders one behind the other: a name stands for the file in the first that has it.

    A template that extends or imports its own name gets the one that it stands in for, from the folders behind its own:
    `join` gives that its name. `builtin/deck.xml.j2` is always the built-in one.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = folders
        self._loaders = [_Folder(folder, encoding="utf-8-sig") for folder in folders]

    def get_source(self, environment: jinja2.Environment, template: str) -> Any:
        start, name = self._split(template)
        for loader in self._loaders[start:]:
            with suppress(jinja2.TemplateNotFound):
                return loader.get_source(environment, name)
        raise jinja2.TemplateNotFound(template)

    def list_templates(self) -> list[str]:
        return sorted({name for loader in self._loaders for name in loader.list_templates()})

    def join(self, template: str, parent: str) -> str:
        """What `template` means in the template `parent`."""
        start, name = self._split(parent)
        if template != name:
            return template
        own = next((n for n in range(start, len(self.folders)) if (self.folders[n] / name).is_file()), start)
        return f"{_BEHIND}{own + 1}/{name}"

    def file(self, name: str) -> Path:
        """The file that a name stands for; where there is none, the name."""
        start, plain = self._split(name)
        return next((folder / plain for folder in self.folders[start:] if (folder / plain).is_file()), Path(name))

    def _split(self, template: str) -> tuple[int, str]:
        """The folder to begin with, by its number, and the name in it."""
        first, _, name = template.partition("/")
        if first == _BUILTIN:
            return len(self.folders) - 1, name
        number = first.removeprefix(_BEHIND)
        return (int(number), name) if first != number and number.isdigit() else (0, template)


@dataclass(frozen=True)
class Templates:
    """The template folders, the user's first, the built-in one last; a file in the first folder that has it wins."""

    folders: tuple[Path, ...]

    @property
    def loader(self) -> _Chain:
        """`deck.xml.j2` is the user's or else the built-in one; a user's can extend the one that it stands in for."""
        return _Chain(self.folders if self.folders[-1:] == (TEMPLATES,) else (*self.folders, TEMPLATES))

    def environment(self, functions: Mapping[str, Any], locale: Locale, form: Form = MARKUP) -> jinja2.Environment:
        """Jinja as templates get it, with the `functions` and values that they see.

        Only templates of the documents are kept compiled.
        """
        environment = sandbox.Sandbox(
            loader=self.loader,
            autoescape=form.escaped,
            undefined=type("_Undefined", (_Undefined,), {"known": tuple(functions)}),
            finalize=form.printed,
            extensions=form.extensions,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=_kept_compiled() if form is MARKUP else None,
            keep_trailing_newline=True,
        )
        environment.filters.update(views.filters(locale))
        environment.globals.update(functions)
        return environment

    def file(self, name: str) -> Path:
        """The file that the loader takes for `name`."""
        return self.loader.file(name)


def template(kind: Kind) -> str:
    """The name of the template that a document is rendered from."""
    return f"{kind}.xml.j2"


def compose(
    kind: Kind,
    brief: Brief,
    places: Places,
    locale: Locale,
    properties: Properties,
    *,
    header: str = "plain",
    audience: Audience | None = None,
    notes: bool = True,
) -> Deck | Memo:
    """Render the template of a document with `brief` and read its markup. `header` is the theme's, for the memo.

    Raises `BriefError` with all faults found, each at its line in the template.
    """
    name = template(kind)
    functions = views.functions(brief, locale, header, places.numbers(brief)) | views.plan(kind, audience)
    xml = rendered({name: places.templates.environment(functions, locale)}, places.templates)[name]
    if excess := _excess(xml):
        raise BriefError([places.problem("", f"{name}:1", excess, _FEW)])
    numbers = {entry.id: number for number, entry in enumerate(brief.sources, 1)}
    try:
        document, faults = markup.parse(xml, numbers, properties, locale)
    except MarkupError as fault:
        document, faults = Memo((), (), properties), [fault]
    if faults:
        raise BriefError(places.problem("", fault.at or f"{name}:1", fault.message, fault.hint) for fault in faults)
    if document.kind != kind:
        message, hint = f"has to render a <{kind}>", "is it the other document's template?"
        raise BriefError([places.problem("", f"{name}:1", message, hint)])
    return document if notes else document.without_notes()


def _excess(xml: str) -> str:
    """What of a document is more than fit should have to lay out."""
    if xml.count("<") - xml.count("</") > MAX_ELEMENTS:
        return f"renders more than {MAX_ELEMENTS:,} elements"
    return f"renders more than {MAX_SLIDES:,} slides" if xml.count("<slide ") > MAX_SLIDES else ""


def _kept_compiled() -> jinja2.BytecodeCache | None:
    return bytecode.cache(Path(module) for module in (__file__, *(str(each.__file__) for each in _COMPILING)))


def rendered(environments: Mapping[str, jinja2.Environment], templates: Templates) -> dict[str, str]:
    """What each template renders to, in its environment. Raises `BriefError` for whatever is wrong with one, at its
    line.

    A template may be a stranger's, and no rule of an expression foresees all that eats memory or time: so all that
    Jinja does happens in a process that is confined.
    """

    def work() -> dict[str, str]:
        return {name: _rendered(name, environment, templates) for name, environment in environments.items()}

    try:
        return confined.run(work, confined.TEMPLATE)
    except confined.Exhausted as error:  # where it was can't be told any more
        raise BriefError([_problem(templates, f"{name}:0", *_said_of(error)) for name in environments]) from None


def _rendered(name: str, environment: jinja2.Environment, templates: Templates) -> str:
    if lost := list(inheritance.lost(name, environment)):
        raise BriefError(_problem(templates, fault.at, fault.message, fault.hint) for fault in lost)
    pieces: list[str] = []
    size = 0
    try:
        for piece in environment.get_template(name).generate():
            pieces.append(piece)
            size += len(piece)
            if size > MAX_OUTPUT:
                raise traced.Misuse(f"more than {MAX_OUTPUT:,} characters are rendered", "a loop has no end")
    except BriefError:
        raise
    except Exception as error:  # a template may raise anything: a filter's TypeError, the sandbox's SecurityError
        at = _template_place(error, environment, templates)
        if isinstance(error, jinja2.TemplateSyntaxError):
            at = f"{error.name or name}:{error.lineno}"
        message, hint = _said(error, environment, templates)
        if not at and not message:
            raise
        raise BriefError([_problem(templates, at or f"{name}:0", message, hint)]) from None
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
        case jinja2.TemplateAssertionError() if found := re.match(r"No (filter|test) named '(.*)'", str(error)):
            kind, name = found.groups()
            known = environment.filters if kind == "filter" else environment.tests
            return f"there is no {kind} {name!r}", _near(name, known)
        case jinja2.TemplateSyntaxError():
            return f"is not Jinja: {error.message}".rstrip("."), ""
        case jinja2.TemplateNotFound():
            hint = _near(str(error), environment.list_templates()) or f"looked in {_listed(templates)}"
            return f"there is no template {str(error)!r}", hint
        case jinja2.TemplateError():
            hint = error.message.hint if isinstance(error.message, _Message) else ""
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


# -- errors at the template's line


def _problem(templates: Templates, at: str, message: str, hint: str = "") -> Problem:
    name, _, number = at.rpartition(":")
    file, line = templates.file(name or at), int(number) if number.isdigit() else 0
    lines = _lines(file)
    excerpt = lines[line - 1] if 0 < line <= len(lines) else ""
    column = len(excerpt) - len(excerpt.lstrip()) + 1
    return Problem(message, str(file), line, column if line else 0, hint=hint, excerpt=excerpt)


def _lines(file: Path) -> list[str]:
    """The lines of a template, to be shown; none of one that can't be read."""
    try:
        return access.read(file, MAX_OUTPUT, within=_bounds(file.parent)).decode("utf-8-sig", "replace").split("\n")
    except OSError:
        return []


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


@dataclass(frozen=True)
class Places:
    """Where a document's texts came from: what a later stage needs to report a problem at the line to mend.

    `moved` is tailor's: values that stand elsewhere than their path says, and in which file.
    """

    source: Source
    templates: Templates
    moved: Mapping[Place, tuple[Source, Place]] = field(default_factory=dict)

    def numbers(self, brief: Brief) -> Mapping[Place, int]:
        """The numbers of judgments and recommendations: they stay the brief's in whatever order an audience has them.

        Entries that it does not get leave no gap, which would tell of them.
        """
        found: dict[Place, int] = {}
        for part in LISTS:
            here: list[Place] = [(part, number) for number in range(len(getattr(brief, part)))]
            written = {place: self.moved[place][1] if place in self.moved else place for place in here}
            found |= {place: number for number, place in enumerate(sorted(here, key=written.__getitem__), 1)}
        return found

    def problem(self, path: str, at: str, message: str, hint: str = "") -> Problem:
        """At the YAML value `path` ("judgments[0].text"), or else at the template's place `at` ("deck.xml.j2:12")."""
        if path:
            written = unspell(path)
            file, place = origin(written, self.moved) or (self.source, written)
            return file.problem(place, message, hint)
        return _problem(self.templates, at, message, hint) if at else Problem(message, self.source.file, hint=hint)
