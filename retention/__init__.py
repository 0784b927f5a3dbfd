"""Retention of records by period and mandate: pure domain, standard library only."""
