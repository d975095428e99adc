"""The editor's server, asked as browsers, other pages and other users of the machine ask it."""

from __future__ import annotations

import json
import os
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from support.commands import brief
from support.editors import Served, served
from support.projects import MINIMAL, minimal

BRIEF = "content/brief.yaml"
SVG = "{http://www.w3.org/2000/svg}"


def project(root: Path) -> Path:
    (root / "content" / "audiences").mkdir(parents=True)
    (root / BRIEF).write_text(MINIMAL, encoding="utf-8")
    (root / "content" / "audiences" / "board.yaml").write_text("name: The board\nto: The board\n", encoding="utf-8")
    (root / "secret.txt").write_text("secret", encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project(tmp_path_factory.mktemp("served"))


@pytest.fixture(scope="module")
def server(root: Path) -> Iterator[Served]:
    with served(root / BRIEF) as there:
        yield there


def test_it_listens_before_it_says_where_and_on_this_machine_alone(server: Served) -> None:
    host, _, port = server.host.partition(":")
    assert host == "127.0.0.1"
    socket.create_connection((host, int(port)), timeout=5).close()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", int(port)), timeout=5)
    assert len(server.token) == 43  # 256 bits in base64


def test_a_port_that_is_taken_is_told(server: Served, root: Path) -> None:
    ran = brief("serve", str(root / BRIEF), "--no-open", "--port", server.host.partition(":")[2])
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "can't be had" in ran.stderr


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": "evil.example"}, 421),
        ({"host": "127.0.0.1"}, 421),
        ({"host": "localhost.evil.example:1"}, 421),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec_fetch_site": "cross-site"}, 403),
        ({"sec_fetch_site": "same-site"}, 403),
        ({"x_brief_token": ""}, 403),
        ({"x_brief_token": "x" * 43}, 403),
        ({"content_type": "text/plain"}, 415),
        ({"content_type": "application/x-www-form-urlencoded"}, 415),
    ],
    ids=str,
)
def test_who_is_not_our_page_is_refused(server: Served, headers: dict[str, str], status: int) -> None:
    for path in (
        "/open",
        "/draw",
        "/fix",
        "/save",
        "/draft",
        "/face",
        "/pull",
        "/build",
        "/mail",
        "/show",
        "/merge",
        "/sources",
    ):
        refused = server.ask(path, {}, **headers)
        assert (refused.status, b"Title" in refused.content) == (status, False), path


def test_a_host_or_an_origin_that_is_foreign_does_not_even_get_the_page(server: Served) -> None:
    assert server.raw("GET", "/").status == 200
    assert server.raw("GET", "/", host=f"evil.example:{server.host.partition(':')[2]}").status == 421
    assert server.raw("GET", "/page.js", origin="https://evil.example").status == 403
    assert server.raw("GET", "/text.js", sec_fetch_site="cross-site").status == 403
    opened = {"sec_fetch_site": "cross-site", "sec_fetch_mode": "navigate"}
    assert server.raw("GET", "/", **opened, sec_fetch_dest="document").status == 200
    assert server.raw("GET", "/", **opened, sec_fetch_dest="iframe").status == 403
    assert server.raw("GET", "/text.js", **opened, sec_fetch_dest="document").status == 403


def test_what_changes_nothing_but_a_page_is_got_and_all_else_is_posted(server: Served) -> None:
    for path in ("/open", "/draw", "/fix", "/save", "/draft", "/face", "/pull", "/build", "/mail", "/show"):
        assert server.raw("GET", path, x_brief_token=server.token).status == 405
    for method in ("PUT", "DELETE", "OPTIONS", "HEAD"):
        assert server.raw(method, "/open", x_brief_token=server.token).status == 405
    for path in ("/../secret.txt", "/page/..%2f..%2fsecret.txt", "/style.css/..", "/content/brief.yaml"):
        assert server.raw("GET", path).status == 404


