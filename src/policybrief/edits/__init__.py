"""edits: what people change in a built document and how it comes back (`pull`), and between versions (`diff`)."""
