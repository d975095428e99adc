"""`brief theme inspect --write`: a theme for a base, with its layouts, sizes and colours, ready to build with.

What is sure is written (recognised.py says when it is). Where nothing is sure, the user is asked, with the likeliest
names; nothing is guessed.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from policybrief.errors import BriefError, Problem
from policybrief.system.files import access
from policybrief.system.files import problems as file_problems
from policybrief.text.records import dataclass
from policybrief.theme import on_base, palette, recognised
from policybrief.theme.base import grounds
from policybrief.theme.base.layouts import EXHIBITS, Base, Layout
from policybrief.theme.colors import Colors, Fill, Shade
from policybrief.theme.lengths import LARGEST

_NOTES = {
    "cover": "the first slide",
    "section": "slides between parts",
    "other-section": "every second one of them",
    "closing": "the last slide",
    "picture": "a picture alone",
    "chart": "a chart alone",
    "quote": "a quotation alone",
    "title-only": "every other slide: a title above our own blocks",
}

_PROMPT = re.compile(
    r"\b(title|titel|titre|t[ií]tulo|date|datum|d{1,2}[./-]mm|author|autor|auteur|name|nom|footer|fu(ß|ss)zeile|"
    r"pied de page|pie de p[aá]gina|rodapé|click|klick|cliquez|text|texte|presentation|präsentation|lorem|insert|add|"
    r"колонтитул|нижний|дата)|页脚|标题|日期|[\[<{…]",
    re.IGNORECASE,
)
"""Words by which a footer's text is a prompt for other words."""

_SAME, _AS_LARGE = 0.06, 0.75
"""How far apart two contents may begin, of the slide's height, and how large one is of the other: about the same."""

_LARGE = 0.6
"""Of the content area, what a place for a picture, a chart or a quotation has."""

LEAST = 9.0
"""No size of a theme that is proposed is smaller."""


@dataclass(frozen=True)
class Mapped:
    """A layout of ours with the base's for it, and others that would do as well. `note` says why it is another's."""

    layout: Layout
    name: str
    others: tuple[str, ...] = ()
    note: str = ""


def put(
    file: Path, text: Callable[[], str], copied: Iterable[Path], within: Path | None = access.ANYWHERE
) -> list[Path]:
    """Write the `text` of a theme to `file`, and what it names beside it: `copied` are files that lie in `within`.

    Raises `BriefError`, with all that stands in the way; overwrites nothing.
    """
    if file.suffix.lower() != ".yaml":
        raise BriefError([Problem("a theme's file ends in .yaml", str(file), hint="as in house.yaml")])
    taken = [Problem("is there already", str(file), hint="name another file, or move this one")] * file.exists()
    contents: dict[Path, bytes] = {}
    for place in copied:
        content, beside = _content(place, within), file.parent / place.name
        if not beside.exists():
            contents[beside] = content
        elif _content(beside) != content:
            hint = "give one of the two another name, or the theme another folder"
            taken.append(Problem(f"is there already, and is another file than {place}", str(beside), hint=hint))
    if taken:
        raise BriefError(taken)
    contents = {file: text().encode()} | contents
    try:
        access.put(contents, within=access.ANYWHERE)
    except OSError as error:
        raise BriefError([file_problems.unwritten(error, file)]) from None
    return list(contents)


def _content(file: Path, within: Path | None = access.ANYWHERE) -> bytes:
    try:
        return access.read(file, access.MOST_BYTES, within=within)
    except OSError as error:
        raise BriefError([file_problems.unread(error, file)]) from None


def themes(base: Base, chosen: Mapping[str, str], name: str, shares: Sequence[float]) -> list[str]:
    """The theme as YAML, with texts at each of these shares of the sizes that are usual in its content area."""
    mapped = layouts(base, chosen)
    first = mapped["title-only"].layout
    ordered = _ordered(palette.proposed(base, first))
    lines = [
        f"# A theme on {base.file.name}, proposed by `brief theme inspect --write`. All of it may be changed.",
        f"name: {quoted(name)}",
        "extends: statecraft",
        "",
        "# Shades of the base's own colours, so that PowerPoint's Design tab restyles them; made darker or lighter",
        "# until text in them can be read (WCAG 2.1).",
        "colors:",
        *(f"  {key}: {value}" for key, value in ordered.items()),
        *_chart(base, first),
        "",
        "deck:",
        f"  base: {quoted(base.file.name)}   # beside this file",
        "  # Our layouts, and the base's names for them. Texts without a layout stand in text boxes on title-only.",
        "  layouts:",
    ]
    for kind, choice in mapped.items():
        said = "; ".join(part for part in (_NOTES.get(kind, ""), choice.note, _also(choice)) if part)
        lines.append(f"    {kind}: {quoted(choice.name)}" + (f"   # {said}" if said else ""))
    lines += _footer(first)
    return ["\n".join([*lines, *_sizes(base, first, share), ""]) for share in shares]


