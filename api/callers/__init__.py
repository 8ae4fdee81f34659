"""Who calls: tokens, JWTs and browsers."""
