"""diff: what changed between two versions of a brief, for each audience by itself."""
