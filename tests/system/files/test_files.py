"""Which files are read and written: by one place that decides, which refuses what a stranger's project leads to."""

from __future__ import annotations

import ast
import os
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import policybrief
from policybrief.system.files import access
from support.commands import Ran
from support.projects import Tree, minimal

Run = Callable[..., Ran]
SOURCE = Path(policybrief.__file__).parent
SECRET = "cafe-1234"

_METHODS = {
    "read_text", "read_bytes", "write_text", "write_bytes", "unlink", "rename", "touch", "symlink_to", "hardlink_to",
    "mkdir", "rmdir", "open",
}  # fmt: skip
_MODULES = {"os", "shutil", "tempfile", "sqlite3"}
_HARMLESS = {
    "os": {
        "cpu_count",
        "get_terminal_size",
        "getcwd",
        "fork",
        "getpid",
        "getuid",
        "pipe",
        "read",
        "write",
        "close",
        "waitpid",
        "_exit",
        "killpg",
        "urandom",
        "walk",
    },
    "shutil": {"disk_usage", "which", "get_terminal_size"},
}
_RECEIVERS = {"Image", "Pillow", "pikepdf", "self._zip", "Package"}
"""What is opened there are bytes that have been read, by `files.access`."""
_OTHERS = {
    "system.files.access": "the place that decides",
    "system.files.appended": "files of the program's own in the user's caches, which `access` has made",
    "system.files.facts": "what is so of a file, before there is time for that place; digests alone leave it",
    "system.files.lookups": "the time and size of a file that somebody else reads",
    "system.files.cache_places": "the user's own caches, before there is time for that",
    "system.files.own_code": "the program's own files, and lists of what is installed",
    "system.processes.confined": "pipes and processes of its own, and how much memory the system says they take",
    "system.processes.parallel": "pipes to its own processes",
    "system.processes.piped": "the pipes that it was started with, and processes of its own",
    "system.processes.standing": "pipes to a process of its own, and what that has open",
    "system.processes.program": "another program takes no bytes, but files: in a folder of its own, which goes with it",
    "fonts.installed": "fontTools reads the fonts of the system lazily, once they have been seen to be files",
    "ooxml.schema": "its validator takes no bytes, but a file: in a folder of its own, which goes with it",
    "ooxml.spreadsheet": "the parts inside of a workbook that has been read",
    "memo.check.tagged": "the streams inside of a PDF",
    "mail.ledgerfile": "as the ledger",
    "pipeline.sent": "SQLite reads mail's ledger, once it has been seen to be a file of the project",
    "mail.ledger": "SQLite has files of its own, which the ledger has looked at",
}


