"""The vocabulary of templates: which elements there are, what each may hold, and what is wrong with markup that errs.

XML with HTML's names where HTML has one. `ELEMENTS` is its whole schema: what is not in it is an error at the
template's line. Two attributes and three characters are ours and never seen by a template's author: compose puts
`_at="deck.xml.j2:12"` on each start tag, and wraps each value of the brief in noncharacters together with its YAML path
(`wrap`). source refuses these characters in what users write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, get_args

from policybrief.brief.exhibits import Trend
from policybrief.brief.options import BEST_SCORE
from policybrief.brief.terms import Likelihood
from policybrief.errors import Guess, did_you_mean, noun
from policybrief.text import urls
from policybrief.text.figures import ChartKind
from policybrief.text.records import dataclass
from policybrief.text.value_path import ValuePath

OPEN, PATH_END, CLOSE = "\ufdd0", "\ufdd1", "\ufdd2"
VALUE = re.compile(f"{OPEN}([^{PATH_END}]*){PATH_END}([^{CLOSE}]*){CLOSE}")
_REMAINS = re.compile(f"{OPEN}[^{PATH_END}]*{PATH_END}|[{OPEN}{PATH_END}{CLOSE}]")
AT = "_at"


def wrap(text: str, path: ValuePath) -> str:
    """`text` together with its YAML path, in a form that survives a template and an XML parser."""
    return f"{OPEN}{path}{PATH_END}{text}{CLOSE}"


def unwrap(text: str) -> str:
    """`text` without the paths that `wrap` put in, whole or cut by a template's filter."""
    return str(text) if text.isascii() else _REMAINS.sub("", text)  # noncharacters are not ASCII


@dataclass(frozen=True)
class Element:
    """What an element may hold: `attributes` with their allowed words (none: any), `children`, and text or not.

    `required` names children and `needs` attributes that it can't do without.
    """

    children: frozenset[str] = frozenset()
    attributes: Mapping[str, tuple[str, ...]] | None = None
    text: bool = False
    required: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


INLINE = frozenset({"b", "i", "a", "cite", "del"})
_LISTS = frozenset({"p", "ul", "ol"})
_MEMO_BLOCKS = _LISTS | {"items", "table", "callout", "quote", "chart", "decision", "sources", "figures", "picture"}
_BLOCKS = _MEMO_BLOCKS | {
    "balance",
    "comparison",
    "dilemma",
    "evidence",
    "columns",
    "cards",
    "matrix",
    "summary",
    "options",
    "timeline",
}
_ONCE = (
    "kicker title subtitle source notes footer date designation heading aside headline text confidence likelihood when"
    " name alt unit ask note label attribution short caption lead judged pieces sure bearing words locator back levels"
    " target trend"
)
_SINGLE = frozenset(_ONCE.split())
"""Elements that stand once in whatever holds them."""
_ONCE_IN = {("memo", "sources"), ("balance", "dilemma"), ("figure", "value")}
"""Elements that stand once in these."""

TONES = ("primary", "accent", "highlight", "first", "second")
_PLAIN = (
    "subtitle source footer date marking aside headline text li label attribution when name category value alt unit"
    " ask option consequence short caption rests point lead aim words locator bears"
)
SLIDES: Mapping[str, frozenset[str]] = {
    "title": frozenset({"kicker", "title", "subtitle", "field", "p", "notes"}),
    "section": frozenset({"kicker", "title", "subtitle", "p", "notes"}),
    "content": _BLOCKS | {"kicker", "title", "source", "back", "notes"},
}
"""What a slide of each layout shows. Covers (title, section) have few words: a title, a line below it, a byline."""

_OPTIONAL: Mapping[str, tuple[str, ...]] = {"optional": ()}
"""The rank in which a part of the memo is left out where the page is too small; empty or missing: never."""

_SCORES = tuple(map(str, range(BEST_SCORE + 1)))

