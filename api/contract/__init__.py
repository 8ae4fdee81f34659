"""What callers may send and are answered: models, limits, problems, OpenAPI."""
