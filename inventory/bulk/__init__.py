"""Many stock rows at once, for the command line and the console: import files applied or previewed,
and all stock as a sheet.
"""
