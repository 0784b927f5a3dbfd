"""What the program wrote and reads back, damaged: one refusal, or as if it were not there if that is safe."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from processes import STUB, Processes
from spoiling import DEEP, altered, encoded, spoilt

from archiver.archive.disposal.notices import _decoded
from archiver.binding.earlier_run import EarlierRun, earlier, run_in
from archiver.binding.report import FILE_NAME, GroupReport, Status, YearReport, dumps, is_below
from archiver.disk.kept import keep_sealed, kept
from archiver.errors import ArchiverError, ConfigInvalid, ExitCode, InputInvalid, UsageError
from archiver.journal.model import AcademicYear, Term
from archiver.press import fonts
from archiver.register.opening import open_url
from archiver.register.restore import restore
from archiver.reports.control import twin as control_json
from archiver.reports.statement import twin as statement_json
from archiver.settings.file_plan import declared
from archiver.settings.tables import Settings
from factories import YEAR
from memory_store import MemoryStore
from retention.errors import RetentionError
from storage.errors import MediumRefused
from storage.medium import recognise
from storage.source import BytesSource

REPORT = YearReport(
    YEAR,
    (
        GroupReport(
            "ИС-21",
            Status.DONE,
            {"note": 1},
            (
                {
                    "path": "Журнал.pdf",
                    "sha256": "0" * 64,
                    "pages": 4,
                    "sheets": 2,
                    "identifier": "1",
                    "contents": [
                        {"title": "Физика", "subgroup": None, "term": 1, "first_page": 1, "last_page": 4}
                    ],
                },
            ),
            ({"code": "student.twice", "reason": "тёзки", "by": "Чарикова Ю. Л."},),
            {"x.y": 1},
            "1" * 64,
            terms=(Term(1, "1 семестр", dt.date(2025, 9, 1), dt.date(2025, 12, 31)),),
        ),
    ),
)


def _refused_or_read(folder: Path, data: bytes) -> EarlierRun | InputInvalid | None:
    (folder / FILE_NAME).write_bytes(data)
    try:
        run = run_in(folder)
    except ArchiverError as error:
        assert FILE_NAME in error.message
        return error  # type: ignore[return-value]
    for report in run.groups.values() if run else ():
        # All that commands do with it.
        assert report.pages + report.sheets >= 0
        assert json.dumps(report.as_json())
        for volume in report.volumes:
            inside = folder in (folder / volume["path"].replace("\0", "")).resolve().parents
            assert inside or not is_below(volume["path"])
    return run


def test_a_sound_report_is_read_back(tmp_path: Path) -> None:
    run = _refused_or_read(tmp_path, dumps(REPORT).encode())
    assert isinstance(run, EarlierRun)
    (read,), (written,) = run.groups.values(), REPORT.groups
    assert (read.volumes, read.accepted, read.terms) == (written.volumes, written.accepted, written.terms)
    assert run.year == YEAR


SOUND = {"half a letter", "utf-16"}
"""Ours still, with something more or in other letters."""
FOREIGN = {"deep", "deep objects", "binary", "null", "list", "text", "number", "cp1251"}
"""Nothing in it says that it was ours."""


def test_a_spoilt_report_is_refused_and_one_of_somebody_else_is_none(tmp_path: Path) -> None:
    for name, data in spoilt(dumps(REPORT).encode()).items():
        found = _refused_or_read(tmp_path, data)
        expected = EarlierRun if name in SOUND else type(None) if name in FOREIGN else InputInvalid
        assert isinstance(found, expected), name


def test_a_report_with_odd_values_is_read_or_refused(tmp_path: Path) -> None:
    results = [_refused_or_read(tmp_path, encoded(value)) for _name, value in altered(REPORT.as_json())]
    assert len(results) > 500
    assert sum(isinstance(result, InputInvalid) for result in results) > 150


@pytest.mark.parametrize("path", ["/etc/passwd", "../../x.pdf", "", "a/../../x"])
def test_a_report_leads_nowhere_else(tmp_path: Path, path: str) -> None:
    value = REPORT.as_json()
    value["groups"][0]["volumes"][0]["path"] = path
    assert isinstance(_refused_or_read(tmp_path, encoded(value)), EarlierRun)
    assert not is_below(path)


TWINS: dict[str, tuple[str, Callable[[bytes, str], Any]]] = {
    "control": ("control.json", control_json.load),
    "statement": ("statements/*/*1 семестр.json", statement_json.load),
}


@pytest.mark.parametrize("twin", TWINS)
def test_a_twin_is_read_or_every_problem_of_it_is_named(processes: Processes, twin: str) -> None:
    pattern, load = TWINS[twin]
    whole = next(processes.pristine.glob(pattern)).read_bytes()
    assert not isinstance(load(whole, "a.json"), tuple)
    for data in spoilt(whole).values():
        load(data, "a.json")
    value = json.loads(whole)
    for name in ("pages", "remarks", "entries", "students", "terms"):
        value[name] = value.get(name, [])[:2]
    for _name, changed in altered(value):
        load(encoded(changed), "a.json")


def test_a_schedule_of_any_kind_is_told(tmp_path: Path) -> None:
    file = tmp_path / "schedule.toml"
    settings = Settings.model_validate({"archive": {"schedule": str(file)}})
    os.mkfifo(tmp_path / "pipe")
    for data in (
        b"a = " + DEEP,
        b"a = 1" + b"0" * 5_000,
        b"\xff",
        b"",
        b"[[series]]\ncode = 1",
        b"a" * 2**21,
    ):
        file.write_bytes(data)
        with pytest.raises(ConfigInvalid, match=r"schedule"):
            declared(settings)
    for place in (tmp_path / "pipe", tmp_path, Path("/dev/zero"), tmp_path / ("x" * 300)):
        with pytest.raises(ConfigInvalid, match=r"schedule"):
            declared(Settings.model_validate({"archive": {"schedule": str(place)}}))


def test_words_on_a_medium_are_read_or_refused() -> None:
    whole = encoded({"format": "archiver-medium/1", "id": "0" * 8, "inventory": "1", "label": ""})
    for data in spoilt(whole).values():
        store = MemoryStore()
        store.put("archiver-medium.json", BytesSource(data[:60_000]))
        with pytest.raises(MediumRefused):
            recognise(store)
        with pytest.raises((ValueError, LookupError, TypeError, RetentionError)):
            _decoded(data)


def _lines(file: Path) -> list[Any]:
    return [json.loads(line) for line in gzip.decompress(file.read_bytes()).splitlines()][:-1]


def _sealed(lines: list[Any], file: Path) -> None:
    """A backup of these lines whose digest is right."""
    data = [(json.dumps(line, ensure_ascii=False) + "\n").encode("utf-8", "surrogatepass") for line in lines]
    rows = sum(line.startswith(b"[") for line in data)
    trailer = {"sha256": hashlib.sha256(b"".join(data)).hexdigest(), "rows": rows}
    file.write_bytes(gzip.compress(b"".join(data) + json.dumps(trailer).encode() + b"\n"))


def _row(lines: list[Any]) -> int:
    """Where the first row of the events stands."""
    tables = [line.get("table") if isinstance(line, dict) else None for line in lines]
    return tables.index("events") + 1


def _fill(lines: list[Any], value: Any) -> None:
    """Replace the first event by a row of nothing but `value`."""
    lines[_row(lines)] = [value] * len(lines[_row(lines)])


CONTENTS: dict[str, Callable[[list[Any]], object]] = {
    "no head": lambda lines: lines[0].pop("head"),
    "another head": lambda lines: lines[0].update(head={"sequence": [], "digest": 5, "more": 1}),
    "a head of text": lambda lines: lines[0].update(head="text"),
    "no revision": lambda lines: lines[0].pop("revision"),
    "a list of revisions": lambda lines: lines[0].update(revision=["0006"]),
    "no columns": lambda lines: lines[_row(lines) - 1].pop("columns"),
    "other columns": lambda lines: lines[_row(lines) - 1].update(columns=["a", "b"]),
    "a table of tables": lambda lines: lines[_row(lines) - 1].update(table=["event"]),
    "a table of others": lambda lines: lines.append({"table": "nobody's", "columns": []}),
    "a short row": lambda lines: lines[_row(lines)].pop(),
    "an empty row": lambda lines: lines[_row(lines)].clear(),
    "a row of lists": lambda lines: _fill(lines, [[]]),
    "a row of numbers": lambda lines: _fill(lines, 1e300),
    "a row of text": lambda lines: _fill(lines, "\ud800"),
    "text instead of rows": lambda lines: lines.insert(_row(lines), "text"),
    "a number instead of rows": lambda lines: lines.insert(_row(lines), 5),
}


@pytest.mark.parametrize("name", CONTENTS)
def test_a_backup_that_only_looks_right_changes_nothing(
    processes: Processes, tmp_path: Path, name: str
) -> None:
    lines = _lines(processes.pristine / "register.gz")
    CONTENTS[name](lines)
    file = tmp_path / "copy.gz"
    _sealed(lines, file)
    with pytest.raises(ArchiverError) as error:
        restore(file, f"sqlite:///{tmp_path / 'register.db'}", by="o")
    assert error.value.exit_code in {ExitCode.INPUT_INVALID, ExitCode.REGISTER_FAILED}
    assert [path.name for path in tmp_path.iterdir() if "lock" not in path.name] == ["copy.gz"]


def test_a_backup_sealed_by_this_test_is_a_backup(processes: Processes, tmp_path: Path) -> None:
    _sealed(_lines(processes.pristine / "register.gz"), tmp_path / "copy.gz")
    url = f"sqlite:///{tmp_path / 'register.db'}"
    assert restore(tmp_path / "copy.gz", url, by="o").rows
    with open_url(url, create=False) as register, register.reading() as work:
        assert work.counts()["files"] == 2


def test_a_damaged_backup_is_told(processes: Processes, tmp_path: Path) -> None:
    whole = (processes.pristine / "register.gz").read_bytes()
    head = gzip.compress(b'{"format": "archiver-register-backup/1"}\n' + DEEP)
    others = [gzip.compress(data) for data in spoilt(b'{"format": "archiver-register-backup/1"}').values()]
    for data in (whole[:-9], whole[: len(whole) // 2], whole + b"x", b"", b"PK", head, *others):
        (tmp_path / "copy.gz").write_bytes(data)
        with pytest.raises(InputInvalid):
            restore(tmp_path / "copy.gz", f"sqlite:///{tmp_path / 'register.db'}", by="o")


def test_what_is_kept_is_used_whole_or_not_at_all(tmp_path: Path) -> None:
    file = tmp_path / "form.json"
    keep_sealed(file, b"{}")
    assert kept(file) == b"{}"
    whole = file.read_bytes()
    for data in (whole[:-1], whole[:10], b"", whole + b" ", DEEP, whole.replace(b"{", b"[")):
        file.write_bytes(data)
        assert kept(file) is None
    file.unlink()
    os.mkfifo(file)
    assert kept(file) is None
    assert kept(tmp_path / ("x" * 300)) is None


def test_torn_subsets_of_fonts_are_cut_again(tmp_path: Path) -> None:
    folder = fonts._prepare(tmp_path).parent
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    (folder / "PTF55F.ttf").write_bytes(before["PTF55F.ttf"][:1000])
    (folder / "PTN57F.ttf").unlink()
    fonts._prepare(tmp_path)
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before
    (folder / "SHA256SUMS").write_bytes(DEEP)
    fonts._prepare(tmp_path)
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before


READ_BACK = {
    "year-end 2025/26 --from exports --to binders --workers 1": ("binders/report.json", {2}),
    "deposit binders --from exports": ("binders/report.json", {4}),
    "deadlines exports --printed binders": ("binders/report.json", {2, 4}),
    "calendar --from exports --printed binders": ("binders/report.json", {2, 4}),
    "control exports --since control.json --to new": ("control.json", {4}),
    "certificate statements --student 'Ёлкин Пётр Ильич' --to new": ("statements/*/* год.json", {0, 3, 4}),
    "deposit statements": ("statements/*/* год.json", {0, 3, 4}),
    "restore register.gz --replace": ("register.gz", {4}),
    "sample sample": ("sample/.archiver-sample.json", {2}),
    "config validate": ("archiver.toml", {5}),
    "retention schedule show": ("register.db", {8}),
    "get ИС-21 --all --to new": ("d*/archiver-medium.json", {6, 9}),
    "verify --all": ("d*/archiver-medium.json", {3, 9}),
    "disposal recover": ("d*/archiver-medium.json", {3, 9}),
}
"""Command → the file of its own that it reads, and the codes it may end with when that is spoilt."""


@pytest.mark.parametrize("words", READ_BACK)
@pytest.mark.parametrize("how", ["deep", "pipe"])
def test_commands_refuse_what_is_spoilt(processes: Processes, words: str, how: str) -> None:
    pattern, codes = READ_BACK[words]
    processes.put_back()
    (processes.place / "sample").mkdir()
    (processes.place / "sample/.archiver-sample.json").touch()
    for file in list(processes.place.glob(pattern)):
        file.unlink()
        if how == "deep":
            file.write_bytes(DEEP)
        else:
            os.mkfifo(file)
    ended = processes.call(words, before=STUB, afresh=False)
    assert ended.code in codes | ({0, 2, 3, 5, 6, 9} if how == "pipe" else set()), ended
    assert "Traceback" not in ended.err
    if "year-end" in words:
        assert "report.json" in ended.err


SOMEBODY_ELSES: dict[str, bytes] = {
    "a text": b"mine\n",
    "a list cut short": b'[{"test": 1}, {"te',
    "an object with a comma too many": b'{"summary": {"passed": 3},}',
    "lines of JSON": b'{"a": 1}\n{"a": 2}\n',
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "a page": b"<!DOCTYPE html><p>mine",
    "a number": b"12.",
    "a comment": b"// mine\n{}",
    "a mark of order": b"\xef\xbb\xbfmine",
    "words of ours among others": b"journal of college-archiver/year-end, format unknown",
    "too large": b'{"mine": "' + b"x" * (33 << 20) + b'"}',
}


@pytest.mark.parametrize("kind", SOMEBODY_ELSES)
def test_a_report_of_somebody_else_is_no_spoilt_one(kind: str, tmp_path: Path) -> None:
    (tmp_path / "report.json").write_bytes(SOMEBODY_ELSES[kind])
    with pytest.raises(UsageError, match="не заменён"):
        earlier(tmp_path, AcademicYear(2025))


def test_what_cannot_be_read_in_the_place_of_the_report_may_be_somebody_elses(tmp_path: Path) -> None:
    (tmp_path / "report.json").mkdir()
    with pytest.raises(UsageError, match="не заменён"):
        earlier(tmp_path, AcademicYear(2025))
    with pytest.raises(InputInvalid, match="не удаётся прочитать"):
        run_in(tmp_path)
