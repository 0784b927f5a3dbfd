"""A group's year as facts: what was received, bound, signed and handed over, and what of it still holds."""