def touching(tree: ast.AST) -> Iterator[str]:
    """The calls that may open, make, move or remove a file."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name):
            yield from ["open"] if node.func.id == "open" else []
        elif isinstance(node.func, ast.Attribute):
            name = node.func.attr
            replaces = name == "replace" and len(node.args) == 1 and not node.keywords  # a text's takes two
            named = isinstance(node.func.value, ast.Name | ast.Attribute)
            # To write all of them out takes seconds.
            holder = ast.unparse(node.func.value) if named or replaces or name in _METHODS else ""
            module = holder in _MODULES and name not in _HARMLESS.get(holder, ())
            if module or replaces or (name in _METHODS and holder not in _RECEIVERS):
                yield f"{holder}.{name}"


def test_no_other_module_touches_a_file() -> None:
    found = {}
    for file in sorted(SOURCE.rglob("*.py")):
        name = ".".join(file.relative_to(SOURCE).with_suffix("").parts)
        calls = list(touching(ast.parse(file.read_text(encoding="utf-8"))))
        assert calls or name not in _OTHERS, f"{name} needs no exception"
        if calls and name not in _OTHERS:
            found[name] = calls
    assert not found


def test_what_touches_a_file_is_known_by_its_call() -> None:
    calls = ["open(x)", "x.open()", "os.open(x, 0)", "x.replace(y)", "shutil.rmtree(x)", "(a / b).read_text('utf-8')"]
    assert [len(list(touching(ast.parse(call)))) for call in calls] == [1] * len(calls)
    assert not list(touching(ast.parse("x.replace('a', 'b'); Image.open(stream); replace(x, y=1); os.getpid()")))


# -- what a build looks at

_LOOKING = {
    "is_file", "is_dir", "exists", "is_symlink", "glob", "rglob", "iterdir", "stat", "lstat", "resolve", "samefile",
    "readlink", "lexists", "isfile", "isdir", "islink", "realpath", "listdir", "scandir", "walk", "expanduser",
    "getenv", "environ", "today", "now", "localtime", "find_spec",
}  # fmt: skip
_HOLDERS = {"walk": ("os",), "today": ("date", "dt.date", "datetime", "dt.datetime")}
"""Whose words these are; others' are something else."""
_NO_BUILD = (
    "cli", "edits", "mail", "serve", "receipts", "sources.article", "review.lint", "system", "theme.brand",
    "theme.branded", "theme.propose", "theme.check", "theme.checklist",
    *(f"pipeline.{name}" for name in ("importing", "mended", "finished", "watching", "by_person", "same_program")),
)  # fmt: skip
"""What no build runs, or runs before it."""
_AFTERWARDS = ("built", "written", "output_folder", "moved_figures", "sent", "leftovers", "recognised", "last_build")
_AFTERWARDS += ("made_so_far",)
"""Modules of the pipeline that look at what was built, and not at what of."""
_LOOKERS = {
    "brief.model": "the program's own kinds",
    "fonts.tables": "the program's own measures",
    "fonts.files": "packages, of which the digest of what is installed tells",
    "fonts.installed": "thousands of fonts, which are noted as one",
    "locale.locale": "the program's own languages",
    "ooxml.writing": "the program's own parts",
    "pdf.faces": "the time of a file that is noted",
    "pipeline.changed": "earlier builds, of which nothing is recognised",
    "pipeline.template_files": "the list of templates, which no build prints",
}


