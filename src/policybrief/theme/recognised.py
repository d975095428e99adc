"""Which of a base's layouts is our cover, our section slide and our title-only: by type, name, placeholders and boxes.

Each clue has points, and what a layout has in all ranks it. A layout is taken where its points are enough, or where no
other of another kind comes near; who asks sees points and clues (`brief theme inspect`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policybrief.ooxml.contrast import ratio
from policybrief.text.records import dataclass
from policybrief.theme import on_base
from policybrief.theme.base import grounds
from policybrief.theme.base.layouts import TITLES, Base, Layout

TYPES = {
    "cover": ("title",),
    "section": ("secHead",),
    "title-only": ("titleOnly",),
    "one-text": ("obj", "tx"),
    "two-texts": ("twoObj", "twoColTx", "twoObjAndTx"),
}
"""The types that the schema has for layouts (ECMA-376, 19.7.15), by our names."""
_NAMES = {
    "cover": r"title slide|cover|titelfolie|titelblatt|diapositive de titre|(diapositiva|slide) (de|di) t[ií]tulo|"
    r"diapositiva de título|diapositiva titolo|slide de título|titeldia|rubrikbild|otsikkodia|slajd tytułowy|"
    r"titulní snímek|титульный слайд|титульний слайд|başlık slaydı|表紙|タイトル スライド|标题幻灯片|제목 슬라이드|"
    r"title page|startfolie|deckblatt|couverture|page de (garde|titre)|portada|copertina|capa|обкладинка|"
    r"титульна сторінка|封面|标题页|首页",
    "section": r"section( header| title| divider)?|divider|abschnitts?(überschrift|folie|titel)?|kapitel(titel|folie)?|"
    r"trennfolie|zwischentitel|titre de section|intercalaire|chapitre|encabezado de sección|separador|"
    r"intestazione sezione|sectiekop|avsnittsrubrik|osan ylätunniste|nagłówek sekcji|záhlaví (části|oddílu)|"
    r"заголовок раздела|заголовок розділу|розділ|bölüm üst bilgisi|セクション見出し|节标题|章节(页|标题)?|过渡页|"
    r"구역 머리글|chapter|separatore|cabeçalho da seção",
    "title-only": r"title only|only title|headline only|nur titel|nur überschrift|titre (seul|uniquement)|"
    r"s[oó]lo (el )?t[ií]tulo|solo titolo|alleen titel|endast rubrik|vain otsikko|tylko tytuł|pouze nadpis|"
    r"только заголовок|(лише|тільки) заголовок|yalnızca başlık|タイトルのみ|仅标题|只有标题|제목만|"
    r"somente título|apenas título",
}
_WHOLE = {"cover": r"title|titel|titre|título|titolo|заголовок|标题"}
"""Words that name a layout where they are all of its name."""
_QUOTE = re.compile(
    r"(?<![^\W_])(quotes?|quotations?|zitate?|citations?|citas?|citazion[ei]|citaç(ão|ões)|citaat|citat|цитат[аи]?)(?![^\W_])|引用|引言",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s+[-–—|:]\s+|[_/|:]+|^\d+[ .-]*")
"""What stands between a house's own words and what a layout is: "SAS - Title Only", "1_Nur Titel"."""

_SURE, _LEAD = 3.0, 2.0
"""So many points are enough; or so many more than any other has."""
_LARGE = 0.25
"""Of the slide, from which on a placeholder is made for its content."""
_MUCH_CONTENT, _LEAST_CONTENT = 0.45, 0.25
"""Shares of the slide for content: room, and too little."""


@dataclass(frozen=True)
class Ranked:
    """A layout with the points that it has for one of ours, and the clues that gave them."""

    layout: Layout
    name: str
    points: float
    clues: tuple[str, ...]


def ranked(base: Base, kind: str) -> list[Ranked]:
    """The layouts that have what `kind` ("cover", "section" or "title-only") needs, the likeliest first."""
    fitting = [layout for layout in base.layouts if on_base.lack(kind, layout, base) is None]
    rank = []
    for layout in fitting:
        clues = list(_clues(base, layout, kind))
        said = tuple(f"{clue} {points:+g}" for clue, points in clues)
        rank.append(Ranked(layout, name_of(base, layout), sum(points for _, points in clues), said))
    if kind == "title-only":  # a master for covers may have one too, with little room
        rank.sort(key=lambda each: (-each.points, -round(grounds.content(base, each.layout).area, -3)))
    return sorted(rank, key=lambda each: -each.points)


def is_for_quotations(name: str) -> bool:
    """Whether a layout's name says that it is made for a quotation."""
    return bool(_QUOTE.search(name))


def sure(base: Base, kind: str) -> list[Ranked]:
    """The layout that is `kind`, and after it others that are as well; none where that is not clear. The only one of a
    base that has a title is all that is asked for.
    """
    rank = ranked(base, kind)
    if len(rank) < 2:
        return rank
    first = rank[0]
    enough = [each for each in rank if each.points >= _SURE]
    if enough:
        return enough
    rest = [each.points for each in rank[1:] if not _alike(base, first.layout, each.layout)]
    return [first] if first.points >= 1 and first.points - max(rest, default=-_LEAD) >= _LEAD else []


