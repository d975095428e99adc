"""validate: data becomes a `Brief` or an audience, or all problems at once, each at its place."""
