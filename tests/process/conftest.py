"""One small college for all tests of this folder, made by the program itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from calls import STATEMENTS
from processes import Processes, environment_in

from archiver.disk.account import os_login
from archiver.intake.canonical import write_canonical
from factories import make_journal, make_section

SETTINGS = """
[college]
name = "Тестовый колледж"
short_name = "ТК"

[archive]
register_url = "sqlite:///{register}"
"""

MADE_BY = (
    "year-end 2025/26 --from exports --to binders --workers 1",
    "statement exports --to statements --workers 1",
    "control exports --to control",
    "media add ИТ-1 d1 --kind directory --site А",
    "media add ИТ-2 d2 --kind directory --site Б",
    "deposit statements",
    "deposit binders --from exports",
    "backup register.gz",
    f"people add {os_login()} 'Сидорова Анна Павловна' --role administrator --role archivist --role it",
    "people add ivanov 'Иванов Иван Иванович' --role archivist",
    f"paper add {STATEMENTS} --site Архив",
    f"hold place {STATEMENTS} --document Запрос",
)


@pytest.fixture(scope="session")
def processes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Processes]:
    """The college and the program."""
    folder = tmp_path_factory.mktemp("college")
    for name in ("notes", "tmp", "place"):
        (folder / name).mkdir()
    place = folder / "place"
    made = Processes(folder / "pristine", place, folder / "notes", environment_in(folder))
    for name in ("d1", "d2", "d3"):
        (place / name).mkdir()
    write_canonical(make_journal(sections=(make_section(),)), place / "exports")
    (place / "archiver.toml").write_text(SETTINGS.format(register=place / "register.db"), encoding="utf-8")
    for words in MADE_BY:
        ended = made.call(words, afresh=False)
        assert ended.code in (0, 3), (words, ended)
    ended = made.call("retention schedule show --toml", afresh=False)
    (place / "schedule.toml").write_text(ended.out, encoding="utf-8")
    next((place / "control").glob("*.json")).rename(place / "control.json")
    (place / "password").write_text("дождь стучит по крыше\n", encoding="utf-8")
    (place / "password").chmod(0o600)
    place.rename(made.pristine)
    yield made
    made.close()


@pytest.fixture
def empty_temp(processes: Processes) -> Iterator[Path]:
    """The system's temporary folder of the processes: nothing is left in it."""
    folder = Path(processes.environment["TMPDIR"])
    yield folder
    assert list(folder.iterdir()) == []
