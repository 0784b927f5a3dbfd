"""`archiver.toml`: its tables, where it is looked for, and what is wrong in it."""