def looking(tree: ast.AST) -> Iterator[str]:
    """What of a module looks for files, at the clock or at the environment by itself."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in _LOOKING:
            holder = ast.unparse(node.value)
            if holder != "lookups" and holder in _HOLDERS.get(node.attr, (holder,)):
                yield f"{holder}.{node.attr}"


def test_whatever_a_build_looks_at_is_looked_at_in_one_place() -> None:
    """What `lookups` does not see, nobody misses when it changes: a build would not be made that has to be."""
    left_out = (*_NO_BUILD, *(f"pipeline.{name}" for name in _AFTERWARDS))
    found = {}
    for file in sorted(SOURCE.rglob("*.py")):
        name = ".".join(file.relative_to(SOURCE).with_suffix("").parts)
        if any(f"{name}.".startswith(f"{each}.") for each in left_out):
            continue
        calls = list(looking(ast.parse(file.read_text(encoding="utf-8"))))
        assert calls or name not in _LOOKERS, f"{name} needs no exception"
        if calls and name not in _LOOKERS:
            found[name] = calls
    assert not found


def test_what_looks_is_known() -> None:
    looks = [
        "x.is_file()",
        "os.environ['X']",
        "(a / b).glob('*')",
        "os.walk(x)",
        "dt.date.today()",
        "list(map(Path.stat, x))",
    ]
    assert [len(list(looking(ast.parse(look)))) for look in looks] == [1] * len(looks)
    assert not list(looking(ast.parse("lookups.is_file(x); self.walk.text; brief.walk(x)")))


# -- what a project may lead to

THEME = "extends: statecraft\nname: House\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="9" height="9"/></svg>'
PICTURE = "pictures:\n  - {headline: The quay, file: quay.svg, alt: A quay., sources: [count]}\n"
MAIL = "mail:\n  to: [Jane Doe <jane@board.example>]\n  domains: [board.example]\n"
LIST = MAIL + "  list: people.csv\n"
LOGO = THEME + "logo: {file: logo.svg, alt: Ours, height: 20}\n"
FONT = "memo:\n  body_face: {regular: ours.ttf}\n"
FROM = "from: The planners <planners@port.example>\n"

# What is put somewhere else by way of a link, what else is in the project, and the command.
PLACES: dict[str, tuple[str, dict[str, str], str]] = {
    "the brief": ("content/brief.yaml", {}, "build"),
    "the brief to check": ("content/brief.yaml", {}, "check"),
    "the content": ("content", {}, "build"),
    "an audience": ("content/audiences/board.yaml", {}, "build"),
    "the audiences": ("content/audiences", {"content/audiences/board.yaml": "name: The board\n"}, "build"),
    "a brief's audiences": ("content/audiences/brief", {"content/audiences/brief/a.yaml": "name: A\n"}, "audiences"),
    "a theme": ("content/themes/house.yaml", {"content/themes/house.yaml": THEME}, "build"),
    "a listed theme": ("content/themes/house.yaml", {"content/themes/house.yaml": THEME}, "theme list"),
    "the themes": ("content/themes", {"content/themes/house.yaml": THEME}, "build"),
    "a template": ("templates/memo.xml.j2", {"templates/memo.xml.j2": '{% extends "memo.xml.j2" %}'}, "build"),
    "a listed template": ("templates/x.xml.j2", {"templates/x.xml.j2": SECRET}, "templates list"),
    "the templates": ("templates", {"templates/memo.xml.j2": '{% extends "memo.xml.j2" %}'}, "build"),
    "the settings of mail": ("mail.yaml", {"mail.yaml": FROM}, "mail"),
    "a list of readers": (
        "content/audiences/people.csv",
        {"content/audiences/people.csv": f"address\n{SECRET}\n", "content/audiences/board.yaml": f"name: B\n{LIST}"},
        "mail",
    ),
    "the PNG beside a picture": ("content/quay.png", {"content/quay.svg": SVG}, "build"),
    "a picture": ("content/quay.svg", {"content/quay.svg": SVG}, "build"),
    "the PNG beside a logo": ("content/themes/logo.png", {"content/themes/logo.svg": SVG}, "build"),
    "a logo": ("content/themes/logo.svg", {"content/themes/logo.svg": SVG}, "build"),
}


OPENED = [name for name, (at, _, command) in PLACES.items() if Path(at).suffix and command != "templates list"]


@pytest.fixture(params=PLACES)
def place(request: pytest.FixtureRequest, tree: Tree) -> tuple[Path, str]:
    """A project with all that is looked at, and one place in it that something else is put to."""
    at, more, command = PLACES[request.param]
    text = minimal() + (PICTURE if "quay" in at else "") + ("theme: house\n" if "themes" in at else "")
    logo = {"content/themes/house.yaml": LOGO} if "logo" in at else {}
    root = tree({f"p/{name}": text for name, text in {
        "content/brief.yaml": text, "content/audiences/board.yaml": f"name: The board\n{MAIL}", "mail.yaml": FROM,
        **logo, **more,
    }.items()}) / "p"  # fmt: skip
    return root / at, command


class HangError(BaseException):
    """Nothing that is made to survive broken files catches it."""


@pytest.fixture
def no_hang() -> Iterator[None]:
    """What waits for ever fails."""

    def give_up(*_: object) -> None:
        raise HangError

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(60)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def refused(ran: Ran, root: Path, *words: str) -> None:
    said = ran.stdout + ran.stderr
    assert ran.exit_code == 1, said
    assert any(word in said for word in words), said
    assert SECRET not in said
    assert not (root / "output").exists()


def test_a_link_that_leads_out_of_the_project_is_not_read(
    place: tuple[Path, str], run_brief: Run, tmp_path: Path
) -> None:
    at, command = place
    outside = tmp_path / "outside" / at.name
    outside.parent.mkdir()
    if at.is_dir():
        at.rename(outside)
    else:
        outside.write_text(f"{SECRET}: 'x\n{at.read_text('utf-8') if at.exists() else ''}", encoding="utf-8")
        at.unlink(missing_ok=True)
    at.symlink_to(outside)
    root = tmp_path / "p"
    refused(run_brief(*command.split(), cwd=root), root, "leads out", "outside of the project", "outside the project")


@pytest.mark.parametrize("place", OPENED, indirect=True)
def test_a_pipe_is_refused_at_once(place: tuple[Path, str], run_brief: Run, tmp_path: Path, no_hang: None) -> None:
    at, command = place
    at.unlink(missing_ok=True)
    os.mkfifo(at)
    ran = run_brief(*command.split(), cwd=tmp_path / "p")
    refused(ran, tmp_path / "p", "it is a pipe, not a file", "there is no file")


@pytest.mark.parametrize("link", ["content/brief.yaml", "content/audiences/board.yaml", "mail.yaml", "content/a.png"])
def test_a_link_within_the_project_is_read(run_brief: Run, tree: Tree, link: str) -> None:
    root = tree({
        "content/brief.yaml": minimal(), "content/audiences/board.yaml": f"name: The board\n{MAIL}", "mail.yaml": FROM,
        "content/a.png": "",
    })  # fmt: skip
    (root / "shared").mkdir()
    (root / link).rename(root / "shared" / "one")
    (root / link).symlink_to(root / "shared" / "one")
    assert run_brief("build", "--only", "memo", cwd=root).exit_code == 0
    assert run_brief("mail", cwd=root).exit_code == 0


def test_a_project_that_is_itself_behind_a_link_is_one(run_brief: Run, tree: Tree) -> None:
    root = tree({"p/content/brief.yaml": minimal()})
    (root / "link").symlink_to("p")
    assert run_brief("build", "link/content/brief.yaml", "--only", "memo", cwd=root).exit_code == 0
    assert (root / "p" / "output" / "brief.pdf").exists()


@pytest.mark.parametrize("kind", ["socket", "device", "folder", "huge"])
def test_only_a_file_of_a_sensible_size_is_read(tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    file = Path("/dev/zero") if kind == "device" else tmp_path / "it"
    if kind == "socket":
        server = socket.socket(socket.AF_UNIX)
        server.bind("it")
        server.close()
    elif kind == "folder":
        file.mkdir()
    elif kind == "huge":
        with file.open("wb") as stream:
            stream.truncate(1 << 40)
    words = {"folder": "Is a directory", "huge": "it is larger than 5 MB"}.get(kind, f"it is a {kind}, not a file")
    with pytest.raises(OSError, match=words):
        access.read(file, 5_000_000, within=access.ANYWHERE)


# -- what is written


LINKS = ["output", "output/mail", ".policybrief", ".policybrief/written"]


@pytest.mark.parametrize("link", LINKS)
def test_nothing_is_written_through_a_link_out_of_the_project(run_brief: Run, tree: Tree, link: str) -> None:
    root = tree({
        "p/content/brief.yaml": minimal(), "p/content/audiences/board.yaml": f"name: The board\n{MAIL}",
        "p/mail.yaml": FROM,
    }) / "p"  # fmt: skip
    outside = root.parent / "outside"
    outside.mkdir()
    (root / link).parent.mkdir(exist_ok=True)
    (root / link).symlink_to(outside)
    built = run_brief("build", cwd=root)
    mailed = run_brief("mail", "--as-edited", cwd=root)
    assert not list(outside.iterdir())
    assert "it is a link that leads outside the project" in built.stderr + mailed.stderr
    assert run_brief("clean", "--all", cwd=root).exit_code == (1 if link == "output" else 0)


@pytest.mark.parametrize("command", [("new",), ("build", "brief.yaml", "-o")], ids=["new", "build"])
def test_a_missing_folder_and_its_parent_are_no_way_round(run_brief: Run, tree: Tree, command: tuple[str, ...]) -> None:
    mine = {"brief.yaml": minimal(), "brief.pptx": "mine", "brief.pdf": "mine", "mail.yaml": "mine"}
    root = tree({f"p/{name}": text for name, text in mine.items()}) / "p"
    ran = run_brief(*command, "missing/..", cwd=root)
    assert ran.exit_code == 1
    assert "missing: error: cannot be written: it is no folder, and '..' follows it" in ran.stderr
    assert {file.name: file.read_text(encoding="utf-8") for file in root.iterdir() if file.is_file()} == mine


@pytest.mark.parametrize("name", ["mail.sqlite", "mail.sqlite-wal", "mail.lock"])
def test_the_ledger_is_no_link(run_brief: Run, tree: Tree, name: str) -> None:
    root = tree({
        "content/brief.yaml": minimal(), "content/audiences/board.yaml": f"name: The board\n{MAIL}", "mail.yaml": FROM,
        "victim": "mine",
    })  # fmt: skip
    run_brief("build", "--only", "memo", cwd=root)
    (root / ".policybrief" / name).symlink_to(root / "victim")
    ran = run_brief("mail", cwd=root)
    assert (ran.exit_code, (root / "victim").read_text("utf-8")) == (1, "mine")
    assert f"{name} is no file, but a link or a device" in ran.stderr


def test_a_file_for_the_time_being_is_made_anew_under_a_name_that_nobody_knows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where it could be foreseen, a link there is not followed."""
    monkeypatch.setattr(os, "urandom", lambda count: b"\0" * count)
    (tmp_path / "victim").write_text("mine", encoding="utf-8")
    (tmp_path / f".policybrief-{'00' * 12}.tmp").symlink_to("victim")
    with pytest.raises(FileExistsError):
        access.put({tmp_path / "new": b"new"}, within=tmp_path)
    assert (tmp_path / "victim").read_text("utf-8") == "mine"
    monkeypatch.undo()
    access.put({tmp_path / "new": b"new"}, within=tmp_path)
    assert (tmp_path / "new").read_bytes() == b"new"


