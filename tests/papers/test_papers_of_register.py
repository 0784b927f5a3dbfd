"""The papers of the archive out of a register: what stands on them, what is left to write in."""

from __future__ import annotations

import datetime as dt
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest

from archiver.__main__ import run
from archiver.register.model.files import File, Roster
from archiver.register.model.media import Medium, MediumKind
from archiver.register.model.packages import Bag, BagContent
from archiver.register.model.paper import PaperCopy
from archiver.register.opening import open_url
from archiver.register.work import Work

REGISTERED = dt.datetime(2026, 7, 1, 9, tzinfo=dt.UTC)
MANDATE = "Положение об электронном журнале, раздел 5"
SETTINGS = """
[college]
name = "ГБПОУ «Отрадненский нефтяной техникум»"
short_name = "ОНТ"
authority = "Министерство образования Самарской области"
city = "г. Отрадный"

[reports]
director = "Бурлаков Юрий Александрович"

[officers]
compiler = "Ларина Ольга Игоревна"

[transfer]
hands_over = "Сомов Игорь Павлович"
archivist = "Юрьева Нина Львовна"

[[departments]]
name = "Отделение информационных технологий"
head = "Чарикова Юлия Львовна"
groups = ["ИС-21"]
"""


def _file(
    work: Work, series: str, group: str, *, sheets: int, media: tuple[Medium, ...], college: str = "ОНТ"
) -> File:
    years = {"05-11": 5, "05-12": 25}[series]
    what = {"05-11": "Журнал учебных занятий", "05-12": "Сводные ведомости успеваемости"}[series]
    file = work.files.add(
        File(
            external_id=f"{college}/{series}/2025-26/{group}",
            college=college,
            series=series,
            index=series,
            title=f"{what} группы {group} за 2025/26 учебный год",
            academic_year=2025,
            registered_at=REGISTERED,
            department="Отделение информационных технологий",
            group=group,
            opened_on=dt.date(2025, 9, 1),
            closed_on=dt.date(2026, 6, 28),
            years=years,
            mandate=MANDATE,
            keep_until=dt.date(2026 + years, 12, 31),
            sheets=sheets,
        ),
        Roster.of(("Ёлкин Пётр Ильич",)),
    )
    if media:
        made = Bag(
            file_id=file.id,
            external_id=f"{file.external_id}/3f9a2c7b51d0",
            digest="0123456789abcdef" * 4,
            size=12_400_000,
            files=9,
            bagged_on=REGISTERED.date(),
        )
        content = BagContent(path="data/x.pdf", size=5, sha256="ab" * 32, sha512="cd" * 64, kind="volume")
        bag = work.bags.add(made, [content])
        for medium in media:
            work.copies.register(
                work.copies.begin(bag, medium.id, f"{series}/2025-26/{group} 3f9a2c7b"), "direct"
            )
    return file


