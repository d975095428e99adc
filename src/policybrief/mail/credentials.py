"""The password or token of a login: from the user's environment or keyring, never from a file of a project.

A project's `mail.yaml` may be a stranger's, and names the server that gets what is found here. So each secret belongs
to one login at one host: in the keyring it lies under `user@host`, and one from the environment goes only where the
environment itself says, by POLICYBRIEF_SMTP_HOST and _USER beside it. A command that prints tokens is named by the
environment alone, is found by the user's PATH and runs in the user's home, so that nothing of a project ever runs.
"""

from __future__ import annotations

import shlex
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from policybrief.mail.login import Secret, stopped
from policybrief.mail.settings import VARIABLES, Settings

PASSWORD, COMMAND = "POLICYBRIEF_SMTP_PASSWORD", "POLICYBRIEF_SMTP_TOKEN_COMMAND"
_SERVICES = {"password": "policybrief", "oauth2": "policybrief-token"}
_COMMAND_SECONDS = 60.0


def find(settings: Settings, environment: Mapping[str, str]) -> Secret | None:
    """The secret, where there is a login and one is kept for it; a token is asked for anew each time, since it ages."""
    if not settings.user:
        return None
    if settings.auth == "oauth2":
        if command := _bound(COMMAND, settings, environment):
            return _printed(command)
    elif words := _bound(PASSWORD, settings, environment):
        return Secret(words)
    return _kept(settings)


def _bound(variable: str, settings: Settings, environment: Mapping[str, str]) -> str:
    """The variable's value, which only the host and login that stand beside it may get: those win over a project's."""
    value = environment.get(variable, "")
    if value and not all(environment.get(VARIABLES[key]) for key in ("host", "user")):
        message = f"{variable} is not for {settings.user} at {settings.host}, which the project names and not you"
        hint = f"say who it is for: set {VARIABLES['host']} and {VARIABLES['user']} beside it"
        raise stopped(message, hint)
    return value


def _kept(settings: Settings) -> Secret | None:
    try:
        import keyring
        from keyring.errors import KeyringError, NoKeyringError
    except ImportError:
        return None
    try:
        password = keyring.get_password(_SERVICES[settings.auth], f"{settings.user}@{settings.host}")
    except NoKeyringError:
        return None
    except KeyringError as error:
        hint = f"set {COMMAND if settings.auth == 'oauth2' else PASSWORD} instead"
        raise stopped(f"the keyring can't be used: {error}", hint) from None
    return Secret(password) if password else None


def _printed(command: str) -> Secret:
    """What the command prints. Nothing of it is ever shown: it may be half a token."""
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise stopped(f"{COMMAND} can't be read: {error}", "close its quotation marks") from None
    place = shutil.which(words[0]) if words else None
    if place is None or not Path(place).is_absolute():
        hint = "name a program of your PATH, or one by its whole path"
        raise stopped(f"{COMMAND} names a program that can't be found", hint)
    try:
        done = subprocess.run(  # noqa: S603  # the user's own command, and no shell
            [place, *words[1:]], stdin=subprocess.DEVNULL, capture_output=True, timeout=_COMMAND_SECONDS, check=False,
            cwd=Path.home(),
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        why = getattr(error, "strerror", None) or f"it took more than {_COMMAND_SECONDS:g} seconds"
        raise stopped(f"{COMMAND} can't be run: {why}", "run it by hand to see") from None
    token = done.stdout.decode("utf-8", "replace").strip()
    if done.returncode:
        raise stopped(f"{COMMAND} failed with exit code {done.returncode}", "run it by hand to see why")
    if not token or not all("!" <= char <= "~" for char in token):
        raise stopped(f"{COMMAND} printed no token", "it has to print the access token, and nothing else")
    return Secret(token)
