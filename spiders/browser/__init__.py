"""The browser: how it is found and held within limits, how a page is looked at, and what is clicked to see more."""
