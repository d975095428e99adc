"""A line end within a paragraph is a space, in whichever text of the brief it stands."""

from __future__ import annotations

from typing import Any

import yaml

from policybrief.pipeline import build
from support.pdfs import words_of_pages
from support.projects import HARBOUR, Tree
from support.slides import noted, shown

DECISION = {"ask": "build the second quay before the ferries come", "options": ["Build it now", "Wait for a year"]}


class _Literal(yaml.SafeDumper):
    """Writes texts of several lines with `|`."""


_Literal.add_representer(
    str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, "|" if "\n" in text else '"')
)


def wrapped(value: Any) -> Any:
    """The same with a line end in the middle of each text of six words or more."""
    if isinstance(value, dict):
        return {key: wrapped(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [wrapped(inner) for inner in value]
    words = value.split(" ") if isinstance(value, str) and "\n" not in value else []
    half = len(words) // 2
    return f"{' '.join(words[:half])}\n{' '.join(words[half:])}" if len(words) >= 6 else value


def test_documents_say_the_same_where_lines_end_within_texts(tree: Tree) -> None:
    said = yaml.safe_load(HARBOUR.read_text("utf-8")) | {"kind": "decision", "decision": DECISION}
    files = {f"content/{name}.yaml": yaml.dump(each, Dumper=_Literal, allow_unicode=True) for name, each in _both(said)}
    assert files["content/wrapped.yaml"].count("|-") > 20
    root = tree(files)
    found = []
    for file in files:
        deck, memo = build.make(root / file, ("deck", "memo"))
        found.append((shown(deck.content), noted(deck.content), words_of_pages(memo.content)))
    assert found[0] == found[1]


def _both(said: Any) -> list[tuple[str, Any]]:
    return [("plain", said), ("wrapped", wrapped(said))]
