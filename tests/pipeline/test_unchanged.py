"""A build where nothing has changed since the last one: recognised, said in a line, and never where something has."""

from __future__ import annotations

import datetime as dt
import io
import json
import marshal
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from policybrief.pipeline import last_build
from policybrief.system.files import access, facts, lookups, own_code
from support.projects import MINIMAL, Tree
from support.soak import SOAK
from support.unchanged import is_recognised, kept, outputs, typed

CHART = """charts:
  - headline: Most fuel is burnt at berth
    kind: column
    data: {file: figures/fleet.csv}
    unit: tonnes
    alt: As the headline says.
pictures:
  - {headline: The quay, file: quay.png, alt: A quay., sources: [count]}
theme: house
bibliography: refs.json
"""
CITING = "extra:\n  - {id: more, heading: M, title: M, text: 'So [@k0].', sources: [k0]}\n"
"""What an audience's file cites out of the library is a source of the brief's."""
REFERENCES = [{"id": f"k{number}", "type": "book", "title": f"Berths {number}"} for number in range(2)]
FILES = {
    "content/refs.json": json.dumps(REFERENCES),
    "content/b.yaml": MINIMAL + CHART,
    "content/audiences/board.yaml": "name: Board\n",
    "content/audiences/press.yaml": "name: Press\n",
    "content/themes/house.yaml": "extends: statecraft\nname: House\n",
    "figures/fleet.csv": "Quarter,At berth\nQ1,1410\nQ2,525\n",
    "templates/deck.xml.j2": '{% extends "deck.xml.j2" %}\n',
}


def picture(grey: int) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (400, 200), (grey, grey, grey)).save(stream, "PNG")
    return stream.getvalue()


def project(root: Path) -> Path:
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    (root / "content" / "quay.png").write_bytes(picture(90))
    return root


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose last build is recognised. Who changes something undoes it."""
    root = project(tmp_path_factory.mktemp("built"))
    ran = typed(root)[1]
    assert ran.exit_code == 0, ran.stderr
    assert is_recognised(root)
    return root


@contextmanager
def replaced(file: Path, content: bytes | None) -> Iterator[None]:
    """A file with other content, or none, and with the times that it had."""
    before, status = (file.read_bytes(), file.stat()) if file.exists() else (None, None)
    new = [folder for folder in file.parents if not folder.exists()]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content) if content is not None else file.unlink()
    if status and content is not None:
        os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    yield
    file.write_bytes(before) if before is not None else file.unlink()
    for folder in new:
        folder.rmdir()


CHANGED = {
    "a letter of the brief": ("content/b.yaml", (MINIMAL + CHART).replace("Build the quay", "Build the quai", 1)),
    "an audience's file": ("content/audiences/board.yaml", "name: Boord\n"),
    "a new audience": ("content/audiences/staff.yaml", "name: Staff\n"),
    "an audience that is gone": ("content/audiences/press.yaml", None),
    "audiences of the brief's own": ("content/audiences/b/board.yaml", "name: Board\n"),
    "the theme": ("content/themes/house.yaml", "extends: statecraft\nname: Horse\n"),
    "a theme that takes the place of the built-in one": ("content/themes/statecraft.yaml", "extends: statecraft\n"),
    "a template": ("templates/deck.xml.j2", '{% extends "deck.xml.j2" %} \n'),
    "a template that takes the place of the built-in one": ("templates/memo.xml.j2", '{% extends "memo.xml.j2" %}'),
    "a template of an audience's own": ("templates/board/memo.xml.j2", '{% extends "memo.xml.j2" %}'),
    "a header": ("templates/headers/plain.xml.j2", ""),
    "a picture": ("content/quay.png", "no picture"),
    "a file of numbers": ("figures/fleet.csv", "Quarter,At berth\nQ1,1410\nQ2,526\n"),
    "a file of numbers that comes before": ("content/figures/fleet.csv", "Quarter,At berth\nQ1,1\n"),
    "texts of sources": ("sources/count.txt", "[1] One berth.\n"),
    "a brief of the same name": ("content/b_board.yaml", MINIMAL),
    "a document": ("output/b_board.pdf", "edited"),
    "a document that is gone": ("output/b_press.pptx", None),
    "a document of an earlier build": ("output/b_board_CUI.pdf", "old"),
}


@pytest.mark.parametrize("what", CHANGED)
def test_whatever_changes_is_seen(built: Path, what: str) -> None:
    name, text = CHANGED[what]
    with replaced(built / name, None if text is None else text.encode()):
        assert not is_recognised_only(built)
    assert is_recognised_only(built)


def is_recognised_only(root: Path, *words: str) -> bool:
    """Whether a build would be recognised; none is made."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        known = last_build.load(("build", *words), own_code.digest())
        return known is not None and known.is_true()


