"""Write docs/api.md: what `import policybrief` offers, from its signatures and docstrings.

usage: python tools/api_page.py     (a test says whether the page is current)
"""

from __future__ import annotations

import dataclasses
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import policybrief

PAGE = Path(__file__).resolve().parent.parent / "docs" / "api.md"

EXAMPLE = """import policybrief

report = policybrief.check("content/brief.yaml")
for problem in report.problems:
    print(problem.file, problem.line, problem.path, problem.message, problem.hint)

try:
    made = policybrief.build("content/brief.yaml", only=["memo"])
except policybrief.BriefError as error:
    raise SystemExit(f"{len(error.problems)} problems") from None
for document in made.documents:
    print(document.kind, document.name, len(document.content), document.summary)
for path in made.save("output"):
    print(path)

print(policybrief.load("content/brief.yaml").title)
"""
"""A test runs it beside a brief."""

_HEAD = f"""# From Python

<!-- Made by tools/api_page.py from the docstrings: edit those. -->

What the commands do, a program can do. Importing `policybrief` loads nothing else and changes nothing in the process;
nothing that it offers prints or ends the program. All of it is typed. Where a problem is the user's, `BriefError` has
it with file, line and hint; any other exception is a bug.

```python
{EXAMPLE}```

"""
_ORDER = ("load", "check", "build", "Report", "Build", "Edition", "Document", "Problem", "BriefError", "Brief")


def page() -> str:
    """The whole page."""
    return _HEAD + "\n".join(part for name in _ORDER for part in _entry(name)).rstrip() + "\n"


def _entry(name: str) -> Iterator[str]:
    thing = getattr(policybrief, name)
    if not inspect.isclass(thing):
        yield f"## `{name}`\n\n```python\n{_signature(name, thing)}\n```\n\n{_said(thing)}\n"
        return
    yield f"## `{name}`\n\n{_said(thing)}\n"
    if dataclasses.is_dataclass(thing):
        yield from (f"- `{field.name}: {field.type}`" for field in dataclasses.fields(thing))
    if name == "Brief":
        yield "Its attributes are the keys of a brief's file; a word of Python's has a `_` after it: `from_`.\n"
        return
    for key, value in vars(thing).items():
        if not key.startswith("_") and isinstance(value, property) and value.__doc__:
            yield f"- `{key}: {inspect.signature(value.fget).return_annotation}`: {_line(value)}"  # type: ignore[arg-type]  # a property of ours has a getter
    yield ""
    for key, value in vars(thing).items():
        if not key.startswith("_") and key != "show" and inspect.isfunction(value):
            yield f"### `{name}.{key}`\n\n```python\n{_signature(key, value)}\n```\n\n{_said(value)}\n"


def _signature(name: str, function: object) -> str:
    """As it is called, one parameter a line where it is long."""
    text = re.sub(r"(\w+: )?'([^']*)'", lambda match: (match[1] or "") + match[2], str(inspect.signature(function)))  # type: ignore[arg-type]  # functions only
    text = text.replace("(self, ", "(").replace("(self)", "()")
    if len(name + text) <= 100:
        return name + text
    inner, _, result = text[1:].rpartition(")")
    parameters = ",\n    ".join(re.split(r", (?![^\[]*\])", inner))
    return f"{name}(\n    {parameters},\n){result}"


def _said(thing: object) -> str:
    return inspect.getdoc(thing) or ""


def _line(thing: object) -> str:
    return " ".join(_said(thing).split())


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
