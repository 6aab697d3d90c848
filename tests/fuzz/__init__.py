"""Hostile and broken inputs for everything that reads what others wrote; docs/fuzzing.md tells how."""
