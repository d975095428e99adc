"""Office files: their packages, colours and drawings, as bases, checks and writers see them.

`package` reads and `writing` writes, in few lines, although python-pptx could own the package. Measured, in seconds of
a processor: python-pptx is imported in 0.25, this reader with lxml in 0.10, and a deck needs no more.
Besides, python-pptx takes no file that is broken, which a check must, and sets no limit to what it unpacks.
"""
