"""A fictional college: the same seed gives the same journals and the same export files."""
