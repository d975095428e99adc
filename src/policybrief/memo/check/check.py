"""check a .pdf: whether it is the PDF/UA-1 and PDF/A-2a that a memo has to be, by what is in it and not what it claims.

Two judges: page-validation has the rules of both standards; `RULES` are those of ours, for what the standards leave to
people and a program can decide: that tree, content and parent tree agree, and that what is read is in its order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import pairwise
from typing import Any

from policybrief.memo.check.tagged import Tagged, attributes, kids

Rule = Callable[[Tagged], Iterator[str]]
MOST_BYTES = 250_000_000
_DEEPEST = 5_000
"""Steps from one object to the next: a long document's bookmarks are a chain."""
_STANDARDS = {"ua1": "PDF/UA-1", "2a": "PDF/A-2a"}


def check(content: bytes) -> list[str]:
    """Whatever is wrong with a .pdf, as sentences; nothing where all is well."""
    if not content.strip(b"\0\t\n\f\r "):
        return ["the file is empty"]
    if b"%PDF-" not in content[:1024]:
        return ["the file is not a PDF"]
    import page
    import pikepdf

    try:
        standards = list(_standards(content))  # first: it bounds what is unpacked
        unusable = _unusable(content)
    except pikepdf.PasswordError:
        return ["the file is encrypted, and does not open without its password"]
    except page.SafetyLimitError:
        return ["the file is larger or more deeply nested than any document, and was not checked"]
    except (page.PageError, pikepdf.PdfError, ValueError, RecursionError):
        return ["the file is damaged: its parts can't be read"]
    return [unusable] if unusable else list(dict.fromkeys([*standards, *_ours(content)]))


def _unusable(content: bytes) -> str:
    """Why an opened file is not judged further, or ""."""
    import pikepdf

    with pikepdf.open(BytesIO(content)) as opened:
        if opened.is_encrypted:
            return "the file is encrypted: save it without a password"
        return "" if len(opened.pages) else "the file has no page"


def _standards(content: bytes) -> Iterator[str]:
    """What the rules of the standards find: of each its first finding, and how many there are."""
    import page

    limits = page.SafetyLimits(max_reference_depth=_DEEPEST)
    for profile, name in _STANDARDS.items():
        failures = page.validate_pdf_bytes(content, profile=profile, limits=limits).failures
        first = {failure.rule_id: failure.message.replace(" /", " ") for failure in reversed(failures)}
        for rule, count in Counter(failure.rule_id for failure in failures).items():
            about = " ".join(rule.split("-")[1:-1]).lower()
            more = f" (and {count - 1} more)" if count > 1 else ""
            yield f"{name}, {about}: {first[rule]}{more}"


def _ours(content: bytes) -> Iterator[str]:
    import pikepdf

    with pikepdf.open(BytesIO(content)) as opened:
        yield from (f"its syntax: {problem}" for problem in opened.check_pdf_syntax())
        try:
            tagged = Tagged(opened)
            if tagged.root is not None:  # or the standards' rules have said so
                yield from (finding for rule in RULES for finding in rule(tagged))
        except (ValueError, LookupError, TypeError, AttributeError, pikepdf.PdfError):
            yield "the structure tree is broken: what it has can't be compared with the pages"


# -- rules of our own


def marked_content(tagged: Tagged) -> Iterator[str]:
    """What a page draws is in the tree, once, and what is in the tree is drawn."""
    for number, (contents, drawn) in enumerate(zip(tagged.of_pages, tagged.drawn, strict=True), start=1):
        listed = Counter(marked.number for marked in contents)
        for content, count in listed.items():
            if count > 1:
                yield f"page {number}: content {content} is in two places of the structure tree"
        for content in sorted(listed.keys() - set(drawn)):
            yield f"page {number}: content {content} is in the structure tree and not drawn as such"
        for content in sorted(set(drawn) - listed.keys()):
            yield f"page {number}: content {content} is in no element of the structure tree"


def parent_tree(tagged: Tagged) -> Iterator[str]:
    """The parent tree gives each piece of content to the element that has it."""
    owners = tagged.owners()
    for number, (page, contents) in enumerate(zip(tagged.pages, tagged.of_pages, strict=True), start=1):
        listed = owners.get(int(page.get("/StructParents", -1)))
        if listed is None:
            if contents:
                yield f"page {number}: is not in the parent tree"
            continue
        owner_keys = {content: tuple(owner.objgen) for content, owner in enumerate(listed) if owner is not None}
        wrong = [marked.number for marked in contents if owner_keys.get(marked.number) != marked.owner.key]
        if wrong:
            yield f"page {number}: the parent tree gives content {min(wrong)} to another element, or to none"


def links(tagged: Tagged) -> Iterator[str]:
    """A link leads to its element, and the element to the link."""
    owners = tagged.owners()
    for number, page in enumerate(tagged.pages):
        for link in page.get("/Annots", []):
            if link.get("/Subtype") != "/Link":
                continue
            owner = owners.get(int(link.get("/StructParent", -1)))
            held = kids(owner) if owner is not None else []
            if not any(_object(kid) == link.objgen for kid in held):
                yield f"page {number + 1}: a link is in no element of the structure tree"


def _object(kid: Any) -> Any:
    target = kid.get("/Obj") if hasattr(kid, "get") else None
    return target.objgen if target is not None else None


def header_cells(tagged: Tagged) -> Iterator[str]:
    """A header cell says whether it heads a row or a column, unless cells name their headers."""
    heads = [element.node for element in tagged.elements if element.kind == "TH"]
    if any(
        "/Headers" in attribute
        for e in tagged.elements
        if e.kind == "TD"
        for attribute in attributes(e.node, tagged.root)
    ):
        return
    bare = [node for node in heads if not any("/Scope" in attribute for attribute in attributes(node, tagged.root))]
    if bare:
        yield f"{len(bare)} of {len(heads)} header cells do not say whether they head a row or a column"


def figures(tagged: Tagged) -> Iterator[str]:
    """A figure says where it is on the page."""
    for element in tagged.elements:
        if element.kind == "Figure" and not any(
            "/BBox" in attribute for attribute in attributes(element.node, tagged.root)
        ):
            yield "a figure does not say where it stands: it has no bounding box"


def reading_order(tagged: Tagged) -> Iterator[str]:
    """A paragraph is read in the order in which it is drawn. In our own memos so is the whole page; other programs may
    draw its parts as they like.
    """
    for number, (contents, drawn) in enumerate(zip(tagged.of_pages, tagged.drawn, strict=True), start=1):
        places = {content: place for place, content in enumerate(drawn)}
        seen = [marked for marked in contents if marked.number in places]
        for before, marked in pairwise(seen):
            within = before.block is marked.block
            if places[marked.number] < places[before.number] and (within or tagged.ours):
                where = f"within a {marked.block.kind}" if within else f"at a {marked.block.kind}"
                yield f"page {number}: is read in another order than it is drawn, {where}"


RULES: tuple[Rule, ...] = (marked_content, parent_tree, links, header_cells, figures, reading_order)
