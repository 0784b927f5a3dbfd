"""Whose study periods have ended, and whose printouts are due."""
