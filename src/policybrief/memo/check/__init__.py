"""check: whether a .pdf is the PDF/UA-1 and PDF/A-2a that a memo has to be, by what is in it."""
