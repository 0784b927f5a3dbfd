"""Bytes and packages: stores, media, bags, fixity, repair. Knows nothing of journals or of periods.

Where to begin: `store.Store` (what every place of bytes can do), `bag.writer.write_bag`,
`fixity.verify_bag`, `repair.repair_bag`, `probe.probe_bucket`, `medium`. Every refusal is an
`errors.StorageError` with a stable `code`. The bag is described in docs/bag-format.md.
"""
