"""What may be written where in a brief's files, for every editor: the page of `brief serve`, and others."""
