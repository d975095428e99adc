"""The JSON Schema of a theme's file, for editors: the model's, as a file may have it that extends another."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from policybrief.brief import schema
from policybrief.theme.model import Theme

_EXTENDS = {
    "description": "The theme that this one is laid over. With it, only what changes has to be given.",
    "minLength": 1,
    "title": "Extends",
    "type": "string",
}


@lru_cache(maxsize=1)
def text() -> str:
    """The schema as it is committed beside the themes and printed by `brief schema --theme`. Kept, as a brief's is."""
    theme = Theme.model_json_schema(by_alias=True)
    whole = theme.pop("required")
    for part in theme["$defs"].values():
        part.pop("required", None)  # what is extended may give it
    margins: dict[str, Any] = theme["$defs"]["Margins"]
    fixed = {"type": "number", "minimum": margins["properties"]["ceiling"]["minimum"], "maximum": 144}
    theme["$defs"]["Margins"] = {"description": margins.pop("description"), "anyOf": [fixed, margins]}
    theme["properties"] = {"extends": _EXTENDS, **theme["properties"]}
    theme["anyOf"] = [{"required": ["extends"]}, {"required": whole}]
    return schema.written(theme)