ELEMENTS: Mapping[str, Element] = {
    "deck": Element(frozenset({"slide", "footer", "date", "marking", "designation"})),
    "slide": Element(
        frozenset().union(*SLIDES.values()),
        {"layout": tuple(SLIDES), "section": (), "id": (), "number": (), "shares": ("true", "false")},
        required=("title",),
    ),
    "memo": Element(
        _MEMO_BLOCKS | {"kicker", "aside", "title", "field", "section", "marking", "designation"}, required=("title",)
    ),
    "section": Element(_MEMO_BLOCKS | {"heading", "aside"}, _OPTIONAL, required=("heading",)),
    "heading": Element(INLINE, {"tone": TONES}, text=True),
    "notes": Element(_LISTS),
    "designation": Element(frozenset({"field"})),
    "kicker": Element(INLINE, {"align": ("left", "center")}, text=True),
    "title": Element(INLINE, {"label": ()}, text=True),
    "field": Element(INLINE, {"label": ()}, text=True),
    "items": Element(
        frozenset({"item"}),
        {
            "kind": ("judgments", "recommendations", "avoid"),
            "headline": (),
            "text": (),
            "aside": (),
            "whole": ("true", "false"),
            **_OPTIONAL,
        },
    ),
    "item": Element(
        frozenset({"headline", "text", "short", "field", "note", "confidence", "likelihood", "rests", "decision"}),
        {"number": ()},
        required=("headline",),
    ),
    "confidence": Element(INLINE, {"level": ("high", "moderate", "low")}, text=True),
    "likelihood": Element(INLINE, {"term": get_args(Likelihood)}, text=True),
    "ul": Element(frozenset({"li"}), _OPTIONAL),
    "ol": Element(frozenset({"li"}), _OPTIONAL),
    "table": Element(frozenset({"tr", "note"}), {"alt": (), **_OPTIONAL}, required=("tr",)),
    "comparison": Element(frozenset({"tr"}), {"alt": ()}, required=("tr",)),
    "options": Element(frozenset({"tr"}), {"alt": ()}, required=("tr",), needs=("alt",)),
    "matrix": Element(
        frozenset({"items"}), {"alt": (), "rows": (), "columns": ()}, required=("items",), needs=("alt",)
    ),
    "tr": Element(frozenset({"th", "td"}), {"kind": ("over", "row", "group", "total")}),
    "th": Element(INLINE, {"tone": TONES, "label": (), "span": (), "format": ()}, text=True),
    "td": Element(INLINE, {"kind": ("number",), "marked": ("true", "false"), "score": _SCORES}, text=True),
    "callout": Element(INLINE | {"label"}, _OPTIONAL, text=True),
    "quote": Element(INLINE | {"attribution"}, _OPTIONAL, text=True),
    "evidence": Element(frozenset({"judged", "pieces", "sure", "bearing"})),
    "judged": Element(INLINE, {"label": ()}, text=True),
    "pieces": Element(frozenset({"piece"}), {"label": ()}),
    "piece": Element(frozenset({"words", "attribution", "locator"}), required=("attribution",)),
    "sure": Element(frozenset({"confidence", "text", "likelihood"}), {"label": ()}),
    "bearing": Element(frozenset({"item"}), {"label": ()}),
    "back": Element(INLINE, {"to": ()}, text=True, needs=("to",)),
    "columns": Element(frozenset({"column"}), {"kind": ("open", "panel")}),
    "column": Element(_BLOCKS | {"title"}, {"number": (), "tone": TONES}),
    "balance": Element(frozenset({"side", "dilemma"}), required=("side",)),
    "side": Element(frozenset({"title", "point"}), {"tone": TONES}, required=("title", "point")),
    "dilemma": Element(frozenset({"label", "lead", "aim"}), required=("label", "aim")),
    "cards": Element(frozenset({"card"})),
    "card": Element(_BLOCKS | {"title"}, {"number": (), "tone": TONES}),
    "summary": Element(frozenset({"step"}), required=("step",)),
    "step": Element(frozenset({"title", "items", "p"}), required=("title",)),
    "timeline": Element(frozenset({"event"})),
    "event": Element(frozenset({"when", "text"}), {"at": ()}, required=("when", "text")),
    "figures": Element(frozenset({"figure"}), _OPTIONAL, required=("figure",)),
    "figure": Element(frozenset({"value", "trend", "label", "text", "source"}), required=("value", "label")),
    "trend": Element(INLINE, {"direction": get_args(Trend)}, text=True, needs=("direction",)),
    "chart": Element(
        frozenset({"category", "series", "alt", "unit", "target", "note"}),
        {
            "kind": get_args(ChartKind),
            "stacked": ("true", "false"),
            "order": ("value", "given"),
            "emphasis": (),
            **_OPTIONAL,
        },
        required=("category", "series", "alt"),
    ),
    "picture": Element(frozenset({"caption", "point"}), {"src": (), "alt": (), **_OPTIONAL}, needs=("src", "alt")),
    "series": Element(frozenset({"name", "value"}), {"tone": ("first", "second")}, required=("name", "value")),
    "target": Element(INLINE, {"value": ()}, text=True, needs=("value",)),
    "decision": Element(
        frozenset({"ask", "option", "consequence", "label", "text", "field", "step"}),
        {"mark": ("box", "line"), "kind": ("strip", "band"), **_OPTIONAL},
    ),
    "sources": Element(frozenset({"entry", "note", "label", "levels"}), {"bears": ()}),
    "entry": Element(INLINE | {"name", "note", "bears"}, {"number": ()}, text=True),
    "levels": Element(frozenset({"item"}), {"label": ()}),
    "note": Element(INLINE, _OPTIONAL, text=True),
    "p": Element(INLINE, {"role": ("body", "lead", "muted", "note"), **_OPTIONAL}, text=True),
    "a": Element(frozenset({"b", "i"}), {"href": ()}, text=True, needs=("href",)),
    "b": Element(frozenset({"i", "a", "cite"}), text=True),
    "i": Element(frozenset({"b", "a", "cite"}), text=True),
    "del": Element(frozenset({"b", "i"}), {"said": ()}, text=True, needs=("said",)),
    "cite": Element(attributes={"sources": ()}, needs=("sources",)),
    **dict.fromkeys(_PLAIN.split(), Element(INLINE, text=True)),
}


