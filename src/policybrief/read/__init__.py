"""read: YAML text becomes plain data, with a line and column for every path, and all faults at once."""
