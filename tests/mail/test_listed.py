"""`brief mail --for LIST`: each of a list of people gets the edition that is theirs, and nobody else's."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from support.commands import Ran, brief
from support.mail_servers import Post, serving
from support.mailrooms import Mailroom, copy, read, room

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
ANN, BO = "ann@board.example", "bo@board.example"
HEAD = "name,audience,email,to,salutation\n"
ROWS = f"ann,board,Ann Lee <{ANN}>,Ms Lee,Dear Ms Lee:\nbo,board,{BO},Mr Bo,\n"
LISTED = ("--for", "people.csv")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Mailroom:
    made = room(tmp_path_factory.mktemp("built") / "p", build=False)
    listed(made, ROWS)
    assert edited(made).exit_code == 0
    return made


@pytest.fixture
def project(own_caches: None, built: Mailroom, tmp_path: Path) -> Mailroom:
    """A copy elsewhere: of which nothing is known but what its own records say."""
    del own_caches
    return copy(built, tmp_path / "p")


def listed(project: Mailroom, rows: str) -> None:
    (project.root / "people.csv").write_text(HEAD + rows, encoding="utf-8")


def edited(project: Mailroom, *options: str) -> Ran:
    return brief("build", *LISTED, "--only", "memo", "--jobs", "1", *options, cwd=project.root)


def drafts(project: Mailroom) -> list[Path]:
    return sorted((project.root / "output" / "people" / "mail").glob("*.eml"))


@contextmanager
def office(project: Mailroom) -> Iterator[Post]:
    post = Post({})
    with serving(post) as port:
        project.server(port)
        yield post


def test_each_gets_their_own_edition(project: Mailroom) -> None:
    ran = project.mail(*LISTED)
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert "board: 2 messages, one for each reader" in ran.stdout
    assert "2 drafts written to output/people/mail, nothing was sent" in ran.stdout
    ann, bo = map(read, drafts(project))
    assert [draft.name for draft in drafts(project)] == [f"brief_ann_{ANN}.eml", f"brief_bo_{BO}.eml"]
    assert (ann["to"], bo["to"]) == (f"Ann Lee <{ANN}>", BO)
    for draft, who, name in ((ann, "Dear Ms Lee:", "ann"), (bo, "", "bo")):
        (attached,) = [part for part in draft.iter_attachments() if part.get_content_type() == "application/pdf"]
        assert attached.get_filename() == f"brief_{name}.pdf"
        edition = project.root / "output" / "people" / f"brief_{name}.pdf"
        assert attached.get_payload(decode=True) == edition.read_bytes()
        text = draft.get_body(("plain",))
        assert text
        assert who in text.get_content()
    assert b"jane@board.example" not in b"".join(draft.read_bytes() for draft in drafts(project))


def test_a_dry_run_writes_no_draft(project: Mailroom) -> None:
    ran = project.mail(*LISTED, "--dry-run")
    assert f"Ann Lee <{ANN}>" in ran.stdout
    assert "no draft was written, nothing was sent" in ran.stdout
    assert not drafts(project)
    assert "--dry-run sends nothing" in project.mail("--dry-run", "--send").stderr


def test_what_is_wrong_with_a_row_is_told_at_its_cell_and_the_others_are_drafted(project: Mailroom) -> None:
    other = project.root / "content" / "audiences" / "press.yaml"
    other.write_text("name: The press\n", encoding="utf-8")
    rows = [
        *ROWS.splitlines(),
        "cy,board,cy@elsewhere.example,,",
        f"di,board,{ANN.upper()},,",
        "ed,board,ed at board,,",
        "flo,board,,,",
        "gus,press,gus@board.example,,",
        "hal,bord,hal@board.example,,",
        "ida,board,ida@board.example,,",
    ]
    listed(project, "\n".join(rows) + "\n")
    assert edited(project).exit_code == 1
    (project.root / "output" / "people" / "brief_ida.pdf").unlink()
    ran = project.mail(*LISTED)
    assert ran.exit_code == 1
    told = [line.partition(": error: ") for line in ran.stderr.splitlines() if ": error: " in line]
    assert [(place, what.partition(";")[0]) for place, _, what in told if place.startswith("people.csv")] == [
        ("people.csv:4:10", "cy@elsewhere.example is outside the audience's domains (board.example)"),
        ("people.csv:5:10", "ANN@board.example is repeated here"),
        ("people.csv:6:10", "'ed at board' is not an address"),
        ("people.csv:7:1", "has nothing in the column 'email'"),
        ("people.csv:8:1", "is of 'press', which gets no mail"),
        ("people.csv:9:5", "there is no audience 'bord'"),
    ]
    assert "brief_ida.pdf: error: is not there" in ran.stderr
    assert len(drafts(project)) == 2


def test_a_list_without_addresses_is_no_list_for_mail(project: Mailroom) -> None:
    (project.root / "people.csv").write_text("name,audience\nann,board\n", encoding="utf-8")
    assert "people.csv: error: has no addresses; a column 'email'" in project.mail(*LISTED).stderr


def test_nobody_gets_it_twice_and_a_run_goes_on(project: Mailroom) -> None:
    with office(project) as post:
        assert project.send(*LISTED, "--limit", "1").stdout == "no problems; 1 accepted\n"
        assert project.send(*LISTED).stdout == "no problems; 1 accepted, 1 had it before\n"
        assert project.send(*LISTED).stdout == "no problems; 0 accepted, 2 had it before\n"
        assert "(has it)" in project.mail(*LISTED).stdout
    assert post.got == {ANN: 1, BO: 1}
    log = json.loads(project.mail("--log", "--format", "json").stdout)
    assert {entry["audience"] for entry in log} == {"board/ann", "board/bo"}


def test_what_goes_is_what_was_approved(project: Mailroom) -> None:
    with office(project) as post:
        code = project.approved(*LISTED)
        listed(project, ROWS.replace(BO, "eve@board.example"))
        ran = project.mail(*LISTED, "--send", "--plain", "--confirm", code)
        assert "is not the hash of what would be sent now" in ran.stderr
    assert not post.got


def swapped(project: Mailroom) -> None:
    folder = project.root / "output" / "people"
    shutil.copy(folder / "brief_ann.pdf", folder / "brief_bo.pdf")


def test_somebody_else_s_edition_goes_to_nobody_not_even_as_edited(project: Mailroom) -> None:
    swapped(project)
    for options in ((), ("--as-edited",)):
        ran = project.mail(*LISTED, *options)
        assert "brief_bo.pdf: error: is the edition of 'ann', not of 'bo'" in ran.stderr
        assert [draft.name for draft in drafts(project)] == [f"brief_ann_{ANN}.eml"]


def test_an_edition_of_another_state_of_its_row_does_not_go(project: Mailroom) -> None:
    listed(project, ROWS.replace("Mr Bo", "Mr Bow"))
    ran = project.mail(*LISTED)
    assert "brief_bo.pdf: error: is not made of what the list says of 'bo' now" in ran.stderr
    edited(project)
    assert project.mail(*LISTED).exit_code == 0


def test_an_edition_that_was_edited_goes_only_as_edited(project: Mailroom) -> None:
    file = project.root / "output" / "people" / "brief_bo.pdf"
    file.write_bytes(file.read_bytes() + b"\n")
    assert "was edited since it was built" in project.mail(*LISTED).stderr
    assert project.mail(*LISTED, "--as-edited").exit_code == 0


def test_the_mail_of_an_audience_knows_nothing_of_a_list(project: Mailroom) -> None:
    with office(project):
        project.send(*LISTED)
        project.build()
        ran = project.mail()
    assert "board/ann" not in ran.stdout
    assert "(has it)" not in ran.stdout
