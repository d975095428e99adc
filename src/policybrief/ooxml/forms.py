"""The library's reading of the schemas, which looks once at what is the same, and at nothing that no rule asks about.

What the schemas say of an element depends on its form alone: its name and those of the two around it, its attributes,
the names of its children. A deck has many thousand elements of a few hundred forms, and the decks of one brief share
whole parts. What was found sound is not looked at again; what was not, is said of each element as before.
"""

from __future__ import annotations

import hashlib
from contextlib import ExitStack
from typing import Any

from lxml import etree
from openxml_audit import FileFormat, OpenXmlValidator
from openxml_audit.context import ElementContext
from openxml_audit.namespaces import MC, OFFICE_DOC_RELATIONSHIPS
from openxml_audit.schema import SchemaValidator
from openxml_audit.semantic import SemanticValidator

_MOST = 100_000
"""Forms and parts that are kept, some 50 MB at most: a process may live for days."""


def validator(**options: Any) -> Any:
    """The library's validator, with `Forms` for the schemas; the options are its own."""
    checker = OpenXmlValidator(schema_validation=False, **options)
    checker._schema_validator = Forms()  # it takes none, and makes its own
    for name in ("_semantic_validator_pptx", "_semantic_validator_word"):
        setattr(checker, name, Asked(getattr(checker, name)))
    return checker


class Forms(SchemaValidator):  # type: ignore[misc]  # the library ships no types
    """The library's check of parts, less what was found sound before."""

    def __init__(self) -> None:
        super().__init__()
        self._sound: set[Any] = set()
        self._path: list[Any] = []
        """The elements around the one that is looked at. The library's own path takes long, and is kept for elements
        alone that it looks at itself: it is these, or the first of them."""

    def validate_part(self, part: Any, context: Any) -> Any:
        """A part is the same if its bytes are: nothing outside it has a say."""
        digest = hashlib.sha256(part.raw_content or b"").digest()
        if digest in self._sound:
            return context.errors
        before = len(context.errors)
        self._path.clear()
        super().validate_part(part, context)
        self._keep(digest, part.xml is not None and len(context.errors) == before, context)
        return context.errors

    def _validate_element(self, element: Any, context: Any, ignorable_ns: frozenset[str] = frozenset()) -> None:
        """The library's step for one element, which comes back to this method for each child."""
        ignorable = self._merge_ignorable_namespaces(element, ignorable_ns)
        tags = [child.tag for child in element]
        children = list(element)
        if not _plain(tags, ignorable):
            children = self._get_validation_children(element, context, ignorable)
        form = _form(element, tags, children)
        path = self._path
        if form in self._sound:
            path.append(element)
            for child in children:
                self._validate_element(child, context, ignorable)
            path.pop()
            if len(context._stack._stack) > len(path):  # a finding below it may have told the path
                context.pop_element()
            return
        for above in path[len(context._stack._stack) :]:
            context.push_element(above)
        before = len(context.errors)
        path.append(element)
        super()._validate_element(element, context, ignorable_ns)
        path.pop()
        # A value with a colon may lean on a prefix that is declared elsewhere.
        own = len(context.errors) == before and not any(":" in value for value in element.attrib.values())
        self._keep(form, own, context)

    def _keep(self, what: Any, sound: bool, context: Any) -> None:
        if sound and not context.should_stop:
            if len(self._sound) >= _MOST:
                self._sound.clear()
            self._sound.add(what)


class Asked(SemanticValidator):  # type: ignore[misc]  # the library ships no types
    """The library's check of what elements refer to, which goes to those alone that a rule asks about: few of them.

    Where the library walks over all of them it keeps the path of each, for what may be wrong with it.
    """

    def __init__(self, library: Any) -> None:
        self.__dict__.update(library.__dict__)

    def _validate_element(self, element: Any, context: Any) -> None:
        """All elements of a part; the library's has one, and comes back for each child."""
        if context.file_format == FileFormat.OFFICE_2010:  # it then leaves out what a newer program takes instead
            super()._validate_element(element, context)
            return
        found: Any = _REFERRING(element)
        referring = set(found)
        for asked in element.iter("*"):
            if (asked.tag in self._constraints or asked in referring) and not context.should_stop:
                self._ask(asked, context)

    def _ask(self, element: Any, context: Any) -> None:
        with ExitStack() as path:
            for above in [element, *element.iterancestors()][::-1]:
                path.enter_context(ElementContext(context, above))
            self._validate_relationship_attributes(element, context)
            self._validate_mc_ignorable(element, context)
            for rule in self._constraints.get(element.tag, ()):
                rule.validate(element, context)


_REFERRING = etree.XPath(
    "descendant-or-self::*[@r:* or @mc:Ignorable]", namespaces={"r": OFFICE_DOC_RELATIONSHIPS, "mc": MC}
)
"""Elements with attributes that the library looks at in any element."""


_ALTERNATE = f"{{{MC}}}AlternateContent"


def _plain(tags: list[Any], ignorable: frozenset[str]) -> bool:
    """Whether markup compatibility reads children as they are: no comment, no alternative, nothing to ignore."""
    for tag in tags:
        if not isinstance(tag, str) or tag == _ALTERNATE or (ignorable and tag[1:].partition("}")[0] in ignorable):
            return False
    return True


def _form(element: Any, tags: list[Any], children: list[Any]) -> tuple[Any, ...]:
    """All that the schemas' answer depends on: the children as they are, and as markup compatibility has them read."""
    parent = element.getparent()
    above = None if parent is None else parent.getparent()
    return (
        element.tag,
        None if parent is None else parent.tag,
        None if above is None else above.tag,
        tuple(element.items()),
        tuple(tags),
        tuple([child.tag for child in children]),
    )
