"""A project's checks and pictures for an assistant, over the Model Context Protocol."""
