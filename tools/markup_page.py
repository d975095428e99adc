"""docs/markup.md: the templates' markup, element by element, made from its schema and docs/elements.yaml.

Usage: python tools/markup_page.py            writes the page
       python tools/markup_page.py --pictures draws the examples too (LibreOffice and poppler), as `make gallery` does
"""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from policybrief.brief.model import Brief
from policybrief.brief.parts import Kind
from policybrief.compose import filters, functions
from policybrief.compose.citing import Citing
from policybrief.compose.compose import compose
from policybrief.compose.places import Places, Templates
from policybrief.compose.places import template as template_name
from policybrief.compose.vocabulary import ELEMENTS, INLINE, Element
from policybrief.locale import locale
from policybrief.read import source
from policybrief.system.files.resources import TEMPLATES
from policybrief.text.document import Deck, Memo, Properties
from policybrief.theme.load import load as load_theme
from policybrief.validate import validate

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGE, PICTURES, BRIEF = DOCS / "markup.md", DOCS / "markup", DOCS / "example.yaml"

_INTRO = """\
# The markup of templates

<!-- Made by tools/markup_page.py from the schema and docs/elements.yaml: change these. -->

A template is [Jinja](https://jinja.palletsprojects.com/en/stable/templates/) that renders the elements below: a small
XML with HTML's names where HTML has one. `deck.xml.j2` renders a `<deck>`, `memo.xml.j2` a `<memo>`. What is not listed
here is an error at its line, with the nearest name there is. Elements without text and lists without entries are left
out. Texts are escaped: no text of a brief can break the markup.

The examples are drawn from [`example.yaml`](example.yaml).
"""


def groups() -> list[dict[str, Any]]:
    """The groups of elements that the page shows, as docs/elements.yaml has them."""
    found: list[dict[str, Any]] = yaml.safe_load((DOCS / "elements.yaml").read_text(encoding="utf-8"))
    return found


def page() -> str:
    """The text of docs/markup.md."""
    parts = [_INTRO]
    for group in groups():
        parts.append(f"\n## {group['name']}\n\n")
        parts.append("| element | what it is | attributes | holds |\n|---|---|---|---|\n")
        for name, what in group["elements"].items():
            known = group.get("attributes", {})
            parts.append(f"| `<{name}>` | {what} | {_attributes(name, known)} | {_held(ELEMENTS[name])} |\n")
        if "optional" in group.get("attributes", {}):
            parts.append(f"\n`optional`: {group['attributes']['optional']}\n")
        parts.append(f"\n```xml\n{group['example'].rstrip()}\n```\n\n")
        parts.append(f"![{group['name']}, drawn](markup/{group['picture']}.png)\n")
    parts.append("\n## Filters\n\n| filter | example and what it gives |\n|---|---|\n")
    words = locale.load("en-US")
    parts += _documented(filters.of_document(Citing(words)))
    parts.append("\n## Functions and values\n\n| name | what it is |\n|---|---|\n")
    brief = validate.validate(example(), Brief)
    parts += _documented(functions.of_brief(brief, Citing.of(brief, words), numbers={}))
    return "".join(parts)


def _attributes(name: str, known: Mapping[str, str]) -> str:
    spec = ELEMENTS[name]
    said = []
    for attribute, allowed in (spec.attributes or {}).items():
        what = known.get(f"{name} {attribute}", "")
        values = " or ".join(f"`{word}`" for word in allowed)
        need = " (needed)" if attribute in spec.needs else ""
        said.append(": ".join(part for part in (f"`{attribute}`{need}", values, what) if part))
    return "<br>".join(said).replace("|", "\\|")


def _held(spec: Element) -> str:
    inner = sorted(spec.children - INLINE)
    said = ["text"] if spec.text else []
    said += [f"`<{name}>`" + (" (needed)" if name in spec.required else "") for name in inner]
    return ", ".join(said) or "nothing"


