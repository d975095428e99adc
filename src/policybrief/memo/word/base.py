"""An organisation's own template as the base of Word memos: its styles, page, headers and footers, and nothing else.

What a template was made with stays behind: its text, comments, properties and settings. Macros, and what reaches out of
the file or would be fetched when it is opened, are refused: a person takes them out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from policybrief.errors import BriefError, Problem
from policybrief.ooxml import foreign, word
from policybrief.ooxml.package import Package, Relationship
from policybrief.ooxml.word import W
from policybrief.system.files import remembered
from policybrief.text.records import dataclass

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_COMES = {
    "styles": "wordprocessingml.styles+xml",
    "numbering": "wordprocessingml.numbering+xml",
    "theme": "officedocument.theme+xml",
    "fontTable": "wordprocessingml.fontTable+xml",
    "header": "wordprocessingml.header+xml",
    "footer": "wordprocessingml.footer+xml",
    "font": "",
    "image": "image/",
}
"""The kinds of relationships whose targets come along, and what their content types have in them."""
_OF_THE_DOCUMENT = ("styles", "numbering", "theme", "fontTable", "header", "footer")
_FETCHING = ("INCLUDEPICTURE", "INCLUDETEXT", "LINK", "DDE", "DDEAUTO", "MACROBUTTON", "IMPORT", "INCLUDE", "DATABASE")
"""Fields that fetch or run something (ECMA-376, 17.16.5)."""
_SAVE = "take it out in Word, and save the template as .dotx"
BUILT_IN = (
    "title", "heading 1", "heading 2", "body text", "list bullet", "list number", "list continue", "quote", "caption",
    "header", "footer", "hyperlink",
)  # fmt: skip
"""The styles of Word's own that a memo takes; the others are the program's, which it always adds."""


@dataclass(frozen=True)
class WordBase:
    """A base that was read: `parts` come along with their content types and relationships, `document` is the name of
    its main part, `section` the properties of its last section.
    """

    file: Path
    document: str
    parts: Mapping[str, bytes]
    types: Mapping[str, str]
    related: Mapping[str, tuple[Relationship, ...]]
    section: Any
    styles: Mapping[str, str]
    even: bool

    @property
    def missing(self) -> tuple[str, ...]:
        """The styles of Word's own that it lacks."""
        return tuple(name for name in BUILT_IN if name not in self.styles.values())


@remembered.by_file(4)
def read(file: Path) -> WordBase:
    """The base in a file. Raises `BriefError` for what is none, or holds what must not come along."""
    package = Package.open(file)
    main = package.target("", "officeDocument")
    kind = package.type_of(main) if main else ""
    if "wordprocessingml" not in kind and "ms-word" not in kind:
        raise package.wrong("is no document of Word", "save the organisation's template in Word as .dotx")
    if any(relationship.word == "vbaProject" for relationship in package.related(main)) or "macroEnabled" in kind:
        raise package.wrong("has macros", "save it in Word as .dotx, which holds none")
    come = dict(_come(package, main))
    if problems := [Problem(fault, str(file), hint=_SAVE) for fault in dict.fromkeys(_faults(package, come, main))]:
        raise BriefError(problems)
    body = package.xml(main).find(f"{W}body")
    section = body.find(f"{W}sectPr") if body is not None else None
    settings = package.xml(package.target(main, "settings"))
    parts = [name for name in come if name != main]
    return WordBase(
        file,
        main,
        {name: package.part(name) for name in parts},
        {name: package.type_of(name) for name in parts},
        come,
        section,
        word.names(package, main),
        settings.find(f"{W}evenAndOddHeaders") is not None,
    )


def _come(package: Package, main: str) -> Iterator[tuple[str, tuple[Relationship, ...]]]:
    """Each part that comes along, with its relationships that do; the document's own among them."""
    seen, waiting = {main}, [main]
    while waiting:
        part = waiting.pop()
        related = tuple(
            relationship
            for relationship in package.leading(part)
            if _comes(package, relationship, of_document=part == main)
        )
        yield part, related
        for relationship in related:
            if not relationship.external and relationship.target not in seen:
                seen.add(relationship.target)
                waiting.append(relationship.target)


def _comes(package: Package, relationship: Relationship, *, of_document: bool) -> bool:
    if relationship.external:
        return not of_document and relationship.word == "hyperlink" and foreign.is_address(relationship.target)
    if relationship.word not in _COMES or (of_document and relationship.word not in _OF_THE_DOCUMENT):
        return False
    return _COMES[relationship.word].lower() in package.type_of(relationship.target).lower()


def _faults(package: Package, come: Mapping[str, tuple[Relationship, ...]], main: str) -> Iterator[str]:
    """What must not come along, and yet is in a part that does."""
    for part, related in come.items():
        if part == main:
            continue
        behind = [relationship for relationship in package.related(part) if relationship not in related]
        yield from (
            f"holds in {part} what can't come along: {relationship.word} {relationship.target[:60]!r}"
            for relationship in behind
        )
        if not package.type_of(part).endswith("+xml"):
            continue
        root = package.xml(part)
        said = [node.get(f"{W}instr", "") for node in root.iter(f"{W}fldSimple")]
        said += [node.text or "" for node in root.iter(f"{W}instrText")]
        for code in said:
            if code.split()[:1] and code.split()[0].upper() in _FETCHING:
                yield f"has in {part} a field that fetches or runs something: {code.split()[0]}"


def warnings(file: Path) -> Iterator[Problem]:
    """What is to be said of a base before a memo is made on it. Raises as `read` does."""
    if missing := read(file).missing:
        yield Problem(
            f"has no styles named {', '.join(missing)}: the program's are added to the memo",
            str(file),
            hint="add them in Word, so that they are the organisation's",
            severity="warning",
        )
