"""serve: a project's checks and pictures for an assistant that runs no commands, over the Model Context Protocol."""