def test_every_answer_says_what_a_browser_may_do_with_it(server: Served) -> None:
    nonces = set()
    for answer in (
        server.raw("GET", "/"),
        server.raw("GET", "/nothing"),
        server.raw("GET", "/", host="evil.example"),
        server.ask("/open"),
        server.ask("/open", x_brief_token=""),
    ):
        policy = answer.headers["content-security-policy"]
        for part in ("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'", "form-action 'none'"):
            assert part in policy
        assert "unsafe" not in policy
        nonces.add(re.findall("'nonce-(.+?)'", policy)[0])
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cross-origin-opener-policy"] == "same-origin"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert answer.headers["cache-control"] == "no-store"
        assert not {"set-cookie", "server", "access-control-allow-origin"} & answer.headers.keys()
    assert len(nonces) == 5


def test_the_page_has_no_script_and_no_style_of_its_own(server: Served) -> None:
    page = server.raw("GET", "/").content.decode()
    assert not re.findall(r"<script(?![^>]* src=)|<style|\son\w+=|\sstyle=|https?://|{{", page)


def test_what_is_too_large_is_refused_before_it_is_read_as_anything(server: Served) -> None:
    assert server.ask("/draw", {"texts": {BRIEF: "x" * 6_000_001}}).status == 413


NONSENSE = [b"", b"[]", b"nonsense", b"\xff", b"[" * 100_000, b'{"texts": []}', b'{"texts": {"x": 1}}']


@pytest.mark.parametrize("body", NONSENSE, ids=range(len(NONSENSE)))
def test_what_is_none_of_the_pages_requests_is_told_so(server: Served, body: bytes) -> None:
    for path in ("/draw", "/save"):
        own = {"x_brief_token": server.token, "content_type": "application/json"}
        assert server.raw("POST", path, body, **own).status == 400


def test_the_files_are_the_brief_and_those_of_its_audiences(server: Served) -> None:
    opened = server.ask("/open").json
    assert opened["brief"] == BRIEF
    assert list(opened["files"]) == [BRIEF, "content/audiences/board.yaml"]
    assert opened["files"][BRIEF]["text"] == MINIMAL


def test_what_is_typed_is_drawn_and_what_the_page_has_is_not_sent_again(server: Served) -> None:
    first = server.draw(texts={BRIEF: MINIMAL}, turn="1")
    keys = [slide["key"] for slide in first["documents"]["deck"]]
    assert (first["audience"], first["audiences"], len(first["documents"]["memo"])) == (
        "board",
        [{"id": "board", "name": "The board"}],
        1,
    )
    assert first["pictures"].keys() == {*keys, first["documents"]["memo"][0]["key"]}
    title = json.loads(json.dumps(MINIMAL.splitlines()[0])).partition(": ")[2]
    edited = MINIMAL.replace(title, f"{title} again", 1)
    second = server.draw(texts={BRIEF: edited}, turn="2", have=[*first["pictures"]])
    assert 0 < len(second["pictures"]) < len(first["pictures"])
    assert f"{title} again" in "".join("".join(etree.fromstring(svg).itertext()) for svg in second["pictures"].values())
    reader = server.draw(texts={BRIEF: MINIMAL, "content/audiences/board.yaml": "name: Board\nto: The harbour board\n"})
    assert "The harbour board" in "".join(reader["pictures"].values())


def test_a_click_leads_to_the_file_and_the_line(server: Served) -> None:
    seen = server.draw(
        texts={BRIEF: MINIMAL, "content/audiences/board.yaml": "# a comment\nname: Board\nto: The harbour board\n"}
    )
    drawn = {
        span.get("data-path")
        for svg in seen["pictures"].values()
        for span in etree.fromstring(svg).iter(f"{SVG}tspan")
        if span.get("data-path")
    }
    assert drawn
    assert drawn <= seen["places"].keys()
    file, path = seen["places"]["to"]
    assert file == "content/audiences/board.yaml"
    assert [path, 3, 5] in seen["values"][file]


def test_what_is_wrong_is_told_at_its_place_and_no_path_of_the_machine(server: Served, root: Path) -> None:
    typed = server.ask("/draw", {"texts": {BRIEF: MINIMAL.replace("confidence:", "confidense:", 1)}, "documents": []})
    (problem, *_) = typed.json["problems"]
    assert problem["file"] == BRIEF
    assert MINIMAL.splitlines()[problem["line"] - 1].strip().startswith("confidence")
    assert problem["fix"]["value"] == "confidence"
    assert str(root) not in typed.content.decode()


