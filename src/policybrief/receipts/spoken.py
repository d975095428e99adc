"""What is said in a meeting, and what is asked: of each entry the line that it is known by, and the text that cites."""

from __future__ import annotations

from policybrief.brief.meeting import IfRaised, Objective, Participant, PointToMake
from policybrief.brief.questions import Question
from policybrief.locale.locale import Locale
from policybrief.text.value_path import ValuePath

SPOKEN = ("objectives", "people", "points_to_make", "if_raised", "questions")
"""The lists of a brief; an agenda claims nothing."""

Spoken = Objective | Participant | PointToMake | IfRaised | Question


def spoken(entry: Spoken, at: ValuePath, locale: Locale) -> tuple[str, ValuePath, str]:
    """The line of an entry that stands `at`, the path of the text that may cite, and that text where it is another."""
    match entry:
        case Objective():
            return entry.text, at / "text", ""
        case Participant():
            space = "" if locale.punctuation["comma"] == "，" else " "
            return f"{entry.name}{locale.punctuation['comma']}{space}{entry.role}", at / "text", entry.text or ""
        case PointToMake():
            return entry.headline, at / "text", entry.text or ""
        case IfRaised():
            return entry.they_say, at / "we_say", entry.we_say
        case Question():
            return entry.question, at / "answer", entry.answer
