"""tailor: a brief as one audience gets it: selection, order, depth, ask and marking; no judgment's words change."""
