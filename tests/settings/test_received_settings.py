"""An archiver.toml among the exports: what of it is used, what is told of it, and that it can do no harm."""

from __future__ import annotations

import os
import pickle
import resource
import tomllib
from pathlib import Path

import pytest

from archiver.errors import ConfigInvalid
from archiver.intake.in_force import read_apart
from archiver.journal.codes import CODES
from archiver.journal.findings import Severity
from archiver.settings.loading import LoadedSettings, load_settings, read_received
from archiver.settings.received import TAKEN
from archiver.settings.tables import Limits, Settings
from archiver.settings.text import settings_text
from repository import archiver

HARMLESS = """
academic_year = "2025/26"
[college]
name = "Тестовый колледж"
[[departments]]
name = "Отделение"
head = "Чарикова Юлия Львовна"
[[groups]]
name = "ИС-21"
course = 2
[[periods]]
number = 1
name = "год"
start = "09-01"
end = "06-30"
[printing]
duplex = true
[reports]
director = "Бурлаков Юрий Александрович"
[calendar]
saturdays_off = true
"""
HARMFUL = """
[cache]
folder = "/srv/чужое"
keep_days = 0
[archive]
register_url = "sqlite:////srv/чужое/register.db"
schedule = "/etc/hostname"
[limits]
max_file_mb = 4096
[checks]
min_grades = 0
[records]
journal_index = "99"
[officers]
compiler = "Некто"
[transfer]
archivist = "Некто"
[disposal]
address = "где-то"
[commission]
basis = "нет"
[[scholarships]]
name = "всем"
[[loads]]
teacher = "Лебедев П.С."
group = "ИС-21"
subject = "Физика"
[[substitutions]]
date = 2025-10-21
group = "ИС-21"
subject = "Физика"
teacher = "Чужой Ч.Ч."
[console]
address = "https://evil.example"

[[accepted]]
group = "ИС-21"
code = "student.twice"
reason = "так надо"
by = "Заведующий отделением"
"""


@pytest.fixture
def exports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("ARCHIVER_CONFIG", raising=False)
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    folder = tmp_path / "выгрузки"
    folder.mkdir()
    return folder


