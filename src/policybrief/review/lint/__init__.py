"""lint: what a reviewer of analytic tradecraft, or an editor, would mark in the words of a brief. Rules are data."""