def test_a_slide_that_can_not_be_shown_leaves_its_place_and_the_others_are_drawn(server: Served) -> None:
    long = MINIMAL.replace("headline: ", "headline: " + "word " * 90, 1)
    slides = server.draw(texts={BRIEF: long}, documents=["deck"])["documents"]["deck"]
    assert {bool(slide["key"]) for slide in slides} == {True, False}
    assert all(bool(slide["key"]) != bool(slide["problems"]) for slide in slides)


HOSTILE = r'\</text>\</svg>\<script>alert(1)\</script>\<img src=x onerror=alert(1)>"' + "'&"
"""Backslashes bring it through validate, which refuses HTML."""
DRAWN = {"svg", "g", "rect", "ellipse", "line", "polygon", "text", "tspan", "path", "image"}


def test_hostile_words_in_every_field_act_nowhere(server: Served) -> None:
    drawn = 0
    for line in MINIMAL.splitlines():
        key, colon, _ = line.partition(": ")
        if colon and not key.strip().startswith(("date", "- id", "source")):
            text = MINIMAL.replace(line, f"{key}: {json.dumps(HOSTILE)}", 1)
            for svg in server.draw(texts={BRIEF: text}).get("pictures", {}).values():
                drawn += "alert(1)" in svg
                assert {etree.QName(node).localname for node in etree.fromstring(svg).iter()} <= DRAWN, line
    assert drawn > 5


def test_faces_are_those_of_pages_alone(server: Served) -> None:
    (name, *_) = server.draw(texts={BRIEF: MINIMAL})["faces"]
    assert server.ask("/face", {"name": name}).content[:4] in (b"\0\1\0\0", b"true")
    for other in ("../../secret.txt", "/etc/passwd", "secret.txt", ""):
        assert server.ask("/face", {"name": other}).status == 404


def test_a_fix_is_made_in_the_text_and_touches_nothing_else(server: Served) -> None:
    typed = MINIMAL.replace("confidence: high", "confidence: hihg  # how sure", 1)
    (problem,) = server.draw(texts={BRIEF: typed})["problems"]
    mended = server.ask("/fix", {"name": BRIEF, "text": typed, "fix": problem["fix"]}).json["text"]
    assert mended == MINIMAL.replace("confidence: high", "confidence: high  # how sure", 1)
    missing = {"path": ["nothing"], "operation": "remove", "value": None}
    assert server.ask("/fix", {"name": BRIEF, "text": typed, "fix": missing}).status == 422
    for odd in ({}, {"path": "x", "operation": "remove"}, {"path": [], "operation": "run"}):
        assert server.ask("/fix", {"name": BRIEF, "text": typed, "fix": odd}).status == 400
    assert server.ask("/fix", {"name": "secret.txt", "text": "", "fix": missing}).status == 400


def test_what_is_not_saved_is_kept_outside_of_the_project_for_its_owner(tmp_path: Path) -> None:
    root = project(tmp_path / "served")
    with served(root / BRIEF) as server:
        base = server.ask("/open").json["files"][BRIEF]["digest"]
        server.ask("/draft", {"texts": {BRIEF: "title: Typed\n"}, "bases": {BRIEF: base}})
        assert server.ask("/open").json["draft"] is None  # a session's own is no news to it
        assert server.ask("/draft", {"texts": {"secret.txt": "x"}}).status == 400
    folder = Path(os.environ["XDG_STATE_HOME"]) / "policybrief" / "drafts"
    assert folder.stat().st_mode & 0o077 == 0
    with served(root / BRIEF) as server:
        draft = server.ask("/open").json["draft"]
        assert (draft["texts"], draft["bases"]) == ({BRIEF: "title: Typed\n"}, {BRIEF: base})
        server.ask("/draft", {"forget": f"../{draft['id']}"})
        assert server.ask("/open").json["draft"] == draft
        server.ask("/draft", {"forget": draft["id"]})
        assert server.ask("/open").json["draft"] is None
    assert {file.name for file in root.rglob("*") if file.is_file()} == {"brief.yaml", "board.yaml", "secret.txt"}


