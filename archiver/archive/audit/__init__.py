"""The audit trail against the world: its head anchored outside, and checked against every anchor found."""
