"""The names of sources, as citations write them. Like inline, it belongs to no stage."""

from __future__ import annotations

KEY = r"\w[^\s\[\]{}@;,\"'\\`|]{0,119}"
"""A key as Pandoc and Zotero make them: `lo`, `Lo2022`, `lo_2022:a`, `http://zotero.org/items/AB12`.

https://pandoc.org/MANUAL.html#citation-syntax, without the need for braces: within brackets, a key ends at a blank,
a semicolon or a bracket.
"""
