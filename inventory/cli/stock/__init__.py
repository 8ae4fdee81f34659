"""`inventory stock`: show, adjust, import and export."""
