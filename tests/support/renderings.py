"""Where a real renderer's page shows the texts of a placed slide, and which of them leave their box."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pypdfium2

from policybrief.deck.placed import PlacedSlide
from support import decks


def unreadable(letters: str) -> bool:
    """Letters that the renderer takes from a face of other widths, or writes in another order."""
    return any(ord(char) >= 0x370 and not 0x2000 < ord(char) < 0x20B0 for char in letters)


def strays(page: pypdfium2.PdfPage, slide: PlacedSlide) -> Iterator[str]:
    """Paragraphs of a slide that the page does not show, or not inside their box."""
    found = decks.glyphs(page)
    drawn = "".join(glyph.char for glyph in found)
    rooms = decks.rooms(slide)
    odd = {room[2:6] for room in rooms if unreadable(room.letters)}  # such a line moves the others in its box
    for room in rooms:
        if room[2:6] in odd:
            continue
        starts = [match.start() for match in re.finditer(f"(?={re.escape(room.letters)})", drawn)]
        over = [excess(found[start : start + len(room.letters)], room) for start in starts]
        if not over:
            yield f"{slide.title}: {room.name} is not on the page: {room.letters[:40]}"
        elif min(over) > 0:  # short words may stand on a slide more than once
            yield f"{slide.title}: {room.name} leaves its box by {min(over):.1f} pt: {room.letters[:40]}"


def excess(own: list[decks.Glyph], room: decks.Room) -> float:
    """How far characters leave their box, in points. The renderer rounds widths, and lets descenders hang a little."""
    side, below = 0.6 + 0.005 * (room.right - room.left), 0.5 + 0.03 * max(glyph.size for glyph in own)
    return max(
        room.left - min(glyph.left for glyph in own) - side,
        room.top - min(glyph.top for glyph in own) - below,
        max(glyph.right for glyph in own) - room.right - side,
        max(glyph.bottom for glyph in own) - room.bottom - below,
    )
