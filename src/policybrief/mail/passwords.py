"""The password of a login: from POLICYBRIEF_SMTP_PASSWORD or the system's keyring, never from a file of a project.

In the keyring it lies under `policybrief` and `user@host`: a project that names another server does not get it.
"""

from __future__ import annotations

from collections.abc import Mapping

from policybrief.errors import BriefError, Problem
from policybrief.mail.settings import Settings
from policybrief.mail.smtp import Secret

VARIABLE = "POLICYBRIEF_SMTP_PASSWORD"


def find(settings: Settings, environment: Mapping[str, str]) -> Secret | None:
    """The password, where there is a login and one is kept for it."""
    if not settings.user:
        return None
    if words := environment.get(VARIABLE):
        return Secret(words)
    try:
        import keyring
        from keyring.errors import KeyringError, NoKeyringError
    except ImportError:
        return None
    try:
        found = keyring.get_password("policybrief", f"{settings.user}@{settings.host}")
    except NoKeyringError:
        return None
    except KeyringError as error:
        problem = Problem(f"the keyring can't be used: {error}", hint=f"set {VARIABLE} instead")
        raise BriefError([problem], outcome="nothing was sent") from None
    return Secret(found) if found else None
