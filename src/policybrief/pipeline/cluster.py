"""The editions of a list of people made by Dask workers: on other machines that see the project at the same place.

A worker gets the brief as somebody reads it, without a word of mail, and gives back the bytes of their documents; this
process puts them into their folder. Of what a worker has looked at all has to be so here as well, and its program the
same: then the bytes are those that would be made here. Whatever comes back otherwise is made here.
"""

from __future__ import annotations

import logging
import pickle
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any
from uuid import uuid4

from policybrief.errors import BriefError, Problem
from policybrief.fonts import files as fontfiles
from policybrief.pipeline import by_person, recognised, same_program
from policybrief.pipeline.by_person import PersonEdition
from policybrief.pipeline.cluster_hand import Hand, Handed
from policybrief.pipeline.document_run import DocumentRun
from policybrief.pipeline.last_build import LastBuild
from policybrief.pipeline.made_so_far import MadeSoFar
from policybrief.pipeline.options import BuildOptions
from policybrief.pipeline.people import Person, Unreadable
from policybrief.pipeline.prepared import Prepared
from policybrief.read.source import Source
from policybrief.system.files import lookups, own_code
from policybrief.system.files.lookups import Sightings
from policybrief.text.records import dataclass

_REACHED_IN_S = 10
_AHEAD = 3
"""So many editions for each thread of the workers are on their way at a time, however long the list is."""
_AGAIN = 3
_HANDS = threading.local()
"""On a worker: the process of each of its threads. A worker runs functions alone, and has no other place for it."""


def edition(build: str, asked: bytes) -> bytes:
    """On a worker: the `Handed` for a run, both as pickles."""
    hand: Hand | None = getattr(_HANDS, "hand", None)
    if hand is None or hand.build != build:
        if hand is not None:
            hand.end()
        hand = _HANDS.hand = Hand(build)
    try:
        return hand.made(asked)
    except OSError:
        hand.end()
        _HANDS.hand = None
        raise


def without_mail(run: DocumentRun) -> DocumentRun:
    """A run as others may have it: nothing of who gets mail, nor the text of the audience's file or a row's."""
    audience = run.audience.model_copy(update={"mail": None}) if run.audience else None
    known: dict[int, Source] = {id(run.places.source): run.places.source}
    for source, _ in run.places.moved.values():
        if id(source) not in known:
            data = {key: value for key, value in source.data.items() if key != "mail"}
            given = {path: replace(each, excerpt="") for path, each in source.given.items()}
            known[id(source)] = replace(source, lines=("",) * len(source.lines), data=data, given=given, cuts={})
    moved = {path: (known[id(source)], there) for path, (source, there) in run.places.moved.items()}
    return replace(run, audience=audience, places=replace(run.places, moved=moved), slides=None)


def build(
    people: Sequence[Person | Unreadable],
    prepared: Prepared,
    options: BuildOptions,
    made: MadeSoFar,
    *,
    scheduler: str,
    tick: Callable[[int], None] = lambda _: None,
) -> list[PersonEdition]:
    """The editions of these people, as `by_person` makes them, by the workers of a scheduler.

    Raises `BriefError` where it can't be reached, has no workers, or has one whose program is another.
    """
    editions: dict[int, PersonEdition] = {}
    waiting: list[tuple[int, Person, DocumentRun]] = []
    by_person.sweep(made)
    for number, person in enumerate(people):
        try:
            if isinstance(person, Unreadable):
                raise BriefError(person.problems)
            run = replace(prepared.run_of(person.reader, options, person.name), kept=False)
            if left := by_person.left(person, run, made):
                editions[number] = left
            else:
                waiting.append((number, person, run))
                continue
        except BriefError as error:
            editions[number] = PersonEdition(person.name, problems=error.problems)
        tick(1)
    if waiting:
        crew = _Crew(made, lookups.noted(), tick)
        with _client(scheduler) as client:
            editions |= crew.of_workers(client, waiting)
        editions |= crew.made_here([each for each in waiting if each[0] not in editions])
    return [editions[number] for number in range(len(people))]


