"""The comments of a deck: each with the words that it is about, and the value that these come from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from policybrief.deck import readback
from policybrief.deck.shown import ShownBox, ShownSlide
from policybrief.edits.comments import shapes, threads
from policybrief.edits.comments.comment import Comment
from policybrief.edits.comments.passages import Passage, of_boxes
from policybrief.edits.comments.shapes import EditedSlide
from policybrief.edits.comments.threads import Anchor
from policybrief.edits.pull import matching
from policybrief.ooxml.package import Package
from policybrief.text.records import dataclass

Commented = tuple[Comment, Passage | None]
_MOST = 10_000
"""More comments than people make."""


def comments(package: Package, edited: Sequence[ShownSlide], built: Sequence[ShownSlide]) -> Iterator[Commented]:
    """The comments of a deck that reads as `edited`, and where their words stand in it as it was `built`.

    Raises `BriefError` where they are too many.
    """
    matched = matching.slides(built, edited)
    sources = {place: built[number] for number, place in (*matched.pairs, *matched.copies)}
    told = 0
    for place, part in enumerate(readback.parts(package)):
        slide = _CommentedSlide(EditedSlide(package, part, edited[place]), sources.get(place))
        for comment, anchor in threads.of_slide(package, part, f"slide {place + 1}"):
            told += 1
            if told > _MOST:
                raise package.wrong(f"has more than {_MOST:,} comments", "is it the right deck?")
            yield slide.commented(comment, anchor)


@dataclass(frozen=True)
class _CommentedSlide:
    """A slide with comments, and as it was built; None for one that is new."""

    slide: EditedSlide
    built: ShownSlide | None

    def commented(self, comment: Comment, anchor: Anchor) -> Commented:
        boxes, near = self.slide.boxes(anchor)
        if not boxes:  # about the slide, or about what is no longer there
            about = replace(comment, near=self.slide.slide.title)
            return about, _title(self.built) if self.built else None
        whole = shapes.whole(boxes)
        start, length = anchor.span if anchor.span and len(boxes) == 1 else (0, 0)
        start, end = (start, start + length) if length else (0, len(whole))
        words = " ".join(whole[start:end].split())
        about = replace(comment, near=words) if near else replace(comment, marked=words)
        if self.built is None:
            return about, None
        if boxes[0].cell:
            return about, self._in_table(boxes, start, end)
        own = of_boxes([self._pairs[boxes[0].ident]] if boxes[0].ident in self._pairs else self.built.boxes)
        first = own.first() if boxes[0].ident in self._pairs else None
        if first and not length:
            return about, first
        return about, own.find(whole[start:end], whole[:start], whole[end:]) or first

    def _in_table(self, cells: Sequence[ShownBox], start: int, end: int) -> Passage | None:
        """The first value of cells, of one alone that of its characters from `start` to `end`."""
        assert self.built is not None
        number = cells[0].cell[0] if cells[0].cell else 0
        table = [box for box in self.slide.slide.boxes if box.cell and box.cell[0] == number]
        own = of_boxes(box for box in self.built.boxes if box.cell)
        fallback: Passage | None = None
        for cell in cells:
            place, text = table.index(cell), shapes.whole([cell])
            first, last = (start, end) if len(cells) == 1 else (0, len(text))
            before, after = shapes.whole(table[:place]) + text[:first], text[last:] + shapes.whole(table[place + 1 :])
            passage = own.find(text[first:last], before, after)
            if passage and passage.path:
                return passage
            fallback = fallback or passage
        return fallback

    @cached_property
    def _pairs(self) -> Mapping[str, ShownBox]:
        """The text boxes as they were built, by the numbers that their shapes have now."""
        if self.built is None:
            return {}
        ours, theirs = ([each for each in slide.boxes if not each.cell] for slide in (self.built, self.slide.slide))
        return {now.ident: before for before, now in matching.boxes(ours, theirs).pairs}


def _title(slide: ShownSlide) -> Passage | None:
    """The value of a slide's title, or the first value on it."""
    titles = of_boxes(box for box in slide.boxes if box.role == "title").first()
    return titles or of_boxes(slide.boxes).first()
