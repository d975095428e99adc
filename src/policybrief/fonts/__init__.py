"""How wide text is, in faces that are installed or only known by their widths, and where it breaks into lines."""
