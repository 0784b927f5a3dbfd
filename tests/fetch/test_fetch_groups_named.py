"""Which groups of the module are meant: as people type them, and never one of several."""

from __future__ import annotations

import pytest

from archiver.errors import UsageError
from archiver.fetch.plan import chosen
from archiver.fetch.reading import ModuleGroup

GROUPS = tuple(ModuleGroup(str(number), name) for number, name in enumerate(("ИС-21", "ИС-22", "ТО-11"), 1))


@pytest.mark.parametrize(
    ("typed", "found"),
    [((), ["ИС-21", "ИС-22", "ТО-11"]), (("ис21",), ["ИС-21"]), (("то", "ИC-22"), ["ИС-22", "ТО-11"])],
)
def test_groups_are_found(typed: tuple[str, ...], found: list[str]) -> None:
    assert [one.name for one in chosen(GROUPS, typed)] == found


def test_none_and_several_are_refused() -> None:
    with pytest.raises(UsageError, match=r"нескольким группам: ИС-21, ИС-22"):
        chosen(GROUPS, ["ис"])
    with pytest.raises(UsageError, match=r"Может быть, ТО-11\?"):
        chosen(GROUPS, ["ТО-12"])
