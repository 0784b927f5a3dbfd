"""The NDSA Levels of Digital Preservation, version 2 (2019), judged from facts in the register.

`facts.gather` reads the facts, `criteria` holds what each of the 20 cells asks for, `matrix.judge` is pure.
"""
