"""The number formats of a native chart: labels read the same on every machine, and follow a value that is edited.

PowerPoint writes decimal points and thousands as the viewer's system does. So a label's own format holds, between
quotes, what the brief's language makes of that very value; another value, typed into the chart's data, gets the general
format. A label of digits alone is the same everywhere, and needs none of its own.
"""

from __future__ import annotations

from functools import cache
from locale import windows_locale

from policybrief.text.figures import MINUS, NumberForm, exact


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


def _sections(form: NumberForm) -> tuple[str, str]:
    digits = ("#,##0" if form.group else "0") + ("." + "0" * form.decimals if form.decimals else "")
    language = _language(form.tag) if form.group or form.decimals else ""
    return f"{language}{digits}", f'{language}"{MINUS}"{digits}'


@cache
def _language(tag: str) -> str:
    """What makes LibreOffice write a number in a language; PowerPoint keeps to the viewer's."""
    numbers = [number for number, name in windows_locale.items() if name == tag.replace("-", "_")]
    return f"[$-{min(numbers):X}]" if numbers else ""
