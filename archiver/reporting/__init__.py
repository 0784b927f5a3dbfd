"""The use cases of the other papers: exports are read, reports computed, files written whole or not."""
