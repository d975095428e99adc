"""A piece of a brief as JSON, by which what was made of it is known."""

from __future__ import annotations

import pytest
from pydantic import Field

from policybrief.brief.values import Part


def interrupted(_: object) -> bool:
    raise KeyboardInterrupt


def broken(_: object) -> bool:
    raise ValueError("is none")


class Stopped(Part):
    said: str | None = Field(None, exclude_if=interrupted)


class Broken(Part):
    said: str | None = Field(None, exclude_if=broken)


def test_ctrl_c_is_no_error_of_ours() -> None:
    with pytest.raises(KeyboardInterrupt):
        Stopped().as_json()


def test_another_error_is_told_as_it_is() -> None:
    with pytest.raises(Exception, match="is none"):
        Broken().as_json()
