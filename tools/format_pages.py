"""The pages in docs/ that describe formats: their tables are made from the model, the commands and the packages.

A page is edited by hand, but for what stands between `<!-- made: … -->` and `<!-- end -->`: that is written anew.

Usage: python tools/format_pages.py     (`make docs`)
"""

from __future__ import annotations

import ast
import inspect
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import click
from pydantic import BaseModel

from policybrief.brief import (
    audience,
    bottom_line,
    citations,
    clearance,
    csl,
    data,
    decision,
    exhibits,
    headlines,
    items,
    kind,
    marking,
    meeting,
    memo_choices,
    model,
    options,
    papers,
    questions,
    recipients,
    sections,
    since,
    tables,
)
from policybrief.brief.source_entry import SnapshotFile, SourceEntry
from policybrief.brief.values import FORMS
from policybrief.cli.main import main as command_line
from policybrief.mail.settings import VARIABLES, Settings
from policybrief.read import source
from policybrief.review.lint import rules as lint_rules
from policybrief.review.verify import rules
from policybrief.system.files.resources import KINDS, THEMES
from policybrief.theme import colors
from policybrief.theme import model as theme
from policybrief.theme.deck import Area, DeckTheme, Layouts, Sizes
from policybrief.theme.lengths import Margins, Range
from policybrief.theme.memo import FontFiles, MemoTheme, WordTheme

ROOT = Path(__file__).resolve().parent.parent
DOCS, PACKAGE = ROOT / "docs", ROOT / "src" / "policybrief"

KEYS: Mapping[str, Mapping[type[BaseModel], str]] = {
    "brief": {
        model.Brief: "The brief",
        meeting.Meeting: "Meeting",
        meeting.Objective: "Objective",
        meeting.AgendaPoint: "Agenda point",
        meeting.Participant: "Participant",
        meeting.PointToMake: "Point to make",
        meeting.IfRaised: "If raised",
        bottom_line.BottomLine: "Bottom line",
        bottom_line.Point: "Point",
        model.Judgment: "Judgment",
        model.Evidence: "Evidence",
        model.Recommendation: "Recommendation",
        exhibits.Comparison: "Comparison",
        exhibits.Row: "Row",
        exhibits.Balance: "Balance",
        exhibits.Side: "Side",
        exhibits.Dilemma: "Dilemma",
        papers.NamedAuthor: "Author",
        papers.Contact: "Contact",
        options.Options: "Options",
        options.Option: "Option",
        exhibits.Timeline: "Timeline",
        exhibits.Event: "Event",
        exhibits.KeyFigures: "Key figures",
        exhibits.KeyFigure: "Key figure",
        exhibits.Whole: "Whole",
        exhibits.Share: "Share",
        exhibits.Chart: "Chart",
        exhibits.Series: "Series",
        exhibits.Target: "Target",
        data.DataFile: "Data file",
        tables.Table: "Table",
        tables.TableHead: "Column",
        tables.TableColumn: "Column under a name",
        tables.TableRow: "Row of a table",
        tables.Highlight: "Highlight",
        exhibits.Picture: "Picture",
        sections.Section: "Section",
        sections.SectionTable: "Table of a section",
        sections.SectionChart: "Chart of a section",
        sections.SectionPicture: "Picture of a section",
        model.Caution: "Caution",
        questions.Question: "Question",
        decision.Decision: "Decision",
        clearance.Clearance: "Clearance",
        headlines.Headlines: "Headlines",
        since.ChangesSince: "Changes since",
        memo_choices.MemoChoices: "Memo choices",
        citations.Citations: "Citations",
        SourceEntry: "Source",
        SnapshotFile: "Snapshot",
        csl.Name: "Name",
        items.Item: "Who gets it",
    },
    "audiences": {
        audience.Audience: "The audience",
        audience.DeckPlan: "Deck",
        audience.MemoPlan: "Memo",
        audience.Order: "Order",
        audience.JudgmentFor: "Judgment",
        audience.RecommendationFor: "Recommendation",
        sections.OwnSection: "Section",
    },
    "kinds": {kind.BriefKind: "A kind"},
    "markings": {marking.Marking: "Marking", marking.Embargo: "Embargo", marking.Designation: "Designation"},
    "mail": {
        recipients.Mailing: "Readers",
        recipients.Recipient: "Reader",
        Settings: "Sender",
    },
    "themes": {
        theme.Theme: "The theme",
        colors.Colors: "Colours",
        colors.Shade: "Shade",
        colors.FillPattern: "Pattern",
        DeckTheme: "Deck",
        Sizes: "Type scale",
        Layouts: "Layouts",
        Area: "Area",
        MemoTheme: "Memo",
        WordTheme: "Word memo",
        theme.Logo: "Logo",
        Margins: "Margins",
        Range: "Range",
        FontFiles: "Face",
    },
}
"""Which page explains which part, and under which heading. A part that is not here is an error."""

