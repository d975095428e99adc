"""What changed between two versions of a brief, as facts: how sure, what is judged, what to do."""
