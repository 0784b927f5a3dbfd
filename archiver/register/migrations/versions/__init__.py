"""One module per revision, in the order of `archiver.register.schema.REVISIONS`."""
