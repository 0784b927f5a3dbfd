"""Who acts: the operating-system user as a person of the register, and what proves it (ADR 0021, 0034)."""
