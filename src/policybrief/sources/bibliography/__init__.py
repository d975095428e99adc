"""The library that a brief cites from: what Zotero and other programs export, read as entries of CSL."""
