"""The media of the archive: introduced, labelled, looked at, probed, retired (domain 2.14)."""
