"""The rules, one folder each; see `rules.registry`."""
