"""From a file of whatever format to sheets of cells, and whether all that is written in it was read."""
