"""Many sites: the list of them, the looks at them, and what earlier looks left; `reports.benchmark` makes the tables."""
