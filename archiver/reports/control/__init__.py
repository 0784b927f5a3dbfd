"""The monthly control of how journals are kept."""
