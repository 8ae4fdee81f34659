"""Sheets that people upload: kept on disk, checked and applied in the background, row by row."""