def _documented(named: Mapping[str, Any]) -> Iterator[str]:
    """A table's row for each function; values have no docstring, and stand in _VALUES."""
    for name in sorted(named):
        thing = named[name]
        said = " ".join((inspect.getdoc(thing) or "").split()) if inspect.isroutine(thing) else _VALUES[name]
        said = re.sub(r"(?<![`\"])({{.*?}}|{%.*?%})(?![{`\"])", r"`\1`", said)
        yield f"| `{name}` | {said.replace('|', chr(92) + '|')} |\n"


_VALUES = {
    "brief": "The brief: its keys as attributes, `brief.judgments[0].headline`. A key that is not given is empty.",
    "words": "The locale's fixed words, `words.key_judgments`.",
    "punctuation": "The locale's signs, `punctuation.colon`: `semicolon`, `comma`, `stop`, `opening`, `closing` too.",
    "quotes": "The locale's quotation marks, opening and closing: `{{ quotes[0] }}…{{ quotes[1] }}`.",
    "author": "Who wrote the brief and, after a comma, the body that publishes it.",
    "byline": "The names of all of the brief's `authors`; empty where there are none.",
    "series": "The brief's series, and its number in it; empty where it has neither.",
    "reached": "The contact's name, telephone and address in one line; the name only where `from` is another.",
    "edition": "“Version 2”, of a version that is out; of a draft it is empty, for the marking says that.",
    "header": "The name of the memo's header, as the theme has it.",
    "markings": "The lines of the marking, for a `<marking>` each.",
    "designation": "The lines of CUI's designation block, each a label and a text.",
}


# -- pictures


def example() -> source.Source:
    """The brief of the examples."""
    return source.read(BRIEF)


def document(group: Mapping[str, Any], folder: Path) -> Deck | Memo:
    """A group's example, composed. Its template is written to `folder`. Raises `BriefError` where it is wrong."""
    template = group["example"]
    if group["in"] == "slide":
        template = f"<deck><slide><title>{group['name']}</title>\n{template}</slide></deck>"
    kind: Kind = "memo" if group["in"] == "memo" else "deck"
    (folder / template_name(kind)).write_text(template, encoding="utf-8")
    read = example()
    brief = validate.validate(read, Brief)
    assert brief.date is not None
    about = Properties(brief.title, brief.from_ or "", "", "en-US", "", brief.date)
    citing = Citing.of(brief, locale.load("en-US"))
    return compose(kind, brief, Places(read, Templates((folder, TEMPLATES))), citing, about)


def _draw(group: Mapping[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = document(group, folder)
        places = Places(example(), Templates((folder, TEMPLATES)))
        looks, words = load_theme("statecraft"), locale.load("en-US")
        if isinstance(made, Deck):
            from policybrief.deck.fit import fit
            from policybrief.deck.write import write

            (folder / "example.pptx").write_bytes(write.write(fit.fit(made, looks, places)))
            _run("soffice", f"-env:UserInstallation=file://{name}/profile", "--headless", "--convert-to", "pdf",
                 "--outdir", name, f"{name}/example.pptx")  # fmt: skip
        else:
            from policybrief.memo.fit import fit as memo_fit
            from policybrief.memo.write import write as memo_write

            fitted = memo_fit.fit(made, looks, words, places)
            (folder / "example.pdf").write_bytes(memo_write.write(fitted))
        shown = "2" if group["picture"] == "slides" else "1"
        target = PICTURES / str(group["picture"])
        _run("pdftoppm", "-r", "40", "-png", "-singlefile", "-f", shown, f"{name}/example.pdf", str(target))
        print(target.relative_to(ROOT))


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def main() -> None:
    PAGE.write_text(page(), encoding="utf-8")
    if "--pictures" in sys.argv[1:]:
        PICTURES.mkdir(exist_ok=True)
        for group in groups():
            _draw(group)


if __name__ == "__main__":
    main()
