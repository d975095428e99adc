"""policybrief: one YAML brief becomes an editable PowerPoint deck and a one-page PDF memo."""

__version__ = "0.2.0"
