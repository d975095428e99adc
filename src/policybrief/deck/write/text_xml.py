"""Text as the XML of a slide (DrawingML, ECMA-376 part 1, clause 21.1.2): paragraphs, and runs each in its language.

A paragraph says all of its look, but where it inherits that from a layout. No decisions here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from policybrief.deck.colors import LINK
from policybrief.deck.placed import LinkTarget
from policybrief.deck.shapes import BULLETS, SIGN_FACE, Line, Look
from policybrief.deck.write.colors import fill
from policybrief.deck.write.frame_xml import EMU
from policybrief.fonts.measure import knows
from policybrief.ooxml.xml import escape, quoteattr
from policybrief.text.records import dataclass
from policybrief.text.run import Run
from policybrief.text.scripts import REGIONS, stretches
from policybrief.theme.model import Theme

_EAST_ASIAN = ("zh", "ja", "ko")
"""East Asian text has a second language, which is that of the Latin letters in it."""

Link = Callable[[str], str]
"""Makes a relationship of the part that is written to an address, and gives its id."""
Jump = Callable[[int], str]
"""Makes a relationship to the slide of that number, and gives its id."""


@dataclass(frozen=True)
class SlideTextXml:
    """Writes the text of one slide, in the language `lang`; `targets` say where links inside of the deck lead."""

    theme: Theme
    lang: str
    targets: Mapping[str, LinkTarget]
    link: Link
    jump: Jump

    def line(self, line: Line, *, inherits: bool = False) -> str:
        """A paragraph. One that inherits says only its size: colour and face are the layout's, so that it restyles."""
        runs = "".join(self._run(run, line.look, inherits=inherits) for run in line.text)
        return f"<a:p>{self._paragraph_properties(line, inherits=inherits)}{runs}</a:p>"

    def blank(self, line: Line) -> str:
        """A paragraph without words, which is no higher than one with them: it would else have a base's own size."""
        size = f'<a:endParaRPr lang="{self.lang}" sz="{round(line.look.size * 100)}"/>'
        return f"<a:p>{self._paragraph_properties(line, inherits=False)}{size}</a:p>"

    def _paragraph_properties(self, line: Line, *, inherits: bool) -> str:
        before = f'<a:spcBef><a:spcPts val="{round(line.before * 100)}"/></a:spcBef>'
        if line.look.inherits:
            spacing = f'<a:lnSpc><a:spcPct val="{round(line.look.leading * 100_000)}"/></a:lnSpc>{before}'
            spacing += '<a:spcAft><a:spcPts val="0"/></a:spcAft>'
            return f'<a:pPr marL="0" indent="0"{self._direction}>{spacing}<a:buNone/></a:pPr>'
        if inherits:
            return f"<a:pPr{self._direction}>{before}</a:pPr>"
        hang = 0
        bullet = "<a:buNone/>"
        if line.bullet:
            hang = round(line.look.size * (1.0 if line.bullet in BULLETS else 1.5) * EMU)
            sign = (
                f'<a:buFont typeface="{SIGN_FACE}"/><a:buChar char="{line.bullet}"/>'
                if line.bullet in BULLETS
                else f'<a:buFont typeface="+mj-lt"/><a:buAutoNum type="arabicPeriod" startAt="{line.bullet[:-1]}"/>'
            )
            bullet = f"<a:buClrTx/>{sign}"
        apart = f'<a:spcPct val="{round(line.look.leading * 100_000)}"/>'
        if line.pitch:
            apart = f'<a:spcPts val="{round(line.pitch * 100)}"/>'
        spacing = f'<a:lnSpc>{apart}</a:lnSpc>{before}<a:spcAft><a:spcPts val="0"/></a:spcAft>'
        left, level = hang + round(line.inset * EMU), ' lvl="1"' if line.inset else ""
        placed = f'marL="{left}"{level} indent="{-hang}" algn="{line.align}"{self._direction}'
        return f"<a:pPr {placed}>{spacing}{bullet}</a:pPr>"

    @property
    def _direction(self) -> str:
        """Our languages are written from left to right: said where a base's paragraphs are not."""
        return ' rtl="0"' if self.theme.base and self.theme.base.rtl else ""

    def _run(self, run: Run, look: Look, *, inherits: bool) -> str:
        """A run; in as many pieces as it has languages, for each is spoken by its own."""
        pieces = by_language(run.text, self.lang)
        return "".join(self._piece(run, words, lang, look, inherits=inherits) for words, lang in pieces)

    def _piece(self, run: Run, words: str, lang: str, look: Look, *, inherits: bool) -> str:
        attributes = f'{lang} sz="{round(look.size * 100)}"'
        if (look.bold and not look.inherits) or run.bold:
            attributes += ' b="1"'
        upright = "altLang" in lang or look.inherits  # a design's italics are not for ideographs; an author's are his
        if run.italic or (look.italic and not upright):
            attributes += ' i="1"'
        if not inherits:
            attributes += ' b="0"' if not (look.bold or run.bold) else ""
            attributes += ' cap="all"' if look.caps else ""
            attributes += f' spc="{round(look.spacing * 100)}"' if look.spacing else ""
        if run.struck:
            attributes += ' strike="sngStrike"'
        if run.raised:
            attributes += ' baseline="30000"'
        inner = ""
        if not inherits:
            face = "mj" if look.heading else "mn"
            inked = look.strong if run.bold and look.strong else look.color
            tint = LINK if run.link and not run.link.startswith("#") else inked
            own = SIGN_FACE if run.is_sign else look.face or self._other_face(words, look)
            latin = quoteattr(own or f"+{face}-lt")
            inner = f'{fill(tint, self.theme)}<a:latin typeface={latin}/><a:ea typeface="+{face}-ea"/>'
        if run.link:
            inner += self.click(run.link)
        return f"<a:r><a:rPr {attributes}>{inner}</a:rPr><a:t>{escape(words)}</a:t></a:r>"

    def _other_face(self, words: str, look: Look) -> str:
        """The face for letters whose widths in the theme's own are not known: a program without that face would show
        them in some other, wider than their room.
        """
        deck = self.theme.deck
        letters = "".join(char for char in words if "\u0370" <= char <= "\u052f")
        own = deck.heading_face if look.heading else deck.body_face
        if not letters or self.theme.base or knows(own, letters) or not knows(deck.cyrillic_face, letters):
            return ""
        return deck.cyrillic_face

    def click(self, link: str) -> str:
        """A link to an address, or one inside of the deck, which keeps the colour of its text."""
        if not link.startswith("#"):
            return f'<a:hlinkClick r:id="{self.link(link)}"/>'
        target = self.targets[link]
        return _link_xml(self.jump(target.slide), target.tip)


