"""serve: a project served on this machine: to an assistant that runs no commands, and to a person in a browser."""
