"""Writing papers: whole or not at all, the same again unchanged, another's work never lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from archiver.errors import OutputFailed
from archiver.reports.document.report import Column, Document, Report, Table, text_row
from archiver.reports.document.writing import Paper, State, write_papers
from archiver.settings.pdf_a import PdfA


def paper(text: str = "да", base: str = "папка/форма") -> Paper:
    table = Table((Column("а", 20.0),), (text_row(text),))
    return Paper(base, Document("т", (Report(title="т", tables=(table,)),)), text.encode())


def states(*papers: Paper, folder: Path, replace: bool = False) -> list[State]:
    return [written.state for written in write_papers(papers, folder, PdfA.A2B, replace=replace)]


def test_new_then_unchanged_then_kept_then_replaced(tmp_path: Path) -> None:
    assert states(paper(), folder=tmp_path) == [State.WRITTEN]
    before = {path.name: path.read_bytes() for path in (tmp_path / "папка").iterdir()}
    assert set(before) == {"форма.pdf", "форма.xlsx", "форма.json"}
    assert states(paper(), folder=tmp_path) == [State.UNCHANGED]
    assert states(paper("нет"), folder=tmp_path) == [State.KEPT]
    assert {path.name: path.read_bytes() for path in (tmp_path / "папка").iterdir()} == before
    assert states(paper("нет"), folder=tmp_path, replace=True) == [State.REPLACED]
    assert (tmp_path / "папка" / "форма.json").read_text("utf-8") == "нет"


def test_a_file_signed_by_hand_stays_and_a_lost_one_comes_back(tmp_path: Path) -> None:
    states(paper(), folder=tmp_path)
    (tmp_path / "папка" / "форма.pdf").write_bytes(b"scan of the signed sheet")
    assert states(paper(), folder=tmp_path) == [State.KEPT]
    assert (tmp_path / "папка" / "форма.pdf").read_bytes() == b"scan of the signed sheet"
    states(paper(), folder=tmp_path, replace=True)
    (tmp_path / "папка" / "форма.xlsx").unlink()
    assert states(paper(), folder=tmp_path) == [State.WRITTEN]


def test_one_kept_does_not_stop_the_others(tmp_path: Path) -> None:
    states(paper("а", "1"), folder=tmp_path)
    assert states(paper("б", "1"), paper("в", "2"), folder=tmp_path) == [State.KEPT, State.WRITTEN]


def test_a_folder_in_the_way_is_a_clear_refusal(tmp_path: Path) -> None:
    (tmp_path / "папка" / "форма.pdf").mkdir(parents=True)
    with pytest.raises(OutputFailed, match=r"форма\.pdf"):
        states(paper(), folder=tmp_path)
