"""How sure an analysis is, in the terms of ICD 203, and in the words that people write for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, get_args

from policybrief.brief.values import one_of

Confidence = Literal["high", "moderate", "low"]
Likelihood = Literal[
    "almost_no_chance", "very_unlikely", "unlikely", "roughly_even", "likely", "very_likely", "almost_certain"
]
"""The first row of terms of ICD 203, 6.e.(2)."""

PERCENT: Mapping[Likelihood, tuple[int, int]] = {
    "almost_no_chance": (1, 5),
    "very_unlikely": (5, 20),
    "unlikely": (20, 45),
    "roughly_even": (45, 55),
    "likely": (55, 80),
    "very_likely": (80, 95),
    "almost_certain": (95, 99),
}
"""What each of them says, from the least per cent to the most."""
BOUNDS = tuple(least for least, _ in PERCENT.values())[1:]
"""Where one term ends and the next begins, in per cent."""

ConfidenceField = Annotated[
    Confidence,
    one_of(
        get_args(Confidence),
        {f"{word} confidence": word for word in get_args(Confidence)}
        | dict.fromkeys(("medium", "medium confidence"), "moderate"),
    ),
]
"""A level of confidence, ICD 203, 6.e.(3)."""

_OTHERS = {
    "almost_no_chance": ("remote", "remote chance"),
    "very_unlikely": ("highly improbable", "highly unlikely"),
    "unlikely": ("improbable", "improbably"),
    "roughly_even": ("roughly even chance", "roughly even odds", "even chance", "even odds"),
    "likely": ("probable", "probably"),
    "very_likely": ("highly probable", "highly likely"),
    "almost_certain": ("almost certainly", "nearly certain"),
}
"""The second row's, and how people write the first."""

LikelihoodField = Annotated[
    Likelihood, one_of(get_args(Likelihood), {word: term for term, words in _OTHERS.items() for word in words})
]
"""A degree of likelihood, by the first row of terms."""
