"""The lists for scholarships."""
