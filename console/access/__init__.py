"""The guard of all pages: sessions, scopes, foreign pages, and headers of every answer."""
