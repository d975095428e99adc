"""A source of a brief, in CSL's fields, and the text of it that an analyst keeps to verify quotations against."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, get_args

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from policybrief.brief import csl
from policybrief.brief.items import Item
from policybrief.brief.values import Part, Sha256, SourceKey, Text, Url, Word, is_unset, misfit, one_of


class SnapshotFile(Part):
    """The numbered text of a source, against which its quotations are verified. It stays with the analyst."""

    file: Word = Field(description="The file, from the project's folder: 'sources/lo.txt'.")
    sha256: Sha256 | None = Field(None, description="What the file's text was when its quotations were taken.")


Share = Literal["quotations", "paragraphs", "all", "nothing"]
"""How much of a source's own words its readers may be shown beside the brief, from the usual to none."""


_Names = Annotated[tuple[csl.Name, ...], BeforeValidator(csl.names)]


UNNAMED = "unnamed"
"""The type of the entry that stands for the sources that an audience may not see named."""


def _by_key_alone(schema: dict[str, Any]) -> None:
    """Beside a library, an entry needs its key alone."""
    schema["required"] = ["id"]


NAMED = ("author", "editor", "translator", "interviewer", "director", "host", "guest", "collection_editor")
"""The fields of a source that name people."""


class SourceEntry(Item):
    """A source in CSL's fields, as Pandoc and Zotero write them. What is not known is left out, never made up."""

    model_config = ConfigDict(json_schema_extra=_by_key_alone, **csl.OPEN)
    UNSHOWN: ClassVar[frozenset[str]] = csl.UNSHOWN

    id: SourceKey = Field(description="The key by which it is cited: 'lo', or your library's, 'Lo2022'.")
    type: Word = Field(description="CSL's type: 'article', 'interview', 'report', 'webpage', 'book', 'dataset' …")
    author: _Names = Field(
        (), description="Who wrote it: persons or bodies. A source has one, or a title or a publisher."
    )
    title: Annotated[Text | None, BeforeValidator(csl.styled)] = Field(None, description="Its title.")
    container_title: Annotated[Text | None, BeforeValidator(csl.styled)] = Field(
        None, alias="container-title", description="The journal, book or site that it stands in."
    )
    volume: Text | None = Field(None, description="The volume of the journal.")
    issue: Text | None = Field(None, description="The issue of the journal.")
    page: Text | None = Field(None, description="The page or pages: '12-19'.")
    publisher: Text | None = Field(None, description="The body that published it.")
    editor: _Names = Field((), exclude_if=is_unset, description="Who edited it, or the book that it stands in.")
    translator: _Names = Field((), exclude_if=is_unset, description="Who translated it.")
    interviewer: _Names = Field((), exclude_if=is_unset, description="Who asked, in an interview.")
    director: _Names = Field((), exclude_if=is_unset, description="Who directed a film.")
    host: _Names = Field((), exclude_if=is_unset, description="Who leads through a podcast or a broadcast.")
    guest: _Names = Field((), exclude_if=is_unset, description="Who is heard in it besides.")
    collection_title: Annotated[Text | None, BeforeValidator(csl.styled)] = Field(
        None, exclude_if=is_unset, alias="collection-title", description="The series that it stands in."
    )
    collection_number: Text | None = Field(
        None, exclude_if=is_unset, alias="collection-number", description="Its number in the series."
    )
    collection_editor: _Names = Field(
        (), exclude_if=is_unset, alias="collection-editor", description="Who edits the series."
    )
    event_title: Text | None = Field(
        None, exclude_if=is_unset, alias="event-title", description="The conference or hearing where it was given."
    )
    section: Text | None = Field(None, exclude_if=is_unset, description="The section of a newspaper or of a law.")
    medium: Text | None = Field(None, exclude_if=is_unset, description="What carries it: 'Podcast', 'Slides'.")
    edition: Text | None = Field(None, exclude_if=is_unset, description="The edition: 2, or 'revised edition'.")
    version: Text | None = Field(None, exclude_if=is_unset, description="The version of a dataset or a program.")
    authority: Text | None = Field(None, exclude_if=is_unset, description="The court or body that decided.")
    publisher_place: Text | None = Field(
        None, exclude_if=is_unset, alias="publisher-place", description="Where it was published."
    )
    status: Text | None = Field(None, exclude_if=is_unset, description="'forthcoming', 'in press': in place of a date.")
    original_date: csl.Date | None = Field(
        None, exclude_if=is_unset, alias="original-date", description="When it came out first."
    )
    issued: csl.Date | None = Field(
        None, description="Year, month or day, as 2022, 2022-08 or 2022-08-18; or as CSL-JSON has it."
    )
    accessed: csl.Date | None = Field(None, description="When the page was read; written as `issued` is.")
    url: Url | None = Field(None, alias="URL", description="The address of the page.")
    doi: csl.Doi | None = Field(None, alias="DOI", description="Its DOI; the title is a link to it.")
    genre: Text | None = Field(None, description="What kind of report, thesis or interview it is: 'Working paper'.")
    number: Text | None = Field(None, description="The number of a report, or of an issue.")
    language: Word | None = Field(None, description="The language it is written in, as a tag: 'fr'.")
    note: Text | None = Field(
        None, description="What readers should know of it, on the deck's last slide; not shown in a library's export."
    )
    citation_label: Text | None = Field(
        None, alias="citation-label", description="How the source is named in a source line: 'Lo (CEPA)'."
    )
    snapshot: SnapshotFile | None = Field(
        None,
        exclude=True,  # of an audience's digest too: it is the analyst's own
        description="The source's own text, against which quotations are verified; it is in no document.",
    )
    share: Annotated[Share, one_of(get_args(Share))] = Field(
        "quotations",
        exclude=True,  # it is about the receipts alone
        description=(
            "What receipts show of its text: the `quotations` alone, whole `paragraphs`, `all` without a limit (as of "
            "what is in the public domain), or `nothing`."
        ),
    )

    @model_validator(mode="before")
    @classmethod
    def _of_the_author(cls, entry: Any) -> Any:
        return csl.written(entry)

    @model_validator(mode="after")
    def _identified(self) -> SourceEntry:
        if not (self.author or self.editor or self.title or self.publisher):
            raise misfit((), "a source needs at least an author, an editor, a title or a publisher")
        return self
