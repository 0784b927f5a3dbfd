"""The binder: parts in the regulation's order become numbered, certified volumes (PDF/A-2b)."""
