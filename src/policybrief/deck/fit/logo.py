"""The logo on the cover: on a flag of the paper's colour, for it is made for paper, that hangs from the upper edge."""

from __future__ import annotations

from policybrief.deck.colors import PAPER
from policybrief.deck.shapes import Decoration, PictureShape, Shape, words
from policybrief.ooxml.box import Box
from policybrief.pictures import logo
from policybrief.theme.model import Logo

_LEFT, _HEIGHT, _PADDING = 54.0, 42.0, 7.0
_WIDEST = 420.0


def shapes(chosen: Logo) -> list[Shape]:
    """The flag and the picture. Raises `BriefError` where there is no PNG that can be read."""
    picture = logo.for_deck(chosen)
    scale = min((_HEIGHT - 2 * _PADDING) / picture.height, _WIDEST / picture.width)
    width, height = picture.width * scale, picture.height * scale
    flag = Box(_LEFT, 0.0, width + 2 * _PADDING, height + 2 * _PADDING)
    box = Box(_LEFT + _PADDING, _PADDING, width, height)
    return [Decoration(flag, fill=PAPER), PictureShape(box, picture.content, "logo", words(chosen.alt))]