def test_saving_writes_the_file_that_was_opened_and_no_other(tmp_path: Path) -> None:
    root = project(tmp_path)
    text = minimal().replace("\n", "\r\n", 3)
    (root / BRIEF).write_bytes(b"\xef\xbb\xbf" + text.encode())
    with served(root / BRIEF) as server:
        base = server.ask("/open").json["files"][BRIEF]
        assert base["text"] == MINIMAL
        edited = MINIMAL + "# the end\n"
        saved = server.ask("/save", {"name": BRIEF, "text": edited, "base": base["digest"]}).json
        assert (root / BRIEF).read_bytes() == b"\xef\xbb\xbf" + text.encode() + b"# the end\n"
        conflict = server.ask("/save", {"name": BRIEF, "text": MINIMAL, "base": base["digest"]})
        assert (conflict.status, conflict.json) == (409, {"text": edited, "digest": saved["digest"]})
        for name in ("content/../secret.txt", "../x", str(root / "secret.txt"), "secret.txt", "templates/deck.xml.j2"):
            assert server.ask("/save", {"name": name, "text": "x", "base": ""}).status == 400
        (root / "elsewhere.yaml").write_bytes((root / BRIEF).read_bytes())
        (root / BRIEF).unlink()
        (root / BRIEF).symlink_to(root / "elsewhere.yaml")
        linked = server.ask("/save", {"name": BRIEF, "text": MINIMAL, "base": saved["digest"]})
        assert (linked.status, "is a link" in linked.json["problems"][0]["message"]) == (422, True)
        assert (root / "secret.txt").read_text() == "secret"
    names = {file.name for file in root.rglob("*") if file.is_file()}
    assert names == {"brief.yaml", "board.yaml", "elsewhere.yaml", "secret.txt"}


def test_a_form_is_made_of_the_text_that_the_page_has(server: Served) -> None:
    form = server.ask("/form", {"name": BRIEF, "text": MINIMAL, "part": "judgments"}).json
    assert {"key": "judgments", "label": "Key judgments", "group": "The brief", "count": 1, "present": True} in form[
        "parts"
    ]
    (judgments,) = form["fields"]
    not_for = next(field for field in judgments["entries"][0]["fields"] if field["label"] == "Not for")
    assert not_for["options"] == [{"value": "board", "label": "The board"}]
    audience = {
        "name": "content/audiences/board.yaml",
        "text": "name: The board\n",
        "brief": MINIMAL,
        "part": "judgments",
    }
    (judgment,) = server.ask("/form", audience).json["fields"]
    assert judgment["label"] == "There is no other berth"
    broken = server.ask("/form", {"name": BRIEF, "text": "a: [", "part": ""})
    assert (broken.status, broken.json["problems"][0]["line"]) == (422, 1)


def test_what_is_done_in_the_form_is_a_change_of_the_text(server: Served, root: Path) -> None:
    edit = {"act": "set", "path": ["judgments", 0, "headline"], "value": "There is one berth"}
    edited = server.ask("/edit", {"name": BRIEF, "text": MINIMAL, **edit}).json["text"]
    assert edited == MINIMAL.replace("There is no other berth", "There is one berth", 1)
    assert (root / BRIEF).read_text("utf-8") == MINIMAL
    for odd in ({"act": "run"}, {"path": "judgments"}, {"path": [True]}, {"to": "1"}, {"name": "secret.txt"}):
        assert server.ask("/edit", {"name": BRIEF, "text": MINIMAL, **edit, **odd}).status == 400


def test_what_may_be_written_is_offered_at_the_caret(server: Served) -> None:
    text = MINIMAL.replace("confidence: high", "confidence: hi", 1)
    offset = text.index("confidence: hi") + len("confidence: hi")
    (first, *_) = server.ask("/complete", {"name": BRIEF, "text": text, "offset": offset}).json["completions"]
    assert (first["label"], first["before"], first["after"]) == ("high", "hi", "")
    for odd in (-1, len(text) + 1, "1", None):
        assert server.ask("/complete", {"name": BRIEF, "text": text, "offset": odd}).status == 400
