"""Archival and print production for the electronic class journals of a college."""

__version__ = "0.1.0"