def loaded(exports: Path, text: str | bytes) -> LoadedSettings:
    (exports / "archiver.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_settings(None, exports)


def told(found: LoadedSettings) -> list[tuple[str, Severity]]:
    for finding in found.findings:
        assert CODES[finding.code].severity is finding.severity
        assert finding.advice
        assert finding.place.file == "archiver.toml"
    return [(finding.code, finding.severity) for finding in found.findings]


def test_names_periods_and_the_look_of_pages_are_used(exports: Path) -> None:
    found = loaded(exports, HARMLESS)
    assert told(found) == [("settings.received", Severity.NOTE)]
    assert found.settings == Settings.model_validate(tomllib.loads(HARMLESS))
    assert all(name in found.findings[0].message for name in TAKEN)
    assert found.as_json() == {"file": str(exports / "archiver.toml"), "from_exports": True}


def test_nothing_else_is_used_and_one_warning_names_it(exports: Path) -> None:
    found = loaded(exports, HARMLESS + HARMFUL)
    assert told(found) == [
        ("settings.received", Severity.NOTE),
        ("settings.from-exports", Severity.WARNING),
    ]
    assert found.settings == Settings.model_validate(tomllib.loads(HARMLESS))
    for name in tomllib.loads(HARMFUL):
        assert name in found.findings[1].message
    assert "/srv" not in found.findings[1].message


def test_every_table_of_the_settings_is_either_taken_or_refused(exports: Path) -> None:
    """A new one is refused until somebody decides otherwise, on purpose."""
    refused = set(Settings.model_fields) - set(TAKEN)
    assert refused == set(tomllib.loads(HARMFUL))


def test_a_file_of_nothing_but_what_is_refused_leaves_the_defaults(exports: Path) -> None:
    found = loaded(exports, HARMFUL)
    assert told(found) == [("settings.from-exports", Severity.WARNING)]
    assert (found.settings, found.path, found.received) == (Settings(), None, False)


def test_what_is_refused_is_not_even_read(exports: Path) -> None:
    found = loaded(exports, HARMLESS + "[archive]\ncopies = 'сто'\n['неведомое']\nx = 1\n")
    assert [code for code, _severity in told(found)] == ["settings.received", "settings.from-exports"]
    assert "archive, неведомое" in found.findings[1].message


def test_ones_own_file_replaces_it_whole(exports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (exports / "archiver.toml").write_text(HARMLESS + HARMFUL, encoding="utf-8")
    own = Path("archiver.toml")
    own.write_text("[checks]\nmin_grades = 5\n", encoding="utf-8")
    wanted = Settings.model_validate({"checks": {"min_grades": 5}})
    assert load_settings(None, exports) == LoadedSettings(wanted, own)
    named = own.rename("own.toml")
    assert load_settings(named, exports) == LoadedSettings(wanted, named)
    monkeypatch.setenv("ARCHIVER_CONFIG", str(named))
    assert load_settings(None, exports) == LoadedSettings(wanted, named)
    # Named by hand, even what came with the exports is one's own word.
    (exports / "archiver.toml").write_text("[checks]\nmin_grades = 5\n", encoding="utf-8")
    file = exports / "archiver.toml"
    assert load_settings(file, exports) == LoadedSettings(wanted, file)


def test_going_into_the_exports_makes_their_settings_nobodys_own(
    exports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (exports / "archiver.toml").write_text(HARMLESS + HARMFUL, encoding="utf-8")
    (exports / "архив").symlink_to(exports)
    for place, words in ((exports, Path()), (exports, exports), (exports / "архив", exports)):
        monkeypatch.chdir(place)
        assert load_settings(None, words).received
    inside = exports / "ИС-21"
    inside.mkdir()
    (exports / "archiver.toml").rename(inside / "archiver.toml")
    monkeypatch.chdir(inside)
    assert load_settings(None, Path("..")).received
    assert load_settings(None, Path("..")).settings.checks == Settings().checks
    with pytest.raises(ConfigInvalid, match="/etc/hostname"):
        load_settings(None)  # without exports the current folder is one's own, and so is its schedule


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"[college\n", "строка 1"),
        (b"[college]\nname = 5\n", "college.name"),
        (b"[college]\nnmae = 'x'\n", "college.nmae"),
        (b"[[periods]]\n" * 5000, "periods"),
        (b"[[periods]]\nnumber = 1\nname = 'a'\nstart = '09-01'\nend = '06-30'\n" * 5, "не больше 4"),
        ("[college]\nname = 'Колледж'".encode("cp1251"), "UTF-8"),
        (b"[reports]\nstatement_index = '99-99'\n", "99-99"),
        (b"[printing]\nx = " + b"[" * 5000, "сверх всякой меры"),
        (b"[printing]\nx = " + b"[" * 300 + b"]" * 300, "printing.x"),
        (b"[printing]\n" + b".".join([b"a"] * 3000) + b" = 1", "сверх всякой меры"),
        (b"# \n" * 400_000, "слишком большой"),
        (b"\0", "archiver.toml"),
    ],
    ids=range(12),
)  # fmt: skip
def test_a_damaged_file_is_told_and_stops_nothing(exports: Path, text: bytes, said: str) -> None:
    found = loaded(exports, text)
    assert told(found) == [("settings.unusable", Severity.WARNING)]
    assert said in found.findings[0].message
    assert len(found.findings[0].message) < 2000
    assert (found.settings, found.path) == (Settings(), None)


