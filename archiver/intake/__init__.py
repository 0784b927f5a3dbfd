"""Intake: one module per export format, detected by content, all problems of a file at once."""
