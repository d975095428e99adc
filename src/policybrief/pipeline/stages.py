"""The stages of a document's way, each of which a log is told of as it ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter

Log = Callable[[str, float], None]
"""Told of each stage as it ends: its name, and the seconds that it took."""


def quiet(stage: str, seconds: float) -> None:
    """A log that says nothing."""
    del stage, seconds


@contextmanager
def stage(name: str, log: Log) -> Iterator[None]:
    start = perf_counter()
    yield
    log(name, perf_counter() - start)
