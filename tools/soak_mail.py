"""300 messages through a real Postfix into real mailboxes, with the sender killed ten times: `make soak-mail`.

Postfix (submission with STARTTLS and a login, delivery into Maildirs) and Dovecot (the login, and IMAP, by which the
mailboxes are counted) run from a folder of their own, on ports of this machine alone, and leave nothing behind; the
system's own configuration, queue and mailboxes are not touched. What is claimed: nobody has it twice, whoever may lack
it is named, and once those are sent to again, each mailbox holds exactly one message.
"""

from __future__ import annotations

import imaplib
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import trustme

ROOT = Path(__file__).resolve().parent.parent
READERS, KILLS, MOST_SECONDS = 300, 10, 120.0
DOMAIN, USER, PASSWORD, OWNER = "board.example", "policy.team", "correct hörse €", "mail"
NEEDED = {"postfix": "postfix", "dovecot": "dovecot-imapd"}

MAIN = """
compatibility_level = 3.6
queue_directory = {root}/spool
data_directory = {root}/lib
maillog_file = {root}/postfix.log
maillog_file_prefixes = {root}
mail_owner = postfix
setgid_group = postdrop
myhostname = mail.{domain}
mydestination =
mynetworks =
alias_maps =
inet_interfaces = loopback-only
inet_protocols = ipv4
virtual_mailbox_domains = {domain}
virtual_mailbox_base = {root}/mail
virtual_mailbox_maps = texthash:{root}/etc/mailboxes
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
virtual_minimum_uid = 1
smtpd_tls_security_level = encrypt
smtpd_tls_cert_file = {root}/server.pem
smtpd_tls_key_file = {root}/server.pem
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = {root}/auth
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = permit_sasl_authenticated, reject
"""
MASTER = """
127.0.0.1:{smtp} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
proxywrite unix - - n - 1 proxymap
smtp unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""
DOVECOT = """
base_dir = {root}/run
state_dir = {root}/state
log_path = {root}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:{root}/mail/%n
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%n {root}/etc/passwords
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={root}/mail/%n
}}
service imap-login {{
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service auth {{
  unix_listener {root}/auth {{
    mode = 0666
  }}
}}
"""


@dataclass(frozen=True)
class Office:
    """The servers: their folder and their ports."""

    root: Path
    smtp: int
    imap: int

    def queued(self) -> bool:
        """Whether Postfix has mail that it has yet to deliver."""
        said = subprocess.run(
            ["postqueue", "-c", self.root / "etc", "-p"], capture_output=True, text=True, check=True
        ).stdout
        return "is empty" not in said

    def mailboxes(self) -> dict[str, list[str]]:
        """The Message-IDs that each reader's mailbox holds, by IMAP."""
        return {reader: list(self._mailbox(reader)) for reader in readers()}

    def _mailbox(self, reader: str) -> Iterator[str]:
        with imaplib.IMAP4("127.0.0.1", self.imap) as connection:
            connection.login(reader, "reader")
            _, (count,) = connection.select(readonly=True)
            if not int(count or 0):
                return
            _, found = connection.fetch("1:*", "(BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])")
            for part in found:
                if isinstance(part, tuple):
                    yield " ".join(part[1].decode().split())


def readers() -> list[str]:
    return [f"r{number}@{DOMAIN}" for number in range(READERS)]


def main() -> int:
    """Returns 0 where all that is claimed holds, 1 where it does not, 2 where the servers can't run here."""
    missing = [package for program, package in NEEDED.items() if not shutil.which(program, path=_path())]
    if missing:
        print(f"{' and '.join(missing)} missing; on Debian: sudo apt-get install --no-install-recommends", *missing)
        return 2
    if os.geteuid() != 0:
        print("Postfix starts as root alone: sudo .venv/bin/python tools/soak_mail.py")
        return 2
    os.environ["PATH"] = _path()
    with ExitStack() as stack:
        root = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="soak-mail-", dir="/tmp")))
        root.chmod(0o755)
        office = stack.enter_context(running(root))
        return soak(office, project(root, office))


def _path() -> str:
    """Where servers are, also for whoever does not have them on the path."""
    return os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin"])


@contextmanager
def running(root: Path) -> Iterator[Office]:
    """The servers, until the end."""
    office = Office(root, _free(), _free())
    _configure(office)
    dovecot = subprocess.Popen(["dovecot", "-F", "-c", root / "etc" / "dovecot.conf"])
    postfix = ["postfix", "-c", str(root / "etc")]
    try:
        _wait((root / "auth").exists, "Dovecot does not start", root / "dovecot.log")
        subprocess.run([*postfix, "start"], check=True, capture_output=True)
        try:
            _wait(lambda: _answers(office.smtp) and _answers(office.imap), "Postfix is silent", root / "postfix.log")
            yield office
        finally:
            subprocess.run([*postfix, "stop"], check=False, capture_output=True)
    finally:
        dovecot.terminate()
        dovecot.wait()


