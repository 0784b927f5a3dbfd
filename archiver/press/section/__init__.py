"""Laying: data set into forms read back from the engine, a hundred pages where it sets one (ADR 0019)."""
