"""Pages as they are set: what stands where, how many there are, nothing lost and nothing outside."""

from dataclasses import replace
from pathlib import Path

import pytest
from press_pages import Printed, printed

from archiver.journal.marks import mark
from factories import make_lesson, make_lessons, make_section, make_student, make_students

GOLDEN = Path(__file__).parents[1] / "golden" / "press_section.txt"


def test_the_text_of_a_plain_section_is_the_one_looked_at(plain_page: Printed):
    text = "\n\f\n".join(plain_page.text(page) for page in range(plain_page.out.pages))
    assert text.split("\n") == GOLDEN.read_text("utf-8").rstrip("\n").split("\n")


def test_nothing_but_the_running_line_stands_in_the_margins(plain_page: Printed):
    """ГОСТ Р 7.0.97: top and bottom 20 mm, right 10; the corner at the top right is the page number's."""
    for page in range(plain_page.out.pages):
        words = plain_page.words(page)
        above = [word for word in words if word.top < 20]
        assert [word.text.split(" · ")[1] for word in above] == ["Журнал учебных занятий"]
        assert all(word.left >= 24.9 for word in words)
        assert all(word.top <= 190 for word in words)
        assert all(11 <= word.top <= 14 and word.left < 30 for word in above)


def test_the_mark_of_a_student_stands_under_its_day():
    lessons = make_lessons(6)
    section = make_section(lessons=lessons, marks={("s3", "l4"): (mark("уп"),)}, period_marks={})
    page = printed(section)
    grid = page.spec.grid
    top = next(word.top for word in page.words() if "Петров Яков" in word.text)
    first = 25 + grid.number_mm + grid.name_mm
    in_row = [left for left, height in page.starts() if abs(height - top) < 0.3 and left > first]
    assert len(in_row) == 1
    assert first + 3 * grid.lesson_mm < in_row[0] < first + 4 * grid.lesson_mm


@pytest.mark.parametrize(
    ("students", "lessons", "per_page", "landscape", "pages"),
    [
        (8, 1, 25, True, 2),
        (40, 25, 25, True, 2),
        (40, 60, 60, False, 3),
        (8, 60, 60, True, 3),
        (61, 1, 25, True, 3),
    ],
)
def test_extremes_take_the_pages_they_should(students, lessons, per_page, landscape, pages):
    section = make_section(students=make_students(students), lessons=make_lessons(lessons, step_days=2))
    page = printed(section, lessons_per_page=per_page, landscape=landscape)
    assert page.out.pages == pages
    assert all(student.full_name in page.whole for student in section.students)
    assert f"Тема {lessons}" in page.whole


def test_hostile_and_endless_texts_are_printed_letter_for_letter():
    students = (
        make_student(1, surname="<script>alert(1)</script>", name="file:///etc/passwd", patronymic="../.."),
        make_student(2, surname="Ж" + "ы" * 299),
        make_student(3, surname="李\x00", name="Ғайса"),
    )
    lessons = (make_lesson(1, topic="Слово " * 900, homework="{{ 7*7 }}"), make_lesson(2))
    page = printed(make_section(students=students, lessons=lessons))
    whole = page.whole
    assert "<script>alert(1)</script> file:///etc/passwd ../.." in whole
    assert whole.count("ы") >= 299
    assert "⟨U+674E⟩⟨U+0000⟩ Ғайса" in whole
    assert whole.count("Слово") == 900
    assert "{{ 7*7 }}" in whole


def test_a_section_without_lessons_says_so_on_its_one_page():
    page = printed(make_section(lessons=(), marks={}, planned_hours=36))
    assert page.out.pages == 1
    assert "Занятий нет." in page.whole
    assert "По плану 36 ч., дано 0 ч." in page.whole
    assert "Абаев Иван Петрович" in page.whole


def test_what_is_not_told_is_left_to_be_filled_by_hand():
    section = make_section(teacher=None, planned_hours=None)
    untold = printed(replace(section, lessons=tuple(replace(item, hours=None) for item in section.lessons)))
    assert "None" not in untold.whole
    assert "По плану ч., дано ч." in " ".join(untold.whole.split())
    assert "Иванова" not in untold.whole


def test_the_hours_line_never_stands_without_a_lesson_above_it():
    for count in (23, 24, 25, 26):
        lessons = tuple(make_lesson(n, topic="Тема урока " * 12) for n in range(1, count + 1))
        page = printed(make_section(students=make_students(1), lessons=lessons), lessons_per_page=60)
        last = page.text(page.out.pages - 1)
        assert "По плану" in last
        assert f"\n{count} " in last


def test_subgroup_and_range_stand_in_the_head_of_both_pages():
    section = make_section(subgroup="2", lessons=make_lessons(3))
    page = printed(section, lessons_per_page=2)
    assert page.out.pages == 4
    for number, said in enumerate(
        ["занятия 1–2 из 3", "занятия 1–2 из 3", "занятие 3 из 3", "занятие 3 из 3"]
    ):
        assert said in page.text(number)
        assert "подгруппа 2" in page.text(number)
