"""Placed slides drawn without Office: as SVG, and on the pages of the handout. One walk says what is to be painted."""
