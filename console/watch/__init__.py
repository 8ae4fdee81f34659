"""A watch over the service: one thread looks at every process and at each minute, and keeps an hour
of it in memory. No page waits for it.
"""
