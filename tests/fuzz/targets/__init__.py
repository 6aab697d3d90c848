"""The targets, a file each; see `tests.fuzz.target`."""
