"""What a bucket was proven to enforce, kept in the register and said in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from archiver import clock
from archiver.counter.lookups import medium_of
from archiver.counter.session import Session, use_case
from archiver.counter.stores import open_store
from archiver.errors import UsageError
from archiver.locale import _
from archiver.permissions import Permission
from archiver.register.model.media import Medium
from archiver.remedies import Deed, Remedy
from archiver.wording.storage import telling
from storage.probe import Verdict, probe_bucket


@use_case(Permission.MEDIA_KEEP)
def probe(session: Session, number: str) -> Verdict:
    """Probe a bucket and keep the verdict with its date; raises UsageError for other media."""
    from storage.s3.store import S3Store

    with session.looking() as work:
        medium = medium_of(work, number)
    if not medium.kind.locks:
        raise _no_bucket(medium)
    store = open_store(medium, session.settings.archive)
    try:
        if not isinstance(store, S3Store):
            raise _no_bucket(medium)
        with telling(medium.inventory_number):
            verdict = probe_bucket(store, clock.now)
    finally:
        store.close()
    with session.changing() as work:
        work.media.probed(medium, as_json(verdict), session.today)
    return verdict


def _no_bucket(medium: Medium) -> UsageError:
    return UsageError(
        _("The medium {number} is no bucket: there is nothing to probe.").format(
            number=medium.inventory_number
        ),
        remedy=Remedy(Deed.CHECK_MEDIUM),
    )


def as_json(verdict: Verdict) -> dict[str, Any]:
    """The verdict as the register keeps it."""
    return {
        "place": verdict.place,
        "when": verdict.when.isoformat(timespec="seconds"),
        "worm": verdict.worm,
        "facts": {fact.name: fact.outcome.value for fact in verdict.facts},
        "evidence": {fact.name: fact.evidence for fact in verdict.facts},
        "leftovers": list(verdict.leftovers),
    }


def fact_in_words(name: str) -> str:
    """What was tried, by the name of the fact."""
    known = _FACTS.get(name)
    return known() if known else name


def outcome_in_words(outcome: str) -> str:
    """What came of it."""
    known = _OUTCOMES.get(outcome)
    return known() if known else outcome


def verdict_in_words(*, worm: bool) -> str:
    """The sum of a probe: nothing is called WORM that did not refuse to forget."""
    if worm:
        return _("The bucket is WORM: what is locked could not be erased, overwritten or unlocked early.")
    return _(
        "The bucket is NOT WORM: it does not keep all locks. It may hold a copy, but nothing on it is "
        "protected from being erased."
    )


_OUTCOMES: dict[str, Callable[[], str]] = {
    "enforced": lambda: _("enforced"),
    "ignored": lambda: _("ignored: it said yes and did nothing"),
    "refused": lambda: _("refused: it cannot do this"),
    "unknown": lambda: _("unknown: it could not be tried"),
}

_FACTS: dict[str, Callable[[], str]] = {
    "read-back": lambda: _("gives back what was written"),
    "list": lambda: _("shows in its lists all that it holds"),
    "conditional-put": lambda: _("does not overwrite what is there (If-None-Match)"),
    "conditional-multipart": lambda: _("does not overwrite with an upload in parts"),
    "content-md5": lambda: _("refuses bytes that do not fit Content-MD5"),
    "checksum": lambda: _("refuses bytes that do not fit SHA-256"),
    "versioning": lambda: _("keeps earlier versions"),
    "lock": lambda: _("keeps a lock and tells of it"),
    "lock-delete": lambda: _("does not erase what is locked"),
    "lock-shorten": lambda: _("does not shorten a lock"),
    "lock-overwrite": lambda: _("keeps the locked version when another is written over it"),
    "lock-bypass": lambda: _("lifts a GOVERNANCE lock for who has the right to (a court's order)"),
    "lock-expiry": lambda: _("lets erase after the lock has run out"),
    "hold": lambda: _("keeps a legal hold and tells of it"),
    "hold-delete": lambda: _("does not erase what is held"),
    "delete": lambda: _("really erases what is erased"),
}
