"""Who sends the mail and through which server: `mail.yaml` in the project's folder, and the environment, which wins.

A password stands in neither, nor a command that finds one (see `credentials.py`). What is said here of a server is
shown and bound into the confirmation, so that a project can't send a mail or a login elsewhere without a word.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_validator

from policybrief.brief import addresses
from policybrief.brief.recipients import AddressField
from policybrief.brief.values import Number, Part, Word, misfit
from policybrief.errors import BriefError, Problem
from policybrief.read import source
from policybrief.read.project import SETTINGS, Project
from policybrief.read.source import Source
from policybrief.system.files import names
from policybrief.text.value_path import NOWHERE
from policybrief.validate import validate

VARIABLES: Mapping[str, str] = {
    "from": "POLICYBRIEF_MAIL_FROM",
    "host": "POLICYBRIEF_SMTP_HOST",
    "port": "POLICYBRIEF_SMTP_PORT",
    "security": "POLICYBRIEF_SMTP_SECURITY",
    "user": "POLICYBRIEF_SMTP_USER",
    "auth": "POLICYBRIEF_SMTP_AUTH",
}
"""The environment's name for a key of mail.yaml."""

Security = Literal["starttls", "tls", "none"]
Auth = Literal["password", "oauth2"]
_HOST = re.compile(r"(?!-)[A-Za-z0-9_-]{1,63}(\.[A-Za-z0-9_-]{1,63})*\.?")
_PORTS: Mapping[Security, int] = {"starttls": 587, "tls": 465, "none": 25}


def _host(name: str) -> str:
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        if not name.isascii() and isinstance(domain := addresses.ascii_domain(name), str):
            return domain  # in the form that tells look-alikes apart
        if not _HOST.fullmatch(name):
            raise misfit((), f"{name!r} is not a server's name", "as in smtp.example.org; its port is 'port'") from None
    return name


def _user(name: str) -> str:
    if fault := addresses.header_fault(name):
        raise misfit((), *fault)
    return name


Host = Annotated[Word, AfterValidator(_host)]
User = Annotated[Word, AfterValidator(_user)]
Seconds = Annotated[Number, Field(ge=0.1, le=3600)]


class Settings(Part):
    """What `mail.yaml` holds."""

    from_: AddressField = Field(alias="from", description="Who it comes from, as in Jane Doe <jane@example.org>.")
    reply_to: AddressField | None = Field(None, description="Where answers go, if not to `from`.")
    host: Host | None = Field(None, description="The SMTP server. Without one, mail is only drafted.")
    port: Annotated[int, Field(ge=1, le=65535)] | None = Field(None, description="587, or 465 with security: tls.")
    security: Security = Field("starttls", description="starttls or tls; none is for this machine alone.")
    user: User | None = Field(None, description="The login's name; its password is in the keyring.")
    auth: Auth = Field("password", description="oauth2 logs in with a token, as Microsoft 365 and Gmail want it.")
    ca_file: Word | None = Field(None, description="Certificates of your own authority, beside this file.")
    per_minute: Annotated[Number, Field(gt=0, le=100_000)] | None = Field(None, description="The most messages.")
    pause_after: Annotated[int, Field(strict=True, ge=1)] | None = Field(None, description="A pause after this many.")
    pause_seconds: Seconds = Field(60.0, description="How long that pause is.")
    timeout_seconds: Seconds = Field(300.0, description="How long an answer may take, by RFC 5321, 4.5.3.2.")
    final_timeout_seconds: Seconds = Field(600.0, description="And the last one, by RFC 5321, 4.5.3.2.6.")
    slow_seconds: Seconds = Field(30.0, description="A recipient who takes longer is tried again after all others.")
    attempts: Annotated[int, Field(strict=True, ge=1, le=10)] = Field(3, description="Connections before it gives up.")

    @model_validator(mode="after")
    def _encrypted(self) -> Settings:
        if self.security == "none" and self.host and not is_this_machine(self.host):
            message = "would send mail and password in the clear"
            raise misfit(("security",), message, "write starttls or tls; none is for localhost")
        return self

    @property
    def at_port(self) -> int:
        return self.port or _PORTS[self.security]

    @property
    def server(self) -> str:
        """smtp.example.org:587 (starttls) as jane."""
        login = f" as {self.user}" if self.user else ""
        login += ", with a token (OAuth 2)" if self.user and self.auth == "oauth2" else ""
        return f"{self.host}:{self.at_port} ({self.security}){login}"


def load(project: Project, environment: Mapping[str, str]) -> Settings:
    """The project's settings. Raises `BriefError` for what is wrong in them, and where nobody says who sends."""
    file = project.root / SETTINGS
    there = file.exists() or file.is_symlink()
    read = source.read(file, within=project.root) if there else Source(str(file), (), {}, {NOWHERE: (0, 0)})
    if misplaced := list(_misplaced(read)):
        raise BriefError(misplaced)
    given = {key: environment[name] for key, name in VARIABLES.items() if environment.get(name)}
    if not ({"from"} & (read.data.keys() | given.keys())):
        hint = f"write it there, as in 'from: Jane Doe <jane@example.org>', or set {VARIABLES['from']}"
        raise BriefError([Problem("nobody is named as the sender", str(file), path="from", hint=hint)])
    try:
        settings = validate.validate(replace(read, data={**read.data, **_typed(given)}), Settings)
    except BriefError as error:
        raise BriefError(_placed(problem, given) for problem in error.problems) from None
    authority = str(names.find(file.parent, settings.ca_file)) if settings.ca_file else None
    return settings.model_copy(update={"ca_file": authority})


def _misplaced(read: Source) -> Iterator[Problem]:
    """What is the user's alone to say: a project is handed on, and may come from a stranger."""
    if "password" in read.data:
        hint = f"delete it, and change it: keyring set policybrief {read.data.get('user', 'USER')}@HOST"
        yield replace(read.problem(("password",), "does not belong in a file", hint, at_key=True), excerpt="")
    if "token_command" in read.data:
        hint = "a project can't have a program run: set POLICYBRIEF_SMTP_TOKEN_COMMAND yourself"
        yield read.problem(("token_command",), "does not belong in a project", hint, at_key=True)


def is_this_machine(host: str) -> bool:
    """Whether a host is this machine by name or number, so that nothing said to it goes over a wire."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _typed(given: Mapping[str, str]) -> dict[str, Any]:
    return {key: int(text) if key == "port" and text.isdigit() else text for key, text in given.items()}


def _placed(problem: Problem, given: Mapping[str, str]) -> Problem:
    """A problem of a value from the environment stands at its variable."""
    if problem.path in given:
        return Problem(problem.message, "the environment", path=VARIABLES[problem.path], hint=problem.hint)
    return problem