_REGION = re.compile(r"(?P<begin><!-- made: (?P<what>\w+) -->\n).*?(?P<end><!-- end -->)", re.DOTALL)


def page(file: Path) -> str:
    """The page with all that is made written anew."""
    makers: Mapping[str, Callable[[], Iterator[str]]] = {
        "keys": lambda: _keys(file.stem),
        "themes": _themes,
        "kinds": _kinds,
        "variables": _variables,
        "commands": _commands,
        "packages": _packages,
        "rules": _rules,
        "lint": _lint_rules,
        "house": _house_keys,
    }

    def made(region: re.Match[str]) -> str:
        return f"{region['begin']}\n{''.join(makers[region['what']]()).rstrip()}\n\n{region['end']}"

    return _REGION.sub(made, file.read_text(encoding="utf-8"))


def pages() -> list[Path]:
    """The pages that hold something made."""
    return [file for file in sorted(DOCS.glob("*.md")) if _REGION.search(file.read_text(encoding="utf-8"))]


def _rules() -> Iterator[str]:
    yield "| rule | severity | what is wrong | what to do |\n|---|---|---|---|\n"
    yield from (f"| `{rule}` | {severity} | {why} | {hint} |\n" for rule, severity, why, hint in rules.table())


def _lint_rules() -> Iterator[str]:
    yield "| rule | severity | what it finds | why | what to do | source | languages |\n|---|---|---|---|---|---|---|\n"
    for rule in lint_rules.rules():
        langs = ", ".join(rule.lang) or "all"
        said = (rule.severity, rule.what, rule.why, rule.hint, rule.source, langs)
        yield f"| `{rule.id}` | {' | '.join(said)} |\n"


def _house_keys() -> Iterator[str]:
    yield "| key | meaning |\n|---|---|\n"
    for key, field in lint_rules.RulesFile.model_fields.items():
        yield f"| `{key}` | {field.description} |\n"
    yield "\nA rule has these keys:\n\n| key | meaning |\n|---|---|\n"
    for key, field in lint_rules.RuleEntry.model_fields.items():
        yield f"| `{key}` | {field.description} |\n"


# -- keys


def _keys(stem: str) -> Iterator[str]:
    for part, heading in KEYS[stem].items():
        schema = part.model_json_schema(by_alias=True)
        schema = schema["$defs"][part.__name__] if "$ref" in schema else schema
        yield f"### {heading}\n\n{' '.join((inspect.getdoc(part) or '').split())}\n\n"
        yield "| key | value | default | meaning |\n|---|---|---|---|\n"
        needed = schema.get("required", ())
        kept = items.Item.model_fields.keys() if issubclass(part, items.Item) and part is not items.Item else ()
        for key, value in schema["properties"].items():
            if key in kept:
                continue
            meaning = value["description"].replace("|", "\\|")
            yield f"| `{key}` | {_kind(value, stem)} | {'needed' if key in needed else _default(value)} | {meaning} |\n"
        yield "\nIt also takes [`audiences` and `not_for`](#who-gets-it).\n\n" if kept else "\n"


def _default(value: Mapping[str, Any]) -> str:
    default = value.get("default")
    made = isinstance(default, dict) and "of" not in default
    return "" if made or default in (None, "", [], {}) else f"`{_flow(default)}`"


def _flow(default: Any) -> str:
    """A default as YAML writes it on one line; of a shade, what changes."""
    if isinstance(default, list):
        return f"[{', '.join(map(_flow, default))}]"
    if isinstance(default, dict):
        return f"{{{', '.join(f'{key}: {value}' for key, value in default.items() if value)}}}"
    return json.dumps(default).strip('"')


def _kind(value: Mapping[str, Any], stem: str) -> str:
    """What a key takes, in words."""
    if kinds := value.get("anyOf") or value.get("oneOf"):
        return " or ".join(dict.fromkeys(_kind(kind, stem) for kind in kinds if kind.get("type") != "null"))
    if "$ref" in value:
        return _linked(value["$ref"].rpartition("/")[2], stem)
    if isinstance(kinds := value.get("type"), list):
        return " or ".join(_kind({**value, "type": kind}, stem) for kind in kinds)
    if "enum" in value:
        return ", ".join(f"`{word}`" for word in value["enum"])
    if value.get("type") == "array":
        return f"list of {_kind(value['items'], stem)}" if "items" in value else "list"
    if value.get("type") == "object":
        inner = value.get("additionalProperties")
        allowed = value.get("propertyNames", {}).get("enum", ())
        named = " and ".join(f"`{name}`" for name in allowed) or ("name" if "propertyNames" in value else "id")
        return f"{_kind(inner, stem)} by {named}" if isinstance(inner, dict) and inner else "mapping"
    return _plain(value)


