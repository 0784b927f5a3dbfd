"""archiver.toml: found in the right place, all errors at once, made and shown from one model."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.errors import ConfigInvalid
from archiver.settings.groups import DepartmentSettings, GroupSettings
from archiver.settings.loading import load_settings, read_settings
from archiver.settings.tables import Settings
from archiver.settings.text import settings_text, toml_value
from repository import archiver


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ARCHIVER_CONFIG", raising=False)


def _named(path: Path, name: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'[college]\nname = "{name}"\n', encoding="utf-8")
    return path


def _refused(text: str | bytes) -> str:
    path = Path("wrong.toml")
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(ConfigInvalid) as error:
        read_settings(path)
    assert "wrong.toml" in error.value.message
    return error.value.message


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    loaded = load_settings(None, tmp_path)
    assert loaded.path is None
    assert loaded.settings == Settings()


def test_the_nearest_file_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exports = tmp_path / "exports"
    found = []
    for name, path in (
        ("exports", exports / "archiver.toml"),
        ("here", tmp_path / "archiver.toml"),
        ("variable", tmp_path / "v.toml"),
        ("named", tmp_path / "n.toml"),
    ):
        _named(path, name)
        if name == "variable":
            monkeypatch.setenv("ARCHIVER_CONFIG", str(path))
        found.append(load_settings(path if name == "named" else None, exports).settings.college.name)
    assert found == ["exports", "here", "variable", "named"]


def test_exports_that_are_a_file_have_no_settings_beside_them(tmp_path: Path) -> None:
    archive = tmp_path / "выгрузки.zip"
    archive.write_bytes(b"")
    assert load_settings(None, archive).path is None


def test_a_file_that_was_named_must_be_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ConfigInvalid, match="--config"):
        load_settings(tmp_path / "none.toml")
    monkeypatch.setenv("ARCHIVER_CONFIG", str(tmp_path / "none.toml"))
    with pytest.raises(ConfigInvalid, match="ARCHIVER_CONFIG"):
        load_settings(None)


def test_all_errors_are_named_at_once() -> None:
    said = _refused(
        """
