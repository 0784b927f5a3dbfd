"""The wheel: what is in it, and that it works from an empty environment and another folder."""

from __future__ import annotations

import datetime as dt
import json
import re
import zipfile
from pathlib import Path

import pytest

from repository import PACKAGES, ROOT, python, run, sources


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the files of the repository alone (nothing that only lies about in the work tree)."""
    place = tmp_path_factory.mktemp("колесо и пробел")
    for path in sources():
        copy = place / "src" / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    return _build(place / "src", place)


def _build(source: Path, target: Path) -> Path:
    done = python("-m", "build", "--wheel", "--no-isolation", "--outdir", str(target), cwd=source)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = target.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def environment(wheel: Path) -> Path:
    """An empty virtual environment with the pins of this one and the wheel; returns its folder."""
    place = wheel.parent / "env"
    done = python("-m", "venv", "--without-pip", str(place))
    assert done.returncode == 0, done.stderr
    for arguments in (
        ("--no-deps", "--require-hashes", "--only-binary", ":all:", "-r", str(ROOT / "constraints.txt")),
        ("--no-deps", "--no-index", str(wheel)),
    ):
        target = ("--python", str(place / "bin" / "python"))
        done = python("-m", "pip", *target, "install", "--quiet", *arguments)
        assert done.returncode == 0, done.stderr
    return place


def test_the_wheel_holds_all_that_is_needed_and_nothing_else(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == set(PACKAGES)
    for path in sources():
        relative = path.relative_to(ROOT)
        if relative.parts[0] in PACKAGES:
            assert relative.as_posix() in names
            if path.suffix == ".po":
                assert relative.with_suffix(".mo").as_posix() in names
    assert any(name.startswith("templates/fonts/LICENSE-") for name in names)
    assert not [name for name in names if re.search(r"(^|/)(tests?|__pycache__)/|\.pyc$", name)]


def test_building_again_makes_the_same_bytes(wheel: Path, tmp_path: Path) -> None:
    again = _build(wheel.parent / "src", tmp_path)
    assert again.name == wheel.name
    assert again.read_bytes() == wheel.read_bytes()
    archive = zipfile.ZipFile(wheel)
    today = dt.datetime.now(dt.UTC).date().isoformat().encode()  # two builds may fall into one minute
    dated = [name for name in archive.namelist() if name.endswith(".mo") and today in archive.read(name)]
    assert dated == []


def test_the_metadata_keeps_it_off_public_indexes(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (metadata,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
    text = archive.read(metadata).decode()
    assert "Classifier: Private :: Do Not Upload" in text
    assert "Name: college-archiver\n" in text
    assert "License-Expression: MIT\n" in text
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in archive.namelist())
    assert "Requires-Python: >=3.11" in text


def test_it_works_from_another_folder(environment: Path, tmp_path: Path) -> None:
    place = tmp_path / "чужая папка"
    place.mkdir()
    home = {"HOME": str(place), "XDG_CACHE_HOME": str(place / "cache"), "PYTHONPATH": "", "LC_ALL": "C"}

    def archiver(*arguments: str) -> tuple[int, str]:
        done = run(str(environment / "bin" / "archiver"), *arguments, cwd=place, **home)
        return done.returncode, done.stdout + done.stderr

    code, said = archiver("--version")
    assert (code, "archiver" in said) == (0, True), said
    code, said = archiver("doctor")
    assert code == 0, said
    code, said = archiver("sample", "выгрузки", "--groups", "1", "--format", "json", "--year", "2025/26")
    assert code == 0, said
    _shorten(place / "выгрузки")
    code, said = archiver("year-end", "2025/26", "--from", "выгрузки", "--to", "журналы", "--workers", "2")
    assert code in {0, 3}, said
    report = json.loads((place / "журналы" / "report.json").read_text(encoding="utf-8"))
    (group,) = report["groups"]
    assert group["volumes"], said
    for volume in group["volumes"]:
        assert (place / "журналы" / volume["path"]).read_bytes().startswith(b"%PDF-")


def _shorten(exports: Path) -> None:
    """Keep two pages of each term of the sample: what is tested is the installation."""
    shortened = 0
    for path in exports.rglob("*.json"):
        document = json.loads(path.read_text(encoding="utf-8"))
        if "sections" in document:
            pages = document["sections"]
            terms = {page["term"]: [one for one in pages if one["term"] == page["term"]] for page in pages}
            document["sections"], document["plan"] = [page for two in terms.values() for page in two[:2]], []
            path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
            shortened += 1
    assert shortened == 1


def test_the_pins_are_all_that_is_required(environment: Path) -> None:
    done = python("-m", "pip", "--python", str(environment / "bin" / "python"), "check")
    complaints = done.stdout.strip().splitlines()
    # num2words wants docopt for its own console script alone (docs/adr/0003).
    assert [line for line in complaints if not re.match(r"num2words \S+ requires docopt", line)] in (
        [],
        ["No broken requirements found."],
    )
