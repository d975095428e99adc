"""How sources are named: labels and references."""

from __future__ import annotations

from typing import Any

import pytest

from policybrief.brief.model import SourceEntry
from policybrief.compose import citations
from policybrief.locale import locale
from policybrief.text import inline
from policybrief.text.document import plain

GB, US = locale.load("en-GB"), locale.load("en-US")
LO = {"family": "Lo", "given": "Bobo"}
WYNE = {"family": "Wyne", "given": "Ali"}


def entry(**fields: Any) -> SourceEntry:
    return SourceEntry.model_validate({"id": "x", "type": "article", **fields})


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        ({"author": [LO]}, "Lo (n.d.)"),
        ({"author": [LO, WYNE], "issued": "2022-08"}, "Lo and Wyne (2022)"),
        ({"author": [LO, WYNE, {"literal": "CEPA"}], "issued": 2022}, "Lo, Wyne and CEPA (2022)"),
        ({"author": [LO, WYNE, LO, WYNE]}, "Lo et al. (n.d.)"),
        ({"publisher": "CEPA", "title": "T"}, "CEPA (n.d.)"),
        ({"title": "T"}, "T (n.d.)"),
        ({"title": "T", "citation-label": "Our T"}, "Our T"),
    ],
)
def test_label(fields: dict[str, Any], label: str) -> None:
    assert citations.label(entry(**fields), US) == label


@pytest.mark.parametrize(
    ("fields", "us", "gb"),
    [
        ({"author": [LO], "publisher": "CEPA"}, "Bobo Lo, CEPA, n.d.", "Bobo Lo, CEPA, n.d."),
        (
            {"author": [LO], "title": "T", "container-title": "J", "issued": "2022-08-18"},
            "Bobo Lo, “T,” *J*, August 18, 2022.",
            "Bobo Lo, ‘T’, *J*, 18 August 2022.",
        ),
        ({"title": "T", "publisher": "P", "container-title": "P", "issued": 2022}, "“T,” P, 2022.", "‘T’, P, 2022."),
        (
            {"title": "T", "genre": "Report", "publisher": "P", "issued": 2022, "accessed": "2026-05-03"},
            "“T,” Report, P, 2022, accessed May 3, 2026.",
            "‘T’, Report, P, 2022, accessed 3 May 2026.",
        ),
        ({"author": [{"family": "渡辺", "given": "健"}]}, "渡辺健, n.d.", "渡辺健, n.d."),
    ],
)
def test_reference(fields: dict[str, Any], us: str, gb: str) -> None:
    made = citations.reference(entry(**fields), US)
    assert made in (us, us.replace("August 18, 2022", "18 August 2022"))
    assert citations.reference(entry(**fields), GB) == gb


@pytest.mark.parametrize("title", ["T", "On [sic] things", "An [open matter", "Closed] at last", "Half (open"])
@pytest.mark.parametrize("url", ["https://a.example/x_(y)", "https://a.example/)(", "https://a.example/<b>\\c"])
def test_a_title_links_to_its_address_whatever_its_signs(title: str, url: str) -> None:
    runs = inline.parse(citations.reference(entry(title=title, URL=url), US))
    assert plain(runs) == f"“{title},” n.d."
    (link,) = {run.link for run in runs if run.link}
    assert link.startswith("https://a.example/")
    assert "".join(run.text for run in runs if run.link) == title