def _chart(base: Base, layout: Layout) -> Iterator[str]:
    """The house's own colours for the series of charts, where they can be seen and told apart."""
    fills = palette.series_of(base, layout)
    said = [fill if isinstance(fill, str) else _shade(fill) for fill in fills]
    if said:
        yield "# The series of charts: the base's accents that are seen on its slides, each a grey of its own in print."
        yield f"chart: [{', '.join(said)}]"


def _shade(fill: Fill) -> str:
    assert isinstance(fill, Shade)
    return f"{{of: {fill.of}" + (f", lighter: {fill.lighter}" if fill.lighter else "") + "}"


def _footer(layout: Layout) -> Iterator[str]:
    """The footer that slides of the base have: the house's own words, or for the user to judge what may be a prompt."""
    held = layout.foot("ftr")
    if held and any(map(str.isalnum, held.text)):
        prompt = _PROMPT.search(held.text)
        yield "  # The footer's own words" + (
            "; take the # away to show them" if prompt else ", beside which a marking stands"
        )
        yield f"  {'# ' if prompt else ''}footer: {quoted(held.text)}"


def layouts(base: Base, chosen: Mapping[str, str]) -> dict[str, Mapped]:
    """Our layouts mapped onto the base's; of cover and section, either stands for the other where that has none.

    Raises `BriefError` where a required one can't be told, with the likeliest.
    """
    if problems := [problem for kind, name in chosen.items() if (problem := _fault(base, kind, name))]:
        raise BriefError(problems)
    mapped = _required(base, chosen)
    for kind in on_base.REQUIRED:
        if kind not in mapped:
            hint = f'say which: --layout {kind}="…"; {_nearest(base, kind)}'
            problems.append(Problem(f"it is not clear which layout is {kind!r}", str(base.file), hint=hint))
    if problems:
        raise BriefError(problems)
    first = mapped["title-only"].layout
    mapped |= {
        kind: Mapped(base_layout, recognised.name_of(base, base_layout))
        for kind, base_layout in exhibits(base, first).items()
        if kind not in mapped
    }
    for kind in on_base.TEXTS:
        if kind not in mapped and (sure := _texts(base, kind, mapped["title-only"].layout)):
            mapped[kind] = sure
    kinds = (*on_base.REQUIRED, *on_base.OPTIONAL, *on_base.TEXTS)
    return {kind: mapped[kind] for kind in kinds if kind in mapped}


def _required(base: Base, chosen: Mapping[str, str]) -> dict[str, Mapped]:
    """The layouts that are chosen, and of those that are needed what is sure, or stands in."""
    mapped = {kind: Mapped(layout, name) for kind, name in chosen.items() if (layout := base.named(name))}
    for kind in on_base.REQUIRED:
        if kind not in mapped and (rank := recognised.sure(base, kind)):
            mapped[kind] = Mapped(rank[0].layout, rank[0].name, tuple(each.name for each in rank[1:]))
    for kind, stand_in in (("section", "cover"), ("cover", "section")):
        if kind not in mapped and stand_in in mapped:
            mapped[kind] = replace(mapped[stand_in], others=(), note=_instead(base, kind, stand_in))
    section = mapped.get("section")
    if section and "other-section" not in mapped and (other := recognised.counterpart(base, section.layout)):
        mapped["other-section"] = Mapped(other, recognised.name_of(base, other))
    return mapped


def _instead(base: Base, kind: str, stand_in: str) -> str:
    """Why the layout of another kind is taken."""
    broken = recognised.broken_promises(base, kind)
    return f"that of {stand_in!r}, for " + (" and ".join(broken) if broken else f"the base has none for {kind!r}")


def _fault(base: Base, kind: str, name: str) -> Problem | None:
    """What is wrong with a layout that the user has chosen."""
    layout, known = base.named(name), (*on_base.REQUIRED, *on_base.OPTIONAL, *on_base.TEXTS)
    if kind not in known:
        return Problem(f"{kind!r} is not one of our layouts", hint=f"available here: {', '.join(known)}")
    if layout is None:
        return Problem(f"has no layout {name!r}", str(base.file), hint=on_base.candidates(base, name))
    lack = on_base.lack(kind, layout, base)
    return Problem(f"the layout {name!r} {lack}", str(base.file), hint=_nearest(base, kind)) if lack else None