@pytest.fixture(scope="module")
def archive_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Two groups: the journal of one in two volumes on paper, of the other on one medium, paper unknown."""
    folder = tmp_path_factory.mktemp("archive")
    url = f"sqlite:///{folder / 'register.db'}"
    settings = folder / "archiver.toml"
    settings.write_text(f'{SETTINGS}\n[archive]\nregister_url = "{url}"\n', encoding="utf-8")
    with open_url(url) as register, register.transaction("test") as work:
        media = tuple(
            work.media.add(
                Medium(
                    inventory_number=f"ИТ-{number}",
                    kind=MediumKind.DISK,
                    identity=str(number),
                    address=f"/{number}",
                    site=f"Корпус {number}",
                    registered_on=REGISTERED.date(),
                )
            )
            for number in (1, 2)
        )
        journal = _file(work, "05-11", "ИС-21", sheets=310, media=media)
        statements = _file(work, "05-12", "ИС-21", sheets=21, media=media)
        _file(work, "05-11", "ИС-22", sheets=183, media=media[:1])
        _file(work, "05-12", "ИС-22", sheets=20, media=())
        other = _file(work, "05-11", "ТО-11", sheets=99, media=(), college="ДТ")
        assert other.college == "ДТ"  # a college of the same register: on none of our papers
        for file, sheets in ((journal, (182, 128)), (statements, (21,))):
            for number, count in enumerate(sheets, 1):
                work.paper.add(
                    PaperCopy(
                        file_id=file.id,
                        volume=number,
                        volumes=len(sheets),
                        sheets=count,
                        site="архив",
                        registered_at=REGISTERED,
                    )
                )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ARCHIVER_CONFIG", str(settings))
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        patch.chdir(folder)
        yield folder


def pages(path: Path) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(path).pages]


def printed(folder: Path, *words: str, code: int = 0) -> dict[str, str]:
    several = words[0] in ("cover", "certification")
    assert run(("papers", *words, "--to", "out" if several else "out/paper.pdf", "--replace")) == code
    made = {path.stem: " ".join(pages(path)) for path in (folder / "out").glob("*.pdf")}
    for path in (folder / "out").glob("*.pdf"):
        judged = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
        assert judged.returncode == 0, judged.stdout
        path.unlink()
    return made


def test_a_cover_for_every_volume(archive_folder: Path) -> None:
    made = printed(archive_folder, "cover", "--year", "2025/26", "--group", "ИС-21", "--joined")
    joined = made.pop("Обложки одним файлом")
    assert all(text in joined for text in ("Том 1 из 2", "Том 2 из 2", "05-12"))
    assert set(made) == {
        "Обложка 05-11 ИС-21 2025-26 Том 1 из 2",
        "Обложка 05-11 ИС-21 2025-26 Том 2 из 2 (последний)",
        "Обложка 05-12 ИС-21 2025-26",
    }
    second = made["Обложка 05-11 ИС-21 2025-26 Том 2 из 2 (последний)"]
    for text in (
        "Министерство образования Самарской области",
        "Отделение информационных технологий",
        "ДЕЛО № 05-11",
        "Том 2 из 2 (последний)",
        "01.09.2025–28.06.2026",
        "На 128 листах",
        "Хранить 5 лет",
        MANDATE,
    ):
        assert text in second.replace("\N{NO-BREAK SPACE}", " "), text
    assert "Хранить 25 лет" in made["Обложка 05-12 ИС-21 2025-26"]


def test_a_certification_sheet_counts_in_words(archive_folder: Path) -> None:
    made = printed(
        archive_folder, "certification", "ОНТ/05-12/2025-26/ИС-21", "--lettered", "5а", "--contents", "1"
    )
    (text,) = made.values()
    assert "21 (двадцать один) лист" in text and "литерные номера листов: 5а" in text
    assert "Заведующий отделением" in text and "Ю.Л." in text and "Чарикова" in text
    many = run(("papers", "certification", "--year", "2025/26", "--missed", "7", "--to", "out"))
    assert many == 2


def test_the_inventory_sums_its_volumes(archive_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = printed(archive_folder, "inventory", "2025/26", "--number", "3", "--on", "03.07.2026")
    text = made["paper"]
    # Three volumes of two files are known, two files' volumes are not: 182 + 128 + 21 + 183 + 20.
    assert "внесено 5 (пять) дел с № 1 по № 5" in text
    assert "Всего 534 (пятьсот тридцать четыре) листа." in text
    assert "ОПИСЬ № 3 дел за 2025/26 учебный год" in text
    assert text.count("тома на бумаге не учтены") == 2
    assert "ИС-22" in capsys.readouterr().err
    printed(archive_folder, "inventory", "2025/26", "--strict", code=3)
    one = printed(archive_folder, "inventory", "2025/26", "--series", "05-12")
    assert "дел временного (свыше 10 лет) хранения за 2025/26 учебный год" in one["paper"]


def test_the_electronic_inventory_names_media_and_digests(
    archive_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = printed(archive_folder, "electronic-inventory", "2025/26", code=3)
    text = made["paper"]
    assert "внесено 3 (три) дела" in text and "Общий объём 37,2 МБ." in text
    assert "ИТ-1,ИТ-2;05-12/2025-26/ИС-213f9a2c7b" in text.replace(" ", "").replace("-\xad", "-")
    assert "0123456789abcdef" in text
    assert "копий 1 из 2" in text
    assert "ОНТ/05-12/2025-26/ИС-22" in capsys.readouterr().err
    assert "реестры документов" not in text
    whole = printed(archive_folder, "electronic-inventory", "2025/26", "--documents", code=3)
    text = whole["paper"]
    assert "Передал 3 (три) дела и реестры документов к ним." in text
    assert "Дело по описи № 2." in text and text.count("data/x.pdf") == 3
    assert run(("papers", "electronic-inventory", "2024/25", "--to", "out.pdf")) == 2


def test_the_act_of_transfer_is_due_on_5_july(archive_folder: Path) -> None:
    made = printed(archive_folder, "transfer", "2025/26", "--number", "7", "--on", "03.07.2026")
    text = made["paper"]
    assert "Срок сдачи: 05.07.2026." in text
    assert "Итого принято 5 (пять) ед. хр., 534 (пятьсот тридцать четыре) листа." in text
    assert "Системный администратор" in text and "Сомов" in text and "Юрьева" in text


def test_the_file_plan_leaves_blank_what_the_register_does_not_count(
    archive_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = printed(archive_folder, "plan", "2025/26")
    text = made["paper"]
    assert "На 2025/26 учебный год" in text
    assert "05-11 Журнал учебных занятий (распечатка ЭЖ) 2 5 лет" in text
    assert "Временного (свыше 10 лет) 2 0 0" in text
    assert "Временного (до 10 лет включительно) 0 0" in text  # the hour forms are not counted
    assert "Итого заведено ______" in text
    assert "05-15" in capsys.readouterr().err
    units = [word for code in ("05-13=1", "05-14=0", "05-15=12") for word in ("--units", code)]
    whole = printed(archive_folder, "plan", "2025/26", *units)["paper"]
    assert "Временного (до 10 лет включительно) 14 0 0" in whole
    assert "Итого заведено 17 (семнадцать) дел." in whole
    assert run(("papers", "plan", "2025/26", "--units", "09-99=1", "--to", "out.pdf")) == 2


def test_what_is_not_there_is_told_and_nothing_is_written(
    archive_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in (
        ("inventory", "2019/20"),
        ("cover", "нет такого дела"),
        ("cover",),
        ("cover", "ОНТ/05-12/2025-26/ИС-21", "--year", "2025/26"),
        ("transfer", "2025/26", "--group", "ТО-11"),
    ):
        target = "nothing" if words[0] == "cover" else "nothing/paper.pdf"
        assert run(("papers", *words, "--to", target)) == 2
        assert capsys.readouterr().err
    assert not (archive_folder / "nothing").exists()


def test_an_empty_register_gives_a_plan_to_fill_in(
    archive_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = archive_folder / "empty.toml"
    url = f"sqlite:///{archive_folder / 'empty.db'}"
    settings.write_text(f'[archive]\nregister_url = "{url}"\n', encoding="utf-8")
    monkeypatch.setenv("ARCHIVER_CONFIG", str(settings))
    assert run(("papers", "plan", "2025/26", "--to", "out.pdf")) == 8  # there is no register
    open_url(url).close()
    made = printed(archive_folder, "plan", "2025/26")
    assert "(наименование организации)" in made["paper"]
