"""What `archiver deposit` says and ends with: once, twice, with other contents, with nothing at all."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest

from archiver.archive.deposit import request
from archiver.archive.deposit.outcome import DepositOutcome, DepositStatus
from archiver.counter.trail_files import FOLDER
from archiver.errors import Refused
from archiver.remedies import Deed, Remedy
from college_of_test import College, judged
from factories import NAMES


def test_the_binders_of_the_press_lie_whole_on_both_disks(college: College) -> None:
    """The way from an export to the medium, with the real press in between."""
    disks = college.disks()
    college.binders()
    shutil.rmtree(college.root / "out")
    pressed = college.call("year-end", "2025/26", "--from", "exports", "--to", "out", "--workers", "1")
    assert pressed.code in (0, 3)
    said = college.deposit()
    assert (said.code, "сдано: ИТ-1, ИТ-2; прочитано обратно" in said.err) == (0, True), said
    for disk in disks:
        (bag,) = college.bags(disk)
        judged(bag)
        (volume,) = (bag / "data" / "volumes").iterdir()
        metadata = pypdf.PdfReader(volume).root_object["/Metadata"].get_object()
        assert b"pdfaid:part" in metadata.get_data()  # type: ignore[attr-defined]


def test_a_second_run_finds_everything_done(college: College) -> None:
    disks = college.disks()
    college.binders("ИС-21", "ИС-22")
    said = college.deposit()
    assert (said.code, "Сдано: 2" in said.out) == (0, True), said
    before = stamps(disks)
    again = college.deposit()
    assert (again.code, "Всё уже сдано, дел: 2" in again.out) == (0, True), again
    assert stamps(disks) == before
    college.binders("ИС-21", "ИС-22", "ИС-23")
    third = college.deposit()
    assert (third.code, "Сдано: 1" in third.out, "было сдано раньше: 2" in third.out) == (0, True, True), (
        third
    )
    kept = stamps(disks)
    assert {path: kept[path] for path in before} == before


def test_every_volume_that_was_not_taken_is_named(college: College) -> None:
    """Binders that lie in the folder and are in no report, or whose group is not in the exports."""
    college.disks()
    college.binders("ИС-21", "ИС-22")
    stray = college.root / "out" / "прежние" / "Журнал ИС-19 2025-26.pdf"
    stray.parent.mkdir()
    stray.write_bytes(b"%PDF-1.7")
    shutil.rmtree(college.root / "exports" / "1")
    said = college.deposit()
    assert (said.code, "Сдано: 1" in said.out, "не сдано: 2" in said.out) == (3, True, True), said
    assert "прежние/Журнал ИС-19 2025-26.pdf" in said.err
    assert "ИС-22/Журнал ИС-22 2025-26.pdf" in said.err
    again = college.deposit()
    assert (again.code, "не сдано: 2" in again.out) == (3, True), again
    stray.unlink()
    college.binders("ИС-21", "ИС-22")
    assert college.deposit().code == 0


def stamps(disks: tuple[Path, ...]) -> dict[Path, int]:
    """When every file was written, but what the media are told of the trail."""
    return {
        path: path.stat().st_mtime_ns
        for disk in disks
        for path in disk.rglob("*")
        if path.is_file() and path.parent.name != FOLDER
    }


def test_changed_contents_are_another_version_or_nothing(college: College) -> None:
    disks = college.disks()
    college.binders()
    assert college.deposit().code == 0
    before = stamps(disks)
    first = college.bags(disks[0])
    shutil.copytree("out", "первый out")
    shutil.copytree("exports", "первые exports")
    college.binders(topic="Другая тема")
    said = college.deposit()
    assert (said.code, "--new-version" in said.err, stamps(disks) == before) == (3, True, True), said
    said = college.deposit("--new-version", "исправлена тема занятия")
    assert (said.code, "сдано: ИТ-1, ИТ-2" in said.err) == (0, True), said
    college.assert_sound(disks)
    kept = stamps(disks)
    assert {path: kept[path] for path in before} == before  # the earlier version is not touched
    assert college.deposit("--new-version", "ещё раз").code == 0
    back = college.call("deposit", "первый out", "--from", "первые exports", "--new-version", "назад")
    assert (back.code, "уже заменено новой версией" in back.err) == (3, True), back
    assert len(college.bags(disks[0])) == 2
    assert first[0] in college.bags(disks[0])


def test_a_volume_that_was_only_renamed_is_in_the_archive_already(college: College) -> None:
    disks = college.disks()
    college.binders()
    assert college.deposit().code == 0
    before = stamps(disks)
    report = college.root / "out" / "report.json"
    document = json.loads(report.read_text(encoding="utf-8"))
    (volume,) = document["groups"][0]["volumes"]
    (college.root / "out" / volume["path"]).rename(college.root / "out" / "Журнал ИС-21 (3f9a2c) 2025-26.pdf")
    volume["path"] = "Журнал ИС-21 (3f9a2c) 2025-26.pdf"
    report.write_text(json.dumps(document), encoding="utf-8")
    said = college.deposit()
    assert (said.code, "уже сдано" in said.err, stamps(disks) == before) == (0, True, True), said


def test_a_third_disk_gets_the_same_bytes_later(college: College) -> None:
    one, _two = college.disks()
    college.binders()
    assert college.deposit().code == 0
    third = college.disk("ИТ-3")
    said = college.deposit()
    assert (said.code, "ещё одна копия: ИТ-3" in said.err) == (0, True), said
    (here,), (there,) = college.bags(one), college.bags(third)
    for path in here.rglob("*"):
        if path.is_file():
            assert (there / path.relative_to(here)).read_bytes() == path.read_bytes(), path


def test_nothing_to_deposit(college: College) -> None:
    disks = college.disks()
    (college.root / "пусто").mkdir()
    said = college.call("deposit", "пусто")
    assert (said.code, "сдавать нечего" in said.err) == (4, True), said
    college.binders()
    said = college.call("deposit", "out")
    assert (said.code, "--from" in said.err) == (2, True), said
    assert college.call("deposit", "нет такой").code == 2
    report = college.root / "out" / "report.json"
    told = json.loads(report.read_text("utf-8"))
    report.write_text(json.dumps({**told, "groups": []}), encoding="utf-8")
    assert college.deposit().code == 4
    assert not any(college.bags(disk) for disk in disks)


def test_what_is_not_as_it_was_bound_is_named_and_the_rest_deposited(college: College) -> None:
    disks = college.disks()
    college.binders("ИС-21", "ИС-22", "ИС-23", "ИС-24", "ИС-25")
    out = college.root / "out"
    (out / "ИС-21" / "Журнал ИС-21 2025-26.pdf").write_bytes(b"%PDF-1.7 changed".ljust(3000))
    (out / "ИС-22" / "Журнал ИС-22 2025-26.pdf").unlink()
    report = json.loads((out / "report.json").read_text("utf-8"))
    report["groups"][2]["status"] = "blocked"
    report["groups"][3]["volumes"][0]["path"] = "../../etc/passwd"
    (out / "report.json").write_text(json.dumps(report, ensure_ascii=False), encoding="utf-8")
    said = college.deposit()
    assert said.code == 3
    for text in (
        "ИС-21: не сдано:", "не тот файл, что был сшит", "ИС-22: не сдано: Не удалось прочитать",
        "ИС-23: не сдано: журнал не сшит",
        "ИС-24: не сдано: report.json называет файл вне своей папки", "ИС-25: сдано",
    ):  # fmt: skip
        assert text in said.err, (text, said.err)
    assert "не сдано: 5" in said.out
    assert "ИС-24/Журнал ИС-24 2025-26.pdf: не сдано: об этом файле не сказано" in said.err
    assert [len(college.bags(disk)) for disk in disks] == [1, 1]


def test_a_binder_of_one_term_is_not_the_years(college: College) -> None:
    """Its closing day would be that of the first term, unless the college says that there is no other."""
    college.disks()
    college.binders("ИС-21", "ИС-22")
    report = college.root / "out" / "report.json"
    told = json.loads(report.read_text("utf-8"))
    for one in told["groups"]:
        one["codes"] = {"term.missing": 1}
    reason = "Выпущена в январе"
    told["groups"][1]["accepted"] = [{"code": "term.missing", "reason": reason, "by": "Орлова М.П."}]
    report.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    said = college.deposit()
    assert (said.code, "ИС-21: не сдано: в журнале ещё нет учебного периода" in said.err) == (3, True), said
    assert "ИС-22: сдано" in said.err
    (bag,) = college.bags(college.root / "ИТ-1")
    assert reason.encode() in b"".join(path.read_bytes() for path in bag.rglob("*.xml"))


def test_a_file_by_terms_waits_for_its_last_volume(college: College) -> None:
    """It is closed once; what is bound of it in January, and periods bound by themselves, are no file."""
    college.disks()
    college.binders("ИС-21", "ИС-22")
    report = college.root / "out" / "report.json"
    told = json.loads(report.read_text("utf-8"))
    told["groups"][0]["volumes"][0] |= {"number": 1, "count": None}
    period = {"number": 1, "name": "1 семестр", "start": "2025-09-01", "end": "2025-12-28", "status": "done"}
    volume = told["groups"][1]["volumes"][0] | {"path": "Журнал ИС-22 2025-26 1 семестр.pdf"}
    told["groups"][1]["periods"] = [period | {"volumes": [volume], "codes": {}, "identity": None}]
    (college.root / "out" / volume["path"]).write_bytes(b"%PDF-1.7 January")
    report.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    said = college.deposit()
    assert (said.code, "ИС-21: не сдано: последний том дела ещё не сшит" in said.err) == (3, True), said
    assert "ИС-22: сдано" in said.err
    assert "1 семестр" not in said.err


def test_exports_of_other_journals_are_refused(college: College) -> None:
    college.disks()
    college.binders("ИС-21", "ИС-22")
    report = college.root / "out" / "report.json"
    told = json.loads(report.read_text("utf-8"))
    told["groups"][0]["volumes"][0]["contents"][0]["title"] = "Химия"
    report.write_text(json.dumps(told), encoding="utf-8")
    shutil.rmtree(college.root / "exports" / "1")
    said = college.deposit()
    assert (said.code, "не те предметы" in said.err, "группы нет в выгрузках" in said.err) == (3, True, True)
    assert "archiver year-end" in said.out
    assert college.copies() == 0
    assert college.call("deposit", "out", "--from", "нет").code == 4


def test_days_and_reasons(college: College) -> None:
    college.disks()
    college.binders()
    said = college.deposit("--closed-on", "2026-05-01")
    assert (said.code, "28.06.2026" in said.err) == (2, True), said
    assert college.deposit("--closed-on", "вчера").code == 2
    assert college.deposit("--copies", "0").code == 2
    assert college.deposit("--closed-on", "31.08.2026").code == 0


def test_names_of_students_are_told_nowhere_but_in_the_documents(college: College) -> None:
    """Neither on the screen, nor in the trail, nor in the tag files or paths on a medium."""
    one, two = college.disks()
    college.binders()
    said = [college.deposit()]
    college.binders(topic="Другая тема")
    said += [college.deposit(), college.deposit("--new-version", "исправлена тема")]
    told = "".join(one.out + one.err for one in said)
    with college.register() as register, register.reading() as work:
        told += "".join(event.detail + event.object for event in work.trail.events())
    for path in (*one.rglob("*"), *two.rglob("*")):
        told += path.as_posix()
        if path.is_file() and "/data/" not in path.as_posix():
            told += path.read_text("utf-8")
    for surname, _name, _patronymic in NAMES:
        assert surname not in told


def test_a_volume_that_cannot_be_read(college: College) -> None:
    """It is named, and the others are deposited."""
    college.disks()
    college.binders("ИС-21", "ИС-22")
    volume = college.root / "out" / "ИС-21" / "Журнал ИС-21 2025-26.pdf"
    volume.chmod(0)
    if os.access(volume, os.R_OK):  # whoever may read everything
        volume.unlink()
        volume.mkdir()
    said = college.deposit()
    assert (said.code, "ИС-21: не сдано" in said.err, "ИС-22: сдано" in said.err) == (3, True, True), said


def test_what_to_do_is_told_of_what_came_before_a_refusal(
    college: College, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused_after_one(*_given: object) -> Iterator[DepositOutcome]:
        yield DepositOutcome("ИС-21", DepositStatus.FAILED, remedies=(Remedy(Deed.REPAIR),))
        raise Refused("носителей мало")

    monkeypatch.setattr(request, "deposit", refused_after_one)
    college.disks()
    (college.root / "out").mkdir()
    said = college.call("deposit", "out")
    assert (said.code, "носителей мало" in said.err) == (9, True), said
    assert "archiver repair" in said.out
