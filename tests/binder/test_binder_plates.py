"""Front matter filled into plates: equal to what the engine sets, each with its own words and code."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from bound import make_settings, opened
from hypothesis import strategies as st
from PIL import Image, ImageChops
from test_binder_front import LANDSCAPE, NAMED, PORTRAIT, part, words

from archiver.binder.front import certification, contents, cover, qr_code
from archiver.binder.identity import Identity
from archiver.press import engine
from archiver.press.engine import Paper, Typeset
from archiver.press.part import LaidPart
from archiver.press.plates import plates
from archiver.press.plates.proof import proven
from archiver.settings.pdf_a import PdfA
from draws import drawn

OTHER = Identity("ОНТ-2025-26-ИС-21-Т1-12345678", "12345678" * 8)


def by_engine(monkeypatch: pytest.MonkeyPatch, make) -> Typeset:
    """What `make` gives when there are no plates."""

    def typeset(template, context, paper):
        return engine.typeset(
            template,
            context,
            landscape=paper.landscape,
            binding_margin_mm=paper.binding_margin_mm,
            pdf_a=PdfA.A2B,
        )

    with monkeypatch.context() as patch:
        patch.setattr("archiver.binder.front.typeset_or_fill", typeset)
        return make()


def pixels(done: Typeset | LaidPart, folder: Path, name: str) -> list[Image.Image]:
    opened(done).stream.seek(0)
    source = folder / f"{name}.pdf"
    source.write_bytes(opened(done).stream.getvalue())
    subprocess.run(["pdftoppm", "-r", "80", "-gray", source, folder / name], check=True)
    return [Image.open(path) for path in sorted(folder.glob(f"{name}-*.pgm"))]


FRONT = {
    "cover": lambda paper: cover(words(), NAMED, paper),
    "bare cover": lambda paper: cover(words(settings=make_settings(), department=None), NAMED, paper),
    "contents": lambda paper: contents(words(*(part(f"МДК.01.{n:02d} Базы", 4) for n in range(30))), paper),
    "certification": lambda paper: certification(words(), NAMED, 2, paper),
}


@pytest.mark.parametrize("paper", [LANDSCAPE, PORTRAIT], ids=["landscape", "portrait"])
@pytest.mark.parametrize("name", FRONT)
def test_a_filled_plate_looks_like_the_page_set(name: str, paper: Paper, tmp_path, monkeypatch) -> None:
    laid = FRONT[name](paper)
    done = by_engine(monkeypatch, lambda: FRONT[name](paper))
    assert isinstance(laid, LaidPart) and isinstance(done, Typeset)
    proven(laid, done)
    ours, theirs = pixels(laid, tmp_path, "laid"), pixels(done, tmp_path, "set")
    assert len(ours) == len(theirs) == done.pages
    for own, other in zip(ours, theirs, strict=True):
        # The engine cuts kerning to whole thousandths and poppler places glyphs in quarters of a pixel: an
        # edge may be shaded otherwise here and there, and a hairline on the border of two pixels fall into
        # the other one; a word or a rule elsewhere would be many times as much.
        histogram = ImageChops.difference(own, other).histogram()
        assert sum(histogram[128:]) < own.width * own.height / 2000
        assert sum(histogram[48:]) < own.width * own.height / 500


def test_every_certification_has_its_own_code(monkeypatch) -> None:
    for identity in (NAMED, OTHER):
        done = certification(words(), identity, 2, LANDSCAPE)
        assert isinstance(done, LaidPart)
        drawn = re.findall(r"^(\d+) (\d+) (\d+) 1 re$", done.contents[0].decode("ascii"), re.MULTILINE)
        code = qr_code(f"{identity.identifier}\nsha256:{identity.digest}").path
        assert drawn == re.findall(r"M(\d+) (\d+)h(\d+)v1", code)
        assert identity.identifier in opened(done).pages[0].extract_text()


NAMES = st.text(
    st.sampled_from("абвгдеёжзийклмнопрстАБВГДЕЁABCDEFxyz 0123456789-–—.,№()«»/:+"), min_size=1, max_size=90
)


@drawn(30, NAMES, NAMES, NAMES, st.booleans())
def test_any_words_stand_where_the_engine_sets_them(group, title, teacher, portrait) -> None:
    paper = PORTRAIT if portrait else LANDSCAPE
    told = words(part(title, teacher=teacher.strip() or None), part("Физика"), name=group, speciality=title)
    for make in (
        lambda: cover(told, NAMED, paper),
        lambda: contents(told, paper),
        lambda: certification(told, NAMED, 1, paper),
    ):
        laid = make()
        if isinstance(laid, LaidPart):
            proven(laid, by_engine(pytest.MonkeyPatch(), make))


def test_a_plate_is_learned_once_and_kept(tmp_path, monkeypatch) -> None:
    learned = []
    learn = plates._Shelf.learn
    monkeypatch.setattr(plates._Shelf, "learn", lambda *args: learned.append(1) or learn(*args))
    shelf = plates._Shelf(tmp_path)
    monkeypatch.setattr(plates, "_shelf", lambda template, paper: shelf)
    first = cover(words(), NAMED, LANDSCAPE)
    again = cover(replace(words(), group="ТО-11"), OTHER, LANDSCAPE)
    assert len(learned) == 1 and len(list(tmp_path.glob("*.json"))) == 1
    shelf = plates._Shelf(tmp_path)
    assert cover(words(), NAMED, LANDSCAPE) == first and len(learned) == 1
    assert "ТО-11" in opened(again).pages[0].extract_text()
    assert not any("ИС-21" in path.read_text("utf-8") for path in tmp_path.iterdir())


def test_a_list_of_any_length_is_stacked_of_the_rows_of_another(tmp_path, monkeypatch) -> None:
    shelf = plates._Shelf(tmp_path)
    monkeypatch.setattr(plates, "_shelf", lambda template, paper: shelf)
    learned = []
    real = shelf.learn
    monkeypatch.setattr(shelf, "learn", lambda *told: (learned.append(told), real(*told)), raising=False)

    def listed(count: int):
        return contents(words(*(part(f"МДК.01.{number:02d} Базы", 2) for number in range(count))), LANDSCAPE)

    assert listed(14).pages == 2  # of two pages, as the others
    before = len(learned)
    for count in (13, 15, 17):
        done = listed(count)
        assert isinstance(done, LaidPart)
        proven(done, by_engine(monkeypatch, lambda count=count: listed(count)))
    assert len(learned) == before


def test_a_list_of_many_pages_is_stacked_with_its_counter() -> None:
    parts = [part(f"МДК.01.{number:02d} Базы данных", 2) for number in range(200)]
    done = contents(words(*parts), LANDSCAPE)
    assert isinstance(done, LaidPart) and done.pages > 10
    said = [page.extract_text() for page in opened(done).pages]
    assert f"лист 11 из {done.pages}" in said[10]
    assert all("Заголовок документа" in text for text in said)


def test_a_damaged_plate_is_learned_anew(tmp_path, monkeypatch) -> None:
    shelf = plates._Shelf(tmp_path)
    monkeypatch.setattr(plates, "_shelf", lambda template, paper: shelf)
    first = cover(words(), NAMED, LANDSCAPE)
    for path in tmp_path.glob("*.json"):
        path.write_text("{", "utf-8")
    shelf = plates._Shelf(tmp_path)
    assert cover(words(), NAMED, LANDSCAPE) == first


SCRIPT = """
import sys
sys.path[:0] = sys.argv[1:3]
from test_binder_front import *
print(cover(words(), NAMED, LANDSCAPE).key)
print(contents(words(), LANDSCAPE).key)
print(certification(words(), NAMED, 1, LANDSCAPE).key)
"""


def test_pages_are_the_same_whatever_plates_were_learned_before(tmp_path) -> None:
    here = Path(__file__).parent
    command = [sys.executable, "-c", SCRIPT, str(here), str(here.parent)]
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path), "PYTHONHASHSEED": "5"}
    cold = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    warm = [
        done.key
        for done in (
            cover(words(), NAMED, LANDSCAPE),
            contents(words(), LANDSCAPE),
            certification(words(), NAMED, 1, LANDSCAPE),
        )
        if isinstance(done, LaidPart)
    ]
    assert cold.split() == warm
