"""Papers joined for the printer: their order, their sheets, their bookmarks, the same bytes each time."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

from archiver.binder.file_names import is_joined, joined_name
from archiver.binder.joining import join
from archiver.errors import EngineFailed
from archiver.reports.document.pages import set_document
from archiver.reports.document.report import Document, Report
from archiver.reports.document.writing import State, Written, join_papers
from archiver.settings.pdf_a import PdfA

TITLES = ("Первая", "Вторая", "Третья")


@pytest.fixture(scope="module", params=[PdfA.A1B, PdfA.A2B])
def pdf_a(request: pytest.FixtureRequest) -> PdfA:
    asked: PdfA = request.param
    return asked


@pytest.fixture(scope="module")
def papers(pdf_a: PdfA, tmp_path_factory: pytest.TempPathFactory) -> list[Written]:
    """Three papers of a page each in two folders, the last one of another kind."""
    folder = tmp_path_factory.mktemp("papers")
    made = []
    for title, place in zip(TITLES, ("ИС-21", "ИС-22", "ИС-22"), strict=True):
        done = set_document(Document(title, (Report(title, (), ()),)), pdf_a)
        file = folder / place / f"{title}.pdf"
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(done.pdf)
        kind = "Иные" if title == TITLES[2] else "Бумаги"
        made.append(Written(f"{place}/{title}", (file,), done.pages, State.WRITTEN, kind))
    return made


def test_each_kind_has_a_file_with_its_papers_in_order(
    papers: list[Written], pdf_a: PdfA, tmp_path: Path
) -> None:
    joined = list(join_papers(papers, tmp_path, pdf_a, duplex=False))
    assert [(one.path.name, one.papers, one.pages) for one in joined] == [
        ("Бумаги одним файлом.pdf", 2, 2),
        ("Иные одним файлом.pdf", 1, 1),
    ]
    assert all(is_joined(one.path.name) for one in joined) and not is_joined("Бумаги.pdf")
    reader = PdfReader(joined[0].path)
    assert [title in page.extract_text() for title, page in zip(TITLES, reader.pages, strict=False)] == [
        True,
        True,
    ]
    tops = [one["/Title"] for one in reader.outline if not isinstance(one, list)]
    below = [one["/Title"] for some in reader.outline if isinstance(some, list) for one in some]
    assert (tops, below) == (["ИС-21", "ИС-22"], [*TITLES[:2]])
    preferences = reader.root_object["/ViewerPreferences"].get_object()
    assert preferences["/Duplex"] == "/Simplex"
    assert f'pdfaid:part="{pdf_a.part}"'.encode() in joined[0].path.read_bytes()
    judged = subprocess.run(["qpdf", "--check", joined[0].path], capture_output=True, text=True, check=False)
    assert judged.returncode == 0, judged.stdout


def test_on_both_sides_each_paper_begins_a_sheet(papers: list[Written], pdf_a: PdfA, tmp_path: Path) -> None:
    files = [((title,), paper.files[0]) for title, paper in zip(TITLES, papers, strict=True)]
    done = join(files, tmp_path / joined_name("Все"), pdf_a, duplex=True)
    reader = PdfReader(done.path)
    assert (done.papers, done.pages, len(reader.pages)) == (3, 5, 5)
    assert [bool(page.extract_text().strip()) for page in reader.pages] == [True, False, True, False, True]
    starts = [reader.get_destination_page_number(one) for one in reader.outline if not isinstance(one, list)]
    assert starts == [0, 2, 4]
    first = done.path.read_bytes()
    join(files, done.path, pdf_a, duplex=True)
    assert done.path.read_bytes() == first
    # What the papers share lies there once.
    assert len(first) < sum(len(file.read_bytes()) for _words, file in files) * 0.7


def test_a_damaged_paper_is_named_and_nothing_is_replaced(
    papers: list[Written], pdf_a: PdfA, tmp_path: Path
) -> None:
    target = tmp_path / joined_name("Все")
    target.write_bytes(b"before")
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(papers[0].files[0].read_bytes()[:900])
    with pytest.raises(EngineFailed, match=r"broken\.pdf"):
        join([(("1",), papers[0].files[0]), (("2",), broken)], target, pdf_a, duplex=False)
    assert target.read_bytes() == b"before"
