"""The editor in the browser: a brief's YAML beside the slides and the memo that come of it as it is typed."""
