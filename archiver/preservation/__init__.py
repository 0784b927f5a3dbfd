"""Preservation: copies are checked when it is due, repaired from good ones, found again, and taken out.

`verification` checks media and bags, `mending` repairs, `strangers` names bags that nobody registered;
`archiver.retrieval` finds and takes out, `archiver.preservation.rebuilding` makes a lost register anew.
"""
