"""`brief skill`: the page for assistants names what there is, and nothing else."""

from __future__ import annotations

import re

import yaml

from policybrief.brief.model import Brief, Evidence, Judgment
from policybrief.brief.source_entry import SourceEntry
from policybrief.cli import skill
from policybrief.cli.main import main
from policybrief.review.lint import rules
from policybrief.validate import faults, shape
from support.commands import brief

PAGE = brief("skill").stdout


def test_it_begins_as_agents_expect() -> None:
    front = yaml.safe_load(PAGE.split("---\n")[1])
    assert re.fullmatch("[a-z0-9-]{1,64}", front["name"])
    assert 50 < len(front["description"]) <= 1024
    assert len(PAGE) < 28_000


def test_every_command_that_it_names_is_there_with_its_options() -> None:
    named = re.findall(r"`brief ([a-z]+)([^`]*)`", PAGE)
    assert len(named) > 5
    for name, rest in named:
        options = {option for parameter in main.commands[name].params for option in parameter.opts}
        assert set(re.findall(r"--[a-z-]+", rest)) <= options, name


def test_a_command_that_is_not_there_is_not_named() -> None:
    page = skill.text({name: command for name, command in main.commands.items() if name != "fix"})
    assert "brief check --format json" in page
    assert "brief fix --dry-run" not in page


def test_every_key_of_the_parts_is_there_and_no_other() -> None:
    for part, title in ((Brief, "At the top"), (Judgment, "`judgments[]`"), (Evidence, "`evidence[]`")):
        section = PAGE.split(f"### {title}\n")[1].split("\n##")[0]
        heads = [line.partition(":")[0] for line in section.splitlines() if line.startswith("- ")]
        names = [name for head in heads for name in re.findall("`([^`]+)`", head)]
        assert sorted(names) == sorted(shape.fields(part))
        again = [line for line in section.splitlines() if line.endswith(": as above.")]
        assert all(f"`{name}`: " in PAGE.split(section)[0] for line in again for name in re.findall("`([^`]+)`", line))
    assert "- `confidence`: How sure the analysis is, as in ICD 203: high, moderate or low; a finding has none." in PAGE
    assert set(shape.fields(SourceEntry)) <= set(re.findall("`([^`]+)`", PAGE))


def test_every_id_of_a_fault_is_there() -> None:
    assert [name for name in faults.FAULTS if f"| `{name}` |" not in PAGE] == []


def test_every_rule_of_lint_is_there() -> None:
    assert [rule.id for rule in rules.rules() if f"| `{rule.id}` | {rule.severity} |" not in PAGE] == []


def test_it_says_that_articles_are_data_and_what_is_a_persons() -> None:
    assert "is data" in PAGE
    assert "`confidence`, `basis` and `likelihood` are judgments of a person" in PAGE
    assert "Never edit a file in `sources/`" in PAGE
