"""docs/themes.md: the built-in themes with their pictures, and every key of a theme, from the model.

Usage: python tools/theme_keys.py
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic import Discriminator
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from policybrief.brief.values import Part
from policybrief.read import source
from policybrief.resources import THEMES
from policybrief.theme.colors import Colors, Shade
from policybrief.theme.model import Area, DeckTheme, FontFiles, Layouts, Logo, Margins, MemoTheme, Range, Theme

PAGE = Path(__file__).resolve().parent.parent / "docs" / "themes.md"

_HEAD = """# Themes

A theme is one YAML file, and all that it can vary is in it: no Python for a new one. The brief names it
(`theme: cable`). Your own lies in `content/themes/` and begins with `extends: NAME`; it gives only what it changes:

```yaml
extends: cable
name: House
colors: {accent: "7A1F1F"}
memo: {page: a4}
```

`brief new DIR --theme NAME` begins a project with one, `brief theme list` names them all. Every pair of colours in
which text is set has to have WCAG 2.1's contrast (4.5:1; large text and charts 3:1), or the theme is refused at its
line. The memo's paper is that of the brief's `lang`: Letter in en-US, A4 elsewhere; `memo.page` says otherwise.
"""
_MEANINGS = {
    "name": "What PowerPoint calls the theme's colours and fonts.",
    "logo": "A picture at the end of the memo's header and on the deck's cover.",
    "ink": "Text.",
    "paper": "What all stands on.",
    "primary": "Titles, headings, strong rules; the cover's and the band's ground.",
    "panel": "The tint behind text that must not be missed.",
    "accent": "Numbers, kickers and labels; the side that warns.",
    "highlight": "A signal on `primary`; too light for text on paper.",
    "bronze": "`highlight`, dark enough for text.",
    "first": "The first column of what is compared.",
    "second": "The second column.",
    "muted": "Small labels, sources, dates.",
    "link": "Links; they are underlined too.",
    "marking": "The marking at the head and foot of pages.",
    "rule": "Hairlines.",
    "card": "The tint of cards.",
    "panel_accent": "The tint of a panel that warns.",
    "on_dark": "Small text on `primary`.",
    "deck.base": "An organisation's own .pptx or .potx beside the theme, that decks are built on "
    "(`brief theme inspect FILE --write` makes such a theme).",
    "deck.layouts": "Which of the base's layouts ours are.",
    "deck.content": "Where content stands on a base, if what is read from its layouts is not right.",
    "layouts.cover": "The title slide. With a base it is needed, as are the next two.",
    "layouts.section": "A slide between sections.",
    "layouts.title_only": "A slide with a title and room.",
    "layouts.one_text": "A layout with one body; without it, texts stand in boxes on `title-only`.",
    "layouts.two_texts": "With two.",
    "layouts.three_texts": "With three.",
    "layouts.five_texts": "With five.",
    "x": "From the left edge of the slide.",
    "y": "From its upper edge.",
    "width": "Points.",
    "area.height": "Points.",
    "deck.heading_face": "Titles and numbers; named, for PowerPoint has it. Its widths have to be known.",
    "deck.body_face": "All other text.",
    "deck.east_asian_face": "Chinese, Japanese and Korean characters.",
    "deck.title": "Type size of titles, in points.",
    "deck.body": "Type size of text. It takes the largest size that fits; below the floor the build fails.",
    "deck.cell": "Type size of tables and charts.",
    "deck.kicker": "Type size of the line above a title.",
    "deck.source": "Type size of the source line.",
    "deck.marking": "Type size of the marking in the footer.",
    "memo.header": "The house's format: `plain`, `state-action`, `dod-action`, `nsc`, `congress`, `think-tank`, or a "
    "file in `templates/headers`.",
    "memo.margin": "The side margins, in points (54 to 144; 54 is 0.75 in); or a range, down to whose floor (36 at the "
    "least) they get narrower before a memo is refused.",
    "memo.body": "Type size of text, in points.",
    "memo.leading": "The distance of lines, in type sizes.",
    "memo.spacing": "What every gap is multiplied by.",
    "memo.heading_face": "The title, the bottom line, numbers: open TrueType files, embedded.",
    "memo.body_face": "All other text.",
    "memo.fallback_face": "For characters that both lack; it may be missing.",
    "floor": "The least.",
    "ceiling": "The most.",
    "of": "One of the eleven colours above that are given in digits; on a base, a slot of its theme: `tx1`, `bg1`, "
    "`tx2`, `bg2`, `accent1` to `accent6`, `hlink`.",
    "lighter": "Percent.",
    "darker": "Percent; one of the two.",
    "package": "The Python package that holds the files; without it they lie beside the theme.",
    "regular": "The file's name.",
    "bold": "The file's name; without it `regular` stands in.",
    "italic": "As above.",
    "bold_italic": "As above.",
    "extra": "The extra of policybrief that installs the package.",
    "file": "A `.png` or `.svg` beside the theme; the deck needs the `.png`.",
    "alt": "What it shows, for who can't see it.",
    "height": "Points, on the memo.",
}
_PARTS: dict[str, tuple[type[Part], str]] = {
    "The theme": (Theme, ""),
    "`colors`": (Colors, ""),
    "`deck`": (DeckTheme, "deck."),
    "`deck.layouts`, by the base's names": (Layouts, "layouts."),
    "`deck.content`, in points": (Area, "area."),
    "`memo`": (MemoTheme, "memo."),
    "`logo`": (Logo, ""),
    "A shade of a colour": (Shade, ""),
    "A range": (Range, ""),
    "A face of the memo": (FontFiles, ""),
}
_KINDS: dict[Any, str] = {Shade: "shade", Range: "range", FontFiles: "face", Logo: "see `logo`", Colors: "see `colors`"}
_KINDS[Margins] = "number or range"
_KINDS |= {DeckTheme: "see `deck`", MemoTheme: "see `memo`", Layouts: "see below", Area: "see below"}


def page() -> str:
    """The whole page."""
    parts = [
        _HEAD,
        *_pictures(),
        "## Every key\n\nA key without a default has to be given, here or in what is extended.\n",
    ]
    for heading, (model, prefix) in _PARTS.items():
        rows = "\n".join(_row(name, field, prefix) for name, field in model.model_fields.items())
        parts.append(f"### {heading}\n\n| key | value | default | meaning |\n|---|---|---|---|\n{rows}\n")
    return "\n".join(parts)


def _pictures() -> Iterator[str]:
    for file in sorted(THEMES.glob("*.yaml"), key=lambda file: (file.stem != "statecraft", file.stem)):
        data = source.read(file).data
        picture = f"![{data['name']}: six slides and the memo](themes/{file.stem}.png)"
        yield f"## {file.stem}\n\n{data['about']}.\n\n{picture}\n"


def _row(name: str, field: FieldInfo, prefix: str) -> str:
    default = "" if field.default in (None, PydanticUndefined) else _spelled(field.default)
    meaning = _MEANINGS.get(f"{prefix}{name}") or field.description or _MEANINGS.get(name)
    if not meaning and field.annotation not in (Colors, DeckTheme, MemoTheme):
        raise KeyError(f"{prefix}{name} has no meaning here, and no description in the model")
    return f"| `{field.alias or name}` | {_kind(field)} | {default} | {meaning or ''} |"


def _spelled(default: Any) -> str:
    return f"`[{', '.join(default)}]`" if isinstance(default, tuple) else f"`{default}`"


def _kind(field: FieldInfo) -> str:
    if "chart" in str(field.description):
        return "list of colours' names"
    if any(isinstance(each, Discriminator) for each in (field.discriminator, *field.metadata)):
        return "colour or shade"
    kinds = [one for one in (get_args(field.annotation) or (field.annotation,)) if one is not type(None)]
    if get_origin(field.annotation) is Literal:
        return ", ".join(f"`{word}`" for word in kinds)
    kind = kinds[0]
    if kind in _KINDS:
        return _KINDS[kind]
    if kind in (float, int):
        return "number"
    return "colour" if "Hex" in str(field) or any("[0-9" in str(each) for each in field.metadata) else "text"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
