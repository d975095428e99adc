"""write: a page of ink becomes a tagged PDF, to the byte the same. It decides nothing."""