class MarkupError(Exception):
    """A fault in rendered markup: `at` is the template's place, "deck.xml.j2:12"."""

    def __init__(self, message: str, at: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.at, self.hint = message, at, hint


def faults(node: Any, at: str = "", around: frozenset[str] = frozenset(ELEMENTS)) -> Iterator[MarkupError]:
    """Whatever `ELEMENTS` does not allow, at and below `node`; `at` is the place of what is `around` it."""
    at = node.get(AT, at)
    spec = ELEMENTS.get(node.tag)
    if spec is None:
        yield MarkupError(f"<{node.tag}> is not an element", at, Guess.at(node.tag, ELEMENTS).hint(_listed(around)))
        return
    yield from _attribute_faults(node, spec, at)
    children, opening = _children(node, spec)
    if not spec.text and any(piece and piece.strip() for piece in (node.text, *(child.tail for child in node))):
        hint = "put the text into a <p>" if "p" in children else _listed(children)
        yield MarkupError(f"<{node.tag}> holds elements, not text", at, hint)
    present = [child.tag for child in node]
    if node.tag == "tr" and not present:
        yield MarkupError("<tr> has no cell", at, "put a <td> or <th> into it")
    for name in spec.required:
        if name not in present:
            yield MarkupError(f"<{node.tag}> needs a <{name}>", at)
    seen: set[str] = set()
    for child in node:
        if child.tag in ELEMENTS and child.tag not in children:
            yield MarkupError(f"<{child.tag}> is not allowed in <{opening}>", child.get(AT, at), _listed(children))
        elif child.tag in seen and (child.tag in _SINGLE or (node.tag, child.tag) in _ONCE_IN):
            yield MarkupError(f"<{node.tag}> holds a second <{child.tag}>", child.get(AT, at), "it shows only one")
        seen.add(child.tag)
        yield from faults(child, at, children)


def _children(node: Any, spec: Element) -> tuple[frozenset[str], str]:
    """What may stand in `node`, and its start tag as far as that matters: a slide's layout says what it shows."""
    if node.tag != "slide":
        return spec.children, node.tag
    layout = unwrap(node.get("layout", "")) or "content"
    if layout not in SLIDES:
        return spec.children, node.tag
    return SLIDES[layout], f'slide layout="{layout}"'


def _attribute_faults(node: Any, spec: Element, at: str) -> Iterator[MarkupError]:
    allowed = spec.attributes or {}
    for name, raw in node.attrib.items():
        if name == AT:
            continue
        value = unwrap(raw)
        if name not in allowed:
            hint = did_you_mean(name, allowed) or f"<{node.tag}> takes no attributes"
            yield MarkupError(f"<{node.tag}> has no attribute {name!r}", at, hint)
        elif allowed[name] and value and value not in allowed[name]:
            yield MarkupError(f"{value!r} is not {noun(name)} of <{node.tag}>", at, did_you_mean(value, allowed[name]))
        elif name == "href" and (fault := urls.fault(urls.tidied(value))):
            yield MarkupError(f"{value!r} {fault[0]}", at, fault[1])
    for name in spec.needs:
        if name not in node.attrib:
            yield MarkupError(f"<{node.tag}> needs the attribute {name!r}", at)


def _listed(names: frozenset[str]) -> str:
    return f"allowed here: {', '.join(f'<{name}>' for name in sorted(names))}" if names else "nothing is allowed here"
