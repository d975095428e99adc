"""The whole way from a brief's file to its documents in their folder, for every audience."""
