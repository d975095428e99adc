"""An organisation's own template as a base of decks: its layouts, what they draw, and where text may stand."""
