"""The program's own check of a finished volume."""
