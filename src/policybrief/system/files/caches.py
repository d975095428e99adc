"""Where what is no project's is kept between runs: a folder in the user's caches for what may be deleted, and another
one for what may not.

What lies there is trusted (compiled templates are run), so nobody else may be able to write to it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from policybrief.system.files import access, cache_places


def folder(name: str) -> Path | None:
    """The folder `name` of ours, made where it is missing; None where this user has no safe place for it."""
    return _made(cache_places.ours, name)


def lasting(name: str) -> Path | None:
    """The same for what nothing deletes but we."""
    return _made(cache_places.our_state, name)


def _made(place_of: Callable[[], str], name: str) -> Path | None:
    try:
        ours = Path(place_of())
        for place in (ours, ours / name):
            access.folder(place, within=access.ANYWHERE, mode=0o700)
            if not cache_places.is_safe(str(place)):
                return None
    except (OSError, RuntimeError):  # no home folder, or one that can't be written to
        return None
    return ours / name
