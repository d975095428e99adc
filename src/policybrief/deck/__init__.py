"""The deck: fit, write and check, which meet in `shapes`."""
