"""Preservation: copies are checked when it is due, repaired from good ones, found again, and taken out.

`verification` checks media and bags, `mending` repairs, `unregistered` names bags that nobody registered;
`rebuilding` makes a lost register anew. `archiver.archive.retrieval` finds and takes out.
"""
