"""Binding: from exports to the volumes of a year, and the report of what was made."""
