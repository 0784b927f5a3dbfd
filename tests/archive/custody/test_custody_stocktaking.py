"""Stock-taking of a room: labels read there against the register, the act, and what is missing since then."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import json
import sys

import pypdf
import pytest
from custody_archive import ME, Archive, a_file

from archiver import clock
from archiver.archive.custody.stocktaking import CHECKED, missing_since
from archiver.archive.custody.volume_labels import LabelIndex, Shelf, labels_in
from archiver.binder.identity import _token
from archiver.errors import ExitCode
from archiver.register.model.paper import PaperCopy
from archiver.register.model.people import Role

DAY = dt.datetime(2026, 9, 1, 9, tzinfo=dt.UTC)


@pytest.fixture
def shelf(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> Archive:
    """ИС-21 in two volumes and ИС-22 in the archive, ИС-23 in the cellar."""
    monkeypatch.setattr(clock, "now", lambda: DAY)
    files = archive.add(
        dataclasses.replace(a_file("ИС-21"), volumes=2, sheets=380), a_file("ИС-22"), a_file("ИС-23")
    )
    with archive.opened() as register, register.transaction(by=ME) as work:
        for file, volume, volumes, room in (
            (files[0], 1, 2, "архив"),
            (files[0], 2, 2, "архив"),
            (files[1], 1, 1, "архив"),
            (files[2], 1, 1, "подвал"),
        ):
            work.paper.add(
                PaperCopy(
                    file_id=file.id, volume=volume, volumes=volumes, sheets=120, site="Корпус 1", room=room,
                    registered_at=DAY,
                )
            )  # fmt: skip
    return archive


def check(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, *labels: str, more: tuple[str, ...] = ()
) -> tuple[int, str]:
    """`paper check` of the archive's room, the labels typed."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{label}\n" for label in labels)))
    return archive.call("paper", "check", "--room", "архив", *more)


ALL = ("ТК-2025-26-ИС-21-Т1-3F9A2C7B", "sha256:ab12", "ТК/05-11/2025-26/ИС-21 том 2", "3")


def missing(archive: Archive) -> dict[int, dt.date]:
    with archive.opened() as register, register.reading() as work:
        return missing_since(work)


