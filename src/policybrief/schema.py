"""The JSON Schema of a brief, which editors use to complete and check it (https://json-schema.org/draft/2020-12)."""

from __future__ import annotations

import json

from policybrief.model import Brief


def text() -> str:
    """The schema as it is committed beside the briefs and printed by `brief schema`."""
    schema = Brief.model_json_schema(by_alias=True)
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
