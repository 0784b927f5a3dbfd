"""The class journal as pure values: model, marks, terms, collation, checks. No I/O, no clock."""
