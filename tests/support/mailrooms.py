"""What the tests of mail share: a small project that has been built, with recipients and a server of the test's."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from support.commands import Ran, brief
from support.mail_servers import message_of
from support.projects import minimal

FROM = "from: The planners <planners@port.example>\n"
MAIL = """
  to: [Jane Doe <jane@board.example>, "Müller, Jörg <joerg@board.example>"]
  domains: [board.example]
"""


@dataclass(frozen=True)
class Mailroom:
    """A project whose brief has been built for its one audience, `board`."""

    root: Path

    @property
    def drafts(self) -> list[Path]:
        return sorted((self.root / "output" / "mail").glob("*.eml"))

    @property
    def memo(self) -> Path:
        return next((self.root / "output").glob("*.pdf"))

    def readers(self, mail: str, head: str = "") -> None:
        """Write the audience's file; a change of `mail` alone needs no new build."""
        file = self.root / "content" / "audiences" / "board.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"name: The board\n{head}mail:\n{mail.strip(chr(10))}\n", encoding="utf-8")

    def server(self, port: int, more: str = "security: none\nattempts: 1\n") -> None:
        text = f"{FROM}host: 127.0.0.1\nport: {port}\n{more}"
        (self.root / "mail.yaml").write_text(text, encoding="utf-8")

    def build(self) -> None:
        ran = brief("build", cwd=self.root)
        assert ran.exit_code == 0, ran.stderr

    def mail(self, *args: str) -> Ran:
        return brief("mail", *args, cwd=self.root)

    def approved(self, *args: str) -> str:
        """The hash that a dry run prints."""
        ran = self.mail(*args)
        assert ran.exit_code == 0, ran.stderr
        return re.findall(r"--confirm ([0-9a-f]+)", ran.stdout)[0]

    def send(self, *args: str) -> Ran:
        """A dry run, and what it showed is sent."""
        again = [arg for arg in args if arg != "--limit" and not arg.isdigit()]
        return self.mail("--send", "--plain", "--confirm", self.approved(*again), *args)


def room(root: Path, *edits: tuple[str, str], mail: str = MAIL, head: str = "", build: bool = True) -> Mailroom:
    """A project of a minimal brief with these edits."""
    (root / "content").mkdir(parents=True)
    (root / "content" / "brief.yaml").write_text(minimal(*edits), encoding="utf-8")
    (root / "mail.yaml").write_text(FROM, encoding="utf-8")
    made = Mailroom(root)
    made.readers(mail, head)
    if build:
        made.build()
    return made


def copy(built: Mailroom, root: Path) -> Mailroom:
    shutil.copytree(built.root, root)
    return Mailroom(root)


def read(draft: Path) -> EmailMessage:
    return message_of(draft.read_bytes())


def body(message: EmailMessage, kind: str = "plain") -> str:
    """The text or the HTML of a message, with Python's ends of lines."""
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def marked(marking: str) -> tuple[str, str]:
    return "to: The board\n", f"to: The board\nmarking: {marking}\n"
