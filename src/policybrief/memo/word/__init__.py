"""The memo for clearance: a plain Word document out of the same `Memo` as the page, each text with its path."""
