"""Charts laid out: from numbers and a box to bars, lines and labels with their places, for every document alike."""
