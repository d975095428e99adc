"""Makes CodeMirror one file for the page of `brief serve`: `make editor`. With `--check` nothing is written, and what
lies there has to be what comes of it.

The packages are those of tools/editor/package-lock.json, which has the hash of each; none of their scripts is run. The
first line of the file names the hash of what it is made of, so that a test sees without a network whether it is old.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from shutil import copy

ROOT = Path(__file__).resolve().parents[1]
RECIPE = ROOT / "tools" / "editor"
PAGE = ROOT / "src" / "policybrief" / "serve" / "editor" / "page"
BUNDLE, LICENCES = "codemirror.js", "codemirror.licences.txt"
_INGREDIENTS = ("package.json", "package-lock.json", "codemirror.mjs")


def first_line() -> str:
    """What the file begins with, for what it is made of now."""
    made_of = b"".join((RECIPE / name).read_bytes() for name in _INGREDIENTS)
    return f"/* CodeMirror, by tools/bundle_editor.py from {hashlib.sha256(made_of).hexdigest()} */\n"


def bundled() -> dict[str, str]:
    """The file, and the licences of what is in it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for each in _INGREDIENTS:
            copy(RECIPE / each, folder)
        _run(folder, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent")
        esbuild = folder / "node_modules" / ".bin" / "esbuild"
        options = ("--bundle", "--minify", "--format=esm", "--target=es2022", "--charset=utf8", "--metafile=made.json")
        _run(folder, str(esbuild), "codemirror.mjs", *options, "--outfile=made.js")
        inputs = json.loads((folder / "made.json").read_text("utf-8"))["inputs"]
        packages = sorted({"/".join(_package(Path(each))) for each in inputs if "node_modules" in each})
        licences = [_licence(folder / "node_modules" / package) for package in packages]
        return {BUNDLE: first_line() + (folder / "made.js").read_text("utf-8"), LICENCES: "\n".join(licences)}


def _package(file: Path) -> tuple[str, ...]:
    """The name of the package that a file is of."""
    parts = file.parts[file.parts.index("node_modules") + 1 :]
    return parts[:2] if parts[0].startswith("@") else parts[:1]


def _licence(package: Path) -> str:
    about = json.loads((package / "package.json").read_text("utf-8"))
    return f"{about['name']} {about['version']} ({about['license']})\n\n{(package / 'LICENSE').read_text('utf-8')}"


def _run(folder: Path, *command: str) -> str:
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


def main() -> None:
    for name, content in bundled().items():
        file = PAGE / name
        if "--check" not in sys.argv[1:]:
            file.write_text(content, encoding="utf-8")
        elif file.read_text("utf-8") != content:
            sys.exit(f"{file.relative_to(ROOT)} is not what comes of tools/editor: make editor")


if __name__ == "__main__":
    main()
