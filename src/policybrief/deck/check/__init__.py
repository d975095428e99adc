"""check: what PowerPoint would repair in a .pptx, and what a reader could not see or hear."""
