import itertools
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.journal.collation import name_key, order_sections, same_name, sort_key, student_key
from factories import make_section, make_student

# What a Russian reader expects, each list already in order.
ORDERED = [
    ["МДК.01.01 Основы", "МДК.01.02 Базы данных", "МДК.01.10 Сети", "МДК.02.01 Право", "МДК.10.01 Учёт"],
    ["ОУП.2", "ОУП.10", "ОУП.100"],
    ["Абаев", "Елисеев", "Ёлкин", "Емелин", "Жуков", "Яшин"],
    ["Физика", "Физиология", "физическая культура", "Философия", "Химия"],
    ["Право", '"Родной" язык', "Русский язык", "«Сервис»", "Технология"],
    ["Петров Иван", "Петров Яков", "Петров-Водкин Кузьма", "Петрова Анна"],
    ["все", "Все", "всё", "Всё", "всех"],
    ["Ели", "Ёли", "Елисей"],
    ["ЕН.01 Математика", "Иностранный язык", "МДК.01.01", "ОГСЭ.01", "ОП.03", "ПМ.01", "УП.01", "Физика"],
    ["Щукин", "Ъ", "Ы", "Ьюн", "Эхо", "Юг", "Яма"],
    ["Иванов", "Йорк", "Каримов", "Қадыров", "Лис", "Нагаев", "Өмәров", "Пак", "Ҳасан"],
    ["Яма", "Adobe", "École", "Zoom", "Ωмега"],
    ["А", "А Б", "А-Б", "А.Б", "А/Б", "А(Б)", "А1Б", "АБ", "Аb"],
    ["Группа 9", "Группа 10", "Группа " + "1" * 5000],
    ["Физика (1)", "Физика 1", "Физика-1"],
]


@pytest.mark.parametrize("expected", ORDERED, ids=lambda names: names[0])
def test_order_a_reader_expects(expected: list[str]) -> None:
    shuffled = expected[:]
    for seed in range(5):
        random.Random(seed).shuffle(shuffled)
        assert sorted(shuffled, key=sort_key) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Учёт", "учет"),
        ("ИС–21", "ИС-21"),
        ("ИС‑21", "ИС−21"),
        ("«Родной» язык", "Родной язык"),
        ("Базы\N{NO-BREAK SPACE}данных", " Базы   данных "),
        ("Йод", "И\N{COMBINING BREVE}од"),
        ("Ко\N{SOFT HYPHEN}пия", "Копия"),
        ("МДК.1.2", "МДК.01.02"),
        ("Петро\N{COMBINING ACUTE ACCENT}в", "Петров"),
        ("٢", "2"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert same_name(one, other)
    assert sort_key(one) != sort_key(other), "the order of different texts must not depend on the input"


@pytest.mark.parametrize(("one", "other"), [("Ион", "Йон"), ("ИС-21", "ИС 21"), ("", "А"), ("1.2", "1.20")])
def test_different_names(one: str, other: str) -> None:
    assert not same_name(one, other)


TEXTS = st.text(alphabet='аеёЁиЙйяЯ жAbz019 .-–/«»"(\N{NO-BREAK SPACE}\N{COMBINING BREVE}ә٣', max_size=6)


@settings(max_examples=200)
@given(TEXTS, TEXTS, TEXTS)
def test_order_is_total(a: str, b: str, c: str) -> None:
    ka, kb, kc = sort_key(a), sort_key(b), sort_key(c)
    assert (ka < kb) + (kb < ka) + (a == b) == 1, "antisymmetric, and equal only for equal texts"
    if ka <= kb <= kc:
        assert ka <= kc


@settings(max_examples=100)
@given(st.lists(TEXTS, max_size=8), st.randoms(use_true_random=False))
def test_order_does_not_depend_on_the_input(texts: list[str], rnd: random.Random) -> None:
    shuffled = texts[:]
    rnd.shuffle(shuffled)
    assert sorted(shuffled, key=sort_key) == sorted(texts, key=sort_key)


@given(st.text(max_size=20))
def test_any_text_has_a_key(text: str) -> None:
    assert sort_key(text)[0] == name_key(text)


def test_students_field_by_field() -> None:
    expected = [
        make_student(1, surname="Алёшин", name="Иван", patronymic=""),
        make_student(2, surname="АЛЕШИН", name="Пётр", patronymic="А"),
        make_student(3, surname="Алешин", name="Пётр", patronymic="Б"),
        make_student(8, surname="Ершов", name="Иван", patronymic=""),
        make_student(7, surname="Ёршов", name="Иван", patronymic=""),
        make_student(9, surname="Петров", name="Яков", patronymic=""),
        make_student(4, surname="Петров-Водкин", name="Анна", patronymic=""),
        make_student(5, surname="Петрова", name="Анна", patronymic="Ильинична"),
        make_student(6, surname="Петрова", name="Анна", patronymic="Ильинична"),
    ]
    for order in itertools.islice(itertools.permutations(expected), 0, None, 701):
        assert sorted(order, key=student_key) == expected


def test_sections_by_subject_then_subgroup_then_term() -> None:
    expected = [
        make_section("Иностранный язык", 1),
        make_section("Иностранный язык", 1, subgroup="1"),
        make_section("Иностранный язык", 2, subgroup="1"),
        make_section("Иностранный язык", 1, subgroup="2"),
        make_section("Иностранный язык", 1, subgroup="10"),
        make_section("МДК.01.02 Базы данных", 2),
        make_section("МДК.01.10 Архитектура", 1),
        make_section("Учет", 1),
        make_section("Учёт", 2),
    ]
    assert order_sections(reversed(expected)) == tuple(expected)


def test_sections_ignoring_the_index() -> None:
    names = ["МДК.02.01 Архитектура", "Базы", "МДК.01.01 Практика", "УП.01 Практика", "ОП.01 Физика"]
    sections = [make_section(name) for name in reversed(names)]
    assert [s.subject.name for s in order_sections(sections, ignore_index=True)] == names
    assert [s.subject.name for s in order_sections(sections)] == sorted(names, key=sort_key)


def test_a_text_longer_than_any_name_is_not_weighed_letter_by_letter() -> None:
    long = "Ы" * 3_000_000
    begun = time.process_time()
    assert name_key(long) == name_key(long.lower()) != name_key(long + "а")
    assert sorted([long + "б", "Яна", long + "а", "Ы"], key=sort_key) == ["Ы", long + "а", long + "б", "Яна"]
    assert time.process_time() - begun < 3
