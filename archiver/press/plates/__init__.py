"""Plates: pages of any template kept as they were set, and filled with other words of the same shape."""
