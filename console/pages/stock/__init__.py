"""Stock: lists, one SKU with its history, changes by hand, places, rules and sheets."""

from console.pages.stock import changing, importing, lists, movements, places, policies, reversing, sku

FAMILIES = (lists, sku, movements, changing, reversing, places, policies, importing)
