"""The deck: fit, write, check and draw, which meet in `shapes`."""
