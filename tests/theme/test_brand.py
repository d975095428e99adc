"""`brief theme inspect _brand.yml`: a house's brand file as a theme."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
import yaml
from PIL import Image

from policybrief.theme.load import load
from support.commands import brief
from support.projects import Tree, minimal

BRAND = """
meta:
  name: {short: Harbour House, full: The Harbour House Foundation}
  link: https://harbour.example
logo:
  images:
    wide: {path: wide.png, alt: Harbour House}
  medium: {light: wide, dark: wide}
color:
  palette:
    sea: "#447099"
    dawn: "rgb(238, 99, 49)"
    pale: "#ffe9a8"
  foreground: "#222"
  background: white
  primary: sea
  secondary: dawn
  warning: pale
typography:
  fonts:
    - {family: Harbour Sans, source: file, files: [{path: faces/regular.ttf}, {path: faces/heavy.ttf, weight: 700}]}
    - {family: Tide Serif, source: google}
  base: {family: Harbour Sans, size: 1rem}
  headings: {family: Tide Serif, color: sea, weight: 600}
defaults: {bootstrap: {defaults: {enable-rounded: false}}}
"""


def png() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (200, 60), "#447099").save(stream, "png")
    return stream.getvalue()


@pytest.fixture
def house(tree: Tree) -> Path:
    """A project with the brand file of a house in its folder, its logo and its faces."""
    from policybrief.fonts import files

    folder = tree({"_brand.yml": BRAND, "content/brief.yaml": minimal(("to: The board", "to: The board\ntheme: own"))})
    (folder / "wide.png").write_bytes(png())
    (folder / "faces").mkdir()
    for name, style in (("regular", "Regular"), ("heavy", "Bold")):
        found = files.find("fontpkg_pt_serif", f"PT_Serif-Web-{style}.ttf")
        assert found
        (folder / "faces" / f"{name}.ttf").write_bytes(found.read_bytes())
    return folder


def test_a_brand_s_colours_faces_and_logo_are_a_theme_to_build_with(house: Path) -> None:
    target = house / "content" / "themes" / "own.yaml"
    ran = brief("theme", "inspect", house / "_brand.yml", "--write", target)
    assert ran.exit_code == 0, ran.output
    assert {file.name for file in target.parent.iterdir()} == {"own.yaml", "wide.png", "regular.ttf", "heavy.ttf"}
    theme = load("own", (target.parent,))
    assert theme.name == "Harbour House"
    assert (theme.rgb["ink"], theme.rgb["paper"], theme.rgb["primary"]) == ("222222", "FFFFFF", "447099")
    assert theme.rgb["second"] == "447099"
    assert (theme.deck.heading_face, theme.deck.body_face) == ("Tide Serif", "Harbour Sans")
    assert Path(theme.memo.body_face.files["bold"]).name == "heavy.ttf"
    assert theme.memo.heading_face.package == "fontpkg_ibm_plex_serif"
    assert "pip install fontpkg-tide-serif" in target.read_text("utf-8")
    assert theme.logo
    assert theme.logo.alt == "Harbour House"
    ran = brief("build", house / "content" / "brief.yaml")
    assert ran.exit_code == 0, ran.output


def test_colours_that_could_not_be_read_are_made_so(house: Path) -> None:
    """The palette's pale yellow is no text on white; the theme's checks, which ask for 4.5, pass whatever is given."""
    for primary in ("pale", "dawn", "'#00FF00'", "black", "{light: pale, dark: sea}"):
        for ground in ("white", "black", "'#101820'", "'#7F7F7F'"):
            text = BRAND.replace("primary: sea", f"primary: {primary}").replace(
                "background: white", f"background: {ground}"
            )
            (house / "_brand.yml").write_text(text, "utf-8")
            target = house / "content" / "themes" / "own.yaml"
            target.unlink(missing_ok=True)
            ran = brief("theme", "inspect", house / "_brand.yml", "--write", target)
            assert ran.exit_code == 0, ran.output
            load("own", (target.parent,))


def test_inspect_says_what_the_file_has(house: Path) -> None:
    assert "primary      447099" in brief("theme", "inspect", house / "_brand.yml").stdout
    record = json.loads(brief("theme", "inspect", house / "_brand.yml", "--format", "json").stdout)
    assert record["colors"]["secondary"] == "EE6331"
    assert record["faces"] == {"headings": "Tide Serif", "base": "Harbour Sans"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("primary: sea", "primary: seaa", "_brand.yml:16:12: error: color.primary: 'seaa' is not a colour"),
        ('sea: "#447099"', "sea: dawn2", "_brand.yml:11:10: error: color.palette.sea: 'dawn2' is not a colour"),
        ('sea: "#447099"', "sea: sea", "'sea' is not a colour"),
        ("wide.png", "wide2.png", "there is no file 'wide2.png' beside the brand file"),
        ("wide.png", "../../wide.png", "leads outside the brand's folder"),
        ("wide.png", "/etc/hostname", "leads outside the brand's folder"),
        ("faces/heavy.ttf", "../heavy.ttf", "leads outside the brand's folder"),
    ],
)
def test_what_is_wrong_in_a_brand_file_is_told_at_its_line(house: Path, old: str, new: str, said: str) -> None:
    (house / "_brand.yml").write_text(BRAND.replace(old, new), "utf-8")
    target = house / "content" / "themes" / "own.yaml"
    ran = brief("theme", "inspect", house / "_brand.yml", "--write", target)
    assert ran.exit_code == 1
    assert said in ran.stderr
    assert not target.exists()


def test_a_link_out_of_the_brand_s_folder_is_not_followed(
    house: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.png"
    secret.write_bytes(png())
    (house / "wide.png").unlink()
    (house / "wide.png").symlink_to(secret)
    ran = brief("theme", "inspect", house / "_brand.yml", "--write", house / "content" / "themes" / "own.yaml")
    assert ran.exit_code == 1
    assert "leads outside the brand's folder" in ran.stderr


def test_what_can_t_be_used_is_noted_and_left_out(house: Path) -> None:
    text = BRAND.replace("path: wide.png", "path: https://harbour.example/wide.png").replace("heavy.ttf", "heavy.woff2")
    (house / "faces" / "heavy.woff2").write_bytes(b"wOF2")
    (house / "_brand.yml").write_text(text, "utf-8")
    target = house / "content" / "themes" / "own.yaml"
    ran = brief("theme", "inspect", house / "_brand.yml", "--write", target)
    assert ran.exit_code == 0
    assert "is not a file here, and is left out" in ran.stderr
    assert "'faces/heavy.woff2' is left out" in ran.stderr
    assert "logo" not in yaml.safe_load(target.read_text("utf-8"))


@pytest.mark.parametrize(
    "text", ["color: red", "color: {palette: [1]}", "typography: [x]", "logo: 3", "meta: {name: 7}", "{}"]
)
def test_a_brand_file_of_another_shape_is_never_a_traceback(tree: Tree, text: str) -> None:
    folder = tree({"_brand.yml": text})
    ran = brief("theme", "inspect", folder / "_brand.yml", "--write", folder / "themes" / "own.yaml")
    assert ran.exit_code in (0, 1)
    assert "Traceback" not in ran.stderr


def test_nothing_that_is_there_is_overwritten(house: Path) -> None:
    target = house / "content" / "themes" / "own.yaml"
    target.parent.mkdir(parents=True)
    (target.parent / "wide.png").write_bytes(b"another")
    ran = brief("theme", "inspect", house / "_brand.yml", "--write", target)
    assert ran.exit_code == 1
    assert "is another file than" in ran.stderr
    assert not target.exists()
