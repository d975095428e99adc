"""The words and forms of a language and its region, as data: one YAML file each."""
