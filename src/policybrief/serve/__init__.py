"""serve: a project served on this machine: to an assistant, to a person in a browser, and to other editors."""
