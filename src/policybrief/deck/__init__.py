"""The deck: fit chooses sizes and boxes, write makes the .pptx of them."""
