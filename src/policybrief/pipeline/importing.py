"""From an article to a brief: its numbered text, and a draft whose quotations have passed verify; or more for a brief
that is there.

Nothing is overwritten: what would be written is known first, and then written all or not at all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from policybrief.brief.model import Brief
from policybrief.errors import BriefError, Problem
from policybrief.locale import locale
from policybrief.pipeline import added, mended
from policybrief.read import source
from policybrief.read.project import Project
from policybrief.read.splice import splice
from policybrief.review.verify import snapshots, verify
from policybrief.sources.article import draft, metadata
from policybrief.sources.article.candidate import Candidate
from policybrief.sources.article.candidates import Candidates
from policybrief.sources.article.entry import entry as source_entry
from policybrief.sources.article.snapshot import FOLDER, IGNORED, digest
from policybrief.sources.article.taken import Taken
from policybrief.system.files import access
from policybrief.system.files import problems as file_problems
from policybrief.text.records import dataclass
from policybrief.validate import drafts, validate

_LONGEST_ID = 40


@dataclass(frozen=True)
class Imported:
    """What is to be written of an article: `files` are new, `into` is a brief that gets more entries."""

    taken: Taken
    source: Mapping[str, Any]
    missing: tuple[str, ...]
    files: Mapping[Path, bytes]
    into: tuple[mended.Mended, ...] = ()


def name_of(file: Path) -> str:
    """The id that an article has by default, from the name of its file."""
    plain = unicodedata.normalize("NFKD", file.stem).encode("ascii", "ignore").decode().casefold()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return re.sub(r"^(?=\d)", "article-", words)[:_LONGEST_ID].rstrip("-") or "article"


def text_alone(taken: Taken, key: str, project: Project) -> Imported:
    """The text of a source that a brief has already."""
    return Imported(taken, _entry(taken, key), metadata.missing(taken.about), _text(taken, key, project))


def new_brief(taken: Taken, key: str, project: Project) -> Imported:
    """The text of an article, and a draft of a brief of that name. Raises `BriefError` where it is there already."""
    missing, entry = metadata.missing(taken.about), _entry(taken, key)
    place = project.root / "content" / f"{key}.yaml"
    if place.exists() or place.is_symlink():
        hint = f"give another name with --id, or add to it: --into {_near(place, project)}"
        raise BriefError([Problem("exists already", _near(place, project), hint=hint)])

    def written(candidates: Candidates) -> str:
        return draft.text(replace(taken, candidates=candidates), entry, _near(place, project), missing)

    candidates = _fit(taken, written(taken.candidates), key)
    taken = replace(taken, candidates=candidates)
    files = {**_text(taken, key, project), place: written(candidates).encode(), **_no_audiences(place, project)}
    return Imported(taken, entry, missing, files)


def more_for(taken: Taken, key: str, brief: Path, project: Project) -> Imported:
    """The text of an article, and its candidates for a brief that is there and has room for them."""
    read = source.read(brief, within=project.root)
    missing, entry = metadata.missing(taken.about), _entry(taken, key)
    whole = draft.text(taken, entry, brief.name, missing)
    taken = replace(taken, candidates=_fit(taken, whole, key))
    before = access.read(brief, source.MAX_BYTES, within=project.root)
    after = before.decode("utf-8")
    lang = str(read.at(("lang",)) or locale.DEFAULT)
    for fix in added.fixes(read, taken.candidates, entry, lang):  # one by one: each is put behind the one before
        after = splice(after, [fix], str(brief))
    changed = mended.Mended(brief, before, after.encode("utf-8"), ())
    return Imported(taken, entry, missing, _text(taken, key, project), (changed,))


def save(imported: Imported, project: Project) -> list[Path]:
    """Write what was imported; return the files. Raises `BriefError` where one can't be written."""
    new = {place: content for place, content in imported.files.items() if not place.exists()}
    try:
        access.put(new, within=project.root)
    except OSError as error:
        raise BriefError([file_problems.unwritten(error, project.root)]) from None
    return [*new, *mended.save(imported.into, project.root)]


# -- the source


def _entry(taken: Taken, key: str) -> dict[str, Any]:
    snapshot = {"file": f"{FOLDER}/{key}.txt", "sha256": digest(str(taken.snapshot))}
    return {**source_entry(key, taken.about, taken.file.name), "snapshot": snapshot}


def _text(taken: Taken, key: str, project: Project) -> dict[Path, bytes]:
    """The snapshot's file, and what keeps git from it. Raises `BriefError` where another text lies there."""
    place, content = project.root / FOLDER / f"{key}.txt", str(taken.snapshot).encode()
    try:
        if access.read(place, snapshots.MAX_BYTES, within=project.root) != content:
            hint = "delete it if it is of no use any more, or give another name with --id"
            raise BriefError([Problem("exists already, with another text", _near(place, project), hint=hint)])
    except FileNotFoundError:
        pass
    except OSError as error:
        raise BriefError([file_problems.unread(error, _near(place, project))]) from None
    return {place: content, project.root / FOLDER / ".gitignore": IGNORED.encode()}


def _near(place: Path, project: Project) -> str:
    return place.relative_to(project.root).as_posix()


def _no_audiences(brief: Path, project: Project) -> dict[Path, bytes]:
    """A folder for the draft's own audiences, where there are some of the project's: what these say is of its other
    briefs' judgments.
    """
    folder = project.root / "content" / "audiences" / brief.stem
    if folder.exists() or not project.audiences(brief):
        return {}
    return {folder / "README.md": _AUDIENCES.format(name=brief.stem).encode()}


_AUDIENCES = """\
The audiences of content/{name}.yaml: files as those in the folder above, which speak of other briefs. Without any here,
there is one deck and one memo, for everyone.
"""


# -- quotations that hold


def _fit(taken: Taken, text: str, key: str) -> Candidates:
    """The candidates; those whose quotation would be an error in a brief come without it, with their place alone."""
    wrong = {problem.path for problem in _errors(taken, text, key)}
    candidates = taken.candidates
    return replace(
        candidates,
        judgments=tuple(_quoted("judgments", candidates.judgments, wrong)),
        recommendations=tuple(_quoted("recommendations", candidates.recommendations, wrong)),
    )


def _quoted(part: str, candidates: Iterable[Candidate], wrong: Iterable[str]) -> Iterator[Candidate]:
    for number, candidate in enumerate(candidates):
        unfit = any(path.startswith(f"{part}[{number}].evidence") for path in wrong)
        yield replace(candidate, quote="") if unfit else candidate


def _errors(taken: Taken, text: str, key: str) -> Iterable[Problem]:
    """What is wrong with a draft: with its values, or with its quotations."""
    read = drafts.filled(source.parse(text))
    try:
        brief = validate.validate(read, Brief)
    except BriefError as error:
        return error.problems
    snapshot = snapshots.Snapshots({key: taken.snapshot}, {key: digest(str(taken.snapshot))})
    return verify.verify(brief, read, snapshot, locale.load(brief.lang).magnitudes).errors
