"""Acronyms are spelled out where a document's running text first has them, and nowhere else."""

from __future__ import annotations

import pytest

from policybrief.compose import markup
from policybrief.compose.citing import Citing
from policybrief.locale import locale
from policybrief.text.document import Memo, runs
from support.commands import problems_of
from support.compositions import PROPERTIES, composed
from support.projects import minimal

WORDS = {"ROK": "Republic of Korea", "ASW": "anti-submarine **warfare**"}


def value(text: str) -> str:
    return f"\ufdd0judgments[0].text\ufdd1{text}\ufdd2"


def said(*elements: str, lang: str = "en-US") -> str:
    """What a memo of these elements says."""
    xml = f"<memo><title>{value('The ROK')}</title>{''.join(elements)}</memo>"
    memo, faults = markup.parse(xml, Citing(locale.load(lang)), PROPERTIES, acronyms=WORDS)
    assert not faults
    assert isinstance(memo, Memo)
    return "".join(run.text for run in runs(memo))


def paragraph(text: str) -> str:
    return f"<p>{value(text)}</p>"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The ROK acts. The ROK rests.", "The Republic of Korea (ROK) acts. The ROK rests."),
        ("ASW is dear. ASW works.", "Anti-submarine warfare (ASW) is dear. ASW works."),
        ("So does *the ROK*’s ASW.", "So does the Republic of Korea (ROK)’s anti-submarine warfare (ASW)."),
        ("“The ROK acts”, says the ROK.", "“The ROK acts”, says the Republic of Korea (ROK)."),
        ('"ROK" and «ROK» and 「ROK」', '"ROK" and «ROK» and 「ROK」'),
        ("The Republic of Korea, or ROK, acts. The ROK rests.", "The Republic of Korea, or ROK, acts. The ROK rests."),
        ("ROK-US and KROK and ROKs and rok", "ROK-US and KROK and ROKs and rok"),
    ],
)
def test_the_first_plain_one_is_spelled_out(text: str, shown: str) -> None:
    assert said(paragraph(text)) == f"The ROK{shown}"


def test_a_second_paragraph_has_the_acronym_alone_and_a_heading_keeps_it() -> None:
    section = f"<section><heading>{value('ROK')}</heading>{paragraph('The ROK.')}{paragraph('The ROK.')}</section>"
    assert said(section) == "The ROKROKThe Republic of Korea (ROK).The ROK."


def test_what_may_be_left_out_counts_for_nothing() -> None:
    optional = f'<p optional="1">{value("The ROK.")}</p>'
    assert said(optional, paragraph("The ROK."), paragraph("The ROK.")) == (
        "The ROKThe Republic of Korea (ROK).The Republic of Korea (ROK).The ROK."
    )


def test_chinese_has_its_own_brackets() -> None:
    assert said(paragraph("ROK"), lang="zh") == "The ROKRepublic of Korea（ROK）"


def test_an_acronym_is_one_word() -> None:
    text = minimal(("title: Build", "acronyms: {R K: Korea, rok: Korea, A: B, ROK: Korea}\ntitle: Build"))
    found = problems_of(lambda: composed(text))
    assert [(problem.path, problem.line, problem.column) for problem in found] == [
        ("acronyms.R K", 1, 12), ("acronyms.rok", 1, 24), ("acronyms.A", 1, 36)
    ]  # fmt: skip
    assert all("as in ROK" in problem.hint for problem in found)
