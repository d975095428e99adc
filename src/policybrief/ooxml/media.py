"""Pictures as parts of a package: one for each picture, however many places show it, under a name that says nothing."""

from __future__ import annotations

from policybrief.ooxml.writing import NewPackage

_KINDS = {b"\x89PNG": ("png", "image/png"), b"\xff\xd8\xff": ("jpg", "image/jpeg")}
_SVG = ("svg", "image/svg+xml")
_BLIP = (
    '<a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"><asvg:svgBlip '
    'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="%s"/></a:ext></a:extLst>'
)
"""[MS-ODRAWXML] svgBlip: programs that know no SVG show the bitmap."""


def add_image(package: NewPackage, content: bytes, folder: str = "ppt/media/") -> str:
    """The name of the part in a folder that holds these bytes, a PNG, JPEG or SVG."""
    taken = {name: part for name, part in package.parts.items() if name.startswith(folder)}
    for name, part in taken.items():
        if part == content:
            return name
    extension, kind = next((pair for start, pair in _KINDS.items() if content.startswith(start)), _SVG)
    stems = {name.rpartition(".")[0] for name in taken}
    number = next(number for number in range(1, len(stems) + 2) if f"{folder}image{number}" not in stems)
    return package.add(f"{folder}image{number}.{extension}", kind, content)


def vector_xml(relation: str) -> str:
    """What a blip of a bitmap says of the SVG that shows the same."""
    return _BLIP % relation
