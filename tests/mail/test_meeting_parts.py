"""What a mail says of the meeting itself: what it is to bring and its agenda, to who may see them."""

from __future__ import annotations

from email import policy
from email.parser import BytesParser
from pathlib import Path

import pytest

from support.mailrooms import Mailroom, room
from support.projects import MINIMAL

PARTS = """
objectives:
  - text: "Agree on a second quay"
agenda:
  - {topic: "The survey", when: "10:00", lead: "Ada Harbor"}
  - {topic: "Money & time"}
"""


def bodies(made: Mailroom) -> list[str]:
    ran = made.mail()
    assert ran.exit_code == 0, ran.stderr
    message = BytesParser(policy=policy.default).parsebytes(made.drafts[0].read_bytes())
    parts = [message.get_body((kind,)) for kind in ("plain", "html")]
    return [part.get_content().replace("\r\n", "\n") for part in parts if part]


def project(root: Path, head: str) -> Mailroom:
    made = room(root, head=head, build=False)
    (root / "content" / "brief.yaml").write_text(MINIMAL + PARTS, encoding="utf-8")
    made.build()
    return made


def test_our_side_gets_objectives_and_agenda(tmp_path: Path) -> None:
    text, page = bodies(project(tmp_path / "a", "outside: false\n"))
    assert "OBJECTIVES\n- Agree on a second quay" in text
    assert "AGENDA\n- 10:00: The survey (Ada Harbor)\n- Money & time" in text
    for said in ("Agree on a second quay", "10:00", "The survey", "Money &amp; time"):
        assert said in page


@pytest.mark.parametrize("head", ["", "outside: true\n"])
def test_others_get_the_agenda_alone(tmp_path: Path, head: str) -> None:
    for body in bodies(project(tmp_path / "b", head)):
        assert "Agree on a second quay" not in body
        assert "The survey" in body
