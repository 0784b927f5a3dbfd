"""How the papers stand: any number of rows, the longest names, hostile text, the same bytes, PDF/A."""

from __future__ import annotations

import io
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from forms_for_tests import (
    COLLEGE,
    LONG,
    certification_form,
    cover_form,
    destruction,
    execution,
    inventory_form,
    personal,
    text,
    transfer_form,
)
from pypdf import PdfReader

from archiver.papers.certification import certification_sheet
from archiver.papers.cover import file_cover
from archiver.papers.destruction import destruction_act
from archiver.papers.execution import execution_paper
from archiver.papers.inventory import electronic_inventory, inventory
from archiver.papers.personal import personal_data_act
from archiver.papers.transfer import transfer_act
from archiver.press.engine import STRICT_VARIABLE, Typeset
from archiver.settings.pdf_a import PdfA


@pytest.fixture(autouse=True)
def _strict(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STRICT_VARIABLE, "1")


def pages(done: Typeset) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(done.pdf)).pages]


@pytest.mark.parametrize("count", [1, 10, 60])
def test_rows_flow_over_pages_with_their_head(count: int) -> None:
    for done, head in (
        (destruction_act(replace(destruction(count), copies=()), PdfA.A2B), "Номер описи"),
        (inventory(inventory_form(count), PdfA.A2B), "Крайние даты"),
        (electronic_inventory(inventory_form(count, electronic=True), PdfA.A2B), "SHA-256"),
        (transfer_act(transfer_form(count), PdfA.A2B), "Электронный носитель"),
    ):
        said = pages(done)
        assert all(f"ИС-{n}" in " ".join(said) for n in range(1, count))
        with_rows = [page for page in said if "ИС-" in page]
        assert all(head in " ".join(page.split()) for page in with_rows)


@pytest.mark.parametrize("count", [1, 8, 10, 12, 27])
def test_no_page_of_an_act_holds_signatures_alone(count: int) -> None:
    for done in (
        destruction_act(replace(destruction(count), copies=()), PdfA.A2B),
        transfer_act(transfer_form(count), PdfA.A2B),
        personal_data_act(personal(count + 10), PdfA.A2B),
    ):
        for page in pages(done)[1:]:
            if "(подпись)" in page:
                assert any(word in page for word in ("Итого", "Всего", "Документы в количестве", "Изменения"))


def test_annexes_lie_turned_and_the_act_upright() -> None:
    for done in (
        destruction_act(destruction(10, done=True), PdfA.A2B),
        execution_paper(execution(10), PdfA.A2B),
    ):
        for page in PdfReader(io.BytesIO(done.pdf)).pages:
            turned = page.mediabox.width > page.mediabox.height
            said = page.extract_text()
            assert turned == ("Место хранения" in said or "Ответ хранилища" in said)


def test_the_longest_names_stay_on_one_cover_and_one_sheet() -> None:
    college = replace(COLLEGE, name=LONG, authority="Министерство " * 9)
    cover = file_cover(cover_form(college, LONG), PdfA.A2B)
    assert cover.pages == 1 and "Хранить 25 лет" in text(cover)
    sheet = certification_sheet(replace(certification_form(), title=LONG * 2), PdfA.A2B)
    assert sheet.pages == 1
    act = destruction(3, college=college)
    row = replace(act.rows[0], title="Ж" * 150, remark="Р" * 60, inventory="О" * 40, unit="05-11/" * 9)
    said = text(destruction_act(replace(act, rows=(row, *act.rows[1:])), PdfA.A2B))
    assert "Ж" * 10 in said and "Итого 5 (пять) ед. хр." in said


def test_hostile_text_is_printed_and_does_nothing() -> None:
    row = replace(
        destruction().rows[0], title="<script>x</script>{{7*7}}\u202e<img src='file:///etc/passwd'>"
    )
    said = text(destruction_act(replace(destruction(), rows=(row,)), PdfA.A2B))
    assert "<script>x</script>{{7*7}}⟨U+202E⟩<imgsrc='file:///etc/passwd'>" in said.replace(" ", "")


def test_the_same_form_gives_the_same_bytes_as_pdf_a() -> None:
    first, second = (destruction_act(destruction(2, done=True), PdfA.A2B) for _ in range(2))
    assert first == second
    document = PdfReader(io.BytesIO(first.pdf))
    xmp = document.root_object["/Metadata"].get_object().get_data().decode()  # type: ignore[attr-defined]
    assert "/ID" in document.trailer and "pdfaid:part" in xmp and "/OutputIntents" in document.root_object
    assert "о выделении к уничтожению" in str(document.metadata and document.metadata.title)


def test_an_outside_judge_finds_nothing_wrong(tmp_path: Path) -> None:
    forms = (
        destruction_act(destruction(2, done=True), PdfA.A2B),
        execution_paper(execution(2, versions="44 версии"), PdfA.A2B),
        file_cover(cover_form(), PdfA.A2B),
        electronic_inventory(inventory_form(1, electronic=True), PdfA.A2B),
        personal_data_act(personal(), PdfA.A2B),
    )
    for number, done in enumerate(forms):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(done.pdf)
        judged = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
        assert judged.returncode == 0, judged.stdout + judged.stderr