@pytest.mark.parametrize("name", ["SOURCE_DATE_EPOCH", "POLICYBRIEF_FONTS", "RL_useA85", "LC_ALL", "PYTHONPATH"])
def test_the_environment_counts(built: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "1")
    assert not is_recognised_only(built)


def test_what_says_nothing_to_a_build_does_not_count(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another terminal, a file saved as it was, a note beside the project's folders, a document that is being read."""
    monkeypatch.setenv("TERM", "dumb")
    for file in built.glob("content/**/*"):
        os.utime(file)
    (built / "output" / "~$b_board.pptx").touch()
    with replaced(built / "notes.txt", b"mine"), replaced(built / "content" / "old.bak", b"mine"):
        assert is_recognised_only(built)
    (built / "output" / "~$b_board.pptx").unlink()


def test_words_and_folders_have_builds_of_their_own(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not is_recognised_only(built, "-a", "board")
    assert not is_recognised_only(built / "content")


def test_a_link_that_leads_elsewhere_is_another_file(built: Path, tmp_path: Path) -> None:
    """The content is the same, but a build would refuse it."""
    file = built / "content" / "audiences" / "board.yaml"
    with replaced(file, file.read_bytes()):
        file.rename(tmp_path / "board.yaml")
        file.symlink_to(tmp_path / "board.yaml")
        assert not is_recognised_only(built)
        file.unlink()
    assert is_recognised_only(built)


@pytest.mark.parametrize("what", ["short", "turned", "older", "open to others", "a link", "empty"])
def test_a_damaged_or_foreign_record_is_none(built: Path, what: str) -> None:
    name = ("build",)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(built)
        file = next(each for each in kept() if each.name == last_build.file_name(name))
    content = file.read_bytes()
    damaged = {
        "short": content[:-9],
        "turned": content[:-9] + bytes([content[-9] ^ 1]) + content[-8:],
        "older": content.replace(b"policybrief 2", b"policybrief 0", 1),
        "empty": b"",
    }
    with replaced(file, damaged.get(what, content)), ExitStack() as undo:
        if what == "open to others":
            file.parent.chmod(0o755)
            file.chmod(0o666)
            undo.callback(lambda: (file.parent.chmod(0o700), file.chmod(0o600)))
        if what == "a link":
            file.rename(file.with_suffix(".real"))
            file.symlink_to(file.with_suffix(".real"))
            undo.callback(file.with_suffix(".real").unlink)
            undo.callback(file.unlink)
        assert not is_recognised_only(built)
    assert is_recognised_only(built)


def test_a_folder_that_others_write_to_is_not_trusted(built: Path) -> None:
    folder = kept()[0].parent
    folder.chmod(0o770)
    assert not is_recognised_only(built)
    folder.chmod(0o700)
    assert is_recognised_only(built)


# -- what is said and done


def test_it_is_said_in_a_line_and_nothing_is_touched(built: Path) -> None:
    before = {file: file.stat().st_mtime_ns for file in (built / "output").iterdir()}
    recognised, ran = typed(built)
    said = "no problems; nothing has changed: 4 files as they were built ('--force' builds all the same)\n"
    assert (recognised, ran.exit_code, ran.stdout, ran.stderr) == (True, 0, said, "")
    assert {file: file.stat().st_mtime_ns for file in (built / "output").iterdir()} == before
    recognised, ran = typed(built, "--force")
    assert not recognised
    assert "4 files written" in ran.stdout
    assert is_recognised(built)  # as after any other build


WORD = ("--only", "docx")
"""Of it a snapshot is kept as of a deck, and it is made in a moment."""


def written(root: Path) -> set[str]:
    """The files that a build writes, by their names; the others of it are as they were."""
    ran = typed(root, *WORD, "--format", "json")[1]
    assert ran.exit_code == 0, ran.stderr
    documents = json.loads(ran.stdout)["documents"]
    assert len(documents) == 2
    return {Path(each["path"]).name for each in documents if "unchanged" not in each}


def test_only_what_changed_is_built(tmp_path: Path) -> None:
    root = project(tmp_path)
    board, press = {"b_board.docx"}, {"b_press.docx"}
    file = root / "content" / "audiences" / "press.yaml"
    assert written(root) == board | press
    before = {name: (root / "output" / name).stat().st_ino for name in board}
    file.write_text("name: Press\nsubtitle: For the press\n", encoding="utf-8")
    assert written(root) == press
    assert {name: (root / "output" / name).stat().st_ino for name in board} == before
    assert is_recognised(root, *WORD, "--format", "json")
    (root / "output" / "b_board.docx").write_bytes(b"mine")
    assert written(root) == board
    (root / "output" / "b_press.docx").unlink()
    assert written(root) == press
    said = typed(root, *WORD, "--force", "--format", "json")[1].stdout
    assert "unchanged" not in said
    for name, text in (
        ("content/b.yaml", MINIMAL + CHART + "# more\n"),
        ("content/themes/house.yaml", "extends: statecraft\n"),
    ):
        (root / name).write_text(text, encoding="utf-8")
        assert written(root) == board | press
    file.write_text("name: Press\n", encoding="utf-8")
    ran = typed(root, *WORD)[1]  # of these words there is no build yet
    assert "2 files written" in ran.stdout
    file.write_text("name: The press\n", encoding="utf-8")
    assert "1 file written in" in (said := typed(root, *WORD)[1].stdout)
    assert "1 as it was built" in said


def test_an_audience_that_fails_keeps_the_others_as_they_are(tmp_path: Path) -> None:
    root = project(tmp_path)
    typed(root)
    file = root / "content" / "audiences" / "press.yaml"
    file.write_text("nome: Press\n", encoding="utf-8")
    for _ in range(2):
        ran = typed(root)[1]
        assert ran.exit_code == 1
        assert "2 files as they were built, nothing was written for press" in ran.stderr
    file.write_text("name: Press\n", encoding="utf-8")
    assert is_recognised(root)


def test_findings_are_said_again(tree: Tree) -> None:
    text = "    text: Build it before the winter.\n"
    hidden = MINIMAL.replace(text, f"{text}    short: Build it.\n")
    root = tree({"content/b.yaml": hidden, "sources/count.txt": "[1] Nothing of it.\n", "output/b_CUI.pdf": "old"})
    first = typed(root)[1]
    recognised, again = typed(root)
    assert recognised
    assert first.exit_code == again.exit_code == 0
    assert "warning" in again.stderr
    assert again.stderr == first.stderr
    records = [json.loads(typed(root, "--format", "json")[1].stdout) for _ in range(2)]
    assert records[1].pop("unchanged") is True
    assert records[0] == records[1]


def test_what_documents_are_warned_of_is_said_again_when_they_are_left_as_they_were(tree: Tree) -> None:
    decision = "decision: {ask: decide, options: [Go, Stay], consequences: [A quay, A year]}\n"
    board = {"content/audiences/board.yaml": "name: Board\nheader: nsc\n"}
    root = tree(
        {"content/b.yaml": MINIMAL + decision, "content/audiences/press.yaml": "name: Press\noutside: false\n", **board}
    )
    first = typed(root, "--only", "memo")[1]
    assert "decision.consequences: is not in the memo" in first.stderr
    for name in ("The press", "A press"):
        (root / "content" / "audiences" / "press.yaml").write_text(f"name: {name}\noutside: false\n", encoding="utf-8")
        ran = typed(root, "--only", "memo")[1]
        assert "1 as it was built" in ran.stdout
        assert ran.stderr == first.stderr
        recognised, again = typed(root, "--only", "memo")
        assert recognised
        assert again.stderr == first.stderr


def test_what_happened_once_is_not_said_again(tree: Tree) -> None:
    root = tree({"content/b.yaml": MINIMAL})
    typed(root, "--only", "memo")
    (root / "output" / "b.pdf").write_bytes(b"mine")
    assert "it is kept as" in typed(root, "--only", "memo")[1].stderr
    recognised, ran = typed(root, "--only", "memo")
    assert recognised
    assert "kept as" not in ran.stderr
    assert (root / "output" / "b.edited-1.pdf").read_bytes() == b"mine"


@pytest.mark.parametrize("words", [("-v",), ("--set", "title=Another"), ("--only", "memo", "-o", "--force")])
def test_what_is_not_recognised(tree: Tree, words: tuple[str, ...]) -> None:
    root = tree({"content/b.yaml": MINIMAL})
    for _ in range(2):
        recognised, ran = typed(root, *words)
        assert not recognised
        assert ran.exit_code == 0


def test_a_refusal_is_said_anew(tree: Tree) -> None:
    root = tree({"content/b.yaml": MINIMAL.replace("title:", "titel:")})
    for _ in range(2):
        recognised, ran = typed(root)
        assert not recognised
        assert ran.exit_code == 1
        assert "titel" in ran.stderr


def test_changes_since_an_earlier_build_are_looked_for_anew(tree: Tree) -> None:
    """These depend on what else was built and sent."""
    root = tree({"content/b.yaml": MINIMAL + "changes: {since: mailed}\n"})
    assert not any(is_recognised(root, "--only", "memo") for _ in range(2))


def test_a_brief_without_a_date_is_built_anew_the_next_day(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    root = tree({"content/b.yaml": MINIMAL.replace("date: 2026-03-09\n", "")})
    typed(root, "--only", "memo")
    assert is_recognised_only(root, "--only", "memo")
    monkeypatch.setitem(facts.KINDS, "day", lambda _: (dt.date.today() + dt.timedelta(days=1)).isoformat())
    assert not is_recognised_only(root, "--only", "memo")


def test_a_file_that_changes_while_it_is_built_is_not_taken_for_what_was_read(built: Path) -> None:
    file = built / "content" / "b.yaml"
    with lookups.noting() as notes:
        access.read(file, 100_000, within=built)
        with replaced(file, b"title: another\n"):
            access.read(file, 100_000, within=built)
            assert "changed meanwhile" in notes.unsure


def test_a_large_file_that_was_just_changed_is_read_again(tmp_path: Path) -> None:
    """Its times say nothing of a change within a tick of the clock."""
    file = tmp_path / "large"
    file.write_bytes(bytes(1_100_000))
    with lookups.noting() as notes:
        access.read(file, 2_000_000, within=tmp_path)
    assert not notes.stamps
    assert not list(facts.differing(triples(notes), notes.stamps))
    with replaced(file, b"1" * 1_100_000):
        assert list(facts.differing(triples(notes), notes.stamps)) == [("content", str(file))]


def triples(notes: lookups.Sightings) -> list[tuple[str, str, str]]:
    return [(kind, subject, value) for (kind, subject), value in notes.facts.items()]


def test_few_are_kept(tree: Tree) -> None:
    folder = Path(os.environ["XDG_CACHE_HOME"], "policybrief", "last-builds")
    for number in range(320):
        (folder / f"{number}").write_bytes(b"")
        os.utime(folder / f"{number}", (number, number))
    root = tree({"content/b.yaml": MINIMAL})
    typed(root, "--only", "memo")
    assert len(kept()) == 300
    assert is_recognised(root, "--only", "memo")


# -- the whole process

WATCHED = """
import builtins, io, os, sys
seen = os.open(sys.argv.pop(1), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
os.set_inheritable(seen, True)
def told(function):
    def call(path=".", *rest, **more):
        if isinstance(path, (str, os.PathLike)):
            os.write(seen, os.path.join(os.getcwd(), os.fspath(path)).encode() + b"\\n")
        return function(path, *rest, **more)
    return call
for name in ("stat", "lstat", "listdir", "scandir", "open"):
    setattr(os, name, told(getattr(os, name)))
builtins.open = io.open = told(io.open)
from policybrief.cli.program import run
run()
"""


def test_nothing_is_looked_at_past_what_is_noted(tmp_path: Path) -> None:
    """In all processes of a build, whatever looks: ReportLab's own search for fonts by name aside, which finds none."""
    root = project(tmp_path / "p")
    seen = tmp_path / "seen.txt"
    command = [sys.executable, "-c", WATCHED, str(seen), "build", "--jobs", "2"]
    own = tmp_path / "caches"  # other tests build meanwhile
    environment = os.environ | {"XDG_CACHE_HOME": str(own)}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (file,) = (own / "policybrief" / "last-builds").iterdir()
    noted = marshal.loads(file.read_bytes()[len(b"policybrief 2 ") + 64 :])[1]
    known = {Path(subject.partition("\0")[0]) for _, subject in noted}
    known |= {above for place in known for above in place.parents}
    looked = {Path(os.path.normpath(path)) for path in seen.read_text("utf-8").splitlines()}
    inside = {path.relative_to(root).as_posix() for path in looked - known if path.is_relative_to(root)}
    assert len([path for path in looked & known if path.is_relative_to(root)]) > 12
    assert not {path for path in inside if not re.match(r"output|\.policybrief|fonts|[cC]:|Applications", path)}


def test_a_process_that_has_nothing_to_do_imports_next_to_nothing(built: Path) -> None:
    command = [
        sys.executable,
        "-X",
        "importtime",
        "-c",
        "from policybrief.cli.program import run; run()",
        "build",
        "--only",
        "memo",
    ]
    environment = os.environ | {"PYTHONSAFEPATH": "1"}
    for _ in range(2):
        done = subprocess.run(command, cwd=built, env=environment, capture_output=True, text=True, check=True)
    assert "nothing has changed" in done.stdout
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert not imported & {"click", "yaml", "pathlib", "typing", "re", "json", "dataclasses", "policybrief.errors"}


# -- random edits


def _edit(root: Path, chance: random.Random) -> None:
    """One of many things that may happen to a project."""
    folders = [root / name for name in ("content", "templates", "figures")]
    file = chance.choice(sorted(file for folder in folders for file in folder.rglob("*.*")))
    document = chance.choice(sorted((root / "output").glob("*.p*")) or [root / "output" / "b_board.pdf"])
    content, number = file.read_bytes(), chance.randrange(9)
    written = {
        file: content.replace(b"quay", b"pier", 1) if number % 2 else content.replace(b"pier", b"quay", 1),
        root / "content" / "quay.png": picture(number),
        root / "figures" / "fleet.csv": f"Quarter,At berth\nQ1,{number}\n".encode(),
        root / "content" / "audiences" / f"{number % 3}.yaml": f"name: Number {number}\n{CITING}".encode(),
        root / "content" / "audiences" / "board.yaml": CITING.replace("k0", f"k{number % 2}").encode() + b"name: B\n",
        root / "content" / "themes" / "statecraft.yaml": f"extends: statecraft\nname: N{number}\n".encode(),
        root / "templates" / "memo.xml.j2": b'{% extends "memo.xml.j2" %}' + b"\n" * number,
        document: b"edited",
    }
    happened = chance.choice(["write"] * 3 + ["save", "touch", "delete", "rename", "forget", "unmake", "date", "none"])
    match happened:
        case "write":
            place = chance.choice([*written])
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(written[place])
        case "save":
            file.write_bytes(content)
        case "touch":
            os.utime(file, (number, number))
        case "delete" if file.parent.name == "audiences":
            file.unlink()
        case "rename" if file.parent.name == "audiences":
            file.rename(file.with_name(f"r{number}.yaml"))
        case "forget":
            shutil.rmtree(root / ".policybrief", ignore_errors=True)
        case "unmake":
            document.unlink(missing_ok=True)
        case "date":
            os.environ["SOURCE_DATE_EPOCH"] = str(number * 100_000)


@given(st.integers(0, 1_000_000))
@settings(max_examples=SOAK or 1)
def test_what_is_there_after_a_build_is_what_a_fresh_one_makes(seed: int) -> None:
    chance = random.Random(seed)
    words = () if SOAK else ("--only", "memo")
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1000000000")
        root = project(Path(folder, "p"))
        typed(root, *words)
        for number in range(4 if SOAK else 2):
            _edit(root, chance)
            recognised, ran = typed(root, *words)
            fresh = shutil.copytree(root, Path(folder, f"fresh-{number}"), symlinks=True)
            shutil.rmtree(fresh / "output")
            forced = typed(fresh, "--force", *words)[1]
            assert forced.exit_code == ran.exit_code, (recognised, forced, ran)
            after, expected = outputs(root / "output"), outputs(fresh / "output")
            assert {name: after.get(name) for name in expected} == expected, recognised
            assert is_recognised(root, *words) == (ran.exit_code == 0)
