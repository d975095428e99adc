"""The JSON Schemas of a brief and of an audience, which editors use to complete and check them
(https://json-schema.org/draft/2020-12).
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from policybrief.brief.audience import Audience
from policybrief.brief.model import Brief


@lru_cache(maxsize=4)
def text(model: type[BaseModel] = Brief) -> str:
    """The schema as it is committed beside the briefs and printed by `brief schema`. Kept: a model stays as it is."""
    return written(model.model_json_schema(by_alias=True))


def written(schema: dict[str, Any]) -> str:
    """A schema as JSON, with the name of its dialect."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def audience() -> str:
    """The same for the files in `content/audiences`."""
    return text(Audience)