def test_a_link_at_the_place_is_replaced_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "victim").write_text("mine", encoding="utf-8")
    (tmp_path / "new").symlink_to("victim")
    access.put({tmp_path / "new": b"new"}, within=tmp_path)
    assert ((tmp_path / "victim").read_text("utf-8"), (tmp_path / "new").read_bytes()) == ("mine", b"new")


@pytest.mark.parametrize("links", [True, False], ids=["hard links", "no hard links"])
def test_what_fails_half_way_leaves_all_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool) -> None:
    """A file, a link and nothing are there before, and the last place is a folder."""
    if not links:
        monkeypatch.setattr(os, "link", lambda *_, **__: (_ for _ in ()).throw(OSError(1, "not here")))
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "b").symlink_to("a")
    (tmp_path / "d" / "inner").mkdir(parents=True)
    with pytest.raises(IsADirectoryError) as caught:
        access.put({tmp_path / name: b"new" for name in "abcd"}, within=tmp_path)
    assert Path(caught.value.filename) == tmp_path / "d"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a", "b", "d"]
    assert ((tmp_path / "a").read_bytes(), (tmp_path / "b").readlink()) == (b"old", Path("a"))


def test_a_link_out_of_the_project_is_not_mailed(run_brief: Run, tree: Tree, tmp_path: Path) -> None:
    root = tree({
        "p/content/brief.yaml": minimal(), "p/content/audiences/board.yaml": f"name: The board\n{MAIL}",
        "p/mail.yaml": FROM,
    }) / "p"  # fmt: skip
    run_brief("build", "--only", "memo", cwd=root)
    memo = root / "output" / "brief_board.pdf"
    memo.rename(tmp_path / "memo.pdf")
    memo.symlink_to(tmp_path / "memo.pdf")
    assert "it is a link that leads outside the project" in run_brief("mail", "--as-edited", cwd=root).stderr


@pytest.mark.parametrize("command", ["inspect it.pdf", "check it.pptx", "theme inspect it.potx", "build it.yaml"])
def test_a_pipe_that_the_user_names_is_refused_too(run_brief: Run, tmp_path: Path, no_hang: None, command: str) -> None:
    os.mkfifo(tmp_path / command.rsplit(maxsplit=1)[-1])
    ran = run_brief(*command.split(), cwd=tmp_path)
    assert ran.exit_code == 1
    assert "it is a pipe, not a file" in ran.stderr or "is not a file" in ran.stderr


def test_a_pipe_among_the_fonts_is_none(tmp_path: Path, no_hang: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from policybrief.fonts import installed

    os.mkfifo(tmp_path / "Quay.ttf")
    monkeypatch.setenv(installed.VARIABLE, str(tmp_path))
    assert installed.table("Quay") is None
