"""Command line: one file per group of commands; heavy imports inside commands."""
