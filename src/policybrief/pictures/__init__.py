"""Pictures and logos: what is in their files, as pixels or as outlines."""
