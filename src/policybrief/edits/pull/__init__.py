"""pull: what people changed in a deck comes back into the YAML that it was built from."""
