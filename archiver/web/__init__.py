"""The office console: the program in a browser. A door like the command line; no rule lives here."""
