"""write: placed shapes become a .pptx, to the byte the same. It decides nothing."""
