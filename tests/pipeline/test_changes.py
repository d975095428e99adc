"""`changes:` of a brief: what deck and memo tell of an earlier version, and what they never tell."""

from __future__ import annotations

import datetime as dt
import email
import json
import re
from email import policy
from pathlib import Path

import pypdfium2
import pytest
import yaml

from policybrief.pipeline import build
from policybrief.pipeline.options import BuildOptions
from policybrief.pipeline.prepared import Prepared
from support import canaries, mail_servers, slides
from support.canaries import READER, Canaries
from support.commands import brief
from support.mailrooms import MAIL, Mailroom, room
from support.projects import HARBOUR, SECOND_JUDGMENT, Tree, minimal

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
SINCE = ("bottom_line:", "changes: {since: ../old.yaml}\nbottom_line:")
LOW = ("confidence: high", "confidence: low")
TITLE = "What changed since March 1, 2026"
OLD = minimal(("2026-03-09", "2026-03-01"))


def texts(root: Path) -> tuple[str, str]:
    """What the deck and the memo of a project say."""
    (deck,), (memo,) = (list((root / "output").glob(f"*.{kind}")) for kind in ("pptx", "pdf"))
    opened = pypdfium2.PdfDocument(memo.read_bytes())
    said = "".join(page.get_textpage().get_text_range() for page in opened)
    return slides.shown(deck.read_bytes()), " ".join(said.split())


def told(root: Path) -> tuple[str, str]:
    ran = brief("build", cwd=root)
    assert ran.exit_code == 0, ran.stderr
    assert ran.stdout.splitlines()[-1].startswith("no problems"), ran.stderr
    return texts(root)


def test_both_documents_tell_what_changed_since_a_file(tree: Tree) -> None:
    edits = (SINCE, LOW, ("Build it before the winter", "Build it after the winter"))
    deck, memo = told(tree({"content/brief.yaml": minimal(*edits), "old.yaml": OLD}))
    assert TITLE in deck
    assert "WHAT CHANGED SINCE MARCH 1, 2026" in memo.upper()
    for said in (deck, memo):
        assert "Confidence lowered: high → low." in " ".join(said.split())
        assert "Build it before after the winter" in " ".join(said.split())
    assert "Basis: The port's own count." in deck


def test_words_that_are_gone_stand_apart_from_those_around_them(tree: Tree) -> None:
    old = OLD.replace("Build it before the winter", "Build it when there is money, before the winter")
    deck, memo = told(tree({"content/brief.yaml": minimal(SINCE), "old.yaml": old}))
    for said in (deck, memo):
        assert "Build it when there is money, before the winter" in " ".join(said.split())


NEW = """  - id: dredge
    headline: Dredge the basin
    text: Dredge it in the spring.
    rests_on: [only-berth]
"""


GONE = """  - id: buoys
    headline: Lay *new* buoys [@count]
    text: Ships find their way by night then.
    rests_on: [only-berth]
"""


def test_what_is_new_gone_and_moved_is_told(tree: Tree) -> None:
    text = minimal(
        SINCE,
        ("recommendations:\n", f"recommendations:\n{NEW}"),
        ("headline: Build the quay", "headline: Build a quay"),
    )
    old = OLD.replace("recommendations:\n", f"recommendations:\n{GONE}")
    deck, _ = told(tree({"content/brief.yaml": text, "old.yaml": old}))
    said = " ".join(deck[deck.index(TITLE) :].split())
    assert "Dredge the basin New. Dredge it in the spring." in said
    assert "Build a quay Was: Build the quay." in said
    assert "Gone: Lay new buoys." in said


def test_what_a_recommendation_rests_on_is_told_before_and_now(tree: Tree) -> None:
    text = minimal(("recommendations:\n", SECOND_JUDGMENT))
    now = text.replace("rests_on: [only-berth]", "rests_on: [only-berth, trade]").replace(*SINCE)
    for said in told(tree({"content/brief.yaml": now, "old.yaml": text.replace("2026-03-09", "2026-03-01")})):
        assert "Rests on: 1 → 1, 2." in " ".join(said.replace("\u00a0", " ").split())


def test_citations_and_looks_are_no_change_and_leave_no_space_where_they_stood(tree: Tree) -> None:
    def quay(text: str) -> tuple[str, str]:
        return "text: Build it before the winter.", f"text: {text}"

    cited, plain = "Build *it* now [@count], and soon.[@count]", "Build it now, and soon."
    headline = ("headline: Build the quay", "headline: Build the quay [@count]")
    now, then = minimal(SINCE, headline, quay(cited)), OLD.replace(*quay(plain))
    root = tree({"content/brief.yaml": now, "old.yaml": then})
    assert "What changed" not in "".join(told(root))
    (root / "old.yaml").write_text(OLD.replace(*quay("Build it later, and soon.")), encoding="utf-8")
    assert "Build it later now, and soon." in told(root)[0]


def test_where_nothing_changed_nothing_is_told(tree: Tree) -> None:
    root = tree({"content/brief.yaml": minimal(SINCE, ("to: The board", "to: The whole board")), "old.yaml": OLD})
    assert "What changed" not in "".join(told(root))


