"""The one database of the archive: media, files, bags, copies, paper, holds, acts and the audit trail.

`opening.open_register(settings)` gives a `Register`; everything else goes through its units of work:

    with register.transaction(by="orlova") as work:      # writes; every change writes its event
        medium = work.media.add(Medium(...))
    with register.reading() as work:                      # one consistent view, no change
        found = work.find(Query(student="Иванов"))

Values (`archiver.register.model`) are frozen and need no SQLAlchemy; nothing here is imported at start-up
(ADR 0013). The audit trail is append-only and chained by SHA-256 (ADR 0014).
"""
