"""What a style of CSL prints of sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from policybrief.locale.locale import CitationForm
from policybrief.text.records import dataclass


@dataclass(frozen=True)
class Styled:
    """Sources as a style prints them, by their ids: `references` in the order of its list, and `cited` what stands
    between the brackets of a text, where it cites by author and date. `form` is how it cites. References are inline
    Markdown.
    """

    references: Mapping[str, str] = field(default_factory=dict)
    cited: Mapping[str, str] = field(default_factory=dict)
    form: CitationForm | None = None


BUILT_IN = Styled()
"""No style: sources are printed as this program does."""