def as_field(paragraph: str, field: str) -> str:
    """Runs as a field, which PowerPoint keeps right when slides are moved."""
    opening = f'<a:fld id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="{field}">'
    return paragraph.replace("<a:r>", opening).replace("</a:r>", "</a:fld>")


def by_language(text: str, lang: str) -> Iterator[tuple[str, str]]:
    """Text in pieces, each with the attributes for its language as PowerPoint names it; `lang` is the deck's own."""
    if text.isascii() and not lang.startswith(_EAST_ASIAN):
        if text:
            yield text, f'lang="{lang}"'
        return
    for piece, language in stretches(text, lang):
        region = REGIONS.get(language, lang)
        other = "en-US" if lang.startswith(region[:2]) else lang
        yield piece, f'lang="{region}"' + (f' altLang="{other}"' if region.startswith(_EAST_ASIAN) else "")


_COLOR_OF_TEXT = (
    '<a:extLst><a:ext uri="{A12FA001-AC4F-418D-AE19-62706E023703}"><ahyp:hlinkClr '
    'xmlns:ahyp="http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor" val="tx"/></a:ext></a:extLst>'
)
"""[MS-ODRAWXML] hlinkClr: without it PowerPoint takes the theme's colour of links."""


def _link_xml(relation: str, tip: str) -> str:
    """A run's link to another slide. It keeps the colour of its text: a source line is no row of blue words."""
    return (
        f'<a:hlinkClick r:id="{relation}" action="ppaction://hlinksldjump" tooltip={quoteattr(tip)}>'
        f"{_COLOR_OF_TEXT}</a:hlinkClick>"
    )
