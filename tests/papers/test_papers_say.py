"""What the papers say: every field of the forms, sums in figures and words, lines where nothing is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from forms_for_tests import (
    COLLEGE,
    certification_form,
    cover_form,
    destruction,
    evidence,
    execution,
    inventory_form,
    lines,
    personal,
    plan_form,
    presence_form,
    text,
    transfer_form,
)

from archiver.papers.certification import certification_sheet
from archiver.papers.cover import file_cover
from archiver.papers.destruction import destruction_act
from archiver.papers.execution import execution_paper
from archiver.papers.inventory import electronic_inventory, inventory
from archiver.papers.personal import log_extract, personal_data_act, personal_form
from archiver.papers.plan import file_plan
from archiver.papers.presence import presence_act
from archiver.papers.transfer import transfer_act
from archiver.press.engine import Typeset
from archiver.settings.pdf_a import PdfA
from retention.errors import EvidenceIncomplete
from retention.evidence import DataHandler

GOLDEN = Path(__file__).parent.parent / "golden"
FORMS: dict[str, Callable[[], Typeset]] = {
    "destruction-act": lambda: destruction_act(destruction(2, done=True, regional=True), PdfA.A2B),
    "destruction-act-older": lambda: destruction_act(
        replace(destruction(2, done=True), form="files"), PdfA.A2B
    ),
    "destruction-execution": lambda: execution_paper(
        execution(2, versions="44 (сорок четыре) версии"), PdfA.A2B
    ),
    "destruction-draft": lambda: destruction_act(destruction(1), PdfA.A2B),
    "file-cover": lambda: file_cover(cover_form(), PdfA.A2B),
    "inventory": lambda: inventory(inventory_form(3), PdfA.A2B),
    "electronic-inventory": lambda: electronic_inventory(inventory_form(2, electronic=True), PdfA.A2B),
    "presence-act": lambda: presence_act(presence_form(), PdfA.A2B),
    "transfer-act": lambda: transfer_act(transfer_form(2), PdfA.A2B),
    "file-plan": lambda: file_plan(plan_form(), PdfA.A2B),
    "certification-sheet": lambda: certification_sheet(certification_form(), PdfA.A2B),
    "personal-data-act": lambda: personal_data_act(personal(), PdfA.A2B),
    "log-extract": lambda: log_extract(personal(), PdfA.A2B),
}


@pytest.mark.parametrize("name", FORMS)
def test_the_text_is_the_golden_one(name: str) -> None:
    """After a wanted change, look at the pages and copy what the failure shows into tests/golden."""
    assert lines(FORMS[name]()) == (GOLDEN / f"paper-{name}.txt").read_text("utf-8")


def test_the_act_has_the_official_columns_and_entries_in_their_order() -> None:
    said = text(destruction_act(destruction(2, done=True, regional=True), PdfA.A2B))
    fields = (
        "АКТ",
        "о выделении к уничтожению архивных документов, не подлежащих хранению",
        "На основании Положения об электронном журнале, раздел 5 отобраны к уничтожению как не имеющие "
        "научно-исторической ценности и утратившие практическое значение документы фонда № 12",
        "Заголовок дела (групповой заголовок документов) Годы Номер описи Номер ед. хр. по описи "
        "Кол-во ед. хр. Сроки хранения и номера статей по перечню Примечание 1 2 3 4 5 6 7 8",
        "Итого 3 (три) ед. хр. за 2025–2026 годы.",
        "Описи дел постоянного хранения за 2025–2026 годы утверждены, а по личному составу согласованы с ЭПК "
        "архивной службы области (протокол от 02.11.2031 № 8).",
        "СОГЛАСОВАНО Протокол ЭК от 14.01.2032 № 3",
        "Протокол ЭПК от 16.01.2032 № 45",
        "на бумажном носителе весом ________ кг сданы на уничтожение",
        "на электронном носителе уничтожены (способ уничтожения: ________",
        "Изменения в учётные документы внесены.",
        "ПЕРЕЧЕНЬ ЭКЗЕМПЛЯРОВ",
    )
    places = [said.find(field) for field in fields]
    assert -1 not in places and places == sorted(places), dict(zip(fields, places, strict=True))
    assert f"SHA-256 акта: {'0123456789abcdef' * 4}" in said and "Журнал событий: abab" in said


def test_the_older_form_has_its_own_title_and_its_own_columns() -> None:
    said = text(destruction_act(replace(destruction(2, done=True), form="files"), PdfA.A2B))
    fields = (
        "о выделении к уничтожению документов, не подлежащих хранению",
        "Заголовок дела или групповой заголовок дел Дата дела или крайние даты дел Номера описей "
        "(номенклатур) за годы Индекс дела (тома, части) по номенклатуре или "
        "№ дела по описи Кол-во дел (томов, частей)",
        "Итого 3 (три) дела за 2025–2026 годы.",
        "Описи дел временного (свыше 10 лет) хранения за 2025–2026 годы согласованы ЭК "
        "(протокол от 14.01.2032 № 3)",
    )
    places = [said.find(field) for field in fields]
    assert -1 not in places and places == sorted(places), dict(zip(fields, places, strict=True))
    assert "архивных" not in said and "ед. хр." not in said


def test_the_execution_is_told_on_a_paper_of_its_own() -> None:
    said = text(execution_paper(execution(2, versions="44 (сорок четыре) версии"), PdfA.A2B))
    fields = (
        "СВЕДЕНИЯ ОБ ИСПОЛНЕНИИ АКТА",
        "о выделении к уничтожению документов от 12.01.2032 № 1-2032",
        "весом 12,5 кг сданы на уничтожение ООО «Вторсырьё» по приёмо-сдаточной накладной от 16.01.2032 № 77",
        "на электронном носителе уничтожены (способ уничтожения: удаление).",
        "Изменения в учётные документы внесены.",
        "УНИЧТОЖЕННЫЕ ЭКЗЕМПЛЯРЫ",
        "в хранилище 44 (сорок четыре) версии",
        "Итого уничтожено 2 (два) экземпляра: электронных — 2, бумажных — 0.",
    )
    places = [said.find(field) for field in fields]
    assert -1 not in places and places == sorted(places), dict(zip(fields, places, strict=True))
    assert "не уничтожено" not in said
    assert "Акт не исполнен: не уничтожено 2 (два) экземпляра." in text(
        execution_paper(execution(1, done=False), PdfA.A2B)
    )


@pytest.mark.parametrize(
    ("count", "said"),
    [(1, "2 (две) ед. хр."), (14, "21 (двадцать одна) ед. хр."), (60, "90 (девяносто) ед. хр.")],
)
def test_sums_agree_in_gender_and_number(count: int, said: str) -> None:
    assert f"Итого {said}" in text(destruction_act(replace(destruction(count), copies=()), PdfA.A2B))


def test_a_draft_has_lines_instead_of_what_has_not_happened() -> None:
    said = text(destruction_act(destruction(1), PdfA.A2B))
    assert "Протокол ЭК от ______________ № ______" in said and "весом ________ кг" in said
    assert "ЭПК" not in said and "Описи" not in said and "None" not in said


def test_only_the_carriers_there_were_are_spoken_of() -> None:
    said = text(destruction_act(replace(destruction(1), paper=False), PdfA.A2B))
    assert "на бумажном носителе" not in said and "на электронном носителе" in said
    said = text(destruction_act(replace(destruction(1), electronic=False), PdfA.A2B))
    assert "на бумажном носителе" in said and "на электронном носителе" not in said


@pytest.mark.parametrize(("sheets", "said"), [(1, "На 1 листе"), (21, "На 21 листе"), (112, "На 112 листах")])
def test_the_cover_counts_sheets_in_the_right_case(sheets: int, said: str) -> None:
    assert f"{said} " in text(file_cover(replace(cover_form(), sheets=sheets), PdfA.A2B))


def test_inventories_close_in_figures_and_words() -> None:
    said = text(inventory(replace(inventory_form(3), first=8), PdfA.A2B))
    assert "внесено 3 (три) дела с № 8 по № 10" in said and "Всего 63 (шестьдесят три) листа." in said
    said = text(electronic_inventory(inventory_form(21, electronic=True), PdfA.A2B))
    assert "21 (двадцать одно) дело" in said and "Общий объём 31,5 МБ." in said
    assert "и реестры документов к ним" in said


def test_the_plan_closes_by_periods() -> None:
    said = text(file_plan(plan_form(), PdfA.A2B))
    for line in (
        "Постоянного 60 1 0",
        "Временного (свыше 10 лет) 60 1 0",
        "Временного (до 10 лет включительно) 180 3 0",
        "ИТОГО 300 5 0",
        "Итого заведено 300 (триста) дел.",
        "3 года с даты уничтожения персональных данных",
    ):
        assert line in said, line


def test_the_personal_data_act_has_the_items_of_order_179_in_order() -> None:
    said = text(personal_data_act(personal(), PdfA.A2B))
    places = [said.find(f" {letter}) ") for letter in "абвгдежзик"]
    assert -1 not in places and places == sorted(places)
    assert "Системный администратор Лебедев Пётр Сергеевич" in said and "П.С. Лебедев" in said
    extract = text(log_extract(personal(), PdfA.A2B))
    places = [extract.find(f" {letter}) ") for letter in "абвгд"]
    assert -1 not in places and places == sorted(places) and " е) " not in extract
    assert "1041" in extract and "2 (два) субъекта" in extract


def test_the_act_in_force_is_cited_and_no_other() -> None:
    assert "приказ Роскомнадзора от 01.02.2029 № 12, пункт 4. Хранить 3 года" in text(
        personal_data_act(personal(), PdfA.A2B)
    )
    assert "№ 12, пункт 6." in text(log_extract(personal(), PdfA.A2B))
    none = text(personal_data_act(replace(personal(), law="", kept="Хранить 3 года."), PdfA.A2B))
    assert "приказ" not in none and "Хранить 3 года." in none


def test_that_nobody_processed_the_data_is_said_only_of_stores_in_ones_own_hands() -> None:
    own = text(personal_data_act(personal(), PdfA.A2B))
    assert "адрес обработка третьему лицу не поручалась" in own
    elsewhere = text(personal_data_act(replace(personal(), remote=True), PdfA.A2B))
    assert "не поручалась" not in elsewhere and "адрес ______________________________ в)" in elsewhere
    named = replace(personal(), remote=True, processors=(DataHandler("ООО «Облако»", "г. Самара"),))
    assert "адрес ООО «Облако», г. Самара в)" in text(personal_data_act(named, PdfA.A2B))


def test_papers_that_lack_what_must_be_known_before_are_not_printed() -> None:
    with pytest.raises(EvidenceIncomplete):
        personal_form(replace(evidence(), subjects=()), director=COLLEGE, on="")  # type: ignore[arg-type]
    assert "«____» ______________ 20___ г." in text(personal_data_act(personal(done=False), PdfA.A2B))
