"""The codes of `retention` and `storage`, and the reasons of the operating system, in the user's language."""
