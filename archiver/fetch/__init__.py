"""The connector: from the module's address to a snapshot that intake reads; it only reads (ADR 0041)."""
