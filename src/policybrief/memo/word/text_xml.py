"""Text as the XML of a Word document (WordprocessingML, ECMA-376 part 1, clause 17): runs, each in its language.

Neighbouring runs of one value stand in a content control whose tag is the value's path, so that an edit finds its way
back to the YAML. It is hidden, can be edited, and can't be deleted by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from policybrief.ooxml.xml import escape, quoteattr
from policybrief.text.run import Run, Text
from policybrief.text.scripts import REGIONS, stretches
from policybrief.text.value_path import NOWHERE, ValuePath

LONGEST_TAG = 64
"""Characters that Word takes in a tag (CT_SdtPr); a text of a longer path has no control, and is known by its words."""
_EAST_ASIAN = ("zh", "ja", "ko")
_SIGN_FACE = "Arial"
"""That of the deck for signs that most faces lack."""

Link = Callable[[str], str]
"""Makes a relationship of the document to an address, and gives its id."""


@dataclass
class WordTextXml:
    """Writes text in the language `lang`; numbers of sources lead to those of `anchors`. `ids` are the numbers of
    controls, which all parts of a document share.
    """

    lang: str
    link: Link
    ids: Iterator[int]
    anchors: frozenset[str] = frozenset()

    def text(self, text: Text) -> str:
        """Runs, those of a value in its control."""
        xml = ""
        for path, group in groupby(text, key=_home):
            runs = "".join(map(self._linked, group))
            xml += self._control(path, runs) if path and len(str(path)) <= LONGEST_TAG else runs
        return xml

    def _control(self, path: ValuePath, runs: str) -> str:
        tag = f'<w:tag w:val={quoteattr(str(path))}/><w:id w:val="{next(self.ids)}"/>'
        hidden = '<w:lock w:val="sdtLocked"/><w15:appearance w15:val="hidden"/>'
        return f"<w:sdt><w:sdtPr>{tag}{hidden}</w:sdtPr><w:sdtContent>{runs}</w:sdtContent></w:sdt>"

    def _linked(self, run: Run) -> str:
        """A run, in a link where it is one: to an address, or to the source whose number it is."""
        xml = "".join(self._piece(run, words, lang) for words, lang in self._by_language(run.text))
        if run.struck:
            return self._told(run.struck, xml)
        if run.link:
            return f'<w:hyperlink r:id="{self.link(run.link)}" w:history="1">{xml}</w:hyperlink>'
        if run.cite and run.text.strip() in self.anchors:
            return f'<w:hyperlink w:anchor="source_{run.text.strip()}" w:history="1">{xml}</w:hyperlink>'
        return xml

    def _told(self, said: str, runs: str) -> str:
        """Runs in a control whose title a listener hears: Word has no alternative text for words."""
        title = f'<w:alias w:val={quoteattr(said[:LONGEST_TAG])}/><w:id w:val="{next(self.ids)}"/>'
        return f"<w:sdt><w:sdtPr>{title}</w:sdtPr><w:sdtContent>{runs}</w:sdtContent></w:sdt>"

    def _by_language(self, text: str) -> Iterator[tuple[str, str]]:
        if text.isascii():
            return iter([(text, "")] if text else [])
        return stretches(text, self.lang)

    def _piece(self, run: Run, words: str, lang: str) -> str:
        """A stretch of one look and language, which says no more than its style does not. Italics are not for
        ideographs, but an author's own are.
        """
        region = REGIONS.get(lang, self.lang)
        asian = region.startswith(_EAST_ASIAN)
        look = '<w:rStyle w:val="Hyperlink"/>' if run.link else '<w:rStyle w:val="SourceNumber"/>' if run.raised else ""
        if run.is_sign:
            look += f'<w:rFonts w:ascii="{_SIGN_FACE}" w:hAnsi="{_SIGN_FACE}" w:eastAsia="{_SIGN_FACE}"/>'
        else:
            look += '<w:rFonts w:hint="eastAsia"/>' if asian and not words.isascii() else ""
        look += "<w:b/><w:bCs/>" if run.bold else ""
        look += "<w:i/><w:iCs/>" if run.italic else ""
        look += "<w:strike/>" if run.struck else ""
        if lang:
            look += f"<w:lang w:{'eastAsia' if asian else 'val'}={quoteattr(region)}/>"
        properties = f"<w:rPr>{look}</w:rPr>" if look else ""
        return f"<w:r>{properties}{_letters(words)}</w:r>"


def _home(run: Run) -> ValuePath:
    """The value that a run is of; the number of a source is the program's."""
    return NOWHERE if run.cite else run.path


def _letters(words: str) -> str:
    """Characters, with tabs as the elements that they are in Word."""
    pieces = (f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else "" for piece in words.split("\t"))
    return "<w:tab/>".join(pieces)


def languages(lang: str) -> dict[str, str]:
    """The attributes of a document's language: that of Latin, Greek and Cyrillic letters, and that of ideographs."""
    asian = lang.startswith(_EAST_ASIAN)
    return {"val": "en-US" if asian else lang, "eastAsia": lang if asian else "zh-CN"}
