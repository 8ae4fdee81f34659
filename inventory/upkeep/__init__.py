"""Keep the books small and right: audits and retention."""
