"""Bytes and packages: media, bags, fixity. Knows nothing of journals or of periods."""