def test_judgments_that_all_changed_go_on_on_a_next_slide(tree: Tree) -> None:
    made = yaml.safe_load(minimal(SINCE))
    made["judgments"] = [
        {**made["judgments"][0], "id": f"j{number}", "headline": f"Berth {number} is full"} for number in range(9)
    ]
    made["recommendations"][0]["rests_on"] = ["j0"]
    old = yaml.safe_load(yaml.safe_dump(made))
    for judgment in old["judgments"]:
        judgment["confidence"] = "moderate"
    made["memo"] = {"optional": ["changes"]}
    files = {"content/brief.yaml": yaml.safe_dump(made, sort_keys=False), "old.yaml": yaml.safe_dump(old)}
    root = tree({name: text.replace("'", "") for name, text in files.items()})
    ran = brief("build", "--only", "deck", cwd=root)
    assert ran.exit_code == 0, ran.stderr
    (deck,) = (root / "output").glob("*.pptx")
    assert slides.shown(deck.read_bytes()).count("Confidence raised: moderate → high.") == 9


@pytest.mark.parametrize("lang", ["uk", "fr", "zh"])
def test_all_languages_tell_it(tree: Tree, lang: str) -> None:
    text = HARBOUR.read_text("utf-8").replace("lang: en-GB", f"lang: {lang}")
    edits = (
        ("confidence: low", "confidence: high"),
        ("hood: likely", "hood: unlikely"),
        ("Count before", "Count, then"),
    )
    now = text.replace("bottom_line:\n", "changes: {since: ../old.yaml}\nbottom_line:\n", 1)
    for old, new in edits:
        now = now.replace(old, new, 1)
    root = tree({"content/brief.yaml": now, "old.yaml": text.replace("2026-03-09", "2026-03-01")})
    ran = brief("build", "--only", "deck", cwd=root)
    assert ran.exit_code == 0, ran.stderr
    (deck,) = (root / "output").glob("*.pptx")
    title = {
        "uk": "з 1 березня",
        "fr": "depuis le 1er mars",
        "zh": "自2026年3月1日以来的变化",
    }
    assert title[lang] in slides.shown(deck.read_bytes()).replace("\u00a0", " ")


@pytest.mark.parametrize("before", ["not_for", ""])
def test_nothing_is_told_of_what_is_kept_from_an_audience(tmp_path: Path, before: str) -> None:
    """Not of what was kept from it then, nor of what it saw then and may not see now."""
    then, now, other = Canaries("zilpzalp"), Canaries(), Canaries("zaunkoenig")
    old = {**canaries.brief(then, before), "date": "2026-03-01"}
    new = {**canaries.brief(now), "changes": {"since": "../old.yaml"}}
    for judgment in new["judgments"]:
        judgment["confidence"] = "high"
    file = canaries.project(tmp_path, new, other)
    (tmp_path / "old.yaml").write_text(yaml.safe_dump(old, allow_unicode=True), encoding="utf-8")
    (edition,) = build.editions(Prepared.of(file), BuildOptions(audiences=(READER,)))
    assert not edition.problems, edition.problems
    assert TITLE in slides.shown(edition.documents[0].content)
    for one in edition.documents:
        words = [*then.places, *now.places, *other.places, "withheld", "not_for"]
        assert not canaries.found(one.content, words), one.name


def test_nor_where_its_id_is_another_now_or_a_milder_entry_is_in_its_place(tmp_path: Path) -> None:
    judgment = {
        "id": "sinking", "headline": "The pier sinks at Cormorant by spring", "confidence": "low", "basis": "Counted.",
        "text": "It sinks by a foot in each year, and nobody repairs it.", "evidence": [{"source": "open"}],
    }  # fmt: skip
    plain = canaries.brief(Canaries())
    old = {**plain, "date": "2026-03-01", "judgments": [judgment, *plain["judgments"]]}
    milder = {**judgment, "headline": "The pier sinks by spring", "id": "milder"}
    for renamed in ("sinking", "sunken"):
        kept = {**judgment, "id": renamed, "not_for": [READER]}
        judgments = [kept, milder, *plain["judgments"]]
        now = {**plain, "judgments": judgments, "changes": {"since": "../old.yaml"}}
        file = canaries.project(tmp_path / renamed, now, Canaries("zaunkoenig"))
        (tmp_path / renamed / "old.yaml").write_text(yaml.safe_dump(old, allow_unicode=True), encoding="utf-8")
        (edition,) = build.editions(Prepared.of(file), BuildOptions(audiences=(READER,)))
        assert not edition.problems, edition.problems
        assert TITLE in slides.shown(edition.documents[0].content)
        for one in edition.documents:
            assert not canaries.found(one.content, ["cormorant", "sinking", "sunken"]), one.name


def test_what_stood_under_another_marking_is_not_told(tree: Tree) -> None:
    old = OLD.replace("to: The board", "to: The board\nmarking: TLP:RED")
    root = tree({"content/brief.yaml": minimal(SINCE, LOW), "old.yaml": old})
    ran = brief("build", cwd=root)
    assert ran.exit_code == 0
    assert "warning: changes.since: no changes are told to 'everyone': the earlier version was marked" in ran.stderr
    assert "What changed" not in "".join(texts(root))


