"""What the user is told when `storage` refuses: every code in words, with what to do.

Storage knows no languages: it raises codes with data. Here each code becomes a message and an exit code: a
medium that fails is OutputFailed (6), a medium or bag that is not the right one Refused (9), bytes that
changed or are gone InputInvalid (4), a program that is not installed EngineFailed (7).
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable, Container, Iterator

from archiver.errors import ArchiverError, EngineFailed, InputInvalid, OutputFailed, Refused
from archiver.locale import _
from archiver.remedies import Deed, Remedy
from archiver.wording.causes import cause
from storage.errors import Missing, StorageError, StoreClock, StoreFailed

_KINDS: dict[str, type[ArchiverError]] = {
    "store-failed": OutputFailed,
    "store-full": OutputFailed,
    "store-read-only": OutputFailed,
    "store-denied": OutputFailed,
    "store-unreachable": OutputFailed,
    "store-nonsense": OutputFailed,
    "store-clock": OutputFailed,
    "file-too-large": OutputFailed,
    "read-back-differs": OutputFailed,
    "content-differs": InputInvalid,
    "source-changed": InputInvalid,
    "missing": InputInvalid,
    "tool-missing": EngineFailed,
}


@contextlib.contextmanager
def telling(medium: str = "") -> Iterator[None]:
    """Turn every StorageError of the block into what the program says; `medium` is an inventory number."""
    try:
        yield
    except StorageError as error:
        raise refusal(error, medium) from error


@contextlib.contextmanager
def reading_documents(places: Container[str] | None = None) -> Iterator[None]:
    """Tell of documents that cannot be read as InputInvalid: no medium has failed.

    With `places` (names of their sources) only those are documents, and all else is left to `telling`.
    """
    try:
        yield
    except (Missing, StoreFailed) as error:
        if places is not None and error.place not in places:
            raise
        why = _reason(error) or cause(OSError(errno.ENOENT, os.strerror(errno.ENOENT)))
        raise InputInvalid(_("Cannot read {file}: {cause}.").format(file=error.place, cause=why)) from error


def refusal(error: StorageError, medium: str = "") -> ArchiverError:
    """`error` as the program says it: message in the user's language, exit code by its kind."""
    told = message(error)
    if medium:
        told = _("Medium {number}: {message}").format(number=medium, message=told)
    return _KINDS.get(error.code, Refused)(told, remedy=_remedy(error, medium))


def _remedy(error: StorageError, medium: str) -> Remedy | None:
    deed = _DEEDS.get(f"{error.code}:{getattr(error, 'offence', '')}") or _DEEDS.get(error.code)
    if deed is None:
        return None
    return Remedy(deed, medium if deed is Deed.SHOW_MEDIUM else "")


def message(error: StorageError) -> str:
    """The message for `error`; the English one for a code this table does not have."""
    offence = getattr(error, "offence", "")
    text = _MESSAGES.get(f"{error.code}:{offence}") or _MESSAGES.get(error.code)
    if text is None:
        return error.message
    data = {key: value for key, value in vars(error).items() if isinstance(value, str)}
    data |= {
        "offence": word(offence) if offence else "",
        "reason": _reason(error),
        "paths": ", ".join(getattr(error, "paths", ())[:5]),
        "difference": _difference(error.ahead) if isinstance(error, StoreClock) else "",
    }
    return text().format(**data)


def word(offence: str) -> str:
    """What is wrong with a name, an entry or a bag, by its code; the code itself when it is unknown."""
    known = _OFFENCES.get(offence)
    return known() if known else offence


def _reason(error: StorageError) -> str:
    if not isinstance(error, StoreFailed):
        return ""
    if error.errno:
        return cause(OSError(error.errno, os.strerror(error.errno)))
    if error.status:
        return (
            _("the server answered {status} {answer}")
            .format(status=error.status, answer=error.answer or "")
            .rstrip()
        )
    return error.reason


