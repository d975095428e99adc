"""What is said: runs of text with their path, the Markdown and the marks that they may hold, documents made of them.

The ground of all stages; it imports nothing of ours.
"""
