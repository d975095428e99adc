"""The files of a new project: the sample with all that may be changed, or a blank brief and no more."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from pathlib import Path

from policybrief.brief import schema
from policybrief.brief.parts import PARTS
from policybrief.errors import BriefError, Problem
from policybrief.sources.article import snapshot
from policybrief.system.files import access
from policybrief.system.files import problems as file_problems
from policybrief.system.files.resources import CONTENT
from policybrief.theme import files as layers
from policybrief.theme import schema as theme_schema

SAMPLE = "china-russia.yaml"

_README = """# A policybrief project

    brief build        # a deck and a memo for each audience, in output/
    brief check        # what is wrong, how well it fits and who gets what, without writing
    brief import FILE  # from an article: its text, numbered, and the draft of a brief
    brief mail         # drafts of the mail that takes the memo to its readers
    brief audiences    # who gets what, as a table

- `content/brief.yaml` is the brief: edit it first. Editors that know YAML schemas complete and check it.
- `content/audiences/` says for each audience what differs. Delete what you don't need, and the names in the brief's
  `audiences:` and `not_for:` with it; without audiences there is one deck and one memo, for everyone.
- `content/themes/house.yaml` is the look: colours, faces, sizes. Its lines are comments until you need them.
- `templates/` says what goes on which slide and in which part of the memo. Each file here extends a built-in template
  and may override its blocks; delete the files that you don't change.
- `mail.yaml` says who sends the mail; who gets it is in each audience's file, under `mail`.
- `sources/` has the texts of sources, to verify quotations against; git leaves them out.
- `output/` is what is built.
"""
_BLANK_README = """# A policybrief project

    brief build --watch    # the deck and the memo in output/, again whenever you save
    brief check            # what is wrong, and how well it fits, without writing

- `content/brief.yaml` is the brief. Editors that know YAML schemas explain its keys and complete them.
- An audience of its own, a theme and templates are files that may come later: `brief new DIR --sample` has examples.
"""
_THEME = """# yaml-language-server: $schema=../theme.schema.json
# The house theme. It changes nothing yet: take the '#' off a line and give your own value.
extends: {base}
name: House
# colors:
#   primary: "{primary}"
#   accent: "{accent}"
# deck:
#   cover: light             # or dark, divided
# memo:
#   page: a4                 # or letter; auto is the paper of the brief's locale
#   header: nsc              # or plain, state-action, dod-action, congress, think-tank, a file in templates/headers
# logo:
#   file: logo.svg           # or .png, beside this file; the deck's cover takes the .png
#   alt: What the logo shows
"""
_MAIL = """# Who sends the mail of this project, and through which server. No password belongs here: it comes from
# the keyring (keyring set policybrief USER@HOST) or from POLICYBRIEF_SMTP_PASSWORD, _HOST and _USER. Without a host,
# brief mail only drafts.
from: Policy team <policy.team@thinktank.example>
# host: smtp.thinktank.example
# security: starttls         # or tls
# user: policy.team
# per_minute: 30
"""
_BLOCKS = {kind: textwrap.wrap(", ".join((*PARTS[kind], "extra")), 100) for kind in PARTS}
"""The names of a template's blocks, in the lines of its comment."""
DECK = """{# The deck's template. It extends the built-in one; a block given here stands in for the block of its name.
   The blocks: BLOCKS. An empty block leaves its slides out.
   A file of this name in a folder here with an audience's name is for that audience alone, and extends this one. #}
{% extends "deck.xml.j2" %}
""".replace("BLOCKS", "\n   ".join(_BLOCKS["deck"]))
MEMO = """{# The memo's template. It extends the built-in one, as the deck's does.
   The blocks: header, BLOCKS. #}
{% extends "memo.xml.j2" %}

{% block bottom_line %}
<callout><label>{{ words.bottom_line }}</label>{{ brief.bottom_line.text or brief.bottom_line.headline }}</callout>
{% endblock %}
""".replace("BLOCKS", "\n   ".join(_BLOCKS["memo"]))


def _text(file: Path) -> str:
    return access.read(file, access.MOST_BYTES, within=access.ANYWHERE).decode("utf-8")


def _audiences() -> list[Path]:
    """The sample's audiences."""
    return sorted((CONTENT / "audiences").glob("*.yaml"))


def new(directory: Path, theme: str = "statecraft") -> list[Path]:
    """Write the project's files, its house theme laid over `theme`; return them.

    Raises `BriefError` where a file would be overwritten, and for a theme that does not exist.
    """
    colors = layers.read(theme, ()).data["colors"]
    sample = _text(CONTENT / SAMPLE)
    texts = {
        "README.md": _README,
        "content/brief.yaml": sample.replace("\nlang:", "\ntheme: house\nlang:", 1),
        "content/brief.schema.json": schema.text(),
        "content/audience.schema.json": schema.audience(),
        "content/theme.schema.json": theme_schema.text(),
        **{f"content/audiences/{file.name}": _text(file) for file in _audiences()},
        "content/themes/house.yaml": _THEME.format(base=theme, primary=colors["primary"], accent=colors["accent"]),
        "mail.yaml": _MAIL,
        "templates/deck.xml.j2": DECK,
        "templates/memo.xml.j2": MEMO,
        "output/.gitignore": "*\n",
        f"{snapshot.FOLDER}/.gitignore": snapshot.IGNORED,
    }
    return _put(directory, texts)


def blank(directory: Path, text: str) -> list[Path]:
    """Write a project with `text` as its brief, and nothing that would have to be deleted; return its files.

    Raises `BriefError` where a file would be overwritten.
    """
    head = "# yaml-language-server: $schema=brief.schema.json\n"
    return _put(directory, {
        "README.md": _BLANK_README,
        "content/brief.yaml": head + text,
        "content/brief.schema.json": schema.text(),
        "output/.gitignore": "*\n",
    })  # fmt: skip


def _put(directory: Path, texts: Mapping[str, str]) -> list[Path]:
    present = [directory / name for name in texts if (directory / name).exists() or (directory / name).is_symlink()]
    if present:
        hint = "choose another folder; nothing is overwritten"
        raise BriefError(Problem("exists already", str(file), hint=hint) for file in present)
    try:
        access.put({directory / name: text.encode() for name, text in texts.items()}, within=directory)
    except OSError as error:
        raise BriefError([file_problems.unwritten(error, directory)]) from None
    return [directory / name for name in texts]
