"""The archive: what is done with files of record series, from their deposit to their lawful end."""
