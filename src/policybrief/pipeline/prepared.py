"""What a brief's audiences share: the brief, read once, and its project; and from there the way to each audience."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policybrief.brief.audience import Reader
from policybrief.brief.kind import PLAIN, BriefKind
from policybrief.brief.marking import markings
from policybrief.brief.model import Brief
from policybrief.brief.papers import draft_number
from policybrief.compose.places import Places, Templates
from policybrief.errors import BriefError, Problem, did_you_mean
from policybrief.locale import locale
from policybrief.pipeline import named, styles
from policybrief.pipeline.as_read import cited_by, citing, dated, marked_as_draft, other_draft, readable, validated
from policybrief.pipeline.options import BuildOptions
from policybrief.pipeline.stages import Log, quiet, stage
from policybrief.read import source
from policybrief.read.project import EVERYONE, Project
from policybrief.read.source import Source
from policybrief.sources.bibliography import merge
from policybrief.sources.tabular import filled
from policybrief.text.records import dataclass
from policybrief.text.value_path import ValuePath
from policybrief.validate import agreement, audience_files, chronology, doubts, drafts, kind_files, trial

if TYPE_CHECKING:
    from policybrief.pipeline.document_run import DocumentRun
    from policybrief.sources.bibliography.style import Style
    from policybrief.tailor.tailor import Tailored
    from policybrief.theme.model import Theme


@dataclass(frozen=True)
class Prepared:
    """A brief that has been read, and its project: what its audiences share. `audiences` are their files by name;
    `disagreements` are between texts and their short forms, or between dates and their order; `from_library` are the
    ids of sources that are there because something cites them; `style` is that which prints them. `files` are what is
    in the audiences' files, where that can be read.
    """

    project: Project
    source: Source
    brief: Brief
    audiences: Mapping[str, Path]
    warnings: tuple[Problem, ...] = ()
    disagreements: tuple[Problem, ...] = ()
    from_library: frozenset[str] = frozenset()
    style: Style | None = None
    kind: BriefKind = PLAIN
    locales: dict[str, locale.Locale] = field(default_factory=dict)
    themes: dict[tuple[str, tuple[Path, ...]], Theme] = field(default_factory=dict)
    readers: dict[str, Reader] = field(default_factory=dict)
    files: Mapping[str, Source] = field(default_factory=dict)

    @classmethod
    def of(cls, brief_file: Path, log: Log = quiet, *, draft: bool = False, given: Sequence[str] = ()) -> Prepared:
        """Read a brief, as a `draft` also one that is still to be rewritten: what it wants stands in, and its marking
        says what it is. Values that are `given` (`trial`) stand in for its own.

        Raises `BriefError` with all that is wrong with it.
        """
        project = Project.of(brief_file)
        with stage("read", log):
            read = source.read(brief_file, within=project.root)
            if given:
                read = trial.with_values(read, given)
        return cls.reading(read, project, log, draft=draft)

    @classmethod
    def of_text(cls, text: str, brief_file: Path, edited: Mapping[str, Source] | None = None) -> Prepared:
        """The same of a text that would be this file; so would those `edited`, which are read, be some audiences'.
        Raises `BriefError` with all that is wrong with it.
        """
        return cls.reading(source.parse(text, str(brief_file)), Project.of(brief_file), edited=edited)

    @classmethod
    def reading(
        cls,
        read: Source,
        project: Project,
        log: Log = quiet,
        *,
        draft: bool = False,
        edited: Mapping[str, Source] | None = None,
    ) -> Prepared:
        """A brief that has been read: the file's text, or what it might become. Raises `BriefError` as `of` does."""
        with stage("validate", log):
            audiences = project.audiences(Path(read.file))
            to_rewrite = drafts.left(read)
            kind, faults = kind_files.named(read, project.kinds)
            files = dict(readable(audiences, project.root, edited or {}))
            elsewhere = list(cited_by(files.values()))
            read, wrong = filled.with_data(drafts.filled(read), project.root)
            cited = merge.with_library(read, project.root, elsewhere)
            read, faults = cited.source, (*faults, *wrong)
            faults = faults if draft or to_rewrite is None else (*faults, to_rewrite)
            brief = validated(read, audiences, cited.keys, kind, faults)
            brief = marked_as_draft(brief) if draft or draft_number(brief.version) else brief
            style = styles.named(read, brief.citations.style, project.root)
        doubted = doubts.about(read, elsewhere)
        warnings = (*cited.warnings, *(doubt.graded("warning") for doubt in doubted))
        problems: tuple[Problem, ...] = ()
        locales: dict[str, locale.Locale] = {}
        with suppress(BriefError):  # a language that there is not is told where it is used
            locales[brief.lang] = words = locale.load(brief.lang)
            agreed = () if to_rewrite else agreement.warnings(brief, read, words)
            told = (*agreed, *chronology.warnings(brief, read, words))
            problems = tuple(doubt.graded("warning") for doubt in told)
        about = (warnings, problems, cited.ids, style, kind, locales)
        return cls(project, read, dated(brief, read), audiences, *about, files=files)

    def run(self, options: BuildOptions) -> DocumentRun:
        """The brief as it is, for everyone."""
        from policybrief.pipeline.document_run import DocumentRun, properties

        places = Places(self.source, Templates(self.project.template_folders))
        brief = citing(self.brief, self.from_library)
        words, looks = self._named(brief, places)
        marked = markings(brief.marking, words)
        about = properties(brief, marked.text, self._digest(brief), EVERYONE, words.tag)
        stem = f"{self.stem}{marked.file_suffix}"
        header = self._header(looks, places)
        styled, more = styles.printed(self.source, self.style, brief.sources, words.tag)
        own: dict[str, Any] = {"header": header, "kind": self.kind, "styled": styled}
        run = DocumentRun(brief, places, words, looks, stem, about, options, **own)
        drafts_told = other_draft(brief, self.source, options.draft_number)
        return self._with_changes(replace(run, warnings=(*self.warnings, *more, *drafts_told)))

    def chosen(self, names: Collection[str] = ()) -> Collection[str]:
        """The audiences of these names, or all. Raises `BriefError` for a name that there is not."""
        return audience_files.chosen(self.audiences, names).keys()

    def reader(self, name: str) -> Reader:
        """An audience, read once. Raises `BriefError` with what is wrong in its file."""
        if name not in self.readers:
            file, read = self.audiences[name], self.files.get(name)
            load = partial(audience_files.load, file, self.brief, self.project.root)
            self.readers[name] = load(self._with_data(read) if read else None)
        return self.readers[name]

    def _with_data(self, read: Source) -> Source:
        """An audience's file with what its own exhibits take from files. Raises `BriefError` for faults of these."""
        whole, problems = filled.with_data(read, self.project.root, self.source)
        if problems:
            raise BriefError(problems)
        return whole

    def all_readers(self, names: Collection[str] = ()) -> list[Reader]:
        """The audiences of these names, or all. Raises `BriefError` with what is wrong in any of their files."""
        readers: list[Reader] = []
        problems: list[Problem] = []
        for name in self.chosen(names):
            try:
                readers.append(self.reader(name))
            except BriefError as error:
                problems += error.problems
        if problems:
            raise BriefError(problems)
        return readers

    def run_for(self, name: str, options: BuildOptions) -> DocumentRun:
        """The brief as an audience gets it. Raises `BriefError` with what is wrong in its file."""
        return self.run_of(self.reader(name), options)

    def run_of(self, reader: Reader, options: BuildOptions, called: str = "") -> DocumentRun:
        """The brief as a reader gets it; its files are `called` by the audience's name, or another. Raises
        `BriefError`.
        """
        from policybrief.pipeline.document_run import DocumentRun, properties
        from policybrief.tailor import repeated
        from policybrief.theme.files import headers

        audience, read = reader.audience, reader.source
        templates = Templates(named.template_folders(self.project, reader.name, audience.templates, read))
        said = self._for(reader, templates)
        words, looks = self._named(*said)
        header = audience.header or self._header(looks, said[1])
        if header not in (known := headers(templates.folders)):
            hint = did_you_mean(header, known)
            raise BriefError([read.problem(("header",), f"there is no header {header!r}", hint)])
        cut = self._cut(reader, words)
        places = Places(self.source, templates, cut.moved)
        marked = markings(cut.brief.marking, words)
        about = properties(cut.brief, marked.text, cut.digest, reader.name, words.tag)
        stem = f"{self.stem}_{called or reader.name}{marked.file_suffix}"
        own_options = replace(options, notes=options.notes and audience.is_spoken_to)
        styled, more = styles.printed(self.source, self.style, cut.brief.sources, words.tag)
        run = DocumentRun(cut.brief, places, words, looks, stem, about, own_options, header=header, styled=styled)
        is_sole = len(self.audiences) < 2
        unasked = (doubt.graded("note") for doubt in doubts.of_audience(reader, self.brief, is_sole=is_sole))
        more = (*more, *other_draft(self.brief, self.source, options.draft_number))
        more = (*more, *repeated.warnings(cut, self.brief, reader, self.source))
        audience = self.kind.ordering(cut.audience, cut.brief.sections)
        return self._with_changes(replace(run, audience=audience, warnings=(*self.warnings, *more, *unasked)))

    def cut_for(self, name: str) -> tuple[Tailored, locale.Locale]:
        """The brief as an audience gets it, and its language, for who lays nothing out. Raises as `run_for` does."""
        reader = self.reader(name)
        words = self._language(*self._for(reader, Templates(())))
        return self._cut(reader, words), words

    def for_everyone(self) -> tuple[Brief, locale.Locale]:
        """The same where there are no audiences."""
        brief = citing(self.brief, self.from_library)
        return brief, self._language(brief, Places(self.source, Templates(())))

    def _cut(self, reader: Reader, words: locale.Locale) -> Tailored:
        from policybrief.tailor import tailor

        brief = citing(self.brief, self.from_library, reader.audience)
        return tailor.tailor(brief, reader, self.source, words.words["unnamed_source"])

    def _for(self, reader: Reader, templates: Templates) -> tuple[Brief, Places]:
        """The brief with the language and the theme of an audience, and where these stand."""
        own = {key: value for key in ("lang", "theme") if (value := getattr(reader.audience, key))}
        moved = {ValuePath(key): (reader.source, ValuePath(key)) for key in own}
        return self.brief.model_copy(update=own), Places(self.source, templates, moved)

    def _with_changes(self, run: DocumentRun) -> DocumentRun:
        """A run that tells of its changes, where its documents have a place for them."""
        if run.brief.changes is None:
            return run
        from policybrief.pipeline import changed

        told = changed.since(self, run, run.brief.changes.since)
        return replace(run, changes=told.changes, warnings=(*run.warnings, *told.warnings))

    def _digest(self, brief: Brief) -> str:
        """The SHA-256 of what the documents are made of: the brief's file, its files of numbers, and what it cites out
        of its library.
        """
        if not brief.bibliography and not self.source.inputs:
            return self.source.digest
        entries = brief.sources if brief.bibliography else ()
        sources = "".join(entry.as_json() for entry in entries)
        numbers = "".join(self.source.inputs.values())
        return hashlib.sha256(f"{self.source.digest}{sources}{numbers}".encode()).hexdigest()

    @property
    def file(self) -> Path:
        """The brief's own."""
        return Path(self.source.file)

    @property
    def stem(self) -> str:
        """How the names of its documents begin."""
        return self.file.stem

    def _header(self, looks: Theme, places: Places) -> str:
        """The memo's head where no audience's file names one: the kind's, or the theme's."""
        from policybrief.theme.files import headers

        header = self.kind.header
        if header and header not in (known := headers(places.templates.folders)):
            message = f"the kind {self.brief.kind!r} has a header {header!r}, which there is not"
            raise BriefError([self.source.problem(("kind",), message, did_you_mean(header, known))])
        return header or looks.memo.header

    def _named(self, brief: Brief, places: Places) -> tuple[locale.Locale, Theme]:
        """The locale and the theme that a brief names. Raises `BriefError` with what is wrong with either."""
        from policybrief.theme.letters import in_letters

        problems: list[Problem] = []
        loaded: list[Any] = []
        for load in (self._language, self._theme):
            try:
                loaded.append(load(brief, places))
            except BriefError as error:
                problems += error.problems
        if problems:
            raise BriefError(problems)
        words, looks = loaded
        return words, in_letters(looks, "".join(words.words.values()))

    def _language(self, brief: Brief, places: Places) -> locale.Locale:
        if brief.lang not in self.locales:
            with named.told_at("lang", places):
                self.locales[brief.lang] = locale.load(brief.lang)
        return self.kind.speaking(self.locales[brief.lang])

    def _theme(self, brief: Brief, places: Places) -> Theme:
        from policybrief.theme import load

        folders = places.templates.folders
        key = brief.theme, folders
        if key not in self.themes:
            with named.told_at("theme", places):
                self.themes[key] = load.load(brief.theme, (self.project.themes,), folders)
        return self.themes[key]
