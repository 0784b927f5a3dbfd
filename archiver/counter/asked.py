"""The one group, teacher or subject that was asked for, or a refusal that says which there are.

How typed text is compared: `archiver.journal.as_typed`. Several that fit are named and none of them is
taken; where nothing fits, what is most like it is suggested. Names of students are in no message.
"""

from __future__ import annotations

from collections.abc import Iterable

from archiver.errors import UsageError
from archiver.journal.as_typed import fitting, nearest, several
from archiver.journal.collation import sort_key
from archiver.locale import _

_SHOWN = 40


def groups_like(typed: str, names: Iterable[str], missing: str = "") -> tuple[str, ...]:
    """The spellings of the one group that `typed` means; raises UsageError for none and for several.

    `missing` says that there is no such {group}, and which {groups} there are; of exports by default.
    """
    there = tuple(names)
    found = fitting(typed, there)
    if several(found):
        message = _("«{typed}» fits several groups: {names}. Write more of the name.")
        raise UsageError(message.format(typed=typed, names=_listed(found)))
    if not found:
        raise no_such_group(typed, there, missing)
    return found


def no_such_group(typed: str, names: Iterable[str], missing: str = "") -> UsageError:
    """That there is no such group, with those there are and the nearest; `missing` as in `groups_like`."""
    there = tuple(names)
    message = missing or _("There is no group {group} in the exports. There are: {groups}.")
    return _none(message.format(group=typed, groups=_listed(there)), typed, there)


def subjects_like(typed: str, names: Iterable[str]) -> tuple[str, ...]:
    """The spellings of the one subject that `typed` means; raises UsageError for none and for several."""
    there = tuple(names)
    found = fitting(typed, there)
    if several(found):
        message = _("«{typed}» fits several subjects: {names}. Write more of the name.")
        raise UsageError(message.format(typed=typed, names=_listed(found)))
    if not found:
        message = _("There is no subject «{typed}». There are: {names}.")
        raise _none(message.format(typed=typed, names=_listed(there)), typed, there)
    return found


def teachers_like(typed: str, names: Iterable[str]) -> tuple[str, ...]:
    """The spellings of the one teacher that `typed` means; raises UsageError for none and for several."""
    there = tuple(names)
    found = fitting(typed, there, people=True)
    if several(found, people=True):
        message = _("«{typed}» fits several teachers: {names}. Write more of the name.")
        raise UsageError(message.format(typed=typed, names=_people(found)))
    if not found:
        message = _("There is no teacher «{typed}» in the exports. There are: {names}.")
        raise _none(message.format(typed=typed, names=_people(there)), typed, there)
    return found


def _none(message: str, typed: str, there: Iterable[str]) -> UsageError:
    close = nearest(typed, there)
    if close:
        message += " " + _("Did you mean {names}?").format(names=_listed(close))
    return UsageError(message)


def _listed(names: Iterable[str]) -> str:
    ordered = sorted(set(names), key=sort_key)
    from archiver.journal.checks.wording import listed  # with every check: only where something is refused

    return listed(ordered, _SHOWN) if ordered else "—"


def _people(names: Iterable[str]) -> str:
    """Names before the full stop of a sentence, which the one after the last initial stands for too."""
    return _listed(names).removesuffix(".")
