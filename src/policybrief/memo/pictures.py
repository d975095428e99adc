"""The pictures of a memo: found in the project and read before it is laid out, on a page or for Word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from policybrief.compose.places import Places
from policybrief.errors import BriefError, Problem
from policybrief.text.blocks import Block, Section
from policybrief.text.document import Memo
from policybrief.text.exhibits import Image, Picture

if TYPE_CHECKING:
    from policybrief.pictures.named import PictureFiles


def loaded(memo: Memo, places: Places) -> Memo:
    """The memo with its pictures read. Raises `BriefError` with a problem for each that can't be."""
    if not any(isinstance(block, Picture) for block in _within(memo.blocks)):
        return memo
    from policybrief.pictures.named import PictureFiles

    files, problems = PictureFiles.of(Path(places.source.file)), list[Problem]()
    blocks = tuple(_read(block, files, places, problems) for block in memo.blocks)
    if problems:
        raise BriefError(problems)
    return replace(memo, blocks=blocks)


def _within(blocks: Sequence[Block]) -> list[Block]:
    inner = [each for block in blocks if isinstance(block, Section) for each in block.blocks]
    return [*blocks, *inner]


def _read(block: Block, files: PictureFiles, places: Places, problems: list[Problem]) -> Block:
    if isinstance(block, Section):
        return replace(block, blocks=tuple(_read(each, files, places, problems) for each in block.blocks))
    if not isinstance(block, Picture):
        return block
    image = files.image(block.file)
    if isinstance(image, Image):
        return replace(block, image=image)
    problems.append(places.problem(block.path, block.at, f"the picture {image.message}", image.hint))
    return block
