"""`inventory events`: the inbox as operators see it."""
