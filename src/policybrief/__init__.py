"""policybrief: one YAML brief becomes an editable PowerPoint deck and a one-page PDF memo.

    import policybrief

    policybrief.check("content/brief.yaml").problems      # what is wrong, as records
    policybrief.build("content/brief.yaml").save()        # the documents, in output/

Importing it loads nothing else and changes nothing: what a name needs is loaded when it is first used.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as typing has it, which takes a third of the time in which `brief build` finds nothing to do
if TYPE_CHECKING:
    from typing import Any

    from policybrief.brief.model import Brief
    from policybrief.errors import BriefError, Problem
    from policybrief.pipeline.build import Edition
    from policybrief.pipeline.document_run import Document
    from policybrief.pipeline.library import Build, Report, build, check, load

__version__ = "0.2.0"
__all__ = ["Brief", "BriefError", "Build", "Document", "Edition", "Problem", "Report", "build", "check", "load"]

_HOMES = {
    "Brief": "brief.model",
    "BriefError": "errors",
    "Problem": "errors",
    "Edition": "pipeline.build",
    "Document": "pipeline.document_run",
}
"""The modules that names stand in; what is not here is the library's own."""


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'pipeline.library')}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
