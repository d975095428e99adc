"""Where what may be deleted is kept between runs: a folder in the user's caches, never in a project.

What lies there is trusted (compiled templates are run), so nobody else may be able to write to it.
"""

from __future__ import annotations

from pathlib import Path

from policybrief.system.files import access, cache_places


def folder(name: str) -> Path | None:
    """The folder `name` of ours, made where it is missing; None where this user has no safe place for it."""
    try:
        ours = Path(cache_places.ours())
        for place in (ours, ours / name):
            access.folder(place, within=access.ANYWHERE, mode=0o700)
            if not cache_places.is_safe(str(place)):
                return None
    except (OSError, RuntimeError):  # no home folder, or one that can't be written to
        return None
    return ours / name
