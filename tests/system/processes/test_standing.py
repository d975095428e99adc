"""A confined process that stays: work comes back as out of one of its own, and what ends it costs nobody the next."""

from __future__ import annotations

import gc
import os
import signal
import time
from contextlib import suppress
from pathlib import Path

import pytest

from policybrief.errors import BriefError, Problem
from policybrief.system.files import lookups
from policybrief.system.processes import confined
from policybrief.system.processes.confined import Exhausted, Limits
from policybrief.system.processes.standing import StandingProcess

pytestmark = pytest.mark.skipif(not confined.can_confine(), reason="nothing can be forked here")


@pytest.fixture
def standing() -> StandingProcess:
    return StandingProcess(Limits(256, 0))


def for_ever() -> None:
    while True:
        pass


def in_c_for_ever() -> None:
    sum(range(10**12))


def a_second() -> None:
    while time.process_time() < 1:
        pass


def limit_of_time() -> int:
    import resource

    return resource.getrlimit(resource.RLIMIT_CPU)[0]


def limit_of_core() -> int:
    import resource

    return resource.getrlimit(resource.RLIMIT_CORE)[0]


def much() -> int:
    return len(bytearray(400_000_000))


def refuse() -> None:
    raise BriefError([Problem("is wrong", "b.yaml", 3)])


def open_files() -> list[str]:
    found = []
    for entry in list(Path("/dev/fd").iterdir()):
        with suppress(OSError):
            found.append(os.readlink(entry))  # noqa: PTH115  # what is open, as the system says it
    return found


def test_work_is_done_in_one_process_after_the_other(standing: StandingProcess) -> None:
    first = standing.run(os.getpid)
    assert first != os.getpid()
    assert standing.run("x".__mul__, 1_000_000) == "x" * 1_000_000
    with pytest.raises(BriefError) as raised:
        standing.run(refuse)
    assert (raised.value.problems[0].file, raised.value.problems[0].line) == ("b.yaml", 3)
    with pytest.raises(ZeroDivisionError):
        standing.run(divmod, 1, 0)
    assert standing.run(os.getpid) == first


@pytest.mark.parametrize(("work", "told"), [(for_ever, "0 seconds"), (in_c_for_ever, "0 seconds"), (much, "256 MB")])
def test_work_that_takes_too_much_is_stopped_and_the_process_replaced(
    standing: StandingProcess, work: object, told: str
) -> None:
    first = standing.run(os.getpid)
    with pytest.raises(Exhausted, match=told):
        standing.run(work)  # type: ignore[arg-type]
    assert standing.run(os.getpid) not in (first, os.getpid())


def test_what_was_taken_before_is_not_counted() -> None:
    standing = StandingProcess(Limits(256, 1))
    assert standing.run(limit_of_time) == 2
    standing.run(a_second)
    assert standing.run(limit_of_time) == 3


def test_a_crash_writes_nothing_of_the_brief_to_a_disk(standing: StandingProcess) -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (before[1], before[1]))
    try:
        assert standing.run(limit_of_core) == 0
    finally:
        resource.setrlimit(resource.RLIMIT_CORE, before)


def test_a_process_that_ended_or_is_silent_is_replaced(
    standing: StandingProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = standing.run(os.getpid)
    os.kill(first, signal.SIGKILL)
    os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
    assert standing.run(os.getpid) != first
    monkeypatch.setattr(confined, "_MOST_WAITED", 0.1)
    with pytest.raises(Exhausted, match="seconds"):
        standing.run(signal.pause)
    monkeypatch.undo()
    assert standing.run(os.getpid) != os.getpid()


def test_it_holds_none_of_the_programs_files_and_ends_with_who_asks_it(tmp_path: Path) -> None:
    standing = StandingProcess(Limits(256, 0))
    with (tmp_path / "locked").open("w"):
        assert not [name for name in standing.run(open_files) if "locked" in name]
    process = standing.run(os.getpid)
    del standing
    gc.collect()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_what_is_looked_at_there_is_noted_here_and_only_that(standing: StandingProcess, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    standing.run(lookups.is_file, first)
    with lookups.noting() as notes:
        standing.run(lookups.is_file, second)
    assert [subject for _, subject in notes.facts] == [str(second)]
