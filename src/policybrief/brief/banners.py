"""The syntax of handling markings: TLP labels, CUI banners, and the classifications that are refused.

A check returns what is wrong and a hint, or None. Sources: TLP 2.0 (https://www.first.org/tlp/) and the CUI registry
(https://www.archives.gov/cui/registry/limited-dissemination).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches

Fault = tuple[str, str]
"""What is wrong, as the end of a sentence about the value, and a hint."""

TLP: Mapping[str, str] = {
    "TLP:RED": "FF2B2B",
    "TLP:AMBER+STRICT": "FFC000",
    "TLP:AMBER": "FFC000",
    "TLP:GREEN": "33FF00",
    "TLP:CLEAR": "FFFFFF",
}
"""The labels of TLP 2.0 and the colour of each; what is behind it is always black."""

_LDC = ("NOFORN", "FED ONLY", "FEDCON", "NOCON", "DL ONLY", "ATTORNEY-CLIENT", "ATTORNEY-WP", "DELIBERATIVE")
_LISTED = ("REL TO ", "DISPLAY ONLY ")
_LIST = re.compile(r"[A-Z]{3,4}(, [A-Z]{3,4})*")
_CATEGORY = re.compile(r"(SP-)?[A-Z]{2,12}")
_CUI = re.compile(r"CUI\b|CONTROLLED(?=\s*(/|$))", re.IGNORECASE)
_UNCLASSIFIED = re.compile(r"UNCLASSIFIED\b", re.IGNORECASE)
_CLASSIFIED = re.compile(
    r"\(?\s*(?:(?:TOP\s+)?SECRET\b|CONFIDENTIAL\b|(?-i:TS|S|C)\s*(?=/|\)|$))|.*//\s*(?:(?:TOP\s+)?SECRET|CONFIDENTIAL)\b",
    re.IGNORECASE,
)


def refused(text: str) -> Fault | None:
    """CONFIDENTIAL, SECRET and TOP SECRET, in full or as portion marks: such a file must not come to be here."""
    if _CLASSIFIED.match(re.sub(r"[*_`\[\]]", "", text).strip()) is None:
        return None
    message = f"{text!r} is a classification; this tool is for unclassified systems and marks nothing as classified"
    return message, "if the content is classified, stop, and tell your security officer"


def is_cui(text: str) -> bool:
    return _CUI.match(text) is not None


def is_banner(text: str) -> bool:
    """Whether `text` is meant as UNCLASSIFIED or a CUI banner, well written or not."""
    return is_cui(text) or _UNCLASSIFIED.match(text) is not None


def is_tlp(text: str) -> bool:
    """Whether `text` is meant as a TLP label, well written or not."""
    return re.match(r"TLP\b", text, re.IGNORECASE) is not None


def _broken(text: str) -> Fault | None:
    """A marking of several lines: no header, subject or file's metadata says it as it stands."""
    if len(text.strip().splitlines()) < 2:
        return None
    return "is a marking of more than one line", "give each marking its own key, as in {tlp: GREEN, words: …}"


def marking_fault(text: str) -> Fault | None:
    """A marking that is one string: a banner, a TLP label, or words of the author's own."""
    if fault := _broken(text):
        return fault
    if is_tlp(text):
        return tlp_fault(text)
    if is_banner(text):
        return banner_fault(text)
    return words_fault(text)


def words_fault(text: str) -> Fault | None:
    """Handling words of no system. A label amid other words has neither its place nor its colours."""
    if fault := _broken(text) or refused(text):
        return fault
    if re.search(r"\bTLP\s*:", text, re.IGNORECASE):
        return f"{text!r} hides a TLP label among other words", "give each its own key, as in {banner: …, tlp: GREEN}"
    return None


def tlp_label(text: str) -> str:
    """The label that `text` names, with or without its prefix."""
    return text if is_tlp(text) else f"TLP:{text}"


