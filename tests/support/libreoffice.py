"""LibreOffice, as a renderer of decks and as a program that saves them. The fixture `libreoffice` gives it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


def program() -> str:
    """Where it is; nowhere is ""."""
    return shutil.which("soffice") or ""


@dataclass(frozen=True)
class LibreOffice:
    """One start serves many files: it takes most of the time."""

    program: str

    def convert(self, files: Iterable[Path], kind: str, folder: Path) -> None:
        """Save files as another kind in a folder."""
        folder.mkdir(exist_ok=True)
        profile = (folder / "profile").as_uri()  # its own, so that runs at the same time do not meet
        command = [self.program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind]
        subprocess.run([*command, "--outdir", folder, *files], check=True, capture_output=True, timeout=300)

    def pages(self, decks: dict[str, bytes], folder: Path) -> dict[str, Path]:
        """Each deck as a PDF."""
        files = {name: folder / f"{name}.pptx" for name in decks}
        for name, file in files.items():
            file.write_bytes(decks[name])
        self.convert(files.values(), "pdf", folder)
        return {name: folder / f"{name}.pdf" for name in decks}
