"""The contract with callers: requests, answers, limits, problems, OpenAPI."""