def _texts(base: Base, kind: str, first: Layout) -> Mapped | None:
    """The layout of texts for `kind` by its type, with its title where that of title-only is. Of several, the first."""
    fitting = [layout for layout in base.layouts if on_base.lack(kind, layout, base) is None]
    fitting = [layout for layout in fitting if _goes_with(base, layout, first)]
    fitting = [layout for layout in fitting if len(layout.bodies) == on_base.TEXTS[kind]]
    names = [recognised.name_of(base, layout) for layout in fitting if layout.type in recognised.TYPES.get(kind, ())]
    layout = base.named(names[0]) if names else None
    return Mapped(layout, names[0], tuple(names[1:])) if layout else None


def exhibits(base: Base, first: Layout) -> dict[str, Layout]:
    """Layouts for a picture, a chart or a quotation alone that go with title-only: the first of each that has a large
    place for it, or that its name says to be one for quotations.
    """
    found: dict[str, Layout] = {}
    room = grounds.content(base, first)
    for kind, types in EXHIBITS.items():
        for layout in base.layouts:
            place = layout.place(kind) if on_base.lack(kind, layout, base) is None else None
            if place is None or layout is first or not _goes_with(base, layout, first):
                continue
            named = recognised.is_for_quotations(layout.name)
            fit = named if kind == "quote" else place.type == types[0] and not named
            if fit and place.box.overlap(room).area >= _LARGE * room.area and kind not in found:
                found[kind] = layout
    return found


def _goes_with(base: Base, layout: Layout, first: Layout) -> bool:
    """Whether a layout of texts is of the same master as title-only, with title and content in about the same place: of
    slides that are alike, some may need the one and some the other.
    """
    there = layout.title and first.title and layout.title.box == first.title.box
    own, usual = grounds.content(base, layout), grounds.content(base, first)
    near = abs(own.y - usual.y) < _SAME * base.height and own.area > _AS_LARGE * usual.area
    return (
        bool(there and near)
        and layout.master == first.master
        and (layout.scheme, layout.faces) == (first.scheme, first.faces)
    )


def _nearest(base: Base, kind: str) -> str:
    """The layouts that could be meant: those with all that is needed, the likeliest first."""
    if kind in on_base.REQUIRED:
        fitting = [each.name for each in recognised.ranked(base, kind)]
    else:
        whole = (layout for layout in base.layouts if on_base.lack(kind, layout, base) is None)
        fitting = [recognised.name_of(base, layout) for layout in whole]
    if not fitting:
        return "no layout of the base has what it needs: add one in PowerPoint"
    return "it could be " + ", ".join(repr(name) for name in fitting[:12])


def _also(choice: Mapped) -> str:
    return f"also: {', '.join(choice.others[:4])}{' …' if len(choice.others) > 4 else ''}" if choice.others else ""


def _sizes(base: Base, layout: Layout, less: float) -> Iterator[str]:
    """Sizes for this base: those of statecraft as they look on a slide of this size, or as its content area allows."""
    area = grounds.content(base, layout)
    place = {"x": area.x, "y": area.y, "width": area.width, "height": area.height}
    yield "  # Where content stands, in points; only to be given where it is not right:"
    yield f"  # content: {{{', '.join(f'{key}: {value:.0f}' for key, value in place.items())}}}"
    page = math.sqrt(base.width * base.height / (960.0 * 540.0))
    share = min(page, 0.88 * math.sqrt(area.width * max(area.height - 60.0 * page, 60.0) / (852.0 * 358.0)))
    own = layout.title.look.size if layout.title else 28.0
    title = _half(min(own, 36.0 * page, LARGEST))
    usual = {"lead": 24.0, "head": 20.0, "text": 18.0, "label": 14.0}
    sizes = {"cover": max(title, _half(min(48.0 * page, LARGEST))), "title": title}
    sizes |= {name: min(title, _half(max(LEAST, size * share * less))) for name, size in usual.items()}
    sizes |= {
        name: min(sizes["label"], _half(max(LEAST, size * page))) for name, size in (("kicker", 12), ("footer", 11))
    }
    yield f"  # Points, for slides of {base.width / 72:.4g} by {base.height / 72:.4g} inches."
    yield f"  sizes: {{{', '.join(f'{name}: {size:g}' for name, size in sizes.items())}}}"


def _half(size: float) -> float:
    return math.floor(size * 2) / 2


def _ordered(said: Mapping[str, str]) -> dict[str, str]:
    return {name: said[name] for name in Colors.model_fields}


def quoted(words: str) -> str:
    """A name as YAML: in quotes, which take any character."""
    return json.dumps(words, ensure_ascii=False)
