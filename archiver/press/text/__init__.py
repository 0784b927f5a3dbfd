"""Texts of a page: made printable, measured, shaped and broken into lines."""
