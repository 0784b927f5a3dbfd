"""Fictional people: Russian full names with the right forms for men and women, made from word lists.

The lists hold common words and are combined at random, so a full name points to nobody. They are
chosen to be hard on a page and on sorting: ё, double and very long surnames, surnames that have
one form for both, «оглы» and «кызы».
"""

# ruff: noqa: SIM905 - a list of words reads better as words
from __future__ import annotations

import random
from dataclasses import dataclass

_SURNAMES = (
    "Абрамов Агафонов Акимов Алёхин Андреев Антипов Артёмьев Астафьев Бабушкин Баранов Белоусов Берёзкин "
    "Бобров Богатырёв Большаков Бондаренко Бородин Булгаков Веселовский Виноградов Воробьёв Воронцов "
    "Галкин Герасимов Глухих Голубев Горбунов Горячев Гребенщиков Гусев Давыдов Дементьев Дорохов Дроздов "
    "Дубровский Евдокимов Егоров Ежов Елисеев Ершов Ёлкин Ёжиков Ефремов Журавлёв Завьялов Зайцев Зимин "
    "Золотарёв "
    "Зуев Игнатов Ильин Исаев Казаков Калашников Капустин Карпенко Киселёв Климов Ковалёв Козлов Колесников "
    "Комаров Королёв Косых Кравченко Краснов Кузнецов Кулагин Лазарев Ларионов Лебедев Литвиненко Логинов "
    "Лукин Лыткин Макаров Малышев Мартынов Медведев Мельничук Миронов Морозов Мухин Назаров Некрасов "
    "Нестеров Никитин Новиков Овчинников Озёрский Орлов Осипов Остапенко Павлов Панфилов Пахомов Петров "
    "Петровых Плотников Подгорный Поляков Пономарёв Прохоров Пугачёв Рогов Родионов Рощин Рыбаков Рябов "
    "Савельев Садовников Самойлов Седых Селезнёв Семёнов Сибиряков Сидоров Смирнов Соболев Соловьёв Сорокин "
    "Степанов Суворов Суханов Тарасов Терентьев Тимофеев Толстой Трофимов Третьяков Тюрин Уваров Ушаков "
    "Фадеев Федосеев Филиппов Фомин Фролов Харитонов Хворостинин Холодный Цветков Черных Черепанов Чистяков "
    "Шапошников Шевченко Широков Шульга Щербаков Щукин Юдин Юрьев Яблонский Якушев Ярцев"
).split()

_RARE_SURNAMES = (
    "Мусин-Пушкин Соколов-Рощинский Преображенский-Золотарёв Вознесенский-Благовещенский "
    "Новосильцев-Задонский Сумароков-Задольский Ермолаев-Кандыба Железнодорожников"
).split()

_TURKIC_SURNAMES = "Алиев Гасанов Ибрагимов Мамедов Рзаев Гулиев".split()

_MALE_NAMES = (
    "Александр Алексей Андрей Антон Арсений Артём Богдан Вадим Василий Виктор Виталий Владислав Вячеслав "
    "Георгий Глеб Григорий Данила Денис Дмитрий Евгений Егор Иван Игорь Илья Кирилл Константин Лев Леонид "
    "Максим Матвей Михаил Никита Николай Олег Павел Пётр Роман Святослав Семён Сергей Степан Тимофей "
    "Фёдор Ярослав"
).split()
_FEMALE_NAMES = (
    "Алёна Александра Алина Алиса Анастасия Ангелина Анна Арина Валерия Варвара Вера Вероника Виктория "
    "Дарья Диана Ева Екатерина Елена Елизавета Злата Ирина Карина Кира Кристина Ксения Любовь Маргарита "
    "Марина Мария Милана Надежда Наталья Олеся Ольга Полина Светлана София Таисия Татьяна Ульяна Юлия Яна"
).split()
_FATHERS = (
    "Александр Алексей Анатолий Андрей Антон Артём Борис Вадим Валерий Василий Виктор Владимир Вячеслав "
    "Геннадий Георгий Григорий Денис Дмитрий Евгений Иван Игорь Илья Кирилл Константин Леонид Максим Михаил "
    "Никита Николай Олег Павел Пётр Роман Семён Сергей Станислав Степан Фёдор Юрий"
).split()
_TURKIC_MALE = "Самир Руслан Эльдар Тимур Рустам".split()
_TURKIC_FEMALE = "Лейла Айгюн Сабина Эльвира".split()
_TURKIC_FATHERS = "Эльдар Рауф Вагиф Ильгар Тофик".split()

