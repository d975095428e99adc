"""The memo: fit chooses the sizes that fill one page, write draws it as a tagged PDF."""
