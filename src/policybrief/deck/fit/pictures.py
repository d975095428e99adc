"""The pictures of a deck: found in the project and read before fit. What can't be shown is told at its line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from policybrief.compose.places import Places
from policybrief.errors import Problem
from policybrief.text.blocks import Block, Columns
from policybrief.text.document import Deck
from policybrief.text.exhibits import Image, Picture

if TYPE_CHECKING:
    from policybrief.pictures.named import PictureFiles


def loaded(deck: Deck, places: Places) -> tuple[Deck, list[Problem]]:
    """The deck with all of its pictures read, and a problem for each that can't be."""
    if not any(isinstance(block, Picture) for slide in deck.slides for block in within(slide.blocks)):
        return deck, []
    from policybrief.pictures.named import PictureFiles

    reader = _Reader(places, PictureFiles.of(Path(places.source.file)))
    slides = tuple(replace(slide, blocks=reader.blocks(slide.blocks)) for slide in deck.slides)
    return replace(deck, slides=slides), reader.problems


def within(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Blocks, and those in their columns."""
    for block in blocks:
        yield block
        if isinstance(block, Columns):
            for column in block.columns:
                yield from within(column.blocks)


def unread(block: Block) -> bool:
    return isinstance(block, Picture) and block.image is None


@lru_cache(maxsize=64)
def _one(image: Image) -> Image:
    """The first of equal images: slides that are kept as an edit goes on share it, however often it is read."""
    return image


@dataclass
class _Reader:
    """Puts into each block what is in its file."""

    places: Places
    files: PictureFiles
    problems: list[Problem] = field(default_factory=list)

    def blocks(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(self._block(block) for block in blocks)

    def _block(self, block: Block) -> Block:
        if isinstance(block, Columns):
            columns = tuple(replace(column, blocks=self.blocks(column.blocks)) for column in block.columns)
            return replace(block, columns=columns)
        return replace(block, image=self._image(block)) if isinstance(block, Picture) else block

    def _image(self, block: Picture) -> Image | None:
        image = self.files.image(block.file)
        if isinstance(image, Image):
            return _one(image)
        self.problems.append(self.places.problem(block.path, block.at, f"the picture {image.message}", image.hint))
        return None
