"""Answers to requests on an order: replays, refusals and facts. Pure."""
