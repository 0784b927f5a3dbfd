"""The lawful end of files: from the list of what is due to the last proof (regulation item 5, domain 2.13).

    due ─▶ draft ─▶ (printed act) ─▶ agree ─▶ approve ─▶ execute ─▶ account

`retention` decides, `register` remembers, `storage` erases; here they meet.
"""
