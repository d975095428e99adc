"""receipts: each claim of a brief with the passage that it rests on, for one audience: a page and a tagged PDF."""
