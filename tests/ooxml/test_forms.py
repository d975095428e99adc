"""The schemas' check remembers what it found sound; what it says of a broken deck is what it would say without."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from lxml import etree
from openxml_audit import FileFormat, OpenXmlValidator
from openxml_audit.namespaces import MC

from policybrief.ooxml import forms
from policybrief.ooxml.package import Package
from policybrief.ooxml.schema import schemas, validator
from policybrief.ooxml.zipped import packed, unpacked
from support import decks
from support.soak import SOAK


@pytest.mark.soak
def test_what_is_remembered_changes_no_answer(tmp_path: Path) -> None:
    plain = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365, max_errors=validator().max_errors)
    file, count = tmp_path / "deck.pptx", 0
    file.write_bytes(decks.harbour().content)
    assert validator().validate(file).errors == []
    for seed in range(SOAK or 2):
        file.write_bytes(_broken(decks.harbour().content, random.Random(seed)))
        expected = plain.validate(file).errors
        for time in "first", "second":
            assert validator().validate(file).errors == expected, f"seed {seed}, the {time} time"
        count += len(expected)
    assert count > 20, "enough was broken"


def test_all_that_refers_to_something_is_asked_about(tmp_path: Path) -> None:
    """On slides, deep in them and at their top, as the library finds it that looks at every element."""
    parts = unpacked(decks.harbour().content)
    changed = {name: part.replace(b'r:id="', b'r:id="no') for name, part in parts.items() if "slides/slide" in name}
    ignoring = f'xmlns:mc="{MC}" mc:Ignorable="none" xmlns:p='.encode()
    changed["ppt/slides/slide2.xml"] = parts["ppt/slides/slide2.xml"].replace(b"xmlns:p=", ignoring, 1)
    file = tmp_path / "deck.pptx"
    file.write_bytes(packed(parts | changed))
    kinds = {"file_format": FileFormat.MICROSOFT_365, "max_errors": 0}
    expected = OpenXmlValidator(**kinds).validate(file).errors
    assert forms.validator(**kinds).validate(file).errors == expected
    said = " ".join(error.description for error in expected)
    assert "contains undefined prefix 'none'" in said
    assert said.count("' referenced by attribute 'id' does not exist.") > 10


C = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
RIBBON = "http://schemas.microsoft.com/office/2009/07/customui"
GROUPED = '<c:grouping val="clustered"/><c:axId val="1"/><c:axId val="2"/>'
TWINS = {
    "what it stands in": (
        f'<c:barChart {C}><c:barDir val="bar"/>{GROUPED}</c:barChart>',
        f"<c:lineChart {C}>{GROUPED}</c:lineChart>",
    ),
    "a prefix": (
        f'<tab xmlns="{RIBBON}" xmlns:x="urn:x" idQ="x:own"/>',
        f'<tab xmlns="{RIBBON}" idQ="x:own"/>',
    ),
}
"""Parts that are sound, and parts that are not and have an element which looks the same."""


@pytest.mark.parametrize("name", TWINS)
def test_what_looks_the_same_elsewhere_is_looked_at(name: str) -> None:
    for part, sound in zip(TWINS[name], (True, False), strict=True):
        deck = packed(unpacked(decks.harbour().content) | {"ppt/more.xml": part.encode()})
        found = [finding for finding in schemas(Package(deck)) if finding.startswith("ppt/more.xml")]
        assert (found == []) is sound, found


def _broken(content: bytes, by: random.Random) -> bytes:
    """A deck with some elements and attributes of some parts taken out, moved, doubled or misspelled."""
    parts = unpacked(content)
    for name in by.sample([name for name in parts if name.startswith("ppt/") and name.endswith(".xml")], 12):
        root = etree.fromstring(parts[name])
        for _ in range(3):
            _break(by.choice(list(root.iter())), by)
        parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return packed(parts)


def _break(node: etree._Element, by: random.Random) -> None:
    parent, key = node.getparent(), by.choice([*node.attrib, "val"])
    what = by.randrange(5)
    if what == 0:
        node.attrib.pop(key, None)
    elif what == 1:
        node.set(key, by.choice(("-5", "p:none", f"{node.get(key)}9z")))
    elif what == 2:
        etree.SubElement(node, by.choice([*node.iter()]).tag)
    elif what == 3 and parent is not None:
        parent.remove(node)
    elif parent is not None:
        parent.insert(0, node)
