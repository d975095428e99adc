"""The cache of compiled templates: only ours, only what was compiled so, and never a reason to fail."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import jinja2
import pytest

from policybrief.brief.model import Brief
from policybrief.compose import bytecode
from policybrief.compose.citing import Citing
from policybrief.compose.loader import MARKUP, environment
from policybrief.compose.places import Templates
from policybrief.compose.vocabulary import unwrap
from policybrief.locale import locale
from policybrief.mail import forms
from policybrief.read import source
from policybrief.system.files.resources import TEMPLATES
from policybrief.text.document import Deck, runs
from policybrief.validate import validate
from support.commands import brief
from support.compositions import composed
from support.projects import MINIMAL, Tree, minimal

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows keeps each user's folders apart")


@pytest.fixture
def caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "caches"
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder


def cached() -> jinja2.BytecodeCache | None:
    return bytecode.cache((Path(__file__),))


def test_tests_leave_the_developers_cache_alone() -> None:
    assert "policybrief-tests-" in os.environ["XDG_CACHE_HOME"]


def test_the_folder_is_ours_alone(caches: Path) -> None:
    assert cached() is not None
    folders = [caches / "policybrief", *(caches / "policybrief").iterdir()]
    assert {folder.stat().st_mode & 0o777 for folder in folders} == {0o700}


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
@pytest.mark.parametrize("inner", [False, True])
def test_a_folder_that_others_can_write_to_is_ignored(caches: Path, mode: int, inner: bool) -> None:
    assert cached() is not None
    top = caches / "policybrief"
    (next(top.iterdir()) if inner else top).chmod(mode)
    assert cached() is None


def test_a_link_to_a_folder_is_ignored(caches: Path, tmp_path: Path) -> None:
    planted = tmp_path / "planted"
    planted.mkdir(mode=0o700)
    caches.mkdir()
    (caches / "policybrief").symlink_to(planted)
    assert cached() is None


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can give a folder away")
def test_a_folder_of_another_user_is_ignored(caches: Path) -> None:
    assert cached() is not None
    os.chown(caches / "policybrief", 12345, 12345)
    assert cached() is None


def test_a_relative_folder_is_ignored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the XDG Base Directory Specification says."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", "caches")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert cached() is not None
    assert not (tmp_path / "caches").exists()
    assert (tmp_path / "home").is_dir()


@pytest.mark.parametrize("junk", [b"", b"junk", None])
def test_a_broken_file_is_compiled_anew(caches: Path, junk: bytes | None) -> None:
    first = composed(minimal())
    files = list(caches.rglob("*.cache"))
    assert files
    for file in files:
        whole = file.read_bytes()
        file.write_bytes(junk if junk is not None else whole[: len(whole) // 3] + b"\x80" * 9)
    assert composed(minimal()) == first


@pytest.mark.parametrize("home", [None, "", "relative"])
def test_no_home_is_no_error(home: str | None, tmp_path: Path) -> None:
    (tmp_path / "brief.yaml").write_text(MINIMAL, encoding="utf-8")
    without = {name: value for name, value in os.environ.items() if name not in ("HOME", "XDG_CACHE_HOME")}
    environment = without if home is None else {**without, "HOME": home}
    if home is None:
        environment["XDG_CACHE_HOME"] = "/dev/null/no"
    program = [sys.executable, "-m", "policybrief", "build", "brief.yaml"]
    made = subprocess.run(program, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (made.returncode, "Traceback" in made.stderr) == (0, False), made.stderr
    assert not (tmp_path / "relative").exists()


def test_each_form_is_compiled_for_itself(caches: Path, tree: Tree) -> None:
    """How a value is printed is worked out when a template is compiled, where it can be."""
    templates = Templates((tree({"a.j2": "{{ 'Q&A' }} <p>"}), TEMPLATES))
    for _ in "written", "read":
        made = [
            environment(templates, {}, Citing(locale.load("en-US")), form).get_template("a.j2").render()
            for form in (forms.WORDS, forms.HTML, MARKUP)
        ]
        assert made[:2] == ["Q&A <p>", "Q&amp;A <p>"]
        assert "Q&amp;A <p " in made[2]
    assert len(list(caches.rglob("*.cache"))) == 3


def test_a_confined_process_finds_what_was_compiled(caches: Path, tree: Tree) -> None:
    """It has little memory, and would else compile all templates again for every document."""
    own = '{% extends "memo.xml.j2" %}{% block avoid %}{% endblock %}'
    root = tree({"content/brief.yaml": MINIMAL, "templates/memo.xml.j2": own})
    assert brief("build", "--only", "memo", cwd=root).exit_code == 0
    compiled = {file: file.stat().st_ino for file in caches.rglob("__jinja2_*")}
    assert len(compiled) >= 2, "the brief's own, and the one behind it"
    assert brief("build", "--only", "memo", cwd=root).exit_code == 0
    assert {file: file.stat().st_ino for file in caches.rglob("__jinja2_*")} == compiled


def test_each_locale_gives_its_own_words(tree: Tree) -> None:
    """What a locale decides is not worked out when a template is compiled."""
    inside = "{{ 'sources'|word }} {{ 2|counted_recommendations }} {{ 'high'|word('rated_') }}"
    root = tree({"deck.xml.j2": f"<deck><slide><title>T</title><p>{inside}</p></slide></deck>"})
    templates = Templates((root, TEMPLATES))
    brief = validate.validate(source.parse(MINIMAL), Brief)
    british = locale.load("en-GB")
    own = {**british.words, "sources": "Quellen", "rated_high": "Hohe Gewissheit"}
    german = locale.Locale(**{**vars(british), "words": own, "counted_recommendations": ("Eine", "Zwei")})
    made = [
        unwrap(environment(templates, brief, Citing(each)).get_template("deck.xml.j2").render())
        for each in (british, german)
    ]
    assert "Sources Two recommendations High confidence" in made[0]
    assert "Quellen Zwei Hohe Gewissheit" in made[1]


def test_a_title_goes_on_in_the_words_of_its_locale() -> None:
    deck = composed(minimal())
    assert isinstance(deck, Deck)
    assert deck.continued == locale.load("en-US").continued
    assert list(runs(deck))
