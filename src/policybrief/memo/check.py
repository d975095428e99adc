"""check a .pdf: whether it is the PDF/UA-1 and PDF/A-2a that a memo has to be, by what is in it and not what it claims.

Two judges: page-validation has the rules of both standards; `RULES` are those of ours, for what the standards leave to
people and a program can decide: that tree, content and parent tree agree, and that what is read is in its order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

from policybrief.memo.tagged import Piece, Tagged, attributes, kids

Rule = Callable[[Tagged], Iterator[str]]
MOST_BYTES = 250_000_000
_STANDARDS = {"ua1": "PDF/UA-1", "2a": "PDF/A-2a"}


def check(content: bytes) -> list[str]:
    """Whatever is wrong with a .pdf, as sentences; nothing where all is well."""
    if not content.strip(b"\0\t\n\f\r "):
        return ["the file is empty"]
    if b"%PDF-" not in content[:1024]:
        return ["the file is not a PDF"]
    return list(_unreadable(content)) or list(dict.fromkeys([*_standards(content), *_ours(content)]))


def _unreadable(content: bytes) -> Iterator[str]:
    """Why no rule could judge the file. What needs too much room is told before anything of it is unpacked."""
    import page
    import pikepdf

    try:
        page.validate_pdf_bytes(content, profile="ua1")
        with pikepdf.open(BytesIO(content)) as opened:
            if opened.is_encrypted:
                yield "the file is encrypted: save it without a password"
            elif not len(opened.pages):
                yield "the file has no page"
    except pikepdf.PasswordError:
        yield "the file is encrypted, and does not open without its password"
    except page.SafetyLimitError:
        yield "the file is larger or deeper than any document, and is not judged"
    except (page.PageError, pikepdf.PdfError, ValueError, RecursionError):
        yield "the file is damaged: its parts can't be read"


def _standards(content: bytes) -> Iterator[str]:
    """What the rules of the standards find: of each its first finding, and how many there are."""
    import page

    for profile, name in _STANDARDS.items():
        failures = page.validate_pdf_bytes(content, profile=profile).failures
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
    """What a page draws is in the tree, and what is in the tree is drawn."""
    listed = [(piece.page, piece.number) for piece in tagged.pieces]
    for (on, content), count in Counter(listed).items():
        if count > 1:
            yield f"page {on + 1}: content {content} is in two places of the structure tree"
    for number, page in enumerate(tagged.pages):
        drawn = set(tagged.drawn(page))
        named = {content for on, content in listed if on == number}
        yield from (
            f"page {number + 1}: {one} is in the structure tree and not drawn as such" for one in sorted(named - drawn)
        )
        yield from (f"page {number + 1}: {one} is in no element of the structure tree" for one in sorted(drawn - named))


def parent_tree(tagged: Tagged) -> Iterator[str]:
    """The parent tree gives each piece of content to the element that has it."""
    owners = tagged.owners()
    for number, page in enumerate(tagged.pages):
        having = {piece.number: piece.owner.key for piece in tagged.pieces if piece.page == number}
        listed = owners.get(int(page.get("/StructParents", -1)))
        if listed is None:
            if having:
                yield f"page {number + 1}: is not in the parent tree"
            continue
        found = {content: tuple(owner.objgen) for content, owner in enumerate(listed) if owner is not None}
        wrong = [content for content, key in sorted(having.items()) if found.get(content) != key]
        if wrong:
            yield f"page {number + 1}: the parent tree gives content {wrong[0]} to another element, or to none"


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
    found = kid.get("/Obj") if hasattr(kid, "get") else None
    return found.objgen if found is not None else None


def header_cells(tagged: Tagged) -> Iterator[str]:
    """A header cell says whether it heads a row or a column, unless cells name their headers."""
    heads = [element.node for element in tagged.elements if element.kind == "TH"]
    if any("/Headers" in one for e in tagged.elements if e.kind == "TD" for one in attributes(e.node, tagged.root)):
        return
    bare = [node for node in heads if not any("/Scope" in one for one in attributes(node, tagged.root))]
    if bare:
        yield f"{len(bare)} of {len(heads)} header cells do not say whether they head a row or a column"


def figures(tagged: Tagged) -> Iterator[str]:
    """A figure says where it is on the page."""
    for element in tagged.elements:
        if element.kind == "Figure" and not any("/BBox" in one for one in attributes(element.node, tagged.root)):
            yield "a figure does not say where it stands: it has no bounding box"


def reading_order(tagged: Tagged) -> Iterator[str]:
    """A paragraph is read in the order in which it is drawn. In our own memos so is the whole page; other programs may
    draw its parts as they like.
    """
    places = [{content: place for place, content in enumerate(tagged.drawn(page))} for page in tagged.pages]
    last: dict[int, tuple[int, Piece]] = {}
    for piece in tagged.pieces:
        place = places[piece.page].get(piece.number, -1) if piece.page >= 0 else -1
        if place < 0:
            continue
        before, former = last.get(piece.page, (-1, piece))
        within = former.block is piece.block
        if place < before and (within or tagged.ours):
            where = f"within a {piece.block.kind}" if within else f"at a {piece.block.kind}"
            yield f"page {piece.page + 1}: is read in another order than it is drawn, {where}"
        last[piece.page] = place, piece


RULES: tuple[Rule, ...] = (marked_content, parent_tree, links, header_cells, figures, reading_order)