def test_a_hostile_file_of_ones_own_is_refused_with_a_message(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    dotted = b"[printing]\n" + b".".join([b"a"] * 3000) + b" = 1"
    for text in (b"# \n" * 400_000, b"x = " + b"[" * 100_000, dotted):
        path.write_bytes(text)
        with pytest.raises(ConfigInvalid, match=r"own\.toml"):
            load_settings(path)


def test_no_link_pipe_or_folder_is_read(exports: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.toml"
    secret.write_text("[college]\nname = 'тайна'\n", encoding="utf-8")
    place = exports / "archiver.toml"
    place.symlink_to(secret)
    found = load_settings(None, exports)
    assert (told(found), found.settings) == ([("settings.unusable", Severity.WARNING)], Settings())
    assert "тайна" not in found.findings[0].message
    place.unlink()
    os.mkfifo(place)
    assert told(load_settings(None, exports)) == [("settings.unusable", Severity.WARNING)]
    place.unlink()
    place.mkdir()
    assert load_settings(None, exports) == LoadedSettings(Settings(), None)


@pytest.mark.parametrize("name", ["я" * 300, "а\0б", "нет", "file/below"])
def test_a_name_that_no_folder_has_is_no_failure_of_settings(exports: Path, name: str) -> None:
    Path("file").write_bytes(b"")
    assert load_settings(None, Path(name)) == LoadedSettings(Settings(), None)


def test_a_file_that_would_fill_the_memory_is_read_apart(exports: Path) -> None:
    """Forty kilobytes of one dotted key ask the reader for 1.6 GB."""
    path = exports / "archiver.toml"
    path.write_bytes(b"[printing]\n" + b".".join([b"a"] * 20_000) + b" = 1")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    read = read_apart(path, Limits(reading_mb=64))
    assert read.settings == Settings()
    assert "archiver.toml" in read.problem
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 * 1024  # kilobytes
    path.write_text(HARMLESS, encoding="utf-8")
    assert read_apart(path) == read_received(path)


def test_names_of_tables_are_told_in_short(exports: Path) -> None:
    found = loaded(exports, "".join(f"[{'x' * 500}{number}]\n" for number in range(100)))
    assert len(found.findings[0].message) < 800


def test_what_is_read_can_go_from_one_process_to_another(exports: Path) -> None:
    path = exports / "archiver.toml"
    for text in (HARMLESS + HARMFUL, "[", settings_text(Settings())):
        path.write_text(text, encoding="utf-8")
        read = read_received(path)
        assert pickle.loads(pickle.dumps(read)) == read


def test_what_a_sample_writes_may_all_travel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So `make demo` prints what it did when everything in the file was used."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ARCHIVER_CONFIG", raising=False)
    assert archiver("sample", "exports", "--groups", "2", cwd=tmp_path).returncode == 0
    found = load_settings(None, Path("exports"))
    assert told(found) == [("settings.received", Severity.NOTE)]
    assert found.settings == load_settings(Path("exports/archiver.toml")).settings


def test_show_says_what_came_with_the_exports(exports: Path) -> None:
    (exports / "archiver.toml").write_text(HARMLESS + HARMFUL, encoding="utf-8")
    done = archiver("config", "show", "--exports", str(exports), cwd=exports.parent)
    assert "пришёл с выгрузками" in done.stdout
    assert tomllib.loads(done.stdout)["printing"]["duplex"] is True
    assert tomllib.loads(done.stdout)["checks"]["min_grades"] == 3
    assert "settings.from-exports" in done.stderr


HOSTILE_TOML = {
    "lists": "x = [" + "[]," * 330_000 + "]",
    "nested lists": "x = " + "[" * 20_000,
    "nested tables": "x = {a = " * 5_000,
    "a dotted key": "a" + ".a" * 19_000 + " = 1",
    "long headings": "".join("[" + ".".join(["a"] * 200) + f".b{number}]\n" for number in range(2_000)),
    "ever longer headings": "".join(f"[a{'.a' * number}]\n" for number in range(600)),
    "many keys": "".join(f"k{number}.a.b.c.d.e.f = 1\n" for number in range(45_000)),
    "a number of a million digits": "academic_year = " + "9" * 1_000_000,
    "forty thousand groups": '[[groups]]\nname = "x"\n' * 40_000,
}


@pytest.mark.parametrize("kind", HOSTILE_TOML)
def test_settings_beyond_all_sense_are_told_and_stop_nothing(kind, tmp_path):
    (tmp_path / "archiver.toml").write_text(HOSTILE_TOML[kind])
    loaded = load_settings(None, tmp_path)
    assert loaded.settings == Settings() and not loaded.received
    assert {one.code for one in loaded.findings} <= {"settings.unusable", "settings.from-exports"}
    assert loaded.findings
