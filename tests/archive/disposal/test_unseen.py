"""Closing an act says what it cannot see, and calls nothing gone that it did not look at."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive_for_disposal import Archive
from archiver.archive.deposit.request import MADE_FROM
from archiver.archive.disposal import caches, keeping
from archiver.archive.disposal.caches import clear_caches
from archiver.archive.disposal.keeping import close_act
from archiver.archive.disposal.unseen import places_lines, unseen_lines
from archiver.archive.retrieval.finding import find
from archiver.archive.retrieval.taking import get
from archiver.counter.vocabulary import Query
from archiver.disk.memory import Memory
from archiver.press.cache import PartCache
from archiver.progress import Silent
from archiver.settings.tables import Cache, Settings


@pytest.mark.usefixtures("quick_papers")
def test_an_act_is_closed_with_every_place_that_nobody_looked_into(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = archive.journal()
    office = archive.office("archivist")
    (found,), _more = find(office, Query(), file.external_id)
    get(office, found, tmp_path / "взято", progress=Silent())
    with archive.register.transaction(by="archivist") as work:
        (bag,) = work.bags.of_file(file.id)
        work.trail.note(MADE_FROM, "deposit:1", folders=["/сеть/печать 2019"], bags=[bag.external_id])
        work.trail.note(MADE_FROM, "deposit:1", folders=["/сеть/чужая"], bags=["другой"])
    replaced = tmp_path / "register.db.replaced-20260101T000000Z"
    replaced.touch()
    where = archive.settings.archive.model_copy(
        update={"register_url": f"sqlite:///{tmp_path}/register.db", "copies": 2}
    )
    archive.settings = archive.settings.model_copy(update={"archive": where})
    archive.medium("Н-3")
    number = str(archive.approved().number)
    assert archive.execute(number).over
    archive.folders["Н-3"].rename(tmp_path / "в сейфе")
    monkeypatch.setattr(keeping, "print_act", lambda *_words: b"%PDF-")
    closed = close_act(archive.office("archivist"), number)
    assert list(closed.unseen.media) == ["Н-3"]
    (taken,) = closed.unseen.taken
    assert taken == str(next((tmp_path / "взято").iterdir()))
    assert closed.unseen.folders == ("/сеть/печать 2019",)
    assert closed.unseen.registers == (replaced,)
    told = "\n".join(unseen_lines(closed.unseen))
    for place in ("Н-3", str(tmp_path / "взято"), "/сеть/печать 2019", str(replaced), "о других компьютерах"):
        assert place in told
    assert f"\n  {replaced}\n" in told  # a line each
    assert "чужая" not in told and "Ничего не осталось" not in told


def test_no_place_is_left_out_however_many_there_are() -> None:
    places = [f"место {number}" for number in range(30)]
    assert list(places_lines("Уничтожьте:", [*places, "место 1"])) == [
        "Уничтожьте:",
        *(f"  {place}" for place in places),
    ]
    assert list(places_lines("Уничтожьте:", ())) == []


def test_finished_parts_are_written_over_before_they_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    PartCache(tmp_path / "части").put("ab" * 32, "Ёлкин".encode(), 1)
    monkeypatch.setattr(caches, "user_memory", lambda: Memory(tmp_path / "память"))
    assert Memory(tmp_path / "память").remember("group-" + "0" * 64, "Ёлкин".encode())
    over: list[str] = []
    real = caches.destroy
    monkeypatch.setattr(caches, "destroy", lambda *words: over.append(words[1]) or real(*words))
    told = clear_caches(Settings(cache=Cache(folder=tmp_path / "части")))
    assert told.startswith("удалено готовых частей: 1; удалено записей о прежних запусках: 1; перезаписано")
    assert told.endswith("осталось: 0") and len(over) == 2
    assert list((tmp_path / "память").iterdir()) == []
