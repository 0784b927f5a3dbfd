"""The papers of the archive as PDF/A: acts, cover, inventories, file plan, certification (issue 5, item 10).

Every function takes one frozen value with texts and numbers and returns finished pages; it reads
nothing and decides nothing. Russian literally, as printed forms are; what is empty becomes a line to
write on. `of_act` makes the values of the two acts from those of `retention`.
"""