def _configure(office: Office) -> None:
    root, etc = office.root, office.root / "etc"
    for folder in (etc, root / "spool", root / "run", root / "state"):
        folder.mkdir()
    for name, user in (("lib", "postfix"), ("mail", OWNER)):
        (root / name).mkdir()
        shutil.chown(root / name, user, user)
    found = (root / "mail").stat()
    values = {"root": root, "domain": DOMAIN, "uid": found.st_uid, "gid": found.st_gid}
    values |= {"smtp": office.smtp, "imap": office.imap}
    for name, text in {"main.cf": MAIN, "master.cf": MASTER, "dovecot.conf": DOVECOT}.items():
        (etc / name).write_text(text.format(**values).lstrip(), encoding="utf-8")
    boxes = "".join(f"{reader} {reader.partition('@')[0]}/\n" for reader in readers())
    (etc / "mailboxes").write_text(boxes, encoding="utf-8")
    passwords = "".join(f"{reader.partition('@')[0]}:{{PLAIN}}reader\n" for reader in readers())
    (etc / "passwords").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n{passwords}", encoding="utf-8")
    authority = trustme.CA()
    authority.cert_pem.write_to_path(root / "ca.pem")
    authority.issue_cert("localhost").private_key_and_cert_chain_pem.write_to_path(root / "server.pem")


def project(root: Path, office: Office) -> Path:
    """A project whose memo is built, for 300 readers."""
    made = root / "project"
    audiences = made / "content" / "audiences"
    audiences.mkdir(parents=True)
    shutil.copy(ROOT / "tests" / "data" / "minimal.yaml", made / "content" / "brief.yaml")
    shutil.copy(root / "ca.pem", made)
    table = "".join(f"{reader},Reader {number}\n" for number, reader in enumerate(readers()))
    (audiences / "people.csv").write_text(f"address,name\n{table}", encoding="utf-8")
    mail = f"name: The board\nmail:\n  list: people.csv\n  domains: [{DOMAIN}]\n"
    (audiences / "board.yaml").write_text(mail, encoding="utf-8")
    settings = f"from: The planners <planners@port.example>\nca_file: ca.pem\nport: {office.smtp}\n"
    (made / "mail.yaml").write_text(settings, encoding="utf-8")
    secret = {"HOST": "localhost", "USER": USER, "PASSWORD": PASSWORD}
    os.environ.update({f"POLICYBRIEF_SMTP_{name}": value for name, value in secret.items()})
    brief(made, "build", "--only", "memo")
    return made


def brief(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "policybrief", *args]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def soak(office: Office, folder: Path) -> int:
    """Send, be killed, send again; then count."""
    dice, began = random.Random(7), time.monotonic()
    (code,) = re.findall(r"--confirm ([0-9a-f]+)", brief(folder, "mail").stdout)
    send = ["mail", "--send", "--confirm", code]
    for _ in range(KILLS):
        _killed(folder, send, READERS // (KILLS + 1) - dice.randrange(5), dice.random() / 50)
    last = brief(folder, *send)
    unknown = {one["recipient"] for one in json.loads(brief(folder, "mail", "--log", "--format", "json").stdout)
               if one["state"] == "unknown"}  # fmt: skip
    _wait(lambda: not office.queued(), "Postfix does not deliver", office.root / "postfix.log")
    held = office.mailboxes()
    said = (last.stdout or last.stderr).splitlines()[-1]
    print(f"{KILLS} kills, {time.monotonic() - began:.0f} s; the last run: {said}")
    faults = [f"{reader} has it {len(ids)} times" for reader, ids in held.items() if len(ids) > 1]
    faults += [f"{reader} lacks it, unsaid" for reader, ids in held.items() if not ids and reader not in unknown]
    print(f"{sum(map(bool, held.values()))} have it; {len(unknown)} unknown, of whom"
          f" {sum(bool(held[reader]) for reader in unknown)} have it")  # fmt: skip
    if unknown:
        again = re.findall(r"--confirm ([0-9a-f]+)", brief(folder, "mail", "--resend", "unknown").stdout)
        brief(folder, "mail", "--send", "--confirm", again[0], "--resend", "unknown")
        _wait(lambda: not office.queued(), "Postfix does not deliver", office.root / "postfix.log")
    kinds = Counter(len(set(ids)) for ids in office.mailboxes().values())
    print(f"at the end {kinds[1]} of {READERS} mailboxes hold one message (by Message-ID)")
    if kinds != {1: READERS}:
        faults.append(f"mailboxes by the number of their messages: {dict(kinds)}")
    print("\n".join(faults[:20]) or "all that is claimed holds")
    return 1 if faults else 0


def _killed(folder: Path, send: list[str], after: int, seconds: float) -> None:
    """A run that is killed once so many are sent, and a moment later."""
    command = [sys.executable, "-m", "policybrief", *send]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as run:
        assert run.stderr is not None
        for _ in range(after):
            if not run.stderr.readline():
                break
        time.sleep(seconds)
        run.send_signal(signal.SIGKILL)


def _free() -> int:
    with socket.socket() as wire:
        wire.bind(("127.0.0.1", 0))
        return int(wire.getsockname()[1])


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    except OSError:
        return False
    return True


def _wait(done: Callable[[], bool], otherwise: str, log: Path) -> None:
    end = time.monotonic() + MOST_SECONDS
    while not done():
        if time.monotonic() > end:
            told = log.read_text(encoding="utf-8", errors="replace")[-2000:] if log.exists() else "no log"
            raise SystemExit(f"{otherwise}:\n{told}")
        time.sleep(0.1)


if __name__ == "__main__":
    sys.exit(main())
