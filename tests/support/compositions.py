"""A brief and its templates, composed: what comes before fit."""

from __future__ import annotations

import datetime as dt

from policybrief.brief.model import Brief
from policybrief.brief.parts import Kind
from policybrief.compose.citing import Citing
from policybrief.compose.compose import compose
from policybrief.compose.places import Places, Templates
from policybrief.locale import locale
from policybrief.read import source
from policybrief.read.source import Source
from policybrief.system.files.resources import TEMPLATES
from policybrief.text.document import Deck, Memo, Properties
from policybrief.validate import validate

BUILT_IN = Templates((TEMPLATES,))


PROPERTIES = Properties("t", "a", "s", "en-US", "", dt.date(2026, 3, 9))


def composed(text: str | Source, kind: Kind = "deck", templates: Templates = BUILT_IN) -> Deck | Memo:
    read = source.parse(text, "b.yaml") if isinstance(text, str) else text
    made = validate.validate(read, Brief)
    if made.date is None:
        made = made.model_copy(update={"date": dt.date(2026, 3, 9)})
    return compose(kind, made, Places(read, templates), Citing.of(made, locale.load(made.lang)), PROPERTIES)