_IRREGULAR_PATRONYMICS = {
    "Илья": ("Ильич", "Ильинична"),
    "Никита": ("Никитич", "Никитична"),
    "Михаил": ("Михайлович", "Михайловна"),
    "Павел": ("Павлович", "Павловна"),
    "Пётр": ("Петрович", "Петровна"),
    "Дмитрий": ("Дмитриевич", "Дмитриевна"),
    "Георгий": ("Георгиевич", "Георгиевна"),
}


@dataclass(frozen=True, slots=True)
class Person:
    """A full name; `short` is «Фамилия И.О.»."""

    surname: str
    name: str
    patronymic: str

    @property
    def full(self) -> str:
        """«Фамилия Имя Отчество»."""
        return f"{self.surname} {self.name} {self.patronymic}"

    @property
    def short(self) -> str:
        """«Фамилия И.О.», as the module names a teacher."""
        return f"{self.surname} {self.name[0]}.{self.patronymic[0].upper()}."


def feminine(surname: str) -> str:
    """The surname as a woman bears it, each part of a double one: «Мусин-Пушкин» → «Мусина-Пушкина»."""
    return "-".join(_feminine_part(part) for part in surname.split("-"))


def _feminine_part(part: str) -> str:
    if part.endswith(("ский", "цкий", "ный", "той")):
        return part[:-2] + "ая"
    if part.endswith(("ов", "ев", "ёв", "ин", "ын")):
        return part + "а"
    return part  # «Бондаренко», «Черных», «Шульга» have one form


def patronymic(father: str, *, female: bool) -> str:
    """The patronymic after `father`: «Игорь» → «Игоревич», «Юрий» → «Юрьевна»."""
    if father in _IRREGULAR_PATRONYMICS:
        return _IRREGULAR_PATRONYMICS[father][female]
    ending = "на" if female else "ич"
    if father.endswith("ий"):
        return f"{father[:-2]}ьев{ending}"
    if father.endswith(("й", "ь")):
        return f"{father[:-1]}ев{ending}"
    return f"{father}ов{ending}"


def person(rng: random.Random, *, female: bool | None = None) -> Person:
    """A fictional person; about one in twenty has a double surname, one in thirty «оглы» or «кызы»."""
    woman = rng.random() < 0.5 if female is None else female
    lot = rng.random()
    if lot < 0.03:
        surname = rng.choice(_TURKIC_SURNAMES)
        name = rng.choice(_TURKIC_FEMALE if woman else _TURKIC_MALE)
        second = f"{rng.choice(_TURKIC_FATHERS)} {'кызы' if woman else 'оглы'}"
        return Person(feminine(surname) if woman else surname, name, second)
    surname = rng.choice(_RARE_SURNAMES if lot < 0.08 else _SURNAMES)
    name = rng.choice(_FEMALE_NAMES if woman else _MALE_NAMES)
    second = patronymic(rng.choice(_FATHERS), female=woman)
    return Person(feminine(surname) if woman else surname, name, second)


def people(rng: random.Random, count: int, *, women: float = 0.5) -> list[Person]:
    """`count` different people in the order of a Russian list (ё with е); `women` is their share."""
    found: dict[str, Person] = {}
    while len(found) < count:
        one = person(rng, female=rng.random() < women)
        found.setdefault(one.full, one)
    return sorted(found.values(), key=lambda one: list_order(one.full))


def list_order(name: str) -> str:
    """A sort key good enough for the names made here: ё as е, case ignored."""
    return name.casefold().replace("ё", "е")
