"""The calendar of the archive: which obligations there are, from the register, exports and settings."""
