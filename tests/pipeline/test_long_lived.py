"""A process that lives for days: what it builds changes nothing of its own, and what it keeps is not stale."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from policybrief.fonts import files as fontfiles
from policybrief.pdf import faces
from support.projects import HARBOUR

PLAIN = """
import io, sys
from pathlib import Path
from reportlab.pdfgen.canvas import Canvas

def plain():
    file = io.BytesIO()
    canvas = Canvas(file, invariant=1)
    canvas.drawString(72, 72, "Somebody else's page")
    canvas.save()
    return file.getvalue()

before = plain()
import policybrief
from policybrief.pipeline import build
from policybrief.memo.write import write
imported = plain()
(made,) = build.make(Path(sys.argv[1]), ("memo",))
assert made.content.startswith(b"%PDF") and b"ASCII85Decode" not in made.content
assert before == imported == plain()
"""


def test_a_pdf_of_somebody_elses_is_the_same_before_and_after_a_memo() -> None:
    ran = subprocess.run([sys.executable, "-c", PLAIN, HARBOUR], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


def test_a_face_that_is_replaced_is_read_anew(tmp_path: Path) -> None:
    regular, bold = (fontfiles.find("fontpkg_fira_sans", name) for name in NAMES)
    file = tmp_path / "face.ttf"
    assert regular
    assert bold
    shutil.copy(regular, file)
    first = faces.face(file)
    narrow = first.width("memo")
    assert faces.face(file) is first
    shutil.copy(bold, file)
    assert faces.face(file).width("memo") != narrow


NAMES = ("FiraSans-Regular.ttf", "FiraSans-Bold.ttf")
