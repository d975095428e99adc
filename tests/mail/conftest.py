"""The project that most tests of mail begin with."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.mailrooms import Mailroom, copy, room


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Mailroom:
    """It is built once, and only copied."""
    return room(tmp_path_factory.mktemp("built") / "p")


@pytest.fixture
def project(built: Mailroom, tmp_path: Path) -> Mailroom:
    """A copy for one test; of the module's own `built`, where it has one."""
    return copy(built, tmp_path / "p")
