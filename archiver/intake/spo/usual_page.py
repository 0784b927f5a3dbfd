"""The shape of a subject's page as the module usually writes it: what `usual` decodes in one step.

Fields that are known and not read are typed too: nothing else may stand in a usual page. A field that is not
written is UNSET, so that the account of the page's fields can be given.
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

_Whole = Annotated[int, Meta(ge=-(10**17), le=10**17)]
_Id = _Whole | Annotated[str, Meta(min_length=1)]
_Text = str | None | UnsetType
_Scalar = _Whole | Annotated[float, Meta(ge=-1e15, le=1e15)] | bool | str | None | UnsetType

AROUND = (b" :", b"\t:", b"\n:", b"\r:", b"\\u0022", b"\\u003a", b"\\u003A")
"""What makes colons behind a quote unfit to count keys by: blanks between, a quote or a colon written as an
escape."""


class _Fields(Struct, forbid_unknown_fields=True):
    """Fields of an object of the module; one that is not known makes the page unusual."""


class UsualLine(_Fields):
    """A line of the working programme, there or at a lesson."""

    id: _Id | UnsetType | None = UNSET
    kind: _Text = msgspec.field(default=UNSET, name="type")
    name: _Text = UNSET
    duration: _Scalar = UNSET


class UsualTopic(_Fields):
    """A topic of the working programme."""

    lessons: list[UsualLine] | UnsetType | None = UNSET
    section_index: _Scalar = msgspec.field(default=UNSET, name="sectionIndex")
    index: _Scalar = UNSET
    name: _Scalar = UNSET


class UsualProgramme(_Fields):
    """The working programme of the subject."""

    topics: list[UsualTopic] | UnsetType | None = UNSET
    approved: _Scalar = msgspec.field(default=UNSET, name="isApproved")


class UsualTask(_Fields):
    """A piece of work set in a lesson."""

    id: _Id
    kind: _Text = msgspec.field(default=UNSET, name="type")
    topic: _Text = UNSET
    condition: _Text = UNSET
    attachments: list[dict[str, _Whole | bool | str | None]] | UnsetType | None = UNSET


class UsualMark(_Fields):
    """One mark; without a value it is owed when it is required."""

    word: _Text = msgspec.field(default=UNSET, name="value")
    required: bool | UnsetType | None = msgspec.field(default=UNSET, name="isRequired")

    @property
    def value(self) -> str | None:
        """The mark's word."""
        return self.word or None

    @property
    def owed(self) -> bool:
        """Whether it is a mark still to be given."""
        return not self.word and self.required is True


class UsualCell(_Fields):
    """An absence and marks by task."""

    absent: _Text = msgspec.field(default=UNSET, name="absenceType")
    given: dict[str, UsualMark | None] | UnsetType | None = msgspec.field(default=UNSET, name="marks")

    @property
    def absence(self) -> str | None:
        """The word of the absence."""
        return self.absent or None

    @property
    def marks(self) -> dict[str, UsualMark | None]:
        """Marks by task."""
        return self.given or {}


class UsualLesson(_Fields):
    """A lesson of the page."""

    id: _Id
    date: str
    kind: _Text = msgspec.field(default=UNSET, name="type")
    duration: Annotated[int, Meta(ge=0, le=24 * 60)] | UnsetType | None = UNSET
    tasks: list[UsualTask] | UnsetType | None = UNSET
    mark_sets: dict[str, UsualCell | None] | UnsetType | None = msgspec.field(default=UNSET, name="markSets")
    planned: dict[str, UsualLine | _Whole | None] | UnsetType | None = msgspec.field(
        default=UNSET, name="plannedLessons"
    )
    schedule_id: _Scalar = msgspec.field(default=UNSET, name="scheduleLessonId")
    starts: _Scalar = msgspec.field(default=UNSET, name="startTime")
    ends: _Scalar = msgspec.field(default=UNSET, name="endTime")


class UsualStudent(_Fields):
    """A student of the page."""

    id: _Id
    last_name: Annotated[str, Meta(min_length=1)] = msgspec.field(name="lastName")
    first_name: _Text = msgspec.field(default=UNSET, name="firstName")
    middle_name: _Text = msgspec.field(default=UNSET, name="middleName")
    number: _Whole | UnsetType | None = UNSET
    enrolled: _Text = msgspec.field(default=UNSET, name="startDate")
    left: _Text = msgspec.field(default=UNSET, name="endDate")
    average: _Scalar = msgspec.field(default=UNSET, name="averageScore")


class UsualPage(_Fields):
    """The answer of gradebook/{gradebookId}/subjects/{subjectId}, as `SubjectPage` has it."""

    lessons: list[UsualLesson]
    students: list[UsualStudent]
    programme: UsualProgramme | UnsetType | None = msgspec.field(default=UNSET, name="workingProgram")
    teacher: str | dict[str, _Whole | str | None] | UnsetType | None = UNSET
    remarks: Annotated[list[None], Meta(max_length=0)] | UnsetType | None = UNSET
