"""The handout: slides with their notes, two to a page, for the podium and the archive, as a tagged PDF."""
