import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.journal.model import SubjectKind
from archiver.journal.subjects import split_subgroup, subject, without_index


@pytest.mark.parametrize(
    ("name", "code", "kind"),
    [
        ("МДК.01.02 Базы данных", "МДК.01.02", SubjectKind.MODULE_COURSE),
        ("МДК.01.02. Базы данных", "МДК.01.02", SubjectKind.MODULE_COURSE),
        ("ПМ.01", "ПМ.01", SubjectKind.MODULE),
        ("ПМ 01 Разработка", "ПМ 01", SubjectKind.MODULE),
        ("УП01 Учебная практика", "УП01", SubjectKind.EDUCATIONAL_PRACTICE),
        ("ПП.01.01 Производственная практика", "ПП.01.01", SubjectKind.INDUSTRIAL_PRACTICE),
        ("ПДП.01 Практика", "ПДП.01", SubjectKind.INDUSTRIAL_PRACTICE),
        ("ПДП Преддипломная практика", None, SubjectKind.INDUSTRIAL_PRACTICE),
        ("Учебная практика", None, SubjectKind.EDUCATIONAL_PRACTICE),
        ("Государственная итоговая аттестация", None, SubjectKind.STATE_EXAM),
        ("ОУП.03у Математика", "ОУП.03у", SubjectKind.SUBJECT),
        ("ОП.В.01 Сети", "ОП.В.01", SubjectKind.SUBJECT),
        ("Физика", None, SubjectKind.SUBJECT),
        ("УПорядок", None, SubjectKind.SUBJECT),
        ("ГИАцинты", None, SubjectKind.SUBJECT),
        ("ОБЖ 10", None, SubjectKind.SUBJECT),
        ("", None, SubjectKind.SUBJECT),
    ],
)
def test_code_and_kind(name: str, code: str | None, kind: SubjectKind) -> None:
    found = subject(name)
    assert (found.name, found.code, found.kind) == (name, code, kind)


@pytest.mark.parametrize(
    ("name", "rest"),
    [
        ("МДК.01.02 Базы данных", "Базы данных"),
        ("ОУП.03у. Математика", "Математика"),
        ("ПМ.01", "ПМ.01"),
        ("ЕН.01 Математика 2.0", "Математика 2.0"),
        ("Физика", "Физика"),
    ],
)
def test_name_without_index(name: str, rest: str) -> None:
    assert without_index(name) == rest


@pytest.mark.parametrize(
    "name",
    [
        "Английский язык (2 подгруппа)",
        "Английский язык 2 п/г",
        "Английский язык, подгруппа 2",
        "Английский язык - 2 подгруппа",
        "Английский язык (2-я подгруппа)",
        "Английский язык/2 подгр.",
        "Английский язык (подгруппа № 2)",
        "Английский язык (2 ПОДГРУППА) ",
    ],
)
def test_subgroup_in_the_name(name: str) -> None:
    assert split_subgroup(name) == ("Английский язык", "2")


def test_only_the_subgroup_is_taken_off() -> None:
    assert split_subgroup("(факультатив) Физика (1 подгруппа)") == ("(факультатив) Физика", "1")


@pytest.mark.parametrize("name", ["Физика 2", "подгруппа 1", "Физика (подгруппа 1), углублённая", "Физика"])
def test_names_without_a_subgroup(name: str) -> None:
    assert split_subgroup(name) == (name, None)


@pytest.mark.parametrize("piece", [" ", "(", "1", "1 ", "подгруппа ", ".1"])
def test_hostile_length_is_read_whole(piece: str) -> None:
    """A quadratic pattern would not come to its end here."""
    name = "МДК.01" + piece * 100_000 + "x"
    assert subject(name).name == name
    assert split_subgroup(name) == (name, None)


@given(st.text(max_size=30))
def test_a_subject_keeps_its_name(name: str) -> None:
    assert subject(name).name == name
    assert without_index(name) in name
