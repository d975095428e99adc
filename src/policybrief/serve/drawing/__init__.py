"""A brief drawn for who writes it, in a process of its own: for the page of `brief serve`, and for other editors."""