def tlp_fault(text: str) -> Fault | None:
    if fault := _broken(text):
        return fault
    label = tlp_label(text)
    if label in TLP:
        return None
    tidy = re.sub(r"\s+", "", label).upper()
    if tidy == "TLP:WHITE":
        return f"{text!r} is of TLP 1", "TLP 2.0 says TLP:CLEAR"
    if tidy in TLP:
        rule = "a TLP label has no spaces" if re.search(r"\s", label) else "a TLP label is in capitals"
        return f"{text!r} is not a TLP label", f"{rule}: {tidy}"
    near = get_close_matches(tidy[4:], [known[4:] for known in TLP], n=1)
    hint = f"did you mean 'TLP:{near[0]}'?" if near else f"available here: {', '.join(TLP)}"
    return f"{text!r} is not a TLP label", hint


def banner_fault(text: str) -> Fault | None:
    if text == "UNCLASSIFIED":
        return None
    if fault := _broken(text) or refused(text):
        return fault
    if _UNCLASSIFIED.match(text):
        return f"{text!r} is not a banner", "write UNCLASSIFIED by itself, and other markings under their own keys"
    return _cui_fault(text) if is_cui(text) else _no_banner(text)


def _no_banner(text: str) -> Fault:
    hint = "a TLP label has its own key: tlp" if is_tlp(text) else "write UNCLASSIFIED, or CUI as in CUI//SP-PRVCY"
    return f"{text!r} is not a banner", hint


def _cui_fault(text: str) -> Fault | None:
    """`CUI//SP-CATEGORY/SP-CATEGORY//LDC/LDC`: categories or controls may be missing."""
    what = f"{text!r} is not a CUI banner"
    if text != text.upper():
        return what, f"a banner is in capitals: {text.upper()}"
    tidy = re.sub(r"\s*(/+)\s*", r"\1", text)
    if text != tidy:
        return what, f"a slash has no spaces beside it: {tidy}"
    first, *groups = text.split("//")
    if first not in ("CUI", "CONTROLLED") or len(groups) > 2:
        return what, "write CUI//CATEGORY/CATEGORY//CONTROL, as in CUI//SP-PRVCY//FEDCON"
    controls = bool(groups) and (len(groups) == 2 or all(_is_ldc(part) for part in groups[0].split("/")))
    for number, group in enumerate(groups):
        for part in group.split("/"):
            fault = ldc_fault(part) if controls and number == len(groups) - 1 else _category_fault(part)
            if fault:
                return fault
    return None


def narrows(own: str, whole: str) -> bool:
    """Whether the banner `own` says all that the banner `whole` says: every category and control, or more of them."""
    if not is_cui(whole):
        return True
    return is_cui(own) and _parts(whole) <= _parts(own)


def _parts(banner: str) -> set[str]:
    _, *groups = banner.split("//")
    return {part for group in groups for part in group.split("/")}


def _category_fault(part: str) -> Fault | None:
    near = get_close_matches(part, _LDC, n=1, cutoff=0.8)
    if near:
        return f"{part!r} is not a dissemination control of CUI", f"did you mean {near[0]!r}?"
    if _CATEGORY.fullmatch(part):
        return None
    return f"{part!r} is not a category of CUI", "write a category as in SP-PRVCY, with '/' between two"


def _is_ldc(part: str) -> bool:
    return part in _LDC or part.startswith(_LISTED)


def ldc_fault(part: str) -> Fault | None:
    """A limited dissemination control of CUI."""
    if part in _LDC:
        return None
    start = next((start for start in _LISTED if part.startswith(start)), "")
    countries = part.removeprefix(start)
    if start and _LIST.fullmatch(countries) and (start != "REL TO " or countries.startswith("USA, ")):
        return None
    message = f"{part!r} is not a dissemination control of CUI"
    if start or part.startswith(tuple(start.strip() for start in _LISTED)):
        return message, "write REL TO USA, GBR or DISPLAY ONLY USA, GBR"
    near = get_close_matches(part.upper(), _LDC, n=1, cutoff=0.6)
    known = ", ".join((*_LDC, "REL TO USA, …", "DISPLAY ONLY …"))
    return message, f"did you mean {near[0]!r}?" if near else f"available here: {known}"
