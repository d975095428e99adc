"""Themes: laid over one another, confined to their folders, wrong at the right file and line."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from policybrief.errors import BriefError
from policybrief.fonts import files as fontfiles
from policybrief.fonts.files import install
from policybrief.system.files.resources import THEMES
from policybrief.theme import model
from policybrief.theme.colors import Shade, shaded
from policybrief.theme.load import load as load_theme
from support.commands import brief
from support.projects import Tree, minimal

Loader = Callable[..., model.Theme]


@pytest.fixture
def load(tree: Tree) -> Loader:
    """Loads the theme `house` from the files given."""

    def made(**files: str) -> model.Theme:
        root = tree({f"{name}.yaml": text for name, text in files.items()})
        return load_theme("house", (root,))

    return made


def refusal(error: pytest.ExceptionInfo[BriefError], root: Path) -> list[str]:
    return [str(problem).splitlines()[0].replace(f"{root}/", "") for problem in error.value.problems]


@pytest.mark.parametrize("file", sorted(THEMES.glob("*.yaml")), ids=lambda file: file.stem)
def test_the_built_in_themes_are_whole(file: Path) -> None:
    made = load_theme(file.stem)
    assert all(re.fullmatch("[0-9A-F]{6}", color) for color in made.rgb.values())


def test_a_theme_lies_over_another(load: Loader) -> None:
    made = load(house="extends: middle\nname: House\n", middle="extends: statecraft\ncolors: {accent: '0a0b0c'}\n")
    base = load_theme("statecraft")
    assert made.name == "House"
    assert made.rgb["accent"] == "0A0B0C"
    assert made.rgb["primary"] == base.rgb["primary"]
    assert made.rgb["panel_accent"] != base.rgb["panel_accent"]


def test_a_theme_may_extend_the_built_in_one_of_its_own_name(tree: Tree) -> None:
    root = tree({"statecraft.yaml": "extends: statecraft\nmemo: {page: a4}\n"})
    assert load_theme("statecraft", (root,)).memo.page == "a4"


def test_a_face_replaces_the_whole_face_and_lies_beside_its_theme(load: Loader, tmp_path: Path) -> None:
    (tmp_path / "Ours.ttf").touch()
    made = load(house="extends: statecraft\nmemo:\n  body_face: {regular: Ours.ttf}\n")
    face = made.memo.body_face
    assert (face.package, face.bold, face.regular) == (None, None, str(tmp_path / "Ours.ttf"))
    assert made.memo.heading_face == load_theme("statecraft").memo.heading_face


SIX_DIGITS = "a colour is six hexadecimal digits in quotes, as in '14284B'"
COLORS = "ink, paper, primary, panel, accent, highlight, bronze, first, second, muted, link"
WRONG: dict[str, tuple[dict[str, str], list[str]]] = {
    "nothing to extend": (
        {"house": "extends: statescraft\n"},
        ["house.yaml:1:10: extends: there is no theme 'statescraft'; did you mean 'statecraft'?"],
    ),
    "two in a circle": (
        {"house": "extends: other\n", "other": "extends: house\n"},
        ["other.yaml:1:10: extends: 'house' extends itself"],
    ),
    "itself": ({"house": "extends: house\n"}, ["house.yaml:1:10: extends: 'house' extends itself"]),
    "two files": (
        {
            "house": "extends: other\ndeck: {sizes: {kicker: 3}}\n",
            "other": "extends: statecraft\ncolors:\n  papper: 'FFFFFF'\n",
        },
        [
            "house.yaml:2:24: deck.sizes.kicker: 3 is less than 9",
            "other.yaml:3:3: colors.papper: is not a known key; did you mean 'paper'?",
        ],
    ),
    "color": (
        {"house": "extends: statecraft\ncolors: {ink: red}\n"},
        [f"house.yaml:2:15: colors.ink: 'red' is not a colour; {SIX_DIGITS}"],
    ),
    "shade of a shade": (
        {"house": "extends: statecraft\ncolors:\n  card: {of: rule}\n"},
        [f"house.yaml:3:14: colors.card.of: 'rule' is not a colour; available here: {COLORS}"],
    ),
    "shade both ways": (
        {"house": "extends: statecraft\ncolors:\n  card: {of: ink, lighter: 5, darker: 5}\n"},
        ["house.yaml:3:9: colors.card: is lighter and darker at once"],
    ),
    "range": (
        {"house": "extends: statecraft\nmemo:\n  body: {floor: 12, ceiling: 9}\n"},
        ["house.yaml:3:9: memo.body: the floor is above the ceiling"],
    ),
    "scale": (
        {"house": "extends: statecraft\ndeck:\n  sizes: {text: 21}\n"},
        ["house.yaml:3:17: deck.sizes.text: is larger than 'head'; the scale goes down from the cover to the footer"],
    ),
    "numbers": (
        {"house": "extends: statecraft\ndeck:\n  sizes: {text: big}\nmemo:\n  leading: {floor: 1e400}\n"},
        [
            "house.yaml:3:17: deck.sizes.text: is text, not a number",
            "house.yaml:5:20: memo.leading.floor: 1e400 is too large a number",
        ],
    ),
    "null": (
        {"house": "extends: statecraft\ncolors:\n"},
        ["house.yaml:2:8: colors: has no value; give it one, or delete the key"],
    ),
    "the lowest of three": (
        {
            "house": "extends: middle\ncolors: {ink: '000000'}\n",
            "middle": "extends: low\nname: M\ncolors: {ink: '000001'}\n",
            "low": "extends: statecraft\ncolors:\n  ink: '000002'\n  accent: red\n  papper: 'FFFFFF'\n",
        },
        [
            f"low.yaml:4:11: colors.accent: 'red' is not a colour; {SIX_DIGITS}",
            "low.yaml:5:3: colors.papper: is not a known key; did you mean 'paper'?",
        ],
    ),
    "the middle of three": (
        {
            "house": "extends: middle\nname: H\n",
            "middle": "extends: low\ncolors:\n  card: {of: rule}\n",
            "low": "extends: statecraft\n\n\ncolors: {card: {of: rule, lighter: 3}}\n",
        },
        [f"middle.yaml:3:14: colors.card.of: 'rule' is not a colour; available here: {COLORS}"],
    ),
    "no package": (
        {"house": "extends: statecraft\nmemo:\n  body_face:\n    package: no_such\n    regular: A.ttf\n"},
        ["house.yaml:4:14: memo.body_face.package: there is no package 'no_such' here; pip install no-such"],
    ),
    "no package of an extra": (
        {"house": "extends: statecraft\nmemo:\n  body_face: {package: no_such, regular: A.ttf, extra: cjk}\n"},
        [
            (
                "house.yaml:3:24: memo.body_face.package: there is no package 'no_such' here; "
                f"{install('policybrief', 'cjk')}"
            )
        ],
    ),
    "no such face in the package": (
        {
            "house": "extends: low\n",
            "low": "extends: statecraft\nmemo:\n"
            "  body_face: {package: fontpkg_fira_sans, regular: FiraSans-Regulr.ttf}\n",
        },
        [
            (
                "low.yaml:3:52: memo.body_face.regular: there is no file 'FiraSans-Regulr.ttf' in the package "
                "'fontpkg_fira_sans'; did you mean 'FiraSans-Regular.ttf'?"
            )
        ],
    ),
    "a pattern for a name": (
        {"house": "extends: statecraft\nmemo:\n  body_face: {package: fontpkg_fira_sans, regular: '*-Regular.ttf'}\n"},
        [
            (
                "house.yaml:3:52: memo.body_face.regular: there is no file '*-Regular.ttf' in the package "
                "'fontpkg_fira_sans'; did you mean 'FiraSans-Regular.ttf'?"
            )
        ],
    ),
    "a path for a name": (
        {"house": "extends: statecraft\nmemo:\n  body_face: {package: fontpkg_fira_sans, regular: ../x.ttf}\n"},
        [
            (
                "house.yaml:3:52: memo.body_face.regular: '../x.ttf' is not the name of a file; "
                "a package is searched for the name alone"
            )
        ],
    ),
    "a package with dots": (
        {"house": "extends: statecraft\nmemo:\n  body_face: {package: this.that, regular: x.ttf}\n"},
        [
            (
                "house.yaml:3:24: memo.body_face.package: 'this.that' is not the name of a package; "
                "it is the name that Python imports, without dots or hyphens"
            )
        ],
    ),
    "no face beside the theme": (
        {"house": "extends: statecraft\nmemo:\n  body_face: {regular: Ours.ttf}\n"},
        [
            (
                "house.yaml:3:24: memo.body_face.regular: there is no file 'Ours.ttf' beside the theme; "
                "the path counts from the theme's own file"
            )
        ],
    ),
    "a face elsewhere": (
        {"house": "extends: statecraft\nmemo:\n  body_face: {regular: /etc/x.ttf}\n"},
        [
            (
                "house.yaml:3:24: memo.body_face.regular: '/etc/x.ttf' leads outside the theme's folder; "
                "put it beside the theme's file"
            )
        ],
    ),
    "word": (
        {"house": "extends: statecraft\nmemo: {page: a5}\n"},
        ["house.yaml:2:14: memo.page: 'a5' is not a page; available here: a4, auto, letter"],
    ),
}


@pytest.mark.parametrize(("files", "said"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_stands_in_its_own_file(
    load: Loader, tmp_path: Path, files: dict[str, str], said: list[str]
) -> None:
    with pytest.raises(BriefError) as error:
        load(**files)
    assert refusal(error, tmp_path) == said


def test_to_look_a_package_up_runs_nothing_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    package = tmp_path / "loud_faces"
    package.mkdir()
    (package / "__init__.py").write_text("raise SystemExit('it ran')\n")
    assert fontfiles.find("loud_faces.sub", "A.ttf") is None
    assert fontfiles.find("loud_faces", "A.ttf") is None
    (package / "A.ttf").touch()
    assert fontfiles.find("loud_faces", "A.ttf") == package / "A.ttf"  # what was missing may be there later
    assert fontfiles.find("loud_faces", "a.ttf") is None


@pytest.mark.parametrize("name", ["../secret", "/etc/secret", "x" * 5_000, "..", ""])
def test_no_name_leads_out_of_the_folders(name: str, tree: Tree) -> None:
    root = tree({"secret.yaml": "extends: statecraft\n", "themes/house.yaml": "extends: statecraft\n"})
    with pytest.raises(BriefError, match="there is no theme"):
        load_theme(name, (root / "themes",))


def test_a_wrong_theme_is_told_at_its_file_and_a_missing_one_at_the_brief(tree: Tree) -> None:
    text = minimal(("title: Build the quay", "title: Build the quay\ntheme: house"))
    root = tree({"content/brief.yaml": text, "content/themes/house.yaml": "extends: statecraft\nsize: 3\n"})
    assert "content/themes/house.yaml:2:1: error: size: is not a known key" in brief("check", cwd=root).stderr
    (root / "content/themes/house.yaml").unlink()
    assert "brief.yaml:2:8: error: theme: there is no theme 'house'" in brief("check", cwd=root).stderr


@pytest.mark.parametrize(
    ("shade", "color"),
    [
        (Shade(of="x"), "336699"),
        (Shade(of="x", lighter=100), "FFFFFF"),
        (Shade(of="x", darker=100), "000000"),
        (Shade(of="x", lighter=40), "75A3D1"),
        (Shade(of="x", darker=20), "29527A"),
    ],
)
def test_shades_are_those_of_office(shade: Shade, color: str) -> None:
    assert shaded("336699", shade) == color


# -- faces of the deck whose widths don't come with the program

TAKE = "or take Arial, Calibri, Cambria, Georgia or Times New Roman"
LOOK = f"check the slides; or install it, set POLICYBRIEF_FONTS to a folder that has it, {TAKE}"


@pytest.mark.parametrize(
    ("face", "measured", "before"),
    [
        ("Verdana", "Arial, 25% wider (a margin of 8% included)", ""),
        ("garamond", "Times New Roman, 28% wider (a margin of 35% included)", ""),
        ("Consolas", "letters of 0.55 type sizes each, 11% wider (a margin of 11% included)", ""),
        ("House Sans Condensed", "Arial, 15% wider (a margin of 28% included)", ""),
        ("Ariel", "Arial, 15% wider (a margin of 15% included)", "did you mean 'Arial'? Else "),
        ("../metrics/calibri", "Arial, 15% wider (a margin of 15% included)", ""),
    ],
)
def test_a_face_that_is_not_here_is_told_at_its_line(load: Loader, face: str, measured: str, before: str) -> None:
    made = load(house=f"extends: statecraft\ndeck:\n  body_face: {face}\n")
    (warning,) = made.warnings
    assert (Path(warning.file).name, warning.line, warning.column) == ("house.yaml", 3, 14)
    assert warning.message == f"{face!r} is not installed, so text is measured as {measured}"
    assert warning.hint == before + LOOK


def test_a_face_is_told_of_once(load: Loader) -> None:
    made = load(house="extends: statecraft\ndeck: {heading_face: Lato, body_face: Lato}\n")
    assert [warning.path for warning in made.warnings] == ["deck.body_face"]


@pytest.mark.parametrize("face", ["Georgia", "georgia", "Times New Roman"])
def test_a_face_with_a_table_is_nothing_to_tell(load: Loader, face: str) -> None:
    assert load(house=f"extends: statecraft\ndeck: {{body_face: {face}}}\n").warnings == ()


def test_a_warning_stops_nobody(tree: Tree) -> None:
    root = tree(
        {
            "content/brief.yaml": minimal() + "theme: house\n",
            "content/themes/house.yaml": "extends: statecraft\ndeck: {body_face: Lato}\n",
        }
    )
    built = brief("build", root / "content" / "brief.yaml", "-o", root / "output")
    assert built.exit_code == 0
    assert ": warning: " in built.stderr.splitlines()[0]
    assert "deck.body_face: 'Lato' is not installed" in built.stderr
    checked = brief("check", root / "content" / "brief.yaml", "--format", "json")
    assert [one["path"] for one in json.loads(checked.stdout)["warnings"]] == ["deck.body_face"]
    memo = brief("check", root / "content" / "brief.yaml", "--only", "memo")
    assert (memo.exit_code, memo.stderr) == (0, "")


def test_warnings_are_told_with_the_errors_that_they_may_explain(tree: Tree) -> None:
    word = "Antidisestablishmentarianism" * 3
    root = tree(
        {
            "content/brief.yaml": minimal() + f"theme: house\nsubtitle: {' '.join([word] * 9)}\n",
            "content/themes/house.yaml": "extends: statecraft\ndeck: {body_face: Lato}\n",
        }
    )
    found = brief("check", root / "content" / "brief.yaml")
    assert found.exit_code == 1
    assert (found.stderr.count(": warning: "), found.stderr.count(": error: ")) == (1, 1)
    found = brief("check", root / "content" / "brief.yaml", "--format", "json")
    record = json.loads(found.stdout)
    assert record["problems"]
    assert [one["path"] for one in record["warnings"]] == ["deck.body_face"]


def test_a_theme_whose_text_is_the_same_is_the_same_object_and_an_edited_one_is_not(tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text("extends: statecraft\nabout: One.\n", encoding="utf-8")
    first = load_theme("ours", (tmp_path,))
    assert load_theme("ours", (tmp_path,)) is first
    file.write_text("extends: statecraft\nabout: Two.\n", encoding="utf-8")
    edited = load_theme("ours", (tmp_path,))
    assert (first.about, edited.about) == ("One.", "Two.")
    file.write_text("extends: statecraft\n# moved\nabout: One.\n", encoding="utf-8")
    moved = load_theme("ours", (tmp_path,))
    assert moved.problem(("about",), "wrong").line == 3


def test_copies_of_a_theme_are_equal_where_they_say_the_same(tmp_path: Path) -> None:
    """What is kept by a theme is kept for its copies too, as for a deck in Cyrillic letters; and for no other one."""
    (tmp_path / "house.yaml").write_text("extends: statecraft\nabout: One.\n", encoding="utf-8")
    (tmp_path / "ours.yaml").write_text("extends: house\n", encoding="utf-8")
    own = load_theme("ours", (tmp_path,))
    other_faces = {"deck": own.deck.model_copy(update={"body_face": own.deck.cyrillic_face})}
    copy, again = own.model_copy(update=other_faces), own.model_copy(update=other_faces)
    assert (copy, hash(copy)) == (again, hash(again))
    assert copy != own
    assert own != "ours"
    (tmp_path / "house.yaml").write_text("extends: statecraft\n# moved\nabout: One.\n", encoding="utf-8")
    assert load_theme("ours", (tmp_path,)) != own
