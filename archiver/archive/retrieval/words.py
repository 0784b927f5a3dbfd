"""Files that were found, as lines for people and as an object of a JSON document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from archiver.archive.custody.identity import is_named_by_digest
from archiver.archive.retrieval.best_copy import place_of
from archiver.archive.retrieval.finding import Found
from archiver.counter.vocabulary import Copy, CopyState, FileState, Medium, PaperCopy, PaperState
from archiver.locale import _, ngettext
from archiver.remedies import Deed, Naming
from archiver.wording.documents import fields
from archiver.wording.figures import day, sized


def lines(found: Found, called: Naming) -> Iterator[str]:
    """A file: its id and title, its bag, and a line for every copy; deeds as the door has `called` them."""
    file = found.file
    # Of a file that only an act tells of, the name is a digest: people know it by its title.
    yield file.title if (unnamed := is_named_by_digest(file)) else file.external_id
    sheets = ngettext("{count} sheet", "{count} sheets", file.sheets).format(count=file.sheets)
    kept = (
        _("kept until {day}").format(day=day(file.keep_until)) if file.keep_until else _("kept permanently")
    )
    if file.state is FileState.DESTROYED:
        kept = _("destroyed under an act on {day}").format(day=day(file.destroyed_at))
    yield f"  {file.external_id if unnamed else file.title}; {sheets}; {kept}"
    if found.bag is not None:
        yield _("  bag {id}, {size}").format(id=found.bag.external_id, size=sized(found.bag.size))
    for name in found.signatures:
        yield _("  detached signature: {name}").format(name=name)
    for medium, copy in found.copies:
        yield f"    {place_of(medium)}: {_copy_in_words(medium, copy, called)}"
    for one in found.paper:
        yield f"    {_paper_in_words(one)}"


def _copy_in_words(medium: Medium, copy: Copy, called: Naming) -> str:
    """How a copy is, as far as is known."""
    told = {
        CopyState.REGISTERED: _("whole when last compared, {day}"),
        CopyState.DAMAGED: _("damaged: {repair}"),
        CopyState.MISSING: _("missing: {repair}"),
        CopyState.WRITING: _("not finished: repeat {deposit}"),
        CopyState.ERASED: _("erased"),
    }[copy.state].format(day=day(copy.verified_at), repair=called(Deed.REPAIR), deposit=called(Deed.DEPOSIT))
    if copy.locked_until is not None:
        told += _("; cannot be erased until {day}").format(day=day(copy.locked_until))
    if medium.retired_on is not None:
        told += _("; the medium is retired, the copy does not count")
    elif not medium.in_service:
        told += _("; the medium has failed, the copy does not count")
    return told


def _paper_in_words(paper: PaperCopy) -> str:
    place = ", ".join(filter(None, (paper.site, paper.room, paper.shelf, paper.box)))
    told = _("paper, volume {volume} of {volumes}: {place}").format(
        volume=paper.volume, volumes=paper.volumes, place=place
    )
    state = {PaperState.STORED: "", PaperState.LENT: _("lent"), PaperState.DESTROYED: _("destroyed")}
    return "; ".join(filter(None, (told, state[paper.state])))


def as_json(found: Found) -> dict[str, Any]:
    """The same for scripts; days and moments in ISO 8601."""
    bag = found.bag
    return {
        "id": found.file.external_id,
        **fields(found.file, "title", "series", "index", "group", "department", "academic_year"),
        **fields(found.file, "sheets", "volumes", "closed_on", "keep_until", "mandate", "state"),
        "bag": bag and {"id": bag.external_id, **fields(bag, "digest", "size", "files", "bagged_on")},
        "signatures": list(found.signatures),
        "copies": [
            {
                "medium": medium.inventory_number,
                **fields(medium, "site", "room"),
                "counts": copy.state is CopyState.REGISTERED and medium.in_service,
                **fields(copy, "state", "prefix", "verified_at", "locked_until", "lock_mode"),
            }
            for medium, copy in found.copies
        ],
        "paper": [
            fields(one, "volume", "sheets", "site", "room", "shelf", "box", "state") for one in found.paper
        ],
    }
