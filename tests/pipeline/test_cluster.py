"""`brief build --for LIST --scheduler ADDRESS`: a real Dask scheduler and workers on this machine."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
import watchfiles

from policybrief.pipeline import cluster, people, same_program
from policybrief.pipeline.options import ALL
from policybrief.pipeline.people import Person
from policybrief.pipeline.prepared import Prepared
from policybrief.system.files import access, lookups
from policybrief.system.files.lookups import Sightings
from support.commands import brief
from support.projects import MINIMAL, Tree
from support.unchanged import outputs

BOARD = "name: The board\nmail: {to: [desk@secret.example], domains: [secret.example]}\n"
FILES = {
    "content/b.yaml": MINIMAL,
    "content/audiences/board.yaml": BOARD,
    "templates/memo.xml.j2": '{% extends "memo.xml.j2" %}\n',
}
COUNT = 12
LIST = "name,audience,email,to\n" + "".join(
    f"p{row},board,p{row}@secret.example,Person {row}\n" for row in range(COUNT)
)
WORDS = ["build", "--for", "people.csv", "--only", "memo", "--format", "json"]
_ANOTHER = "import policybrief; policybrief.__version__ = '0.0.1'; "
_DASK = "import sys; from distributed.cli.dask_{0} import main; sys.argv[0] = 'dask-{0}'; main()"


@dataclass
class Cluster:
    """A scheduler, and the workers that are started for it."""

    folder: Path
    stack: ExitStack

    @property
    def file(self) -> Path:
        return self.folder / "scheduler.json"

    def started(self, kind: str, *options: str, before: str = "") -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", before + _DASK.format(kind), "--scheduler-file", str(self.file), *options]
        log = self.stack.enter_context((self.folder / "log.txt").open("ab"))
        process = subprocess.Popen(command, cwd=self.folder, stdout=log, stderr=log)
        self.stack.callback(process.wait)
        self.stack.callback(process.kill)
        return process

    def worker(self, before: str = "") -> subprocess.Popen[bytes]:
        return self.started("worker", "--no-nanny", "--nthreads", "1", "--no-dashboard", before=before)

    @property
    def address(self) -> str:
        return str(json.loads(self.file.read_text(encoding="utf-8"))["address"])


@pytest.fixture
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    folder = tmp_path_factory.mktemp("dask")
    with ExitStack() as stack:
        made = Cluster(folder, stack)
        process = made.started("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        for _ in watchfiles.watch(folder, step=5, debounce=20, rust_timeout=500, yield_on_timeout=True):
            assert process.poll() is None, (folder / "log.txt").read_text(encoding="utf-8")
            if made.file.exists() and made.file.stat().st_size:
                break
        yield made


@pytest.fixture
def project(tree: Tree) -> Path:
    root = tree(FILES)
    (root / "people.csv").write_text(LIST, encoding="utf-8")
    return root


def test_workers_make_the_same_bytes_though_one_is_killed(project: Path, dask: Cluster) -> None:
    victim, _ = dask.worker(), dask.worker()
    folder = project / "output" / "people"
    folder.mkdir(parents=True)
    command = [sys.executable, "-m", "policybrief", *WORDS, "--scheduler", dask.address]
    process = subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    for _ in watchfiles.watch(folder, step=5, debounce=20, rust_timeout=500, yield_on_timeout=True):
        if process.poll() is not None or len(list(folder.glob("*.pdf"))) >= 3:
            break
    victim.kill()
    stdout, stderr = process.communicate(timeout=120)
    assert (process.returncode, stderr) == (0, "")
    record = json.loads(stdout)
    assert record["warnings"] == []
    assert [len(edition["paths"]) for edition in record["editions"]] == [1] * COUNT
    brief(*WORDS, "-o", "here", cwd=project)
    assert outputs(folder) == outputs(project / "here")


def test_a_worker_of_another_version_is_refused(project: Path, dask: Cluster) -> None:
    dask.worker(_ANOTHER)
    command = [sys.executable, "-m", "policybrief", *WORDS[:-2], "--scheduler", dask.address]
    ran = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert "has policybrief 0.0.1 (" in ran.stderr
    assert ") where this machine has " in ran.stderr
    assert "install the same version there" in ran.stderr
    assert not list((project / "output").glob("*/*.pdf"))


def test_a_scheduler_is_for_lists(project: Path) -> None:
    assert "--scheduler goes with --for LIST" in brief("build", "--scheduler", "tcp://127.0.0.1:1", cwd=project).stderr


def test_an_address_that_is_none_is_told(project: Path) -> None:
    ran = brief(*WORDS[:-2], "--scheduler", "nowhere://x", cwd=project)
    assert ran.exit_code == 1
    assert "the scheduler nowhere://x can't be reached" in ran.stderr


def test_nothing_of_mail_is_sent_to_workers(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYBRIEF_SMTP_PASSWORD", "open-sesame")
    prepared = Prepared.of(project / "content" / "b.yaml")
    somebody = people.listed(project / "people.csv", prepared)[0]
    assert isinstance(somebody, Person)
    run = prepared.run_of(somebody.reader, ALL, somebody.name)
    assert b"secret.example" in pickle.dumps(run)
    sent = pickle.dumps(cluster.without_mail(run))
    assert b"secret.example" not in sent
    assert b"open-sesame" not in sent
    assert b"Person 0" in sent


def test_what_a_worker_has_read_has_to_be_so_here(project: Path) -> None:
    file = project / "templates" / "memo.xml.j2"
    with lookups.noting() as seen:
        access.read(file, 1000, within=project)
    assert cluster.is_so_here(seen)
    file.write_text("{# another #}", encoding="utf-8")
    assert not cluster.is_so_here(seen)
    assert not cluster.is_so_here(Sightings(unsure="a file was changed meanwhile"))


def test_what_differs_of_a_program_is_said() -> None:
    here = dict(same_program.parts())
    assert same_program.differing(here, here) == ""
    there = here | {"reportlab": "1.0"}
    assert same_program.differing(here, there) == f"reportlab 1.0 where this machine has {here['reportlab']}"
    del there["reportlab"]
    assert same_program.differing(here, there).startswith("no reportlab where this machine has ")
