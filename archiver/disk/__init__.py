"""Files of the program's own: who may read them, and how they come to lie where they lie."""