def counterpart(base: Base, section: Layout) -> Layout | None:
    """The divider that goes with another in turn: dark where that is light, or the other way, with its title in the
    same place; none where there are several.
    """
    dividers = [each.layout for each in ranked(base, "section") if each.points >= _SURE]
    if section not in dividers:
        return None
    alike = [each for each in dividers if each is not section and _placed_alike(each, section)]
    other = [each for each in alike if _is_dark(base, each) != _is_dark(base, section)]
    return other[0] if len(other) == 1 and len(alike) == 1 else None


def _placed_alike(one: Layout, other: Layout) -> bool:
    return bool(one.title and other.title and one.title.box == other.title.box and one.master == other.master)


def _is_dark(base: Base, layout: Layout) -> bool:
    """Whether a title stands on dark ground; one that can't be known is light."""
    assert layout.title
    ground = grounds.under_text(base, layout, layout.title)
    return bool(ground.shades) and all(ratio(shade, "FFFFFF") > ratio(shade, "000000") for shade in ground.shades)


def broken_promises(base: Base, kind: str) -> list[str]:
    """What layouts lack that are `kind` by their type or name, as sentences."""
    faults = []
    for layout in base.layouts:
        lack = on_base.lack(kind, layout, base)
        if lack and (layout.type in TYPES[kind] or (kind in _NAMES and _named(layout.name, kind) == _FULL)):
            faults.append(f"{name_of(base, layout)!r} {lack}")
    return faults


def name_of(base: Base, layout: Layout) -> str:
    """The name by which a layout is found: with its master's, where another has the same."""
    return layout.name if base.named(layout.name) is layout else f"{layout.master} / {layout.name}"


def _clues(base: Base, layout: Layout, kind: str) -> Iterator[tuple[str, float]]:
    """What speaks for a layout, and against it, with its points."""
    if layout.type in TYPES[kind]:
        yield "type", 4.0
    elif layout.type not in ("", "cust", "blank"):
        yield f"type {layout.type}", -2.0
    if points := _named(layout.name, kind):
        yield "name", points
    elif any(_named(layout.name, other) == _FULL for other in _NAMES if other != kind):
        yield "name of another", -2.0
    if any(held.type == "pic" for held in layout.placeholders):
        yield "place for a picture", -8.0 if kind == "section" else -4.0
    large = sum(body.box.area > _LARGE * base.width * base.height for body in layout.bodies)
    yield from _title_only(base, layout, large) if kind == "title-only" else _opening(base, layout, kind, large)


def _opening(base: Base, layout: Layout, kind: str, large: int) -> Iterator[tuple[str, float]]:
    """The clues of a cover or a section slide: a title in the middle, and little else."""
    title = layout.title
    assert title
    if kind == "cover" and title.type == "ctrTitle":
        yield "centred title", 2.0
    if kind == "cover" and any(held.type == "subTitle" for held in layout.placeholders):
        yield "subtitle", 1.0
    if kind == "cover" and layout is base.layouts[0]:
        yield "first", 0.5
    if kind == "section" and title.type == "ctrTitle":
        yield "centred title", -1.0
    if kind == "section" and [body.type for body in layout.bodies] == ["body"]:
        yield "one text", 1.0
    middle = (title.box.y + title.box.height / 2) / base.height
    yield ("title in the middle", 1.0) if 0.2 < middle < 0.8 else ("title at the edge", -1.0)
    if large:
        yield "place for content", -2.0


def _title_only(base: Base, layout: Layout, large: int) -> Iterator[tuple[str, float]]:
    """The clues of a slide with a title alone: that above, free room below, no placeholder."""
    title = layout.title
    assert title
    if not layout.bodies and title.type == TITLES[0]:
        yield "no other placeholder", 1.0
    elif large:
        yield "place for content", -1.0
    if title.box.bottom < 0.4 * base.height:
        yield "title above", 1.0
    share = grounds.content(base, layout).area / (base.width * base.height)
    if share >= _MUCH_CONTENT:
        yield "room", 1.0
    elif share < _LEAST_CONTENT:
        yield "little room", -3.0


_FULL, _HELD = 4.0, 2.0


def _named(name: str, kind: str) -> float:
    """The points of a name: all of it, or a part between a house's own words; or words within it."""
    parts = [part.strip() for part in (name, *_PARTS.split(name)) if part and part.strip()]
    if any(re.fullmatch(_NAMES[kind], part, re.IGNORECASE) for part in parts):
        return _FULL
    if kind in _WHOLE and any(re.fullmatch(_WHOLE[kind], part, re.IGNORECASE) for part in (parts[0], parts[-1])):
        return _FULL
    return _HELD if re.search(rf"(?<![^\W_])(?:{_NAMES[kind]})(?![^\W_])", name, re.IGNORECASE) else 0.0


def _alike(base: Base, one: Layout, other: Layout) -> bool:
    """Whether two layouts have title and content in the same places, so that either will do."""
    assert one.title
    assert other.title
    return one.title.box == other.title.box and grounds.content(base, one) == grounds.content(base, other)