@pytest.mark.parametrize(
    ("since", "said"),
    [
        ("mailed", "no earlier mail to it is known"),
        ("2026-01-01", "no build of 2026-01-01 or earlier is kept"),
        ("../gone.yaml", "the earlier version has an error"),
        ("../../outside.yaml", "the earlier version has an error"),
    ],
)
def test_a_version_that_is_not_there_is_a_warning(tree: Tree, since: str, said: str) -> None:
    root = tree({"content/brief.yaml": minimal(SINCE).replace("../old.yaml", since)})
    ran = brief("build", cwd=root)
    assert (ran.exit_code, said in ran.stderr) == (0, True), ran.stderr
    assert "What changed" not in "".join(texts(root))


@pytest.mark.parametrize("since", ["built", "2026-02-30", "yesterday"])
def test_what_can_be_no_earlier_version_is_an_error(tree: Tree, since: str) -> None:
    ran = brief("check", cwd=tree({"content/brief.yaml": minimal(SINCE).replace("../old.yaml", since)}))
    assert (ran.exit_code, "error: changes.since: " in ran.stderr) == (1, True)


def test_what_each_audience_was_mailed_is_the_earlier_version(tmp_path: Path) -> None:
    made: Mailroom = room(tmp_path / "p", ("bottom_line:", "changes: {since: mailed}\nbottom_line:"))
    with mail_servers.serving(mail_servers.Post()) as port:
        made.server(port)
        assert made.send().exit_code == 0
    file = made.root / "content" / "brief.yaml"
    shown, record = (brief("mail", "--versions", *args, cwd=made.root).stdout for args in ((), ("--format", "json")))
    assert len(json.loads(record)) == len(shown.splitlines()) - 1 > 0
    for version in json.loads(record):
        assert len(list((made.root / ".policybrief" / "built").glob(f"{version['snapshot']}"))) == 1
        assert re.search(rf"^20\d\d-\S+ \S+ +{version['audience']} +{version['snapshot'][:8]} ", shown, re.MULTILINE)
    assert "no version of brief is known" in brief("mail", "--versions", "-a", "nobody", cwd=made.root).stdout
    file.write_text(file.read_text("utf-8").replace(*LOW), encoding="utf-8")
    for _ in range(2):  # what is built is no earlier version
        made.build()
        assert "Confidence lowered: high → low." in texts(made.root)[0]


def test_a_day_is_the_last_build_of_it(tree: Tree) -> None:
    root = tree({"content/brief.yaml": OLD})
    told(root)
    for about in (root / ".policybrief" / "built").glob("*/built.json"):
        known = json.loads(about.read_text("utf-8"))
        about.write_text(json.dumps({**known, "built": known["built"] - 3 * 86400}), "utf-8")
    today = dt.datetime.now().astimezone().date()
    text = minimal(SINCE, LOW).replace("../old.yaml", (today - dt.timedelta(days=1)).isoformat())
    (root / "content" / "brief.yaml").write_text(text, "utf-8")
    assert "What changed since" in told(root)[0]
    edited = text.replace(*LOW[::-1]).replace((today - dt.timedelta(days=1)).isoformat(), today.isoformat())
    (root / "content" / "brief.yaml").write_text(edited, "utf-8")
    assert "What changed since" not in told(root)[0], "what was built today is no earlier version"


def test_a_mail_tells_what_changed_since_the_last_one_and_stays_the_same(tmp_path: Path) -> None:
    made = room(tmp_path / "p", mail=f"{MAIL}  changes: true\n")
    file = made.root / "content" / "brief.yaml"
    with mail_servers.serving(mail_servers.Post()) as port:
        made.server(port)
        assert "board: no changes are told to 'board': no earlier mail to it is known" in made.mail().stdout
        assert made.send().exit_code == 0
        file.write_text(file.read_text("utf-8").replace(*LOW), encoding="utf-8")
        made.build()
        assert made.send("--limit", "1").exit_code == 0
        made.build()
        again = made.send()
    message = email.message_from_bytes(made.drafts[0].read_bytes(), policy=policy.default)
    for part in ("plain", "html"):
        said = " ".join(message.get_body((part,)).get_content().split())
        assert "Judgment 1: There is no other berth." in said
        assert "Confidence lowered: high → low." in said
    assert again.stdout.splitlines()[-1] == "no problems; 1 accepted, 1 had it before"


def test_an_audience_whose_parts_leave_them_out_is_told_of(tree: Tree) -> None:
    audience = "name: Allies\nmemo: {parts: [bottom_line, judgments, recommendations, sources]}\n"
    files = {"content/brief.yaml": minimal(SINCE, LOW), "old.yaml": OLD, "content/audiences/allies.yaml": audience}
    ran = brief("check", cwd=tree(files))
    assert ran.exit_code == 0, ran.stderr
    assert "content/audiences/allies.yaml:2:15: note: memo.parts: leaves out 'changes'" in ran.stderr
    assert "deck.parts" not in ran.stderr
