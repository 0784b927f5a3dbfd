"""Who acts: the operating-system user as a person of the register, with roles (ADR 0021)."""
