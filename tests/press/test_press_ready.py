"""What set-up made ready is used where it is whole and of these versions, and not missed where it is not."""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path

import pytest

from archiver.disk.kept import keep_sealed
from archiver.press import fonts, ready
from archiver.press.engine import Paper
from archiver.press.section import forms
from archiver.press.section.forms import Known, section_form
from repository import ROOT

PAPER = Paper(True, 25.0)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(ready, "FOLDER", tmp_path / "made")
    return tmp_path / "made"


@pytest.fixture
def cut(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """All faces lie ready; the names of those that are cut all the same."""
    programs = {face: fonts.subset_program(face) for face in (*fonts.FACES, fonts.FALLBACK)}
    place = folder / "fonts" / fonts.digest()[:16]
    place.mkdir(parents=True)
    for face, program in programs.items():
        (place / f"{face}.ttf").write_bytes(program)
    sums = "".join(f"{hashlib.sha256(data).hexdigest()} {face}\n" for face, data in programs.items())
    keep_sealed(place / "SHA256SUMS", sums.encode())
    asked: list[str] = []

    def subset(face: str) -> bytes:
        asked.append(face)
        return programs[face]

    monkeypatch.setattr(fonts, "subset", subset)
    return asked


def test_fonts_that_lie_ready_are_not_cut(cut, tmp_path) -> None:
    config = fonts._prepare(tmp_path / "cache")
    assert cut == []
    for face in (*fonts.FACES, fonts.FALLBACK):
        assert (config.parent / f"{face}.ttf").read_bytes() == fonts.subset_program(face)


def test_a_torn_font_is_cut_anew(cut, folder, tmp_path) -> None:
    (torn,) = folder.glob("fonts/*/PTF55F.ttf")
    torn.write_bytes(torn.read_bytes()[:-1])
    fonts._prepare(tmp_path / "cache")
    assert cut == ["PTF55F"]


def test_fonts_of_another_repertoire_are_cut_anew(cut, folder, tmp_path) -> None:
    (place,) = folder.glob("fonts/*")
    place.rename(place.with_name("0123456789abcdef"))
    fonts._prepare(tmp_path / "cache")
    assert len(cut) == 7


def test_a_form_that_lies_ready_is_not_made(folder, monkeypatch) -> None:
    made = Known(None, "ready")
    (folder / "forms").mkdir(parents=True)
    forms._keep(folder / "forms" / f"{forms._digest(PAPER)}.json", made)
    monkeypatch.setattr(forms, "_proven", lambda paper: Known(None, "made"))
    monkeypatch.setattr(forms, "_folder", lambda: folder.parent / "forms")
    assert section_form.__wrapped__(PAPER) == made
    assert section_form.__wrapped__(Paper(False, 25.0)).reason == "made"


def test_set_up_leaves_what_everybody_may_read_and_no_cache_of_fontconfig(folder, tmp_path) -> None:
    specification = importlib.util.spec_from_file_location("make_ready", ROOT / "tools" / "make_ready.py")
    assert specification is not None and specification.loader is not None
    tool = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(tool)
    cache = tmp_path / "cache"
    for name in ("fonts/ab/PTF55F.ttf", "fonts/ab/SHA256SUMS", "fonts/ab/cache/x.cache-8", "forms/f.json",
                 "plates/cd/p.json", "parts/ab/name.pdf", "fonts/ab/fonts.conf"):  # fmt: skip
        (cache / name).parent.mkdir(parents=True, exist_ok=True)
        (cache / name).write_bytes(b"x")
        (cache / name).chmod(0o600)
    (folder / "forms").mkdir(parents=True)
    (folder / "forms" / "older.json").write_bytes(b"")
    tool._move(cache, folder)
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    assert set(found) == {"fonts/ab/PTF55F.ttf", "fonts/ab/SHA256SUMS", "forms/f.json", "plates/cd/p.json"}
    assert all(path.stat().st_mode & 0o777 == 0o644 for path in found.values())
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".made")] == []


def test_set_up_and_the_image_make_it() -> None:
    assert "tools/make_ready.py" in (ROOT / "tools" / "set-up").read_text()
    assert "make_ready.py" in (ROOT / "Dockerfile").read_text()
