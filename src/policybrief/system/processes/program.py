"""Another program of the user's, run for us: in an empty folder of its own, with no environment, and for so long.

It is found on the PATH and nowhere else, gets the files that it is given and no others by name, and is heard only if it
ends well and in time.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from policybrief.system.files import lookups

_NO_NETWORK = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")
"""A proxy that is not there, for a program that would go out after all."""


class Failed(Exception):  # noqa: N818  # what the program did
    """The program ended badly, or not in time: the message says how."""


def found(name: str) -> str:
    """Where a program is on the PATH; "" where it is not."""
    lookups.unsure(f"{name} is asked, another program")
    return shutil.which(name) or ""


def answer(program: str, arguments: Sequence[str], files: Mapping[str, bytes], said: bytes, seconds: float) -> bytes:
    """What a program prints, given `files` by name in its folder and `said` on its standard input. Raises `Failed`."""
    with tempfile.TemporaryDirectory(prefix="policybrief-") as folder:
        for name, content in files.items():
            (Path(folder) / name).write_bytes(content)
        environment = {"HOME": folder, "TMPDIR": folder, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", **_NO_NETWORK}
        try:
            done = subprocess.run(  # noqa: S603  # found on the user's PATH, and no shell
                [program, *arguments], input=said, capture_output=True, timeout=seconds, check=False, cwd=folder,
                env=environment,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise Failed(f"took more than {seconds:g} seconds") from None
        except OSError as error:
            raise Failed(f"could not be run: {error.strerror}") from None
    if done.returncode:
        told = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise Failed(f"ended with {done.returncode}: {told[0][:200] if told else 'it says nothing'}")
    return done.stdout
