"""edits: what people change in a document that was built, and how it comes back to the brief."""
