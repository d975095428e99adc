"""The number formats of a native chart: labels read the same on every machine, and follow a value that is edited.

PowerPoint writes decimal points and thousands as the viewer's system does. So a label's own format holds, between
quotes, what the brief's language makes of that very value; another value, typed into the chart's data, gets the general
format. A label of digits alone is the same everywhere, and needs none of its own.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from locale import windows_locale

from policybrief.text.figures import MINUS, NumberForm, exact

_MOST_STEPS = 10
"""So many steps or fewer PowerPoint and LibreOffice make of an axis."""


def code(form: NumberForm) -> str:
    """The format of any number, above zero and below it."""
    above, below = _sections(form)
    return f"{above};{below}"


def own_code(form: NumberForm, value: float) -> str:
    """The format of the label of one value, or "" where the general one says it right everywhere."""
    if not form.decimals and (not form.group or abs(value) < 1_000):
        return ""
    above, below = _sections(form)
    same = f'[={exact(value) + 0:f}]"{form.written(value)}"'
    return f"[>=0]{above};{same};{below}" if value < 0 else f"{same};[<0]{below};{above}"


def axis_code(form: NumberForm, values: Iterable[float | None]) -> str:
    """The format of an axis over all of `values`: as many decimals as its steps have, whatever the labels'."""
    numbers = [0.0, *(value for value in values if value is not None)]
    step = (max(numbers) - min(numbers)) / _MOST_STEPS
    if not form.group and (not form.decimals or not step):
        language = _language(form.tag)
        return f'{language}General;{language}"{MINUS}"General'
    return code(replace(form, decimals=max(0, -math.floor(math.log10(round_step(step) * 1.0001)))))


def round_step(least: float) -> float:
    """The least step of 1, 2 or 5 times a power of ten that is not below `least`."""
    power = math.floor(math.log10(least))
    found = next((times for times in (1, 2, 5) if least <= times * 10.0**power), 10)
    return float(f"{found}e{power}")


def _sections(form: NumberForm) -> tuple[str, str]:
    digits = ("#,##0" if form.group else "0") + ("." + "0" * form.decimals if form.decimals else "")
    language = _language(form.tag) if form.group or form.decimals else ""
    return f"{language}{digits}", f'{language}"{MINUS}"{digits}'


@cache
def _language(tag: str) -> str:
    """What makes LibreOffice write a number in a language; PowerPoint keeps to the viewer's."""
    numbers = [number for number, name in windows_locale.items() if name == tag.replace("-", "_")]
    return f"[$-{min(numbers):X}]" if numbers else ""
