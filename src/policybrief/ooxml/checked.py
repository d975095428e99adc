"""A file of Office held against rules, one after the other, whatever is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from lxml import etree

from policybrief.errors import BriefError
from policybrief.ooxml.package import Package

Rule = Callable[[Package], Iterator[str]]
"""Yields what is wrong, as sentences that begin with the part; its name says what it looks at."""


def findings(content: bytes, rules: Sequence[Rule], other: Rule) -> Iterator[str]:
    """What is wrong with a file by `rules`; where it can't be read, or `other` says that it is of another kind, that
    alone.
    """
    try:
        package = Package(content)
    except BriefError as error:
        yield from said(error)
        return
    broken = list(_well_formed(package)) or list(other(package))
    yield from broken or (finding for rule in rules for finding in _applied(rule, package))


def _applied(rule: Rule, package: Package) -> Iterator[str]:
    """What a rule finds. Where the schema is broken so that it can't look, that is the finding."""
    try:
        yield from rule(package)
    except (ValueError, LookupError, ArithmeticError, TypeError, AttributeError):
        yield f"the file breaks its format's schema, and {rule.__name__.replace('_', ' ')} can't be checked"


def _well_formed(package: Package) -> Iterator[str]:
    for name in package.names:
        try:
            if name.endswith((".xml", ".rels")):
                package.tree(name)
            else:
                package.part(name)
        except BriefError as error:
            yield from said(error)
        except etree.XMLSyntaxError as error:
            yield f"{name}: is not well-formed: {error.msg}"


def said(error: BriefError) -> Iterator[str]:
    """What is wrong with the file as a whole, and what to do."""
    for problem in error.problems:
        yield f"the file {problem.message}" + (f": {problem.hint}" if problem.hint else "")
