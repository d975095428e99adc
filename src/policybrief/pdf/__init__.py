"""Tagged PDF: what stands on its pages (`ink`), the faces that are embedded, and how it is written."""
