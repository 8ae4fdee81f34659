"""Bodies and query strings: the models that read them, each with an example."""
