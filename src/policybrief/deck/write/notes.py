"""The notes page of a slide as XML: its picture, the speaker notes, and the marking at head and foot."""

from __future__ import annotations

from policybrief.deck import marking
from policybrief.deck.colors import BLACK
from policybrief.deck.placed import PlacedDeck, PlacedSlide
from policybrief.deck.shapes import BULLETS, Line
from policybrief.deck.write.colors import color, fill
from policybrief.deck.write.frame_xml import HEAD, NAMESPACES, TREE_HEAD, frame, placeholder
from policybrief.deck.write.text_xml import Link, by_language
from policybrief.ooxml.box import Box
from policybrief.ooxml.xml import escape
from policybrief.text.records import dataclass
from policybrief.text.run import Run, plain

_HANG = 171450
"""From a bullet to its words, in the units of Office."""


@dataclass(frozen=True, slots=True)
class NotesPlaces:
    """The notes master and the attributes of its placeholders: ours, or a base's. Where a base's has none for the head
    or the foot, the marking stands in a `box` of its own there.
    """

    master: str = "ppt/notesMasters/notesMaster1.xml"
    picture: str = 'type="sldImg" idx="2"'
    body: str = 'type="body" sz="quarter" idx="3"'
    header: str = 'type="hdr" sz="quarter" idx="4"'
    footer: str = 'type="ftr" sz="quarter" idx="6"'
    size: tuple[float, float] = (540.0, 720.0)


def _picture(attributes: str) -> str:
    return (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide image"/><p:cNvSpPr>'
        '<a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph {attributes}/></p:nvPr></p:nvSpPr><p:spPr/></p:sp>"
    )


def notes_xml(deck: PlacedDeck, slide: PlacedSlide, link: Link, places: NotesPlaces) -> str:
    """The notes page of a slide: its picture, the notes, and the marking at head and foot."""
    lines = "".join(_line(line, deck.properties.lang, link) for line in slide.notes)
    parts = [_picture(places.picture)] if places.picture else []
    parts.append(placeholder(3, "Notes", places.body, lines))
    if deck.markings:
        row = [Run(marking.BETWEEN)] * (2 * len(deck.markings) - 1)
        row[::2] = [Run(plain(line)) for line in deck.markings]
        text = f"<a:p>{''.join(_marking(run.text, deck) for run in row)}</a:p>"
        width, height = places.size
        parts.append(_edge(4, "Header", places.header, text, Box(18, 6, width - 36, 24)))
        parts.append(_edge(5, "Footer", places.footer, text, Box(18, height - 30, width - 36, 24)))
    return (
        f"{HEAD}<p:notes {NAMESPACES}><p:cSld><p:spTree>{TREE_HEAD}{''.join(parts)}</p:spTree></p:cSld>"
        f"<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>"
    )


def _edge(number: int, name: str, attributes: str, text: str, box: Box) -> str:
    """The marking in the placeholder for it, or in a text box."""
    if attributes:
        return placeholder(number, name, attributes, text)
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr>'
        f'{frame(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr><p:txBody>'
        f'<a:bodyPr wrap="square" anchor="ctr"><a:noAutofit/></a:bodyPr><a:lstStyle/>{text}</p:txBody></p:sp>'
    )


def _marking(words: str, deck: PlacedDeck) -> str:
    """Words of the marking; a TLP label in its colour on black."""
    properties, tint = f'lang="{deck.properties.lang}"', marking.color(words)
    look = f"<a:rPr {properties}/>"
    if tint:
        highlight = f"<a:highlight>{color(BLACK, deck.theme)}</a:highlight>"
        look = f'<a:rPr {properties} sz="1200" b="1">{fill(tint, deck.theme)}{highlight}</a:rPr>'
    return f"<a:r>{look}<a:t>{escape(words)}</a:t></a:r>"


def _line(line: Line, lang: str, link: Link) -> str:
    bullet = ""
    if line.bullet in BULLETS:
        bullet = f'<a:buFont typeface="Arial"/><a:buChar char="{line.bullet}"/>'
    elif line.bullet:
        bullet = f'<a:buFont typeface="+mj-lt"/><a:buAutoNum type="arabicPeriod" startAt="{line.bullet[:-1]}"/>'
    if bullet:
        place = f'marL="{2 * _HANG}" lvl="1"' if line.inset else f'marL="{_HANG}"'
        bullet = f'<a:pPr {place} indent="-{_HANG}">{bullet}</a:pPr>'
    runs = "".join(
        _run(run, words, language, link) for run in line.text for words, language in by_language(run.text, lang)
    )
    return f"<a:p>{bullet}{runs}</a:p>"


def _run(run: Run, words: str, lang: str, link: Link) -> str:
    raised = ' baseline="30000"' if run.raised else ""
    inner = f'<a:hlinkClick r:id="{link(run.link)}"/>' if run.link else ""
    struck = ' strike="sngStrike"' if run.struck else ""
    properties = f'<a:rPr {lang} b="{int(run.bold)}" i="{int(run.italic)}"{struck}{raised}>{inner}</a:rPr>'
    return f"<a:r>{properties}<a:t>{escape(words)}</a:t></a:r>"
