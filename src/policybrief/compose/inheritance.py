"""What a template that extends another holds and Jinja would drop without a word.

That is a block that the other does not have, and whatever stands outside of blocks.
"""

from __future__ import annotations

from collections.abc import Iterator

import jinja2
from jinja2 import nodes

from policybrief.compose.vocabulary import MarkupError
from policybrief.errors import did_you_mean


def lost(name: str, environment: jinja2.Environment) -> Iterator[MarkupError]:
    """The faults of the template `name` and of those that it extends, each at its line.

    A template that can't be found or read has no faults here: rendering it tells what is wrong.
    """
    tree = _parsed(name, environment)
    base = _base(tree, name, environment)
    if tree is None or not base:
        return
    known = set(_blocks(base, environment))
    for node in tree.body:
        at = f"{name}:{node.lineno}"
        if isinstance(node, nodes.Block) and node.name not in known:
            named = (
                base.rpartition("/")[2] if base.startswith("behind-") else base
            )  # compose's name for the next folder
            message = f"{named} has no block {node.name!r}, so what stands in it is never shown"
            yield MarkupError(message, at, did_you_mean(node.name, known))
        elif isinstance(node, nodes.Output) and (line := _first_line(node)):
            hint = "put it into a block that the other template has"
            yield MarkupError(
                f"stands outside a block in a template that extends {base}: never shown", f"{name}:{line}", hint
            )
    yield from lost(base, environment)


def _parsed(name: str, environment: jinja2.Environment) -> nodes.Template | None:
    """A template that extends another, parsed; None for any other, which need not be parsed here."""
    try:
        text = environment.loader.get_source(environment, name)[0] if environment.loader else ""
        return environment.parse(text, name) if "extends" in text else None
    except jinja2.TemplateError:
        return None


def _base(tree: nodes.Template | None, name: str, environment: jinja2.Environment) -> str:
    """The template that one extends, where it says so by name."""
    extends = tree.find(nodes.Extends) if tree is not None else None
    said = str(extends.template.value) if extends and isinstance(extends.template, nodes.Const) else ""
    return environment.join_path(said, name) if said else ""


def _blocks(name: str, environment: jinja2.Environment) -> Iterator[str]:
    """The names of the blocks of a template and of those that it extends."""
    try:
        yield from environment.get_template(name).blocks
    except jinja2.TemplateError:
        return
    if base := _base(_parsed(name, environment), name, environment):
        yield from _blocks(base, environment)


def _first_line(output: nodes.Output) -> int:
    """The line of the first thing in it that would be seen; 0 where there is nothing but white space."""
    for node in output.nodes:
        if not isinstance(node, nodes.TemplateData):
            return node.lineno
        if node.data.strip():
            blank = node.data[: len(node.data) - len(node.data.lstrip())]
            return node.lineno + blank.count("\n")
    return 0
