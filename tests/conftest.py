"""What the tests share: small file trees, a minimal brief, the command line in this process, golden files."""

from __future__ import annotations

import difflib
import gc
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

pytest.register_assert_rewrite("support")  # before it is imported

from support.commands import Ran, brief  # noqa: E402
from support.libreoffice import LibreOffice  # noqa: E402
from support.libreoffice import program as libreoffice_program  # noqa: E402
from support.projects import MINIMAL, Tree  # noqa: E402
from support.soak import SOAK  # noqa: E402

# The same examples in every run; POLICYBRIEF_SOAK=5000 looks for new ones.
settings.register_profile("policybrief", max_examples=SOAK or 25, deadline=None, derandomize=not SOAK, database=None)
settings.load_profile("policybrief")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="write golden files anew instead of comparing")


def pytest_configure(config: pytest.Config) -> None:
    """No test touches the developer's cache or sees what fonts are installed. Workers and subprocesses inherit it."""
    gc.disable()  # until all tests are collected, none of which is garbage
    if not hasattr(config, "workerinput"):
        folder = tempfile.mkdtemp(prefix="policybrief-tests-")
        os.environ["XDG_CACHE_HOME"] = os.environ["XDG_STATE_HOME"] = folder
        os.environ["POLICYBRIEF_FONTS"] = ""
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


SLOW = {"libreoffice", "wheel"}
"""Fixtures that take many seconds. Who uses one is marked with its name, and they begin."""


LONG = {
    *("mail/test_send.py", "mail/test_crash.py", "deck/test_package.py", "deck/test_deck.py", "cli/test_cli.py"),
    *("edits/pull/test_pull.py", "test_errors.py", "docs/test_pages.py", "pictures/test_pictures.py"),
    *("theme/test_themes.py", "deck/test_summary.py", "tailor/test_audiences.py", "review/verify/test_soak.py"),
    "brief/test_marking.py",
}
"""Files that take ten seconds or more although they use none of these; they come next."""
ROOT = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by what they use, and put the slow ones first, so that no worker is left with them at the end."""
    for item in items:
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker(pytest.mark.soak)  # every property is one that `make soak` gives more examples
        for name in SLOW.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(name)
    if missing := [name for name in LONG if not (ROOT / name).is_file()]:
        raise pytest.UsageError(f"conftest.py names files that are not there: {', '.join(missing)}")
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    if any(item.get_closest_marker(name) for name in SLOW):
        return 0
    return 1 if item.path.relative_to(ROOT).as_posix() in LONG else 2


def pytest_collection_finish() -> None:
    """Thousands of tests and all modules stay to the end: garbage is not looked for among them again and again."""
    gc.collect()
    gc.freeze()
    gc.enable()
    gc.set_threshold(50_000)  # objects that are made between two looks; 700 as a rule


@pytest.fixture(scope="session")
def libreoffice() -> LibreOffice:
    """What draws and saves decks as a program of others; without it, its tests are skipped."""
    if not libreoffice_program():
        pytest.skip("needs LibreOffice")
    return LibreOffice(libreoffice_program())


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """Writes files ({"content/brief.yaml": "title: …"}) into a new folder, and returns the folder."""

    def write(files: dict[str, str]) -> Path:
        for name, text in files.items():
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return tmp_path

    return write


@pytest.fixture
def run_brief() -> Callable[..., Ran]:
    return brief


@pytest.fixture
def same_as(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compares a text with a file's, and shows the difference; --update-goldens writes the file."""

    def compare(file: Path, text: str) -> None:
        if request.config.getoption("--update-goldens"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
            return
        expected = file.read_text(encoding="utf-8") if file.exists() else ""
        lines = [one.splitlines(keepends=True) for one in (expected, text)]
        difference = "".join(difflib.unified_diff(*lines, f"{file.name} (golden)", "now"))
        assert text == expected, f"{difference}\nIf this is right: pytest --update-goldens"

    return compare


@pytest.fixture
def own_caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Caches of this test's own, which it finds empty but for compiled templates: these take longer than all else."""
    shared, own = (Path(place, "policybrief") for place in (os.environ["XDG_CACHE_HOME"], tmp_path / "caches"))
    own.mkdir(mode=0o700, parents=True)
    _share_compiled(shared, own)
    monkeypatch.setenv("XDG_CACHE_HOME", str(own.parent))
    yield
    _share_compiled(own, shared)


def _share_compiled(caches: Path, others: Path) -> None:
    """Give compiled templates to other caches that have not got them."""
    for file in caches.glob("templates-*/*.cache"):
        place = others / file.parent.name / file.name
        if not place.exists():
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            shutil.copy2(file, new := place.with_suffix(f".{os.getpid()}"))
            new.replace(place)  # others may read it


@pytest.fixture
def minimal_brief(tree: Tree) -> Path:
    """A project with the minimal brief in content/brief.yaml; gives that file."""
    return tree({"content/brief.yaml": MINIMAL}) / "content" / "brief.yaml"
