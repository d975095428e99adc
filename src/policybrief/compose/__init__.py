"""compose: a brief and its Jinja templates become a `Deck` or a `Memo`, strict, sandboxed, every text with its path."""
