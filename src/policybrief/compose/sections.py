"""The sections of a deck, as the slide sorter shows them: each is named once, and its slides follow one another."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from policybrief.locale.locale import Locale
from policybrief.text.document import Slide
from policybrief.text.records import replace

_OURS = ("bottom_line", "meeting", "key_judgments", "recommendations", "backup", "annex", "sources")
"""The words that name the sections of the built-in templates."""


@dataclass
class _Group:
    """Slides in a row that are of one section."""

    name: str
    slides: list[Slide] = field(default_factory=list)


def sectioned(slides: tuple[Slide, ...], locale: Locale) -> tuple[Slide, ...]:
    """`slides` with sections that tell the slide sorter apart what their templates tell apart.

    A slide without a section is in the one that it stands in. An audience's order may scatter the slides of a built-in
    section: one that would begin it anew belongs to the built-in section around it. A section of the template's own
    takes nobody in; what goes on behind it is counted: "Key judgments (2 of 2)".
    """
    ours = {locale.words[name] for name in _OURS}
    first = next((slide.section for slide in slides if slide.section), "")
    groups = [_Group(first)]
    seen = {first}
    for slide in slides:
        last = groups[-1].name
        again = slide.section in seen and {slide.section, last} <= ours
        if slide.section not in ("", last) and not again:
            groups.append(_Group(slide.section))
            seen.add(slide.section)
        groups[-1].slides.append(slide)
    counts, met = Counter(group.name for group in groups), Counter[str]()
    sectioned_slides: list[Slide] = []
    for group in groups:
        met[group.name] += 1
        count = locale.continued.format(number=met[group.name], count=counts[group.name])
        name = f"{group.name} {count}" if counts[group.name] > 1 else group.name
        sectioned_slides += [each if each.section == name else replace(each, section=name) for each in group.slides]
    return tuple(sectioned_slides)
