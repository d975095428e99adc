"""`brief theme inspect _brand.yml --write`: a theme in a house's colours and faces, with its logo.

The house's colours are kept where text in them can be read (WCAG 2.1), and made darker or lighter where not. What it
does not say is that of `statecraft`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from policybrief.errors import BriefError, Problem
from policybrief.fonts import files as fontfiles
from policybrief.ooxml.contrast import TEXT, mended, ratio
from policybrief.theme import palette
from policybrief.theme.base.grounds import Ground
from policybrief.theme.brand import Brand, BrandFace
from policybrief.theme.colors import PLAIN, Colors
from policybrief.theme.propose import put, quoted

_STYLES = {
    "regular": ("Regular",),
    "bold": ("SemiBold", "Bold"),
    "italic": ("Italic",),
    "bold_italic": ("SemiBoldItalic", "BoldItalic"),
}
"""How the files of a face are called at their end, by style, the best first."""
_MARKS = ("secondary", "tertiary", "danger", "warning", "info", "success")
_HEADING = "heading"
"""The slot of what the brand says of its headings, for which Office has none."""


def write(brand: Brand, file: Path) -> list[Path]:
    """Write a theme to `file`, with logo and faces copied beside it. Raises `BriefError`; overwrites nothing."""
    return put(file, lambda: theme(brand, file.stem), _copied(brand), within=brand.file.parent)


def _copied(brand: Brand) -> Iterator[Path]:
    """What lies beside the theme: the logo, with the pixels of one that is drawn, and the files of faces."""
    if brand.logo:
        pixels = brand.logo.with_suffix(".png")
        yield from dict.fromkeys([brand.logo, *([pixels] if pixels.is_file() else [])])
    faces = [face for face in (brand.headings, brand.base) if face]
    yield from dict.fromkeys(place for face in faces for place in face.files.values())


def theme(brand: Brand, name: str) -> str:
    """The theme as YAML. Raises `BriefError` where the brand's ground leaves no text readable."""
    lines = [
        f"# A theme of {brand.file.name}, proposed by `brief theme inspect --write`. All of it may be changed.",
        f"name: {quoted(brand.name or name)}",
        "extends: statecraft",
        "",
        "# The brand's own colours, made darker or lighter where text in them could not be read (WCAG 2.1).",
        "colors:",
        *(f"  {key}: {value}" for key, value in colors(brand).items()),
    ]
    if brand.logo:
        lines += ["", f"logo: {{file: {quoted(brand.logo.name)}, alt: {quoted(brand.logo_alt)}}}"]
    faces = {"heading_face": brand.headings, "body_face": brand.base}
    if any(faces.values()):
        lines += ["", "deck:", *(f"  {key}: {quoted(face.name)}" for key, face in faces.items() if face)]
    memo = [(key, face, memo_files(face)) for key, face in faces.items() if face]
    if any(files for *_, files in memo):
        lines += ["", "memo:", *(f"  {key}: {json.dumps(files)}" for key, _, files in memo if files)]
    lacking = [_lacking(face) for _, face, files in memo if not files]
    return "\n".join([*lines, *dict.fromkeys(lacking), ""])


def colors(brand: Brand) -> dict[str, str]:
    """Our colours as YAML, by name."""
    slots = _slots(brand)
    made, fault = palette.best(slots, Ground(slots["bg1"], plain=True), _HEADING)
    if fault:
        message = f"the background is {slots['bg1']}, on which {fault.pair.what} can't be made readable"
        raise BriefError([Problem(message, str(brand.file), hint="give a lighter or a darker color.background")])
    said = {name: _said(made.said[name], made.rgb[name]) for name in Colors.model_fields}
    signal, cover = made.rgb["highlight"], made.rgb["primary"]
    said["highlight"] = f'"{signal if ratio(signal, cover) >= TEXT else mended(signal, cover, TEXT)[0]}"'
    return said


def _said(said: str, rgb: str) -> str:
    """A shade of one of our own colours as it is; of the brand's, its digits."""
    of = said.removeprefix("{of: ").partition(",")[0].rstrip("}")
    return said if of in PLAIN else f'"{rgb}"'


def _slots(brand: Brand) -> dict[str, str]:
    """The brand's colours by Office's names for a house's; what it does not give is near to what it does."""
    own: Mapping[str, str] = brand.colors
    ink, paper = own.get("foreground", "1B222B"), own.get("background", "FFFFFF")
    primary = own.get("primary", "14284B")
    wanted = (*(own[key] for key in _MARKS if key in own), *brand.palette)
    hues = [rgb for rgb in dict.fromkeys(wanted) if palette.has_hue(rgb) and rgb != primary] or [primary]
    signal = own.get("warning", hues[0])
    slots = {"tx1": ink, "bg1": paper, "tx2": own.get("dark", primary), "bg2": own.get("light", paper)}
    slots |= {"accent1": primary, "accent2": own.get("danger", hues[0]), "accent3": signal}
    slots |= {"accent4": hues[-1], "accent5": signal, "accent6": hues[0]}
    return slots | {"hlink": brand.link_color or primary, _HEADING: brand.heading_color or primary}


def memo_files(face: BrandFace) -> dict[str, Any]:
    """The files of a face for the memo: the brand's own, or those of its package of open fonts, if there are any."""
    if "regular" in face.files:
        return {style: place.name for style, place in face.files.items()}
    package = f"fontpkg_{face.name.lower().replace(' ', '_')}"
    names = fontfiles.names(package)
    found = {
        style: name
        for style, ends in _STYLES.items()
        if (name := next((name for end in ends for name in names if name.endswith(f"-{end}.ttf")), ""))
    }
    return {"package": package, **found} if "regular" in found else {}


def _lacking(face: BrandFace) -> str:
    package = f"fontpkg-{face.name.lower().replace(' ', '-')}"
    return f"# The memo's faces are statecraft's: there are no files of {face.name} here (pip install {package}?)."


def record(brand: Brand) -> dict[str, Any]:
    """What the file has, as plain data."""
    faces = {"headings": brand.headings, "base": brand.base}
    return {
        "file": str(brand.file),
        "name": brand.name,
        "colors": dict(brand.colors),
        "faces": {key: face.name for key, face in faces.items() if face},
        "logo": str(brand.logo) if brand.logo else None,
    }


def lines(brand: Brand) -> Iterator[str]:
    """The same to be read."""
    yield f"{brand.file.name}: the brand of {brand.name}"
    for name, rgb in brand.colors.items():
        yield f"  {name:<12} {rgb}"
    for key, face in (("headings", brand.headings), ("text", brand.base)):
        if face:
            held = f", {len(face.files)} files here" if face.files else ""
            yield f"  {key:<12} {face.name}{held}"
    if brand.logo:
        yield f"  {'logo':<12} {brand.logo.name}"
