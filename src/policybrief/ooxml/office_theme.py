"""An Office theme (.thmx), read as the template that it holds.

PowerPoint keeps in it, beside colours and faces, a presentation without slides: masters and layouts below `theme/`,
with a theme manager in front. With `ppt/` for `theme/` and the presentation in front, it is a .potx. Its variants stay
behind.
"""

from __future__ import annotations

import posixpath
import zipfile

from policybrief.ooxml import zipped

_MANAGER = "theme/theme/themeManager.xml"
_PRESENTATION = "theme/presentation.xml"
_TYPES, _ROOT = "[Content_Types].xml", "_rels/.rels"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"


def holds_template(archive: zipfile.ZipFile) -> bool:
    """Whether it is an Office theme with masters and layouts."""
    return {_MANAGER, _PRESENTATION, _TYPES} <= set(archive.namelist())


def as_template(archive: zipfile.ZipFile) -> bytes:
    """The package of a template with what the theme holds. Raises what `zipfile` raises for damage."""
    files = {_TYPES: archive.read(_TYPES).replace(b'"/theme/', b'"/ppt/'), _ROOT: _root()}
    for name in archive.namelist():
        if name.startswith("theme/") and not name.endswith("/") and _held(name) != _MANAGER:
            content = archive.read(name)
            absolute = content.replace(b'"/theme/', b'"/ppt/') if name.endswith(".rels") else content
            files["ppt/" + name.removeprefix("theme/")] = absolute
    return zipped.packed(files)


def _held(name: str) -> str:
    """The part that a file is, or has the relationships of."""
    folder, file = posixpath.split(name)
    return posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels")) if name.endswith(".rels") else name


def _root() -> bytes:
    relationship = f'<Relationship Id="rId1" Type="{_OFFICE}" Target="ppt/presentation.xml"/>'
    return f'<Relationships xmlns="{_RELATIONSHIPS}">{relationship}</Relationships>'.encode()
