"""Faults put in on purpose: what is finished is never lost, what is half-written never taken for whole, and the exit code tells."""
