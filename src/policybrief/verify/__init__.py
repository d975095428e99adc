"""verify: whether a brief's sources say what it has them say. `verify.verify` is the way in."""
