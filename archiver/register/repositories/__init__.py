"""One module per kind of thing: each returns frozen values, keeps its rules, and writes its events."""
