"""comments: what readers noted in a deck or a memo, each at the line of the YAML that it is about."""
