import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.journal import words
from archiver.journal.words import figures_and_words, in_words, initials_first, plural, surname_first


@pytest.mark.parametrize(
    ("number", "noun", "expected"),
    [
        (247, words.SHEETS, "247 (двести сорок семь) листов"),
        (21, words.PAGES, "21 (двадцать одна) страница"),
        (22, words.PAGES, "22 (двадцать две) страницы"),
        (21, words.SHEETS, "21 (двадцать один) лист"),
        (112, words.DOCUMENTS, "112 (сто двенадцать) документов"),
        (1, words.VOLUMES, "1 (один) том"),
        (3, words.SUBJECTS, "3 (три) предмета"),
        (0, words.SHEETS, "0 (ноль) листов"),
        (1001, words.PAGES, "1001 (одна тысяча одна) страница"),
    ],
)
def test_figures_and_words(number: int, noun: words.Noun, expected: str) -> None:
    assert figures_and_words(number, noun).replace("\N{NO-BREAK SPACE}", " ") == expected


def test_neuter() -> None:
    assert in_words(1, "n") == "одно"


@given(st.integers(0, 10**6))
def test_plural_follows_the_last_word(number: int) -> None:
    """An oracle of its own: the last word of the number tells the form."""
    last = in_words(number).split()[-1]
    one, few, many = "лист", "листа", "листов"
    expected = one if last == "один" else few if last in {"два", "три", "четыре"} else many
    assert plural(number, (one, few, many)) == expected


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("Чарикова Юлия Львовна", "Ю.Л. Чарикова", "Чарикова Ю.Л."),
        ("Чарикова Ю.Л.", "Ю.Л. Чарикова", "Чарикова Ю.Л."),
        ("Чарикова Ю. Л.", "Ю.Л. Чарикова", "Чарикова Ю.Л."),
        ("Чарикова Ю.Л", "Ю.Л. Чарикова", "Чарикова Ю.Л."),
        ("Ю.Л. Чарикова", "Ю.Л. Чарикова", "Чарикова Ю.Л."),
        ("Ю.Л.Чарикова", "Ю.Л. Чарикова", "Чарикова Ю.Л."),
        ("Ю. Л. Чарикова", "Ю.Л. Чарикова", "Чарикова Ю.Л."),
        ("  Чарикова  Юлия ", "Ю. Чарикова", "Чарикова Ю."),
        ("Чарикова", "Чарикова", "Чарикова"),
        ("Ю.Л.", "Ю.Л.", "Ю.Л."),
        ("", "", ""),
        ("Петров-Водкин Кузьма Сергеевич", "К.С. Петров-Водкин", "Петров-Водкин К.С."),
        ("Петрова Анна-Мария Ильинична", "А.-М.И. Петрова", "Петрова А.-М.И."),
        ("А.-М. Петрова", "А.-М. Петрова", "Петрова А.-М."),
        ("Алиев Руслан Мамед оглы", "Р.М. Алиев", "Алиев Р.М."),
        ("Алиев Руслан Мамед-оглы", "Р.М. Алиев", "Алиев Р.М."),
        ("Гасанова Лейла Ариф кызы", "Л.А. Гасанова", "Гасанова Л.А."),
        ("Ю Мария Ивановна", "М.И. Ю", "Ю М.И."),
        ("фон Дервиз Павел Григорьевич", "П.Г. фон Дервиз", "фон Дервиз П.Г."),
        ("Иванова (Петрова) Анна Ильинична", "А.И. Иванова (Петрова)", "Иванова (Петрова) А.И."),
    ],
)
def test_short_names(name: str, first: str, last: str) -> None:
    assert initials_first(name).replace("\N{NO-BREAK SPACE}", " ") == first
    assert surname_first(name).replace("\N{NO-BREAK SPACE}", " ") == last


def test_a_short_name_is_never_broken_across_lines() -> None:
    assert initials_first("Чарикова Юлия Львовна") == "Ю.Л.\N{NO-BREAK SPACE}Чарикова"


@given(st.text(max_size=30))
def test_any_text_is_a_name(text: str) -> None:
    assert initials_first(surname_first(text)) is not None


@given(st.lists(st.text("абвгдеёжзАБВ", min_size=2, max_size=6).map(str.capitalize), min_size=2, max_size=3))
def test_shortening_twice_changes_nothing(fields: list[str]) -> None:
    short = surname_first(" ".join(fields))
    assert surname_first(short) == short
    assert surname_first(initials_first(short)) == short
