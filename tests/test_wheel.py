"""An installed wheel builds a brief away from the repository: templates, content, theme and fonts come with it."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from support.projects import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--outdir", str(folder), str(ROOT)]
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
        "policybrief/py.typed",
    ):
        assert name in names, name


def test_the_installed_wheel_builds_a_brief_away_from_the_repository(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    scripts = environment / ("Scripts" if sys.platform == "win32" else "bin")
    subprocess.run([scripts / "python", "-m", "pip", "install", "-q", str(wheel)], check=True, capture_output=True)
    project = tmp_path / "project"
    subprocess.run([scripts / "brief", "new", str(project)], check=True, cwd=tmp_path, capture_output=True)
    done = subprocess.run([scripts / "brief", "build"], check=False, cwd=project, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    made = sorted(file.name for file in (project / "output").glob("brief_p*"))
    assert made == ["brief_principals.pdf", "brief_principals.pptx"]
