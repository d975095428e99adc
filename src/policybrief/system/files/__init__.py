"""Which files are read and written, and how: one place decides, for every stage."""