@contextmanager
def _client(scheduler: str) -> Iterator[Any]:
    """Dask's client, whose workers all run the same program as this process."""
    try:
        from distributed import Client
    except ImportError:
        hint = fontfiles.install("policybrief", "cluster")
        raise BriefError([Problem("--scheduler needs Dask, which is not installed", hint=hint)]) from None
    for name in ("distributed", "distributed.client"):  # what they have to say is said in our words; Dask sets each
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = Client(scheduler, timeout=_REACHED_IN_S, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        hint = "an address as dask scheduler prints it: tcp://HOST:8786"
        why = (str(error).splitlines() or ["no answer"])[0]
        raise BriefError([Problem(f"the scheduler {scheduler} can't be reached: {why}", hint=hint)]) from None
    with client:
        _verify(client, scheduler)
        yield client


def _verify(client: Any, scheduler: str) -> None:
    """Raises `BriefError` for workers with another program, or none of ours; and where there are no workers."""
    here = same_program.parts()
    with suppress(TimeoutError):  # those that are just being started
        client.wait_for_workers(1, timeout=_REACHED_IN_S)
    answers: Mapping[str, Any] = client.run(same_program.parts, on_error="return")
    problems = []
    for worker, there in sorted(answers.items()):
        if not isinstance(there, Mapping):
            problems.append(Problem(f"the worker {worker} can't run policybrief: {there}", hint=_SAME))
        elif told := same_program.differing(here, there):
            problems.append(Problem(f"the worker {worker} has {told}", hint=_SAME))
    if not answers:
        problems.append(Problem(f"the scheduler {scheduler} has no workers", hint=f"dask worker {scheduler}"))
    if problems:
        raise BriefError(problems, outcome="nothing was written")


_SAME = "install the same version there, or other documents would come of the same brief"


@dataclass(frozen=True)
class _Crew:
    """Makes editions, by workers or here, and puts them into their folder. `read` is what was looked at for all."""

    made: MadeSoFar
    read: Sightings | None
    tick: Callable[[int], None]

    def of_workers(self, client: Any, waiting: Sequence[tuple[int, Person, DocumentRun]]) -> dict[int, PersonEdition]:
        """The editions that workers gave back as they would be made here, by their numbers."""
        from distributed import as_completed

        build, here = uuid4().hex, same_program.parts()
        threads = sum(client.nthreads().values())
        ahead = max(1, _AHEAD * threads)
        rows, sent = iter(waiting), {}

        def send() -> Any:
            if (row := next(rows, None)) is None:
                return None
            asked = pickle.dumps(without_mail(row[2]))
            future = client.submit(_checked, here, build, asked, pure=False, retries=_AGAIN)
            sent[future] = row
            return future

        editions: dict[int, PersonEdition] = {}
        queue = as_completed([future for _ in range(ahead) if (future := send())], loop=client.loop)
        true: dict[str, Sightings | None] = {}
        for future in queue:
            number, person, run = sent.pop(future)
            if (content := _given_back(future)) is not None:
                handed: Handed = pickles(content)
                if (seen := self._seen(handed, true)) is not None:
                    editions[number] = by_person.put(person, run, handed.made, self.made, seen)
                    self.tick(1)
            if (following := send()) is not None:
                queue.add(following)
        return editions

    def made_here(self, waiting: Sequence[tuple[int, Person, DocumentRun]]) -> dict[int, PersonEdition]:
        """The editions that no worker gave back so: in a process like theirs."""
        if not waiting:
            return {}
        hand, editions = Hand(""), {}
        message = "was made here: what a worker has read is not what lies here, or it gave nothing back"
        hint = "let all workers see the project's folder as it is here, in the same place"
        try:
            for number, person, run in waiting:
                handed: Handed = pickles(hand.made(pickle.dumps(without_mail(run))))
                found = by_person.put(person, run, handed.made, self.made, self._with(handed.seen))
                told = person.row.problem(message, hint).graded("warning")
                editions[number] = replace(found, warnings=(*found.warnings, told))
                self.tick(1)
        finally:
            hand.end()
        return editions

    def _seen(self, handed: Handed, true: dict[str, Sightings | None]) -> Sightings | None:
        """What was looked at for an edition of a worker, where all of it is so here; None where it is not."""
        theirs = handed.seen
        name = repr(sorted(theirs.facts.items()))
        if name not in true:
            true[name] = self._with(theirs) if is_so_here(theirs) else None
        return true[name]

    def _with(self, theirs: Sightings) -> Sightings:
        both = Sightings()
        if self.read:
            both.take(self.read)
        both.take(theirs)
        return both


def is_so_here(seen: Sightings) -> bool:
    """Whether all that a worker has looked at is so on this machine too."""
    return not seen.unsure and LastBuild(seen.facts, {}, {}, "", ()).is_true()


def _given_back(future: Any) -> bytes | None:
    """What a worker sent, and None where none did. What was lost with its worker is made again, and waited for."""
    from distributed import CancelledError, KilledWorker

    try:
        content: bytes | None = None if future.status in ("error", "cancelled") else future.result()
    except (CancelledError, KilledWorker):  # each worker that made it again died
        return None
    return content


def pickles(content: bytes) -> Any:
    """What a worker sent: whoever names a scheduler trusts it and its workers as this machine, as Dask itself does."""
    return pickle.loads(content)  # noqa: S301


def _checked(expected: Mapping[str, str], build: str, asked: bytes) -> bytes:
    """On a worker, which may have come after all were asked: the same, if its program is."""
    if told := same_program.differing(expected, same_program.parts()):
        raise RuntimeError(f"has {told}")
    handed: Handed = pickles(edition(build, asked))
    return pickle.dumps(replace(handed, seen=_elsewhere(handed.seen)))


def _elsewhere(seen: Sightings) -> Sightings:
    """What was looked at beside the program and its caches, which have another place on each machine."""
    kept = {
        (kind, subject): value
        for (kind, subject), value in recognised.lasting(seen).facts.items()
        if not subject.startswith(own_code.folders())
    }
    return Sightings(kept, {}, seen.unsure)
