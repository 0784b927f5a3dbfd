"""Binders made before the program: deposited, found, kept on paper, and never a way round their statement."""

from __future__ import annotations

import datetime as dt
import io
import shutil
from pathlib import Path

import openpyxl
import pypdf
import pytest

from archiver import clock
from archiver.archive.deposit.names_list import names_of
from archiver.archive.deposit.pdf_check import look_at
from archiver.errors import InputInvalid
from archiver.register.model.files import File
from archiver.settings.tables import Limits
from college_of_test import College, blank_pdf, judged
from storage.bag.reading import read_info
from storage.directory import DirectoryStore

JOURNAL, STATEMENTS = "ТК/05-11/2020-21/ЭД-15", "ТК/05-12/2020-21/ЭД-15"
WHERE = "опись 3-Л, дело 15"
LATER = dt.datetime(2027, 2, 1, 9, tzinfo=dt.UTC)
NAMES = "1. Абаев Иван Петрович\r\n2. Ёлкин Пётр Ильич\r\n\r\n3. Салтыкова-Щедрина Анна\r\n"


def pdf(path: Path, pages: int = 3, *, claim: str = "", password: str = "") -> Path:
    """A PDF that says it is PDF/A of that part, or is encrypted."""
    if not claim and not password:
        path.write_bytes(blank_pdf(pages) + f"% {path.name}".encode())
        return path
    writer = pypdf.PdfWriter(io.BytesIO(blank_pdf(pages)))
    if claim:
        writer.xmp_metadata = (
            '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
            '<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">'
            f"<pdfaid:part>{claim[0]}</pdfaid:part><pdfaid:conformance>{claim[1]}</pdfaid:conformance>"
            "</rdf:Description></rdf:RDF></x:xmpmeta>"
        ).encode()
    if password:
        writer.encrypt(password)
    writer.write(path)
    return path


@pytest.fixture
def brought(college: College) -> College:
    """Two disks, two volumes, a scanned statement, the list of names."""
    college.disks()
    pdf(college.root / "Том 1.pdf", 4, claim="1B")
    pdf(college.root / "Том 2.pdf", 2)
    pdf(college.root / "Ведомость.pdf", 1)
    (college.root / "имена.txt").write_bytes(NAMES.encode("cp1251"))
    return college


WHOSE = ("--group", "ЭД-15", "--year", "2020/21", "--names", "имена.txt")
READY = ("deposit", "--ready", "Том 1.pdf", "--ready", "Том 2.pdf", *WHOSE)


def file(college: College, name: str = JOURNAL) -> File:
    with college.register() as register, register.reading() as work:
        return work.files.known_as(name)


def test_it_is_a_file_like_any_other(brought: College) -> None:
    said = brought.well(*READY, "--statement", "Ведомость.pdf", "--sheets", 2, "--sheets", 1)
    assert said.err.count("сдано: ИТ-1, ИТ-2") == 2
    assert "Том 1.pdf назван PDF/A-1b" in said.err and "Том 2.pdf — не PDF/A" in said.err
    journal = file(brought)
    assert (journal.closed_on, journal.keep_until) == (dt.date(2021, 6, 30), dt.date(2026, 12, 31))
    assert (journal.sheets, journal.volumes, journal.years) == (3, 2, 5)
    assert file(brought, STATEMENTS).keep_until == dt.date(2046, 12, 31)
    (bag,) = [one for one in brought.bags(brought.root / "ИТ-1") if "05-11" in str(one)]
    judged(bag)
    assert {path.name for path in (bag / "data" / "volumes").iterdir()} == {"Том 1.pdf", "Том 2.pdf"}
    assert (bag / "data" / "names.txt").read_text("utf-8").splitlines()[1] == "Ёлкин Пётр Ильич"
    assert "изготовлено вне программы" in (bag / "metadata" / "premis.xml").read_text("utf-8")
    assert brought.well("find", "елкин").out.count("ЭД-15") >= 2
    brought.well("paper", "add", JOURNAL, "--site", "Корпус 1", "--room", "архив")
    assert "2/2" in brought.well("paper", "list", JOURNAL).out
    brought.well("hold", "place", JOURNAL, "--document", "Запрос суда")
    # The same again is told; so is the same PDF under another name.
    again = brought.well(*READY, "--statement", "Ведомость.pdf")
    assert "Всё уже сдано" in again.out
    other = brought.call(
        "deposit", "--ready", "Том 1.pdf", "--group", "ЭД-16", "--year", "2020/21", "--names", "имена.txt"
    )
    assert (other.code, JOURNAL in other.err) == (9, True), other
    assert brought.call("deposit", "--ready", "Том 1.pdf", "--ready", "Том 1.pdf", *WHOSE).code == 2


