"""An installed wheel builds a brief away from the repository: templates, content, theme and fonts come with it."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from support.editors import served
from support.projects import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
    (_,) = folder.glob("*.tar.gz")
    (wheel,) = folder.glob("*.whl")
    return wheel


def test_wheel_and_sdist_hold_templates_content_and_theme(wheel: Path) -> None:
    """The wheel is built from the sdist, so what the wheel has the sdist has too."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for name in (
        "policybrief/data/templates/deck.xml.j2",
        "policybrief/data/templates/memo.xml.j2",
        "policybrief/data/content/china-russia.yaml",
        "policybrief/data/content/theme.schema.json",
        *(f"policybrief/data/content/themes/{name}.yaml" for name in ("statecraft", "cable", "commons")),
        "policybrief/data/content/audiences/allies.yaml",
        "policybrief/deck/write/master/ppt/slideMasters/slideMaster1.xml",
        "policybrief/deck/write/master/_rels/.rels",
        "policybrief/locale/en-US.yaml",
        "policybrief/fonts/metrics/calibri.json",
        "policybrief/pdf/sRGB.icc",
        "policybrief/cli/blank/uk.yaml",
        "policybrief/brief/kinds/decision.yaml",
        "policybrief/serve/editor/page/page.html",
        "policybrief/serve/editor/page/codemirror.js",
        "policybrief/serve/language/languages/uk.yaml",
        "policybrief/serve/editor/page/codemirror.licences.txt",
        "policybrief/py.typed",
    ):
        assert name in names, name
    (points,) = (name for name in names if name.endswith("entry_points.txt"))
    with zipfile.ZipFile(wheel) as archive:
        assert b"brief = policybrief.cli.program:run" in archive.read(points)


def declared(requirements: list[str]) -> dict[str, Distribution]:
    """The distributions that are asked for, and what they ask for in turn, by their names."""
    found: dict[str, Distribution] = {}
    waiting = [(line, "") for line in requirements]
    while waiting:
        line, extra = waiting.pop()
        asked = Requirement(line)
        name = canonicalize_name(asked.name)
        if (asked.marker is None or asked.marker.evaluate({"extra": extra})) and name not in found:
            found[name] = distribution(name)
            waiting += [(each, within) for each in found[name].requires or () for within in ("", *asked.extras)]
    return found


def environment_of(wheel: Path, folder: Path) -> Path:
    """A virtual environment with the wheel and what it asks for, with the extra `serve`; without a network.

    The wheel is installed as pipx and uv do it, with its program; what it asks for is here already, and is linked.
    """
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    packages = Path(next(folder.glob("[Ll]ib/**/site-packages")))
    pip = [sys.executable, "-m", "pip", "--python", str(folder), "--isolated", "--quiet"]
    subprocess.run([*pip, "install", "--no-deps", "--no-index", "--no-compile", str(wheel)], check=True)
    (metadata,) = packages.glob("policybrief-*.dist-info")
    marked = ((line, Requirement(line).marker) for line in Distribution.at(metadata).requires or ())
    asked = [line for line, marker in marked if marker is None or marker.evaluate({"extra": "serve"})]
    bare = [line.partition(";")[0] for line in asked]
    for other in declared(bare).values():
        for top in {file.parts[0] for file in other.files or () if file.parts[0] not in ("..", "__pycache__")}:
            if not (packages / top).exists():
                (packages / top).symlink_to(Path(str(other.locate_file(top))))
    return folder


def test_the_installed_wheel_builds_a_brief_away_from_the_repository(wheel: Path, tmp_path: Path) -> None:
    environment = environment_of(wheel, tmp_path / "venv")
    programs = environment / ("Scripts" if sys.platform == "win32" else "bin")
    python, command = programs / "python", [str(programs / "brief")]
    project = tmp_path / "project"
    subprocess.run([*command, "new", str(project)], check=True, cwd=tmp_path, capture_output=True)
    done = subprocess.run([*command, "build"], check=False, cwd=project, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    made = sorted(file.name for file in (project / "output").glob("brief_p*"))
    assert made == ["brief_principals.pdf", "brief_principals.pptx"]
    blank = tmp_path / "blank"
    subprocess.run([*command, "new", str(blank), "--blank", "--lang", "fr"], check=True, capture_output=True)
    done = subprocess.run([*command, "build"], check=False, cwd=blank, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    where = subprocess.run([python, "-Ic", "import policybrief; print(policybrief.__file__)"], check=True,
                           capture_output=True, text=True)  # fmt: skip
    assert str(environment) in where.stdout
    with served(project / "content" / "brief.yaml", [str(python), "-P", "-m", "policybrief"]) as server:
        assert b'src="/page.js"' in server.raw("GET", "/").content
        (name, file), *_ = server.ask("/open").json["files"].items()
        drawn = server.draw(texts={name: file["text"]})
        assert len(drawn["documents"]["deck"]) > 1
        assert all(picture.startswith("<svg") for picture in drawn["pictures"].values())
