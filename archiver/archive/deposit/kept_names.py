"""Volumes deposited under other names: the same bytes are the same file, whatever they are called."""

from __future__ import annotations

from dataclasses import replace

from archiver.archive.deposit.bagging import bag_id
from archiver.archive.deposit.record import Kind, Record
from archiver.register.work import Work
from storage.bag.layout import PAYLOAD


def with_kept_names(work: Work, record: Record) -> Record:
    """The record with its volumes called as in the current bag, if that makes it the contents of that bag.

    A binder gets another name when another group comes to be called as its own (binder.file_names); what is
    in the archive keeps the name it was deposited with.
    """
    file = work.files.by_external_id(record.file.external_id)
    current = None if file is None else work.bags.current_of([file.id]).get(file.id)
    if current is None or current.external_id == bag_id(record):
        return record
    kept = work.bags.contents_of_kind([current.id], Kind.VOLUME.value).get(current.id, ())
    names = {one.sha256: one.path.removeprefix(PAYLOAD) for one in kept}
    renamed = replace(
        record,
        documents=tuple(
            replace(one, path=names.get(one.digest.sha256, one.path)) if one.kind is Kind.VOLUME else one
            for one in record.documents
        ),
    )
    return renamed if bag_id(renamed) == current.external_id else record
