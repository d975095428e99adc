"""fit: a `Memo` and a theme become one page of ink, at the largest sizes that hold it."""
