"""BagIt 1.0 (RFC 8493) as we write it: canonical bytes, two digests, a commit point (docs/bag-format.md)."""