academic_yaer = "2025/26"
[printing]
lessons_per_page = 100
order = "abc"
[[departments]]
head = 3
[[groups]]
name = "ИС-21"
course = "первый"
teachers = { "Химия" = 5 }
[[accepted]]
group = "ИС-21"
code = "student.twice"
reason = ""
"""
    )
    for line in (
        "В файле wrong.toml 8 ошибок:",
        "academic_yaer: такого ключа нет; может быть, academic_year?",
        "printing.lessons_per_page: наибольшее возможное значение — 60. Сейчас: 100.",
        "printing.order: возможно одно из: 'name', 'name-without-index'. Сейчас: 'abc'.",
        "departments, запись 1, name: этот ключ обязателен",
        "departments, запись 1, head: нужен текст в кавычках. Сейчас: 3.",
        "groups, запись 1, course: нужно целое число без кавычек. Сейчас: 'первый'.",
        "groups, запись 1, teachers.Химия: нужен текст в кавычках.",
        "accepted, запись 1, reason: нужно знаков не меньше: 3.",
    ):
        assert line in said
    assert "Количество занятий на странице" in said  # the description of the field is the advice


_TWO = '[[periods]]\nnumber = 1\nname = "1"\nstart = "09-01"\nend = "{}"\n'
_TWO += '[[periods]]\nnumber = {}\nname = "2"\nstart = "{}"\nend = "06-30"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('academic_year = "2025/27"', "второй год должен следовать за первым"),
        ('academic_year = "2025"', "academic_year: записывается иначе"),
        ("periods = []", "нужен хотя бы один период"),
        (_TWO.format("02-31", 2, "03-01"), "дня 02-31 нет в каждом году"),
        (_TWO.format("02-29", 2, "03-01"), "дня 02-29 нет в каждом году"),
        (_TWO.format("13-01", 2, "03-01"), "дня 13-01 нет в каждом году"),
        (_TWO.format("01-15", 2, "01-15"), "пересекается с периодом «1»"),
        (_TWO.format("12-31", 1, "01-01"), "этот номер уже есть у другого периода"),
        (_TWO.format("12-31", 2, "07-01"), "кончается раньше, чем начинается"),
        ('[[departments]]\nname = "А"\n[[departments]]\nname = " а "', "отделение «а» уже есть"),
        ('[[departments]]\nname = ""', "название пустое"),
        ('[[departments]]\nname = "А"\ngroups = ["г", "г"]', "группа «г» названа дважды"),
        (
            '[[departments]]\nname = "А"\ngroups = ["Г1"]\n[[departments]]\nname = "Б"\ngroups = ["г1"]',
            "departments, запись 2, groups: группа «г1» есть и в отделении «А»",
        ),
        ('[[groups]]\nname = "Г"\n[[groups]]\nname = "г"', "группа «г» уже есть"),
        (
            '[[accepted]]\ngroup = "г"\ncode = "no.such"\nreason = "так надо"',
            "замечания с кодом «no.such» нет",
        ),
        ("[college]\nname = 1\nname = 2", "записаны дважды"),
        ("start = 09-01", "строка 1, столбец"),
        ('name = "без конца', "wrong.toml"),
        ("a = [", "не закрыта кавычка или скобка"),
        ("[" * 5000, "wrong.toml"),
        ("name = 'колледж'".encode("cp1251"), "не в кодировке UTF-8"),
        ("academic_year = 2025-09-01", "Сейчас: 2025-09-01."),
        ("academic_year = 09:30:00", "Сейчас: 09:30:00."),
        ("printing = 5", "printing: нужна таблица"),
        ("departments = 5", "departments: нужен список"),
        ("[printing]\nduplex = 'может быть'", "нужно true (да) или false (нет)"),
    ],
)
def test_what_is_wrong_is_said(text: str | bytes, said: str) -> None:
    assert said in _refused(text)


def test_every_kind_of_error_of_a_simple_value_has_its_words() -> None:
    assert "такое значение невозможно" not in _refused(
        "academic_year = 1\n[printing]\nbinding_margin_mm = 'a'\nduplex = 7\nmax_sheets = 2.5\n"
        "[cache]\nfolder = 5\nkeep_days = -1\n[[groups]]\nname = 'a'\nteachers = 5\n"
    )


def test_a_byte_order_mark_of_notepad_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "archiver.toml"
    path.write_bytes("[college]\nname = 'Колледж'".encode("utf-8-sig"))
    assert read_settings(path).college.name == "Колледж"


def test_a_folder_counts_from_the_file(tmp_path: Path) -> None:
    path = tmp_path / "папка" / "archiver.toml"
    path.parent.mkdir()
    path.write_text("[cache]\nfolder = 'части'\n", encoding="utf-8")
    assert read_settings(path).cache.folder == tmp_path / "папка" / "части"


def test_the_written_defaults_read_back_as_the_defaults() -> None:
    assert Settings.model_validate(tomllib.loads(settings_text(Settings()))) == Settings()


def test_the_template_names_every_setting_and_its_examples_are_valid(tmp_path: Path) -> None:
    from archiver.settings.problems import table_of

    text = settings_text(Settings())
    switched_on = re.sub(r"^#(?! )", "", text, flags=re.MULTILINE)
    path = tmp_path / "archiver.toml"
    path.write_text(switched_on, encoding="utf-8")
    read_settings(path)
    document = tomllib.loads(switched_on)
    assert set(document) == set(Settings.model_fields)
    for name, field in Settings.model_fields.items():
        table = table_of(field.annotation)
        if table:
            value = document[name][0] if isinstance(document[name], list) else document[name]
            assert set(value) == set(table.model_fields), name
            assert all(inner.description in text for inner in table.model_fields.values())


_texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)


@settings(max_examples=50)
@given(
    st.lists(st.builds(DepartmentSettings, name=_texts, groups=st.lists(_texts, max_size=2).map(tuple))),
    st.lists(st.builds(GroupSettings, name=_texts, teachers=st.dictionaries(_texts, _texts, max_size=2))),
)
def test_any_settings_survive_being_written(
    departments: list[DepartmentSettings], groups: list[GroupSettings]
) -> None:
    value = Settings(departments=tuple(departments), groups=tuple(groups))
    assert Settings.model_validate(tomllib.loads(settings_text(value))) == value


@given(_texts)
def test_any_text_survives_being_written(text: str) -> None:
    assert tomllib.loads(f"a = {toml_value(text)}") == {"a": text}


def test_show_says_where_the_values_come_from(tmp_path: Path) -> None:
    before = archiver("config", "show", cwd=tmp_path)
    assert "Файла настроек нет" in before.stdout
    _named(tmp_path / "archiver.toml", "Тестовый колледж")
    after = archiver("config", "show", cwd=tmp_path)
    assert f"Из файла: {tmp_path / 'archiver.toml'}" in after.stdout
    assert tomllib.loads(after.stdout)["college"]["name"] == "Тестовый колледж"


def test_init_makes_a_valid_file_and_keeps_one_that_is_there(tmp_path: Path) -> None:
    assert archiver("config", "init", cwd=tmp_path).returncode == 0
    assert archiver("config", "validate", cwd=tmp_path).returncode == 0
    path = _named(tmp_path / "archiver.toml", "Мой")
    refused = archiver("config", "init", cwd=tmp_path)
    assert refused.returncode == 2
    assert "--force" in refused.stderr
    assert read_settings(path).college.name == "Мой"
    assert archiver("config", "init", "--force", cwd=tmp_path).returncode == 0
    assert read_settings(path) == Settings()


def test_validate_ends_with_5_on_errors(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("x = 1", encoding="utf-8")
    done = archiver("config", "validate", "a.toml", cwd=tmp_path)
    assert done.returncode == 5
    assert "x: такого ключа нет" in done.stderr