def _linked(name: str, stem: str) -> str:
    for other, parts in KEYS.items():
        for part, heading in parts.items():
            if part.__name__ == name:
                number = "number or " if part is Margins else ""
                anchor = heading.lower().replace(" ", "-")
                return f"{number}[{heading.lower()}]({'' if other == stem else other + '.md'}#{anchor})"
    raise KeyError(f"{name} is on no page: add it to KEYS")


def _plain(value: Mapping[str, Any]) -> str:
    if form := FORMS.get(value.get("pattern", "")):
        return re.sub("^(an?|the) ", "", form.name)
    if value.get("format") == "date":
        return "date"
    named = {"string": "text", "boolean": "`true` or `false`", "integer": "whole number", "number": "number"}
    kind = named.get(value.get("type", ""), "text")
    if "minimum" in value and "maximum" in value:
        return f"{kind}, {value['minimum']:g} to {value['maximum']:g}"
    return "date and time" if "T ]" in value.get("pattern", "") else kind


# -- the rest


def _themes() -> Iterator[str]:
    for file in sorted(THEMES.glob("*.yaml"), key=lambda file: (file.stem != "statecraft", file.stem)):
        data = source.read(file).data
        yield f"### {file.stem}\n\n{data['about']}.\n\n"
        yield f"![{data['name']}: six slides and the memo](themes/{file.stem}.png)\n\n"


def _kinds() -> Iterator[str]:
    yield "| kind | what it is for | it needs |\n|---|---|---|\n"
    for file in sorted(KINDS.glob("*.yaml")):
        made = kind.BriefKind.model_validate(source.read(file).data)
        yield f"| `{file.stem}` | {made.about} | {', '.join(f'`{each}`' for each in made.needs)} |\n"


def _variables() -> Iterator[str]:
    yield "| in the environment | in place of |\n|---|---|\n"
    for key, variable in VARIABLES.items():
        yield f"| `{variable}` | `{key}` |\n"


def _commands() -> Iterator[str]:
    for name, command in _leaves(command_line, "brief"):
        options = [each for each in command.params if isinstance(each, click.Option)]
        arguments = "".join(f" {each.make_metavar(click.Context(command))}" for each in command.params
                            if isinstance(each, click.Argument))  # fmt: skip
        said = inspect.cleandoc(command.help or "").partition("\b")[0]
        yield f"### `{name}{arguments}`\n\n{said.strip()}\n\n"
        if options:
            yield "| option | what it does |\n|---|---|\n"
        for option in options:
            names = ", ".join(f"`{one}`" for one in (*option.opts, *option.secondary_opts))
            value = "" if option.is_flag else f" {_value(option)}"
            yield f"| {names}{value} | {option.help} |\n"
        yield "\n"


def _value(option: click.Option) -> str:
    if isinstance(option.type, click.Choice):
        return " or ".join(f"`{choice}`" for choice in option.type.choices)
    return str(option.metavar or {"integer range": "N", "text": "NAME"}.get(option.type.name, option.type.name.upper()))


def _leaves(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    if isinstance(command, click.Group):
        context = click.Context(command)
        for inner in command.list_commands(context):
            found = command.get_command(context, inner)
            assert found
            yield from _leaves(found, f"{name} {inner}")
    else:
        yield name, command


def _packages() -> Iterator[str]:
    """What stands in src/policybrief, in the words of its own docstrings."""
    yield "| in `src/policybrief` | what it is |\n|---|---|\n"
    for room in sorted(PACKAGE.iterdir()):
        file = room / "__init__.py" if room.is_dir() else room
        if file.suffix == ".py" and file.is_file() and not room.name.startswith("__"):
            said = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
            first = " ".join(said.partition("\n\n")[0].split()).replace("|", "\\|")
            yield f"| `{room.name}{'/' if room.is_dir() else ''}` | {first} |\n"


def main() -> None:
    """Writes all pages anew."""
    for file in pages():
        file.write_text(page(file), encoding="utf-8")


if __name__ == "__main__":
    main()
