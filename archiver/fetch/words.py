"""What the module did not give, in words: a line for each group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from archiver.intake.taken import NotGiven
from archiver.locale import _


def lines_of_not_given(not_given: Sequence[NotGiven]) -> Iterator[str]:
    """«ИС-21: account may not see: pages 12, results 1»; what is of no group comes first."""
    for one in not_given:
        if not one.group:
            yield _("{what}: {why}.").format(what=what_is_at(one.address), why=_why(one.why))
    for group in dict.fromkeys(one.group for one in not_given if one.group):
        own = Counter((one.why, what_is_at(one.address)) for one in not_given if one.group == group)
        told = []
        for why in dict.fromkeys(why for why, _kind in own):
            kinds = ", ".join(f"{kind} {count}" for (other, kind), count in own.items() if other == why)
            told.append(f"{_why(why)}: {kinds}")
        yield f"{group}: {'; '.join(told)}."


def what_is_at(address: str) -> str:
    """What lies at an address below `services/`, as one would call it."""
    parts = address.split("/")
    if parts[0] == "people":
        return {
            "organization": _("the college's own data"),
            "departments": _("the list of departments"),
            "employees": _("the list of employees"),
        }.get(parts[1], _("the list of groups"))
    if parts[0] == "reports":
        return _("results sheets")
    if parts[-1] == "student-groups":
        return _("the list of groups with a journal")
    return _("study periods") if parts[-1] == "entries" else _("journal pages")


def _why(why: str) -> str:
    return {
        "forbidden": _("the account may not see it"),
        "nothing": _("the module knows nothing of it"),
        "failed": _("the module failed at it every time"),
    }.get(why, _("something else came in its place"))