def test_a_room_in_order(shelf: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    code, said = shelf.call("paper", "check", "--room", "Архив", "--expected")
    assert code == 0 and "томов 3" in said and "3\tТК/05-11/2025-26/ИС-22, том 1" in said
    code, said = check(shelf, monkeypatch, *ALL, "3")
    assert (code, "найдено 3 из 3" in said) == (0, True), said
    assert missing(shelf) == {}
    with shelf.opened() as register, register.reading() as work:
        (event,) = work.trail.events(action=CHECKED)
    assert json.loads(event.detail)["found"] == [1, 2, 3]


def test_what_is_not_there_is_named_until_it_is_found(
    shelf: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, said = check(shelf, monkeypatch, ALL[0], "4", "ТК/05-11/2019-20/ИС-99")
    assert code == ExitCode.FINDINGS, said
    assert "НЕ НАЙДЕН: ТК/05-11/2025-26/ИС-21, том 2" in said and "НЕ НАЙДЕН: ТК/05-11/2025-26/ИС-22" in said
    assert "не на своём месте: ТК/05-11/2025-26/ИС-23, том 1, должен стоять: Корпус 1, подвал" in said
    assert "не учтён: ТК/05-11/2019-20/ИС-99" in said
    assert missing(shelf) == {2: DAY.date(), 3: DAY.date()}
    # Six years on it is told by what is due, and a draft says so in the act.
    later = dt.datetime(2032, 2, 1, 9, tzinfo=dt.UTC)
    monkeypatch.setattr(clock, "now", lambda: later)
    said = shelf.call("disposal", "due")[1]
    assert "том 2 не найден на полке при проверке 01.09.2026" in said
    # Found later, or in somebody's hands: it is not missing any more.
    assert check(shelf, monkeypatch, "ТК/05-11/2025-26/ИС-21/1", "ТК/05-11/2025-26/ИС-21, том 2")[0] == 3
    assert missing(shelf) == {3: DAY.date()}
    assert shelf.call("paper", "move", "ИС-22", "--site", "Корпус 2")[0] == 0
    assert missing(shelf) == {}


def test_lent_and_destroyed_volumes(shelf: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    with shelf.opened() as register, register.transaction(by=ME) as work:
        work.paper.lend(work.paper.get(3), "Юрист Соколов", dt.date(2026, 10, 1))
        work.paper.destroyed(work.paper.get(2), "накладная 7")
    code, said = check(shelf, monkeypatch, ALL[0])
    assert (code, "найдено 1 из 2, выдано 1" in said) == (0, True), said
    code, said = check(shelf, monkeypatch, *ALL)
    assert (code, "ЧИСЛИТСЯ УНИЧТОЖЕННЫМ" in said) == (3, True), said


def test_the_act_says_what_was_found(shelf: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    more = ("--to", "акт.pdf", "--number", "2", "--by", "Архивариус Петров", "--conditions", "сухо, 18 °C",
            "--needs", "1=binding")  # fmt: skip
    code, said = check(shelf, monkeypatch, ALL[0], "3", more=more)
    assert code == 3, said
    reader = pypdf.PdfReader(shelf.folder / "акт.pdf")
    text = " ".join("".join(page.extract_text() for page in reader.pages).split())
    for told in (
        "проверки наличия и состояния архивных документов",
        "Хранилище: Корпус 1, архив",
        "1. Числится по учётным документам: 3 (три) ед. хр.",
        "3. Не обнаружено: 1 (одна) ед. хр.",
        "4. Имеется: 2 (две) ед. хр.",
        "переплёта или подшивки — 1",
        "сухо, 18 °C",
        "ТК/05-11/2025-26/ИС-21, том 2 из 2",
        "Архивариус Петров",
    ):
        assert told.replace(" ", "") in text.replace(" ", "").replace("\N{NO-BREAK SPACE}", ""), (told, text)


def test_the_calendar_asks_for_it_in_time(shelf: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    def due() -> dict[str, str]:
        found = json.loads(shelf.call("calendar", "--json")[1])["obligations"]
        return {one["subject"]: one["due"] for one in found if one["duty"] == "paper-checked"}

    assert due() == {"Корпус 1, архив": "2031-08-31", "Корпус 1, подвал": "2031-08-31"}
    monkeypatch.setattr(clock, "now", lambda: DAY + dt.timedelta(days=100))
    assert check(shelf, monkeypatch, *ALL)[0] == 0
    assert due() == {"Корпус 1, архив": "2031-12-09", "Корпус 1, подвал": "2031-08-31"}


def test_what_is_no_check_is_refused(shelf: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    assert check(shelf, monkeypatch, "", "sha256:ab")[0] == ExitCode.USAGE
    assert shelf.call("paper", "check", "нет.txt", "--room", "архив")[0] == ExitCode.INPUT_INVALID
    assert check(shelf, monkeypatch, ALL[0], more=("--site", "Корпус 9"))[0] == ExitCode.REFUSED
    assert check(shelf, monkeypatch, ALL[0], more=("--needs", "3=binding"))[0] == ExitCode.USAGE
    assert check(shelf, monkeypatch, ALL[0], more=("--needs", "1=flood"))[0] == ExitCode.USAGE
    shelf.settle(Role.COMMISSION)
    assert check(shelf, monkeypatch, *ALL)[0] == ExitCode.REFUSED
    assert missing(shelf) == {}


def test_labels_that_two_volumes_have_name_none() -> None:
    volumes = [
        Shelf(
            dataclasses.replace(a_file(group), id=number),
            PaperCopy(file_id=number, volume=1, volumes=1, sheets=1, site="", registered_at=DAY, id=number),
        )
        for number, group in enumerate(("ИС 21", "ИС-21", "ё–1(9)"), 1)
    ]
    index = LabelIndex.of(volumes)
    assert index.volume("ТК-2025-26-ИС-21-Т1-3F9A2C7B") is None
    assert index.volume("ТК/05-11/2025-26/ИС 21") is volumes[0]
    # The binder's own way to write its name gives the volume back.
    words = "-".join(map(_token, ("ТК", "2025-26", "ё–1(9)", "Т1", "0f9a2c7b")))
    assert index.volume(words) is volumes[2]
    assert labels_in("\ufeffа  б\r\n\r\nsha256:0f\nа б\n") == ("а б",)
