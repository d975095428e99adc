"""fit: a `Deck` and a theme become shapes with boxes, sizes and colours. The only stage of the deck that measures."""
