"""The console: pages for people who don't use terminals (ADR 0068). A process of its own.

Read `app` first, then `access` (who may see and do what), `pages` (one module a family of pages),
`changes` (the way of every change) and `forms`.
"""
