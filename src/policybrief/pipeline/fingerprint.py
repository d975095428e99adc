"""What an audience's documents are made of, as far as it is read before they are composed, in a few letters."""

from __future__ import annotations

import hashlib

from policybrief.pipeline.document_run import DocumentRun
from policybrief.system.files.watched import Stamps


def of(run: DocumentRun, stamps: Stamps) -> str:
    """Of a run, and of its templates as the `stamps` of files know them."""
    folders = {folder for own in run.places.templates.searched for folder in (own, own / "headers")}
    templates = sorted((str(file), stamp) for file, stamp in stamps.items() if file.parent in folders)
    audience = run.audience.as_json() if run.audience else ""
    made_of = (run.header, run.stem, run.properties, run.styled, run.changes, run.options, audience, templates)
    return hashlib.sha256("\0".join((data(run), *map(repr, made_of))).encode("utf-8", "replace")).hexdigest()


def data(run: DocumentRun) -> str:
    """The brief as the audience gets it, and the theme."""
    return run.brief.as_json() + run.theme.as_json()
