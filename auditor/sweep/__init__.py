"""`auditor sweep`: thousands of sites on Dask, each a task in a process of its own; nothing finished is lost or done twice."""
