"""The papers of the archive made from the register: covers, inventories, transfer act, file plan.

The forms themselves are `archiver.papers`; here they are filled in. What the register does not know is a line
to write on, or said in the remarks: never a number that only looks right.
"""
