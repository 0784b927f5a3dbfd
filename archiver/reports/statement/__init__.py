"""Grade statements: the values, their page, their machine-readable twin, and their making."""
