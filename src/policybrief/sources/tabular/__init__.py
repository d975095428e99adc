"""Files of numbers: a CSV or a workbook becomes cells that know their places, and these fill charts and tables."""
