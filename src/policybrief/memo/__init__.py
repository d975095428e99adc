"""The memo: fit, write and check, which meet in `fitted`."""