def test_never_a_way_round_its_statement(brought: College, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a statement it stays; with one that lies elsewhere the act says where, and people judge it."""
    assert "сдан без ведомости" in brought.well(*READY).err
    brought.well("people", "add", "root", "Орлова Надежда Викторовна", "--role", "archivist")
    monkeypatch.setattr(clock, "now", lambda: LATER)
    assert brought.call("disposal", "draft").code == 9
    due = brought.call("disposal", "due").out
    assert JOURNAL in due and "ведомост" in due
    assert "Всё уже сдано" in brought.well(*READY, "--document", WHERE).out
    brought.well("paper", "add", JOURNAL, "--site", "Корпус 1", "--room", "архив")
    (brought.root / "полки.txt").write_text(f"{JOURNAL} том 1\n", encoding="utf-8")
    assert brought.call("paper", "check", "полки.txt", "--room", "архив").code == 3
    assert "том 2 не обнаружен при проверке 01.02.2027" in brought.well("disposal", "draft").out
    with brought.register() as register, register.reading() as work:
        (entry,) = work.acts.open()
        act = work.acts.get(entry.number)
        assert act is not None
        assert [row.remark for row in act.rows] == [
            f"сводная ведомость: {WHERE}; том 2 не обнаружен при проверке 01.02.2027"
        ]


def test_a_journal_of_the_program_is_not_excused(brought: College) -> None:
    brought.binders()
    assert brought.deposit().code == 0
    said = brought.call(
        "deposit", "--ready", "Том 1.pdf", "--group", "ИС-21", "--year", "2025/26", "--names", "имена.txt",
        "--document", "опись 1", "--new-version", "скан",
    )  # fmt: skip
    assert (said.code, "archiver statement" in said.err) == (9, True), said


def test_where_the_statement_lies_survives_the_register(brought: College) -> None:
    brought.well(*READY, "--document", WHERE)
    bag = brought.bags(brought.root / "ИТ-1")[0]
    store = DirectoryStore(brought.root / "ИТ-1")
    labels = dict(read_info(store, bag.relative_to(brought.root / "ИТ-1").as_posix()))
    assert labels["Statement-Document"] == WHERE
    shutil.rmtree(brought.root / "data")
    brought.well("register", "rebuild", brought.root / "ИТ-1")
    with brought.register() as register, register.reading() as work:
        assert work.files.statement_elsewhere(work.files.known_as(JOURNAL)) == WHERE
    said = brought.call("find", "елкин")
    assert (said.code, JOURNAL in said.out) == (3, True), said  # one copy of it is left


def test_a_scanned_statement_is_told_by_the_certificate(brought: College) -> None:
    brought.well("deposit", "--statement", "Ведомость.pdf", *WHOSE)
    said = brought.call("certificate", "--student", "Ёлкин Пётр Ильич", "--to", "справки")
    assert (said.code, STATEMENTS in said.err, "archiver get" in said.err) == (6, True, True), said


def test_what_contradicts_itself_is_refused(brought: College) -> None:
    for words, code in (
        (READY[:3], 2),  # whose it is
        (("deposit", *WHOSE), 2),  # nothing is brought
        ((*READY, "out"), 2),
        ((*READY, "--statement", "Ведомость.pdf", "--document", "опись 3"), 2),
        ((*READY, "--sheets", "4"), 2),
        ((*READY, "--closed-on", "31.12.2020"), 2),
        (("deposit", "--statement", "Ведомость.pdf", *WHOSE, "--document", "опись 3"), 2),
        (("deposit", "--ready", "нет.pdf", *WHOSE), 4),
        (("deposit",), 2),
    ):
        said = brought.call(*words)
        assert said.code == code, (words, said)
        assert "Traceback" not in said.err
    for path in (brought.root / "ИТ-1", brought.root / "ИТ-2"):
        assert not brought.bags(path)


def test_what_is_no_pdf_to_keep_stays_out(brought: College) -> None:
    spoilt = brought.root / "Том.pdf"
    for made, why in (
        (lambda: spoilt.write_bytes(b""), "не целый PDF"),
        (lambda: spoilt.write_bytes(blank_pdf()[:200]), "не целый PDF"),
        (lambda: spoilt.write_bytes(blank_pdf(0)), "нет страниц"),
        (lambda: pdf(spoilt, password="пароль"), "зашифрован"),
    ):
        made()
        said = brought.call("deposit", "--ready", "Том.pdf", *WHOSE)
        assert (said.code, why in said.err) == (3, True), said


def test_claims_of_pdf_a_are_read(tmp_path: Path) -> None:
    assert look_at(pdf(tmp_path / "a.pdf", claim="2U")).claims == "2u"
    assert look_at(pdf(tmp_path / "b.pdf")).claims == ""
    assert look_at(tmp_path / "a.pdf").pages == 3


def test_lists_of_names(tmp_path: Path) -> None:
    want = ("Абаев Иван Петрович", "Ёлкин Пётр Ильич", "Салтыкова-Щедрина Анна")
    listed = tmp_path / "имена.txt"
    for text in (
        NAMES,
        "ФИО\n" + NAMES,
        "№;Фамилия, имя, отчество\n1;Абаев Иван Петрович\n2;Ёлкин Пётр Ильич\n3;Салтыкова-Щедрина Анна",
    ):
        for encoding in ("utf-8", "utf-8-sig", "cp1251", "utf-16"):
            listed.write_bytes(text.encode(encoding))
            assert names_of(listed, Limits()) == want, (text, encoding)
    book = openpyxl.Workbook()
    book.active.append(["№", "Фамилия", "Имя", "Отчество"])
    for number, name in enumerate(want, 1):
        book.active.append([number, *name.split()])
    book.save(tmp_path / "имена.xlsx")
    assert names_of(tmp_path / "имена.xlsx", Limits()) == want
    listed.write_text("Абаев Иван\nзадолженность по физике 2\nЁлкин\n", encoding="utf-8")
    with pytest.raises(InputInvalid) as refused:
        names_of(listed, Limits())
    assert "2, 3" in str(refused.value.message) and "Ёлкин" not in str(refused.value.message)
    for nothing in (b"", "ФИО\n".encode()):
        listed.write_bytes(nothing)
        with pytest.raises(InputInvalid):
            names_of(listed, Limits())
