"""The press: sections of a journal become PDF parts, typeset once and cached by content."""
