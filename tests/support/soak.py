"""How many examples a property gets: few, the same in each run; or as many as POLICYBRIEF_SOAK says."""

from __future__ import annotations

import os

SOAK = int(os.environ.get("POLICYBRIEF_SOAK") or 0)
