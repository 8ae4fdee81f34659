"""Stock: lists, one SKU with its history, changes by hand, places and rules."""

from console.pages.stock import changing, lists, movements, places, policies, reversing, sku

FAMILIES = (lists, sku, movements, changing, reversing, places, policies)
