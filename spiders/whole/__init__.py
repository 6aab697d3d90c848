"""The whole site: the looks at its pages made into evidence."""
