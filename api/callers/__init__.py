"""Callers: tokens, JWTs and browsers."""
