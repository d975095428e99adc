"""How documents look: colours, faces, sizes and pages as one YAML file, and whether they go together."""
