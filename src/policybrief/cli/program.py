"""The program `brief`, a process of its own: nothing is imported before it is known what Ctrl-C says.

So this module, and the packages that Python reads on the way to it, load nothing that Python itself has not.
"""

from __future__ import annotations

import gc
import os
import sys


def run() -> None:
    """The command line in a process of its own, which soon ends.

    So it does without the garbage collector (a fifth of a cold build), at its end too, where Python would look through
    all that there is once more (2 %); and without pydantic's search for plugins, which would run what happens to be
    installed.
    """
    try:
        gc.disable()
        os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
        for stream in (sys.stdout, sys.stderr):
            # A pipe on Windows speaks cp1252, which has no arrow and no 習: what it can't show is spelt by its number.
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")
        from policybrief.cli import unchanged
        from policybrief.pipeline.last_build import Typed

        typed = Typed.of(sys.argv[1:])
        if typed and unchanged.said(typed):
            return
        from policybrief.cli.main import main

        main(obj=typed)
    except KeyboardInterrupt:  # where click is not there to say so
        sys.exit("Aborted!")
    finally:
        gc.freeze()
