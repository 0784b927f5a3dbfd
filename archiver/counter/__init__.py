"""The counter: where every use case is declared, and what each caller works with (ADR 0033)."""
