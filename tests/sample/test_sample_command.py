import hashlib
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from archiver.cli.sample import sample
from archiver.errors import ExitCode, OutputFailed, UsageError
from archiver.sample.export_file import ExportFile
from archiver.sample.target_folder import RECORD, write_sample


def run(folder: Path, *options: str) -> str:
    result = CliRunner().invoke(sample, [str(folder), *options], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_two_folders_of_one_seed_are_equal_and_the_summary_names_the_groups(tmp_path: Path) -> None:
    output = run(tmp_path / "one", "--groups", "2", "--seed", "4", "--format", "xls")
    run(tmp_path / "two", "--groups", "2", "--seed", "4", "--format", "xls")
    assert digests(tmp_path / "one") == digests(tmp_path / "two")
    assert "ИС-21, ТО-11" in output
    assert str(tmp_path / "one") in output


def test_a_sample_is_replaced_by_another_and_nothing_of_it_stays(tmp_path: Path) -> None:
    run(tmp_path, "--groups", "2", "--format", "spo")
    run(tmp_path, "--groups", "1", "--format", "html", "--year", "2026/27")
    assert set(digests(tmp_path)) == {
        RECORD,
        "archiver.toml",
        "ИС-21 1 семестр 2026-27.html",
        "ИС-21 2 семестр 2026-27.html",
    }
    assert not (tmp_path / "services").exists()


def test_files_of_others_in_a_sample_folder_stay(tmp_path: Path) -> None:
    run(tmp_path, "--groups", "1")
    note = tmp_path / "services" / "заметки.txt"
    note.write_text("моё")
    run(tmp_path, "--groups", "1", "--format", "xls")
    assert note.read_text() == "моё"


def test_a_folder_with_somebodys_files_is_refused_untouched(tmp_path: Path) -> None:
    (tmp_path / "дипломы.txt").write_text("важно")
    before = digests(tmp_path)
    with pytest.raises(UsageError) as refused:
        run(tmp_path)
    assert refused.value.exit_code is ExitCode.USAGE
    assert digests(tmp_path) == before


def test_a_refused_fault_leaves_the_earlier_sample(tmp_path: Path) -> None:
    run(tmp_path, "--groups", "1", "--format", "xls")
    before = digests(tmp_path)
    with pytest.raises(UsageError):
        run(tmp_path, "--groups", "1", "--format", "xls", "--fault", "wrong-encoding")
    assert digests(tmp_path) == before


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "file"
    target.write_text("x")
    with pytest.raises(UsageError):
        run(target)


def test_a_forged_record_removes_nothing_outside_the_folder(tmp_path: Path) -> None:
    victim = tmp_path / "victim.txt"
    victim.write_text("важно")
    folder = tmp_path / "sample"
    run(folder, "--groups", "1", "--format", "html")
    (folder / "link").symlink_to(tmp_path)
    listed = ["../victim.txt", str(victim), "link/victim.txt"]
    (folder / RECORD).write_text(json.dumps({"version": 1, "files": listed}))
    shutil.rmtree(folder / "services", ignore_errors=True)
    for path in folder.glob("*.*ml"):
        path.unlink()
    run(folder, "--groups", "1", "--format", "html")
    assert victim.read_text() == "важно"


def test_a_damaged_record_is_refused(tmp_path: Path) -> None:
    run(tmp_path, "--groups", "1", "--format", "html")
    (tmp_path / RECORD).write_text("{")
    with pytest.raises(UsageError):
        run(tmp_path, "--groups", "1", "--format", "html")


def test_a_full_disk_is_an_output_failure_and_the_next_run_cleans_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def batches(count: int) -> list[list[ExportFile]]:
        return [[ExportFile(f"{number}/file.txt", b"x")] for number in range(count)]

    real = Path.open

    def full(self: Path, *args: object, **kwargs: object) -> object:
        if self.parent.name == "2":
            raise OSError(28, "No space left on device", str(self))
        return real(self, *args, **kwargs)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", full)
        with pytest.raises(OutputFailed, match="на диске нет места"):
            write_sample(tmp_path, batches(4))
    assert write_sample(tmp_path, batches(1)) == 1
    assert set(digests(tmp_path)) == {RECORD, "0/file.txt"}


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    run(tmp_path, "--groups", "1", "--format", "html")
    obstacle = tmp_path / "ИС-21 1 семестр 2025-26.xls"
    obstacle.write_text("моё")
    with pytest.raises(OutputFailed, match="ИС-21 1 семестр"):
        run(tmp_path, "--groups", "1", "--format", "xls")
    assert obstacle.read_text() == "моё"
