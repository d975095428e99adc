"""Jinja as templates get it: strict, sandboxed, and its loader confined to the template folders."""

from __future__ import annotations

import html
import os
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

import jinja2
from jinja2.environment import TemplateModule
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.loaders import split_template_path
from jinja2.runtime import Macro

from policybrief.compose import bytecode, filters, sandbox, traced, views, vocabulary
from policybrief.compose.citing import Citing
from policybrief.compose.places import BEHIND, MAX_CHARACTERS, Templates, bounds
from policybrief.compose.vocabulary import AT
from policybrief.errors import BriefError, Problem, did_you_mean
from policybrief.system.files import access, lookups
from policybrief.system.files import problems as file_problems
from policybrief.text.records import dataclass

_COMPILING = (filters, sandbox, traced, views, vocabulary)
"""What decides, beside this module, what a compiled template does."""


class HintedMessage(str):
    """What Jinja is to say of a name, with a hint beside it."""

    hint: str

    def __new__(cls, message: str, hint: str) -> Self:
        text = super().__new__(cls, message)
        text.hint = hint
        return text

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]  # a str has one argument, this has two
        """What it is made of again out of another process."""
        return str(self), self.hint


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
            return HintedMessage(message, "the brief may leave this out: put it in {% if … %}")
        if isinstance(holder, TemplateModule):
            macros = [key for key, value in vars(holder).items() if isinstance(value, Macro)]
            file = re.sub(rf"^(?:{BEHIND}\d+|builtin)/", "", str(holder.__name__))
            return HintedMessage(f"{file} has no macro {name!r}", did_you_mean(str(name), macros))
        if isinstance(holder, views.View):
            return HintedMessage(f"{holder!r} has no {name!r}", did_you_mean(str(name), holder.names))
        if isinstance(holder, dict):
            return HintedMessage(f"there is no {name!r} here", did_you_mean(str(name), map(str, holder)))
        if isinstance(holder, tuple | list):
            return HintedMessage(f"there is no entry [{name}]", f"the list has {len(holder)}, counted from [0]")
        if isinstance(holder, str):
            return HintedMessage(f"{getattr(holder, 'path', '') or 'a text'} has no {name!r}", "it is a text")
        return HintedMessage(f"{name!r} is undefined", did_you_mean(str(name), self.known))


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
class Rendering:
    """What templates render to: whether it is escaped, how a value is printed, and what of Jinja is added for it."""

    escaped: bool
    printed: Callable[[Any], Any]
    extensions: tuple[type[Extension], ...] = ()


MARKUP = Rendering(escaped=True, printed=views.printed, extensions=(_Placing,))
"""The markup of a document."""


class _Folder(jinja2.FileSystemLoader):
    """A folder of templates; one that can't be read is the user's problem, not ours.

    A link out of the folder is refused: what it leads to would be read into the documents.
    """

    def get_source(self, environment: jinja2.Environment, template: str) -> Any:
        del environment
        folder = Path(self.searchpath[0])
        name = os.path.join(folder, *split_template_path(template))  # noqa: PTH118  # may be no name for a file
        if not lookups.exists(Path(name)) or lookups.is_dir(Path(name)):
            raise jinja2.TemplateNotFound(template)
        file = Path(name)
        try:
            text = access.read(file, MAX_CHARACTERS, within=bounds(folder)).decode("utf-8-sig")
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

    def __init__(self, templates: Templates) -> None:
        self.templates = templates
        self._loaders = [_Folder(folder, encoding="utf-8-sig") for folder in templates.searched]

    def get_source(self, environment: jinja2.Environment, template: str) -> Any:
        start, name = self.templates.split(template)
        for loader in self._loaders[start:]:
            with suppress(jinja2.TemplateNotFound):
                return loader.get_source(environment, name)
        raise jinja2.TemplateNotFound(template)

    def list_templates(self) -> list[str]:
        return sorted({name for loader in self._loaders for name in loader.list_templates()})

    def join(self, template: str, parent: str) -> str:
        """What `template` means in the template `parent`."""
        start, name = self.templates.split(parent)
        if template != name:
            return template
        own = next(
            (
                n
                for n in range(start, len(self.templates.searched))
                if lookups.is_file(self.templates.searched[n] / name)
            ),
            start,
        )
        return f"{BEHIND}{own + 1}/{name}"


def environment(
    templates: Templates, functions: Mapping[str, Any], citing: Citing, form: Rendering = MARKUP
) -> jinja2.Environment:
    """Jinja as templates get it, with the `functions` and values that they see."""
    environment = sandbox.Sandbox(
        loader=_Chain(templates),
        autoescape=form.escaped,
        undefined=type("_Undefined", (_Undefined,), {"known": tuple(functions)}),
        finalize=form.printed,
        extensions=form.extensions,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_kept_compiled(form),
        keep_trailing_newline=True,
    )
    environment.filters.update(filters.of_document(citing))
    environment.globals.update(functions)
    return environment


def _kept_compiled(form: Rendering) -> jinja2.BytecodeCache | None:
    """What a form has templates compiled to is its own, and depends on the code that prints its values."""
    modules = (__name__, form.printed.__module__, *(module.__name__ for module in _COMPILING))
    files = tuple(Path(str(sys.modules[name].__file__)) for name in dict.fromkeys(modules))
    return bytecode.cache(files, f"{form.escaped} {form.printed.__qualname__} {form.extensions}")
