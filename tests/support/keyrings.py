"""A keyring that holds what a test puts into it."""

from __future__ import annotations

from collections.abc import Mapping

import keyring
import pytest
from keyring.backend import KeyringBackend


def holding(secrets: Mapping[tuple[str, str], str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's keyring, for one test, has these secrets: by service and user's name."""

    class Kept(KeyringBackend):
        priority = -1  # keyring chooses among all classes that there are: never this one

        def get_password(self, service: str, username: str) -> str | None:
            return secrets.get((service, username))

        def set_password(self, service: str, username: str, password: str) -> None:
            raise NotImplementedError

        def delete_password(self, service: str, username: str) -> None:
            raise NotImplementedError

    monkeypatch.setattr(keyring.core, "_keyring_backend", Kept())
