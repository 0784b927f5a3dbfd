"""What the lines of a block say: of its own page above the table, of the pages below it elsewhere."""

from __future__ import annotations

from enum import Enum, auto

from archiver.intake.report.lines import Heading, Told, Word
from archiver.journal.collation import same_name
from archiver.journal.subjects import split_subgroup

_OF_PAGE = frozenset({Word.SUBJECT, Word.MODULE, Word.SUBGROUP})


class Taken(Enum):
    """What became of a pair of a line."""

    YES = auto()
    UNREAD = auto()  # «Учебный год : 2025/27»
    CONTRADICTS = auto()  # a second subject over one table


class Telling:
    """Takes pairs of lines one by one; `own` is the heading of the page so far."""

    def __init__(self, around: Heading) -> None:
        self._outer = around
        self._said: dict[Word, str] = {}
        self._below = Heading()
        self.own = around
        self.subgroup: str | None = None
        """The subgroup that a line of the page itself tells."""

    def above(self, told: Told) -> Taken:
        """Take a line above the table."""
        if told.word is Word.TEACHER and Word.TEACHER in self._said:
            return self._signed(told)
        if told.value and not same_name(self._said.setdefault(told.word, told.value), told.value):
            return Taken.CONTRADICTS
        if told.word is Word.SUBGROUP:
            self.subgroup = told.value or None
        elif told.word is Word.GROUP:
            self.subgroup = split_subgroup(told.value)[1] or self.subgroup
        return self.around(told)

    def around(self, told: Told) -> Taken:
        """Take a line above all pages; a later one holds for them and may say it anew."""
        heading = self.own.told(told)
        self.own = heading or self.own
        return Taken.UNREAD if heading is None else Taken.YES

    def below(self, told: Told) -> Taken:
        """Take a line among or under the rows: it is of the pages below, but a teacher signs the page."""
        if told.word in _OF_PAGE:
            return Taken.CONTRADICTS if told.value else Taken.YES
        if told.word is Word.TEACHER:
            return self._signed(told)
        heading = self._below.told(told)
        self._below = heading or self._below
        return Taken.UNREAD if heading is None else Taken.YES

    def after(self) -> Heading:
        """What holds for the next block: the group and the year go on, the rest only from outside."""
        lasting, around, group = self.own.lasting(), self._outer, self._below.group
        if group is not None and not same_name(group, lasting.group or ""):
            # Another report begins: what was said of the group before is not said of this one.
            lasting = Heading(year=lasting.year, department=lasting.department)
            around = Heading(interval=around.interval, year=around.year, department=around.department)
        told = {
            name: getattr(self._below, name) or getattr(lasting, name) or getattr(around, name)
            for name in Heading.__dataclass_fields__
        }
        return Heading(**told)

    def _signed(self, told: Told) -> Taken:
        teacher = self.own.teacher
        if told.value and (teacher is None or not same_name(teacher, told.value)):
            both = told.value if teacher is None else f"{teacher}, {told.value}"
            self.own = self.own.told(Told(Word.TEACHER, both, told.columns)) or self.own
        return Taken.YES
