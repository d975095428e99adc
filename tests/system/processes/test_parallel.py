"""Several functions at a time, and what happens where that can not be. Each case has a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


def run(code: str) -> str:
    """What a script prints that knows `each` and `os`."""
    head = "import os, threading\nfrom policybrief.system.processes.parallel import dealt, each\nhome = os.getpid()\n"
    done = subprocess.run([sys.executable, "-c", head + code], capture_output=True, text=True, check=False)
    return done.stdout.strip() or done.stderr.strip().splitlines()[-1]


@pytest.mark.skipif(not hasattr(__import__("os"), "fork"), reason="this system has no fork")
def test_the_other_runs_in_a_process_of_its_own() -> None:
    assert run("here, there = each([os.getpid, os.getpid]); print(here == home, there == home)") == "True False"


def test_results_come_back_in_order() -> None:
    assert run("print(each([lambda: 'deck', lambda: ['memo'] * 2]))") == "['deck', ['memo', 'memo']]"


def test_an_exception_is_raised_as_ever() -> None:
    assert run("each([lambda: 1, lambda: 1 / 0])") == "ZeroDivisionError: division by zero"
    assert run("each([lambda: 1 / 0, lambda: 1])") == "ZeroDivisionError: division by zero"


def test_a_fork_that_dies_is_made_up_for() -> None:
    assert run("print(each([lambda: 1, lambda: 2 if os.getpid() == home else os._exit(9)]))") == "[1, 2]"


def test_a_result_that_cannot_be_sent_is_made_here() -> None:
    assert run("print(type(each([lambda: 1, lambda: threading.Lock()])[1]).__name__)") == "lock"


def test_beside_other_threads_nothing_is_forked() -> None:
    code = """
stop = threading.Event()
threading.Thread(target=stop.wait).start()
print(each([os.getpid, os.getpid]) == [home, home])
stop.set()
"""
    assert run(code) == "True"


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="only Linux tells of threads unknown to Python")
def test_beside_threads_of_a_library_nothing_is_forked() -> None:
    code = """
import _thread
held = _thread.allocate_lock()
held.acquire()
_thread.start_new_thread(held.acquire, ())
print(threading.active_count(), each([os.getpid, os.getpid]) == [home, home])
"""
    assert run(code) == "1 True"


def test_a_fork_that_waits_for_ever_is_made_up_for() -> None:
    code = """
import signal
from policybrief.system.processes import parallel
parallel._MOST_SILENT_S = 0.1
print(each([lambda: 1, lambda: 2 if os.getpid() == home else signal.pause()]))
"""
    assert run(code) == "[1, 2]"


def test_many_share_as_many_processes_as_are_asked_for() -> None:
    assert run("print(each([lambda n=n: n * n for n in range(7)], 3))") == "[0, 1, 4, 9, 16, 25, 36]"
    assert run("print(len(set(each([os.getpid] * 7, 3))), set(each([os.getpid] * 7, 1)) == {home})") == "3 True"
    assert run("print(each([]))") == "[]"


def test_each_task_is_told_as_it_ends() -> None:
    code = "told = []; each([os.getpid] * 7, 3, told.append); print(sum(told))"
    assert run(code) == "7"
    assert run("each([lambda: 'x' * 1_000_000] * 6, 3); print('large results pass')") == "large results pass"


def test_dealt_out_the_first_few_are_shared_by_all() -> None:
    """As when a list is built again, whose head has little to do."""
    assert run("print(dealt([lambda n=n: n * n for n in range(7)], 3))") == "[0, 1, 4, 9, 16, 25, 36]"
    assert run("print(len(set(dealt([os.getpid] * 7, 3)[:3])), dealt([]))") == "3 []"
