"""Office files: their packages, colours and drawings, as bases, checks and writers see them."""
