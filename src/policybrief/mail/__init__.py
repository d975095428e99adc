"""deliver: a briefing as drafts or through a server.

To nobody but whom it is addressed to, never twice, and never another than was approved.
"""
