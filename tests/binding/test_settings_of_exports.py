"""Settings that came with the exports, as commands meet them: they print, and neither delete nor decide."""

from __future__ import annotations

import datetime as dt
import os
import time
from pathlib import Path

import pytest
from calling import Call, named

from archiver.intake.canonical import write_canonical
from factories import make_journal, make_lesson, make_lessons, make_section

YEAR = "2025/26"
LONG_AGO = time.time() - 400 * 86_400
COLLEGE = '[college]\nname = "Тестовый колледж"\nshort_name = "ТК"\n'


@pytest.fixture
def without_own(archiver: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """The command of a user who has no settings file, and folders of his own."""
    monkeypatch.delenv("ARCHIVER_CONFIG")
    (tmp_path / "archiver.toml").unlink()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return archiver


def received(exports: Path, text: str) -> Path:
    path = exports / "archiver.toml"
    path.write_text(COLLEGE + text, encoding="utf-8")
    return path


def test_a_cache_folder_named_by_exports_costs_nobody_a_file(
    without_own: Call, one_group: Path, tmp_path: Path
) -> None:
    theirs = []
    for number in range(5):
        theirs.append(tmp_path / "документы" / f"папка {number}" / "приказ.pdf")
        theirs[-1].parent.mkdir(parents=True)
        theirs[-1].write_bytes(b"%PDF-1.7")
        os.utime(theirs[-1], (LONG_AGO, LONG_AGO))
    received(one_group, f"[cache]\nfolder = '{tmp_path / 'документы'}'\nkeep_days = 0\n")
    for words in (
        ("year-end", YEAR, "--from", one_group, "--to", tmp_path / "out"),
        ("preview", one_group, "--group", "ИС-21", "--to", tmp_path / "черновик.pdf"),
        ("check", one_group),
    ):
        answer = without_own(*words)
        assert "settings.from-exports" in answer.out
        assert "cache" in answer.out
    assert all(path.exists() for path in theirs)
    assert {path.name for path in (tmp_path / "документы").rglob("*") if path.is_file()} == {"приказ.pdf"}
    assert list((tmp_path / "out").glob("*.pdf"))


def test_refused_settings_are_told_and_are_a_failure_to_the_strict_alone(
    without_own: Call, one_group: Path, tmp_path: Path
) -> None:
    received(one_group, "[limits]\nmax_file_mb = 1\n")
    words = ("year-end", YEAR, "--from", one_group, "--to", tmp_path / "out", "--json")
    assert without_own(*words, "--strict").code == 3
    answer = without_own(*words)
    assert answer.code == 0
    assert answer.document["findings"] == {"blocking": 0, "warning": 1, "note": 1}
    settings = {"file": str(one_group / "archiver.toml"), "from_exports": True}
    assert answer.document["settings"] == settings
    received(one_group, "")
    answer = without_own(*words, "--strict")
    assert (answer.code, answer.document["settings"]) == (0, settings)
    assert all(group["unchanged"] for group in answer.document["groups"])


def test_exports_cannot_accept_what_blocks_them(without_own: Call, one_group: Path, tmp_path: Path) -> None:
    outside = make_section(lessons=(*make_lessons(), make_lesson(99, dt.date(2026, 6, 1))))
    write_canonical(make_journal(sections=(outside,)), one_group)
    blocked = without_own("check", one_group, "--json").document
    codes = {one["code"] for one in blocked["groups"][0]["findings"] if one["severity"] == "blocking"}
    assert codes
    accepted = "".join(
        f"[[accepted]]\ngroup = 'ИС-21'\ncode = '{code}'\nreason = 'так надо'\nby = 'Заведующий'\n"
        for code in codes
    )
    path = received(one_group, accepted)
    answer = without_own("year-end", YEAR, "--from", one_group, "--to", tmp_path / "out")
    assert answer.code == 3
    assert not list((tmp_path / "out").glob("*.pdf"))
    # One's own word, given by naming the file, does accept them.
    named_by_hand = without_own(
        "year-end", YEAR, "--from", one_group, "--to", tmp_path / "out", "--config", path
    )
    assert list((tmp_path / "out").glob("*.pdf")), named_by_hand.err


def test_exports_choose_no_register_and_open_no_file(
    without_own: Call, exports: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("пароль = [", encoding="utf-8")
    received(
        exports,
        f"[archive]\nregister_url = 'sqlite:///{tmp_path / 'чужой.db'}'\nschedule = '{secret}'\n",
    )
    without_own("year-end", YEAR, "--from", exports, "--to", tmp_path / "out")
    for words in (
        ("deposit", tmp_path / "out", "--from", exports),
        ("calendar", "--from", exports),
    ):
        answer = without_own(*words)
        assert "settings.from-exports" in answer.out + answer.err
        assert str(secret) not in answer.out + answer.err
    assert not (tmp_path / "чужой.db").exists()


def test_a_damaged_file_stops_nobody(without_own: Call, one_group: Path, tmp_path: Path) -> None:
    received(one_group, "[printing\n")
    answer = without_own("year-end", YEAR, "--from", one_group, "--to", tmp_path / "out")
    assert answer.code == 0
    assert "settings.unusable" in answer.out
    assert "строка 4" in answer.out
    assert list((tmp_path / "out").glob("*.pdf"))


def test_every_run_says_which_settings_it_used(
    without_own: Call, one_group: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert without_own("check", one_group).err.startswith("Настройки: файла нет")
    assert without_own("check", one_group, "--json").document["settings"]["file"] is None
    came = received(one_group, "")
    assert without_own("check", one_group).err == f"Настройки: {came}, пришли с выгрузками.\n"
    own = tmp_path / "archiver.toml"
    own.write_text(COLLEGE, encoding="utf-8")
    for answer in (
        without_own("check", one_group),
        without_own("convert", one_group, "--to", tmp_path / "json"),
        without_own("statement", one_group, "--to", tmp_path / "ведомости"),
        without_own("hours", one_group, "--to", tmp_path / "часы"),
        without_own("deadlines", one_group),
        without_own("control", one_group, "--to", tmp_path / "контроль"),
        without_own("scholarship", one_group, "--to", tmp_path / "с", "--term", "1"),
        without_own("preview", one_group, "--group", "ИС-21", "--to", tmp_path / "ч.pdf"),
        without_own("calendar", "--from", one_group),
    ):
        assert answer.err.startswith(f"Настройки: {own}.\n"), answer.err
    for words in (("check", one_group), ("deadlines", one_group)):
        answer = without_own(*words, "--json")
        assert answer.document["settings"] == {"file": str(own), "from_exports": False}
        assert answer.err == ""


def test_settings_found_and_settings_named_print_the_same_papers(
    without_own: Call, exports: Path, tmp_path: Path
) -> None:
    write_canonical(named(make_journal(), "ИС-22"), exports)
    path = received(
        exports,
        '[[departments]]\nname = "Информационные технологии"\nhead = "Чарикова Юлия Львовна"\n'
        "[printing]\nduplex = true\n[reports]\ndirector = 'Бурлаков Юрий Александрович'\n",
    )
    made = []
    for words in ((), ("--config", path)):
        out = tmp_path / f"out{len(words)}"
        assert without_own("year-end", YEAR, "--from", exports, "--to", out, *words).code == 0
        made.append({file.name: file.read_bytes() for file in out.glob("*.pdf")})
    assert made[0] == made[1]
    assert len(made[0]) == 4
