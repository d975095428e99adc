"""How documents look: colours, faces, sizes and pages as one YAML file, whether they go together, and others' bases."""
