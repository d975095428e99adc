"""What the Open XML schemas say of a file of Office: order of children, attributes, kinds and ranges of their values.

The schemas are the Open XML SDK's, as the library openxml-audit has them, with its reading of markup compatibility. Its
words become sentences here that name the element.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from policybrief.ooxml.package import Package

_MOST = 200
"""Findings; of a file with more, the rest would say nothing new."""
_WORDS = (
    (r"Required element '(\w+)' is missing.*", r"<{at}> has no <\1>"),
    (r"(\w+) missing required '?(\w+)'? .*element.*", r"<\1> has no <\2>"),
    (r"(\w+) element is required", r"<{at}> has no <\1>"),
    (r"Unexpected element '(\w+)' found", r"<\1> may not be in <{at}>, or not at this place"),
    (r"Element '(\w+)' exceeds maximum occurrences.*", r"<{at}> has more <\1> than it may"),
    (r"Required attribute '(\w+)' is missing", r"<{at}> has no attribute \1"),
    (r"(\w+) missing required '(\w+)' attribute", r"<\1> has no attribute \2"),
    (r"The '(\w+)' attribute is not declared\.", r"<{at}> has an attribute that there is none of: \1"),
    (r"Invalid value for attribute '(\w+)': (.*)", r"\1 of <{at}> is no value that it takes: \2"),
)
_KINDS = ("schema", "semantic", "markup_compatibility")
"""What is taken of the library: its other rules are the package's, as in integrity.py, and guesses about Office."""
_BORNE = (
    r".*Value -\d+ is less than minimum 0 .*/(axId|crossAx)",  # as PowerPoint for Mac wrote them, and python-pptx does
    r"Main presentation content type .* does not match extension .*",  # that of the copy which the library is given
    r"Unexpected element 'smooth' found .*/radarChart/ser",  # python-pptx's radar charts
)
"""What PowerPoint takes without a word although the schema has it otherwise: a finding and where, as one text."""
_LIST = re.compile(r"(is not in allowed values): \[.{80,}\]")


def schemas(package: Package) -> Iterator[str]:
    """Every part is as its schema has it."""
    from openxml_audit.errors import SourceClass

    with tempfile.TemporaryDirectory() as folder:  # the library reads files only
        word = any(name.startswith("word/") for name in package.parts)
        file = Path(folder, "memo.docx" if word else "deck.pptx")
        file.write_bytes(package.content)
        errors = validator().validate(file).errors
    ours = (
        error for error in errors if error.source_class == SourceClass.SDK_PROXY and error.error_type.value in _KINDS
    )
    yield from dict.fromkeys(_sentence(error) for error in ours if not _borne(error))


@cache
def validator() -> Any:
    """It reads all schemas, which takes as long as a deck's check."""
    from openxml_audit import FileFormat

    from policybrief.ooxml import forms

    return forms.validator(file_format=FileFormat.MICROSOFT_365, max_errors=_MOST)


def _borne(error: Any) -> bool:
    said = f"{error.description} {_path(error)}"
    return any(re.fullmatch(pattern, said) for pattern in _BORNE)


def _path(error: Any) -> str:
    return re.sub(r"\[\d+\]", "", error.path or "")


def _sentence(error: Any) -> str:
    """`ppt/slides/slide1.xml: <txBody> has no <bodyPr>`, as the other rules say it."""
    at = _path(error).rpartition("/")[2]
    said = _LIST.sub(r"\1", error.description)
    for pattern, words in _WORDS:
        if at and (match := re.fullmatch(pattern, said, re.DOTALL)):
            said = match.expand(words).replace("{at}", at)
            break
    return f"{(error.part_uri or 'package').lstrip('/')}: {said}"
