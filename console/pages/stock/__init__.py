"""Stock: lists, one SKU with its history, changes by hand, places, rules and sheets."""
