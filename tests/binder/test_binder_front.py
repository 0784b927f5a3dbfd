"""Cover, contents and certification sheet: what they say, rightly declined, and on how many pages."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import pytest
import segno
from bound import make_settings, opened, texts
from pypdf import PdfReader

from archiver.binder.front import certification, contents, cover, qr_code
from archiver.binder.identity import Identity
from archiver.binder.imprint import Imprint, imprint
from archiver.binder.plan import BinderPart, plan_volumes
from archiver.binder.volume import bind
from archiver.journal.model import Department
from archiver.journal.signs import Sign
from archiver.press.engine import Paper, Typeset
from archiver.press.part import Part
from archiver.settings.tables import Accepted, College, Officers, Settings
from factories import make_journal

LANDSCAPE = Paper(landscape=True, binding_margin_mm=25)
PORTRAIT = Paper(landscape=False, binding_margin_mm=25)
NAMED = Identity("ОНТ-2025-26-ИС-21-Т1-3F9A2C7B", "0123456789abcdef" * 4)
TERM = (dt.date(2025, 9, 1), dt.date(2025, 12, 28))
LONG = "Государственное автономное профессиональное образовательное учреждение области " * 3


def part(title: str = "Физика", pages: int = 21, **overrides: object) -> BinderPart:
    whole = BinderPart(
        title, None, 1, "1 семестр", "Иванова Мария Петровна", TERM, Part("k", Path("x"), pages)
    )
    return replace(whole, **overrides)


def words(
    *parts: BinderPart, settings: Settings | None = None, accepted: tuple[Accepted, ...] = (), **group: object
) -> Imprint:
    journal = make_journal()
    journal = replace(journal, group=replace(journal.group, **group))
    settings = settings or make_settings()
    duplex = settings.printing.duplex
    plan = plan_volumes(parts or (part(),), max_sheets=1000, duplex=duplex)[0]
    return imprint(journal, plan, settings, accepted)


def text(typeset: Typeset) -> str:
    pages = opened(typeset).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


def test_cover_has_every_field_from_top_to_bottom() -> None:
    said = text(cover(words(), NAMED, LANDSCAPE))
    fields = (
        "Министерство образования",
        "Отрадненский нефтяной техникум (ОНТ)",
        "Информационные технологии",
        "ДЕЛО № 05-11",
        "Журнал учебных занятий",
        "группы ИС-21",
        "2 курс, специальность 09.02.07 Информационные системы и программирование",
        "за 2025/2026 учебный год",
        "На 21 листе",
        "Хранить 5 лет",
    )
    places = [said.find(field) for field in fields]
    assert -1 not in places and places == sorted(places)
    assert "01.09.2025–28.12.2025" in said and "Ф. №" in said and NAMED.identifier in said
    assert "Том" not in said


@pytest.mark.parametrize(
    ("sheets", "said"), [(1, "На 1 листе"), (11, "На 11 листах"), (102, "На 102 листах")]
)
def test_cover_counts_sheets_in_the_right_case(sheets: int, said: str) -> None:
    assert f"{said} " in text(cover(words(part(pages=sheets)), NAMED, LANDSCAPE))


def test_cover_names_the_volume_only_where_there_are_several() -> None:
    assert "Том 2 из 3" in text(cover(replace(words(), volume="Том 2 из 3"), NAMED, LANDSCAPE))


def test_what_nobody_told_is_a_line_to_fill_in() -> None:
    bare = words(settings=Settings(), department=None, course=None, speciality=None, speciality_code=None)
    said = text(cover(bare, NAMED, LANDSCAPE))
    assert "(полное наименование организации)" in said and "(наименование отделения)" in said
    assert "курс" not in said and "None" not in said
    signed = text(certification(bare, NAMED, 1, LANDSCAPE))
    assert "Заведующий отделением" in signed and "(расшифровка подписи)" in signed and "«»" not in signed


@pytest.mark.parametrize("paper", [LANDSCAPE, PORTRAIT], ids=["landscape", "portrait"])
def test_long_names_stay_on_one_cover_and_inside_its_margins(paper: Paper) -> None:
    settings = Settings(college=College(name=LONG, short_name="ОНТ", authority="Министерство " * 9))
    department = Department("Отделение разработки и эксплуатации месторождений " * 3, None, None)
    long = words(settings=settings, department=department, name="ИСиП-21-" + "Б" * 40, speciality=LONG[:200])
    for typeset in (cover(long, NAMED, paper), certification(long, NAMED, 1, paper)):
        assert typeset.pages == 1
    page = opened(cover(long, NAMED, paper)).pages[0]
    lines = texts(page)
    title = next(y for said, _x, y in lines if "ДЕЛО" in said)
    bottom = next(y for said, _x, y in lines if "Хранить" in said)
    above = [y for said, _x, y in lines if "месторождений" in said]
    middle = [y for said, _x, y in lines if "учебный год" in said]
    assert max(above) < title < max(middle) < bottom - 8


def test_contents_list_every_section_and_close_in_words() -> None:
    parts = [
        part(),
        part(term=2, term_name="2 семестр", pages=1),
        part("Химия", 2, subgroup="2", teacher=None),
    ]
    done = contents(words(*parts), LANDSCAPE)
    said = text(done)
    assert done.pages == 1
    assert "1 Физика 1 семестр 01.09.2025–28.12.2025 Иванова Мария Петровна 1–21" in said
    assert "2 Физика 2 семестр 01.09.2025–28.12.2025 Иванова Мария Петровна 22" in said
    assert "3 Химия подгруппа 2 1 семестр 01.09.2025–28.12.2025 23–24" in said
    assert "Итого: 3 (три) документа; 24 (двадцать четыре) листа, 24 (двадцать четыре) страницы." in said
    assert "Количество листов внутренней описи: 1 (один)." in said
    assert "Внутренняя опись, лист 1 из 1" in said


@pytest.mark.parametrize("paper", [LANDSCAPE, PORTRAIT], ids=["landscape", "portrait"])
def test_forty_rows_flow_over_pages_with_their_head(paper: Paper) -> None:
    parts = [part(f"МДК.01.{n:02d} Внедрение и поддержка программного обеспечения", 4) for n in range(40)]
    done = contents(words(*parts), paper)
    assert done.pages > 1
    for page in opened(done).pages:
        assert "Заголовок документа" in page.extract_text()
    said = text(done)
    assert all(f"МДК.01.{n:02d}" in said for n in range(40))
    assert f"описи: {done.pages} (" in said


@pytest.mark.parametrize(
    ("pages", "duplex", "said"),
    [
        (
            21,
            False,
            "21 (двадцать один) лист, 21 (двадцать одна) страница, с № 1 по № 21. Печать односторонняя.",
        ),
        (247, False, "247 (двести сорок семь) листов, 247 (двести сорок семь) страниц, с № 1 по № 247."),
        (43, True, "22 (двадцать два) листа, 43 (сорок три) страницы, с № 1 по № 43. Печать двусторонняя"),
    ],
)
def test_certification_counts_pages_and_sheets_in_words(pages: int, duplex: bool, said: str) -> None:
    imprint = words(part(pages=pages), settings=make_settings(duplex=duplex))
    assert f"Прошито и пронумеровано: {said}" in text(certification(imprint, NAMED, 3, LANDSCAPE))


def test_certification_says_what_who_and_which() -> None:
    said = text(certification(words(), NAMED, 3, LANDSCAPE))
    for field in (
        "ЗАВЕРИТЕЛЬНАЯ НАДПИСЬ к делу № 05-11",
        "Бумажная копия электронного журнала группы ИС-21 за 2025/2026 учебный год (АСУ РСО, модуль СПО).",
        "+ листов внутренней описи: 3 (три).",
        "Верно Заведующий отделением «Информационные технологии»",
        "Ю.Л. Чарикова (подпись) (расшифровка подписи)",
        "М.П. (при необходимости)",
        NAMED.identifier,
        NAMED.digest[:32],
        NAMED.digest[32:],
    ):
        assert field in said, field


def test_backs_of_contents_are_not_counted_as_sheets() -> None:
    said = text(certification(words(settings=make_settings(duplex=True)), NAMED, 3, LANDSCAPE))
    assert "листов внутренней описи: 2 (два)" in said


def test_accepted_findings_are_features_of_the_file_in_russian(monkeypatch: pytest.MonkeyPatch) -> None:
    accepted = Accepted(group="ИС-21", code="student.twice", reason="двойник в АСУ РСО", by="Петров")
    monkeypatch.setenv("ARCHIVER_LANG", "en")
    said = text(certification(words(accepted=(accepted,)), NAMED, 1, LANDSCAPE))
    assert "Студент" in said and "Принято: двойник в АСУ РСО (Петров)" in said


def test_hostile_text_is_printed_and_does_nothing() -> None:
    said = text(cover(words(name="<script>x</script>\u202e{{7*7}}"), NAMED, LANDSCAPE))
    assert "<script>x</script>⟨U+202E⟩{{7*7}}" in said


def test_qr_code_is_drawn_module_by_module() -> None:
    code = qr_code(f"{NAMED.identifier}\nsha256:{NAMED.digest}")
    wanted = segno.make_qr(f"{NAMED.identifier}\nsha256:{NAMED.digest}", error="m", boost_error=False, mask=2)
    drawn = set()
    for x, y, run, back in re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", code.path):
        assert run == back
        drawn |= {(int(x) + step - 4, int(y) - 4) for step in range(int(run))}
    dark = {(x, y) for y, row in enumerate(wanted.matrix) for x, bit in enumerate(row) if bit}
    assert drawn == dark
    assert code.size == len(wanted.matrix) + 8


def test_settings_name_the_head_when_the_export_does_not() -> None:
    settings = Settings.model_validate(
        {"departments": [{"name": "Отделение ИТ", "head": "Белова Анна Ильинична", "groups": ["ис-21"]}]}
    )
    told = words(settings=settings, department=None)
    assert (told.department, told.head.replace("\xa0", " ")) == ("Отделение ИТ", "А.И. Белова")
    kept = words(settings=settings, department=Department("Отделение ИТ", "Чарикова Юлия Львовна", "Декан"))
    assert (kept.head.replace("\xa0", " "), kept.head_post) == ("Ю.Л. Чарикова", "Декан")


@pytest.mark.parametrize(
    ("department", "said"),
    [
        ("Отделение информационных технологий", "Заведующий отделением информационных технологий"),
        ("Техническое отделение", "Заведующий отделением (Техническое отделение)"),
        ("Информационные технологии", "Заведующий отделением «Информационные технологии»"),
    ],
)
def test_certifier_is_not_head_of_a_department_of_a_department(department: str, said: str) -> None:
    named = words(department=Department(department, "Чарикова Юлия Львовна", "Заведующий отделением"))
    assert said in text(certification(named, NAMED, 1, LANDSCAPE))


def test_contents_of_a_duplex_volume_count_their_pages_not_sheets() -> None:
    rows = [part(f"Предмет {number}", 1) for number in range(30)]
    said = text(contents(words(*rows, settings=make_settings(duplex=True)), LANDSCAPE))
    assert "Внутренняя опись, страница 2 из" in said
    assert "Внутренняя опись, лист" not in said
    assert "Внутренняя опись, лист 2 из" in text(contents(words(*rows), LANDSCAPE))


def test_contents_are_signed_by_the_officer_of_the_settings() -> None:
    officers = Officers(compiler="Тюрина Зоя Игоревна")
    settings = make_settings().model_copy(update={"officers": officers})
    said = text(contents(words(settings=settings), LANDSCAPE)).replace("\xa0", " ")
    assert "Опись составил Диспетчер АСУ РСО З.И. Тюрина" in said
    nobody = make_settings().model_copy(update={"officers": Officers(compiler_post="")})
    assert "Опись составил (должность)" in text(contents(words(settings=nobody), LANDSCAPE))


def test_the_contents_begin_with_what_signs_mean(journal, parts, tmp_path: Path) -> None:
    said = (
        Sign("Б", "болезнь", absence=True),
        Sign("УП", "отсутствие по уважительной причине", absence=True),
        Sign("н/а", "не аттестован(а)"),
    )
    told = bind(journal, parts, make_settings(), tmp_path, legend=said)[0]
    contents = " ".join(PdfReader(told.path).pages[1].extract_text().split())
    assert f"Условные обозначения: {'; '.join(map(str, said))}." in contents
