"""Whose page a remark is on."""

from __future__ import annotations

from dataclasses import replace

from archiver.binding.remarks import remarks_of
from archiver.binding.review import Review
from archiver.journal.checks import check
from factories import make_journal, make_lesson, make_lessons, make_section


def test_a_remark_is_for_the_teacher_of_its_page_where_two_share_the_subject() -> None:
    one = make_section()
    lessons = (*make_lessons()[:5], make_lesson(6, topic=None))
    other = make_section(teacher="Другой Пётр Ильич", lessons=lessons)
    journal = make_journal(sections=(one, replace(other, source="другая.json")))
    found = tuple(item for item in check(journal) if item.code == "topic.empty")
    assert [said.teacher for said in remarks_of(Review("ИС-21", journal, found))] == ["Другой Пётр Ильич"]
