import pytest

from archiver.sample.chance import stream
from archiver.sample.names import feminine, patronymic, people


@pytest.mark.parametrize(
    ("surname", "woman"),
    [
        ("Петров", "Петрова"),
        ("Ёлкин", "Ёлкина"),
        ("Дубровский", "Дубровская"),
        ("Подгорный", "Подгорная"),
        ("Толстой", "Толстая"),
        ("Бондаренко", "Бондаренко"),
        ("Черных", "Черных"),
        ("Шульга", "Шульга"),
        ("Мусин-Пушкин", "Мусина-Пушкина"),
        ("Соколов-Рощинский", "Соколова-Рощинская"),
    ],
)
def test_surnames_of_women(surname: str, woman: str) -> None:
    assert feminine(surname) == woman


@pytest.mark.parametrize(
    ("father", "son", "daughter"),
    [
        ("Иван", "Иванович", "Ивановна"),
        ("Игорь", "Игоревич", "Игоревна"),
        ("Андрей", "Андреевич", "Андреевна"),
        ("Юрий", "Юрьевич", "Юрьевна"),
        ("Дмитрий", "Дмитриевич", "Дмитриевна"),
        ("Илья", "Ильич", "Ильинична"),
        ("Никита", "Никитич", "Никитична"),
        ("Пётр", "Петрович", "Петровна"),
    ],
)
def test_patronymics(father: str, son: str, daughter: str) -> None:
    assert patronymic(father, female=False) == son
    assert patronymic(father, female=True) == daughter


def test_a_list_of_people_has_no_doubles_and_stands_in_order() -> None:
    found = people(stream("names"), 300)
    names = [person.full for person in found]
    assert len(set(names)) == 300
    folded = [name.casefold().replace("ё", "е") for name in names]
    assert folded == sorted(folded)
    assert any("оглы" in name or "кызы" in name for name in names)
    assert any("-" in person.surname for person in found)
    assert any("ё" in name for name in names)


def test_a_short_name_has_initials() -> None:
    person = next(one for one in people(stream("short"), 50) if " " not in one.patronymic)
    assert person.short == f"{person.surname} {person.name[0]}.{person.patronymic[0]}."