def _difference(ahead: int | None) -> str:
    """By how much the clocks differ, and which is ahead."""
    if ahead is None:
        return _("by more than it allows")
    minutes = max(1, abs(ahead) // 60)
    if minutes < 120:
        much = _("{minutes} min").format(minutes=minutes)
    elif minutes < 48 * 60:
        much = _("{hours} h").format(hours=minutes // 60)
    else:
        much = _("{days} days").format(days=minutes // (24 * 60))
    return (_("it is {much} ahead") if ahead > 0 else _("it is {much} behind")).format(much=much)


_MESSAGES: dict[str, Callable[[], str]] = {
    "key-refused": lambda: _("the name {key} cannot be used on a medium: {offence}. Rename the file."),
    "store-failed": lambda: _(
        "{place} failed ({reason}). What lay there before is unchanged. Check the medium and repeat."
    ),
    "store-full": lambda: _(
        "{place} is full. What is registered there is unchanged. Free some space or take another medium."
    ),
    "store-read-only": lambda: _(
        "{place} can only be read. Remove the write protection or take another medium."
    ),
    "store-denied": lambda: _(
        "{place} refuses: {reason}. There is no right to it, or a lock forbids it. Check the rights or keys."
    ),
    "store-unreachable": lambda: _(
        "there is nothing at {place} ({reason}). Connect the medium, or check its address."
    ),
    "store-nonsense": lambda: _(
        "{place} answers what no S3 service answers. Check its address; if a proxy stands between, let it "
        "pass the answers as they are. Nothing was changed."
    ),
    "store-clock": lambda: _(
        "the clock of this computer and the clock of {place} differ ({difference}), so it refuses "
        "everything. Set the clock of this computer; rights and keys are not the matter."
    ),
    "file-too-large": lambda: _(
        "{place} cannot hold a file so large: its file system has a limit (FAT32: 4 GB). Take a medium with "
        "exFAT, NTFS or ext4."
    ),
    "missing": lambda: _("there is no {key} in {place}."),
    "already-there": lambda: _("{key} lies in {place} already; it was left as it is."),
    "hostile-entry": lambda: _(
        "{key} in {place} is no plain file: {offence}. It was not touched. Find out how it came there."
    ),
    "content-differs": lambda: _("{key} in {place} has other contents than expected ({found})."),
    "source-changed": lambda: _(
        "{key}: the file was changed while it was being read; it was not written. Repeat."
    ),
    "read-back-differs": lambda: _(
        "{place} gives back other bytes than were written ({key}). The medium is faulty: do not use it."
    ),
    "unsupported": lambda: _("{place} does not know how: {feature}."),
    "store-refused:plain-http": lambda: _(
        "{place}: over plain http names of students would go unprotected. Write an address with https."
    ),
    "store-refused:checksum-not-kept": lambda: _(
        "{place} does not confirm checksums. Set archive.bucket_checksum to auto, or take another service."
    ),
    "store-refused": lambda: _("{place} cannot be used: {offence}."),
    "lock-not-kept": lambda: _(
        "{place} said that it forbids erasing, and does not ({key}: asked {asked}, found {found}). "
        "Do not trust it until it has been probed."
    ),
    "bag-refused": lambda: _("the bag cannot be made or read: {path}: {offence}."),
    "bag-conflict": lambda: _(
        "in {place}, where the bag {prefix} belongs, lies something else: {paths}. It was not touched. "
        "Check the medium or clear the folder."
    ),
    "medium-refused:no-identity": lambda: _(
        "{place} is no medium of the archive: it carries no identity. Is another disk connected? "
        "A new medium has to be introduced first."
    ),
    "medium-refused:unreadable-identity": lambda: _(
        "{place}: the identity of the medium (archiver-medium.json) cannot be read. Do not write to it."
    ),
    "medium-refused:wrong-medium": lambda: _(
        "in {place} there is another medium (its identity is {found}, not {expected}). Connect the right one."
    ),
    "medium-refused:taken": lambda: _(
        "{place} has been introduced already, as the medium {found}. One medium has one number."
    ),
    "repair-impossible": lambda: _("it cannot be repaired: {offence}. {paths}"),
    "tool-missing": lambda: _(
        "the program {tool} is not installed. Install archiver with the extra “{extra}”."
    ),
}

_DEEDS = {
    "store-unreachable": Deed.SHOW_MEDIUM,
    "lock-not-kept": Deed.PROBE_BUCKET,
    "bag-conflict": Deed.CHECK_MEDIUM,
    "medium-refused:no-identity": Deed.ADD_MEDIUM,
}
"""What is done beyond the message, which says what to do without it: it is told in lists too."""

_OFFENCES: dict[str, Callable[[], str]] = {
    "empty": lambda: _("it is empty"),
    "absolute": lambda: _("an absolute path"),
    "dot-segment": lambda: _("it leads outside («..»)"),
    "empty-segment": lambda: _("an empty part of the path"),
    "too-long": lambda: _("it is too long"),
    "segment-too-long": lambda: _("it is too long"),
    "not-nfc": lambda: _("letters are written in parts (not NFC)"),
    "forbidden-character": lambda: _("it has a character that not every medium can carry"),
    "percent-sign": lambda: _("it has a character that not every medium can carry"),
    "control-character": lambda: _("it has an invisible character"),
    "trailing-dot-or-space": lambda: _("it ends in a dot or a space"),
    "leading-space": lambda: _("it begins with a space"),
    "device-name": lambda: _("Windows keeps this name for a device"),
    "reserved": lambda: _("this name is kept for unfinished files"),
    "undecodable": lambda: _("it is no text"),
    "name-collision": lambda: _("two names differ only in case"),
    "named-twice": lambda: _("one name is given twice"),
    "symbolic-link": lambda: _("a link"),
    "not-a-file": lambda: _("a device or a pipe"),
    "other-file-system": lambda: _("another file system is mounted there"),
    "unreadable": lambda: _("it cannot be read"),
    "too-many-files": lambda: _("too many files"),
    "too-many-entries": lambda: _("too many files"),
    "copies-disagree": lambda: _("the copies disagree, and nothing says which is right"),
    "no-tag-manifest": lambda: _("no copy has a whole tag manifest"),
    "no-manifest": lambda: _("no copy has a whole manifest"),
    "no-parity": lambda: _("there is no parity"),
    "par2-failed": lambda: _("par2 could not repair"),
}
