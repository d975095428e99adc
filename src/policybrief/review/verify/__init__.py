"""verify: whether a brief's sources say what it has them say. `verify.verify` is the way in.

Its first call is timed, so that small records here are named tuples, which are made in a third of the time of a
dataclass, and patterns are compiled when a text needs them.
"""
