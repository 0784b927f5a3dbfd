"""Exports spoiled in hundreds of ways: the program ends as documented and loses nothing unsaid.

The oracle: a documented exit code and no traceback, 1 GB of memory and 10 processor seconds at most, no
socket, nothing written outside of the output folder and the private cache, and no page that an independent
count finds and neither the journal nor a finding knows. `make test-long` tries twenty times as many.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import zlib
from pathlib import Path

import pytest
from fuzz_mutations import spoiled
from fuzz_oracle import Ended, run
from fuzz_seeds import Files, Seed, seeds

from archiver.errors import ExitCode

SEEDS = seeds()
LONG = os.environ.get("ARCHIVER_TEST_LONG") == "1"
ROUNDS = 1_300 if LONG else 65
"""Inputs of a format; eight formats make more than 500, or more than 10,000."""
FRESH = int(os.environ.get("ARCHIVER_FUZZ_SEED", "0")) or random.SystemRandom().randrange(2**32)
"""A seed nobody has tried yet, for one input of each format in five; printed on failure."""
MOST_MEGABYTES, MOST_SECONDS = 1024, 10
BOUND = 20
"""One input of so many is bound too, the others are checked."""
DOCUMENTED = set(ExitCode) - {ExitCode.INTERNAL, ExitCode.INTERRUPTED}


@pytest.fixture(autouse=True)
def _private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.delenv("ARCHIVER_DEBUG", raising=False)


def write(files: Files, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    folder.mkdir(exist_ok=True)


def offences(ended: Ended, seed: Seed, files: Files) -> list[str]:
    """Everything wrong with how a command ended."""
    found = []
    if ended.code not in DOCUMENTED:
        found.append(f"exit code {ended.code}")
    if "Traceback" in ended.out + ended.err:
        found.append("a traceback")
    if ended.megabytes > MOST_MEGABYTES:
        found.append(f"{ended.megabytes} MB")
    if ended.seconds > MOST_SECONDS:
        found.append(f"{ended.seconds:.1f} s")
    if ended.offence:
        found.append(ended.offence)
    if ended.out.startswith("{") and ended.code != ExitCode.INPUT_INVALID:  # that says: nothing was read
        found += lost(json.loads(ended.out), seed, files)
    return found


def lost(document: dict[str, object], seed: Seed, files: Files) -> list[str]:
    """Pages that stand in the source, and neither in the journal nor in any finding."""
    groups = document.get("groups") or []
    assert isinstance(groups, list)
    read = sum(group.get("sections") or 0 for group in groups)
    counts = document["counts"]
    assert isinstance(counts, dict)
    written = seed.pages(files)
    if read >= written or counts["blocking"] or "page.repeated" in json.dumps(document):
        return []
    return [f"{written} pages written, {read} read, nothing blocks"]


def tried(kind: str, number: int, base: int, folder: Path) -> str:
    """What is wrong with the `number`-th input of a format; "" when nothing is."""
    chance = random.Random(zlib.crc32(f"{kind} {base} {number}".encode()))
    seed = SEEDS[kind]
    files, how = spoiled(chance, seed.files, kind)
    exports = folder / "exports"
    write(files, exports)
    words = ["check", str(exports), "--json", "--year", "2025/26", "--today", "2025-12-01"]
    if number % BOUND == 0:
        words = ["year-end", "2025/26", "--from", str(exports), "--to", str(folder / "out"), "--workers", "1"]
        words += ["--today", "2025-12-01"]
    ended = run(words, folder)
    wrong = offences(ended, seed, files)
    return f"{kind} {base} {number}: {how}: {'; '.join(wrong)}\n{ended.err[-600:]}" if wrong else ""


def bound_once(kind: str, folder: Path) -> None:
    """Bind good exports, so that the press has made its forms: that is done once and no cost of an input."""
    write(SEEDS[kind].files, folder / "exports")
    out = folder / "out"
    words = ["year-end", "2025/26", "--from", str(folder / "exports"), "--to", str(out), "--workers", "1"]
    ended = run([*words, "--today", "2025-12-01"], folder)
    assert ended.code in DOCUMENTED and "Traceback" not in ended.out + ended.err
    shutil.rmtree(out, ignore_errors=True)


@pytest.mark.parametrize("part", range(4))
@pytest.mark.parametrize("kind", SEEDS)
def test_spoiled_exports_end_as_documented(kind: str, part: int, tmp_path: Path) -> None:

    bases = (1, FRESH)
    wrong = []
    if part == 0:  # the part whose inputs are bound
        bound_once(kind, tmp_path)
    for number in range(part, ROUNDS, 4):
        found = tried(kind, number, bases[number % 5 == 4], tmp_path)
        if found:
            wrong.append(found)
    assert not wrong, f"fresh seed {FRESH} (ARCHIVER_FUZZ_SEED)\n" + "\n".join(wrong[:20])


@pytest.mark.parametrize("kind", SEEDS)
def test_the_oracle_is_content_with_good_exports_and_sees_what_is_wrong(kind: str, tmp_path: Path) -> None:
    seed = SEEDS[kind]
    write(seed.files, tmp_path / "exports")
    ended = run(["check", str(tmp_path / "exports"), "--json", "--today", "2025-12-01"], tmp_path)
    assert offences(ended, seed, seed.files) == []
    document = json.loads(ended.out)
    document["groups"][0]["sections"] = 0
    document["counts"]["blocking"] = 0
    if seed.pages(seed.files):
        assert lost(document, seed, seed.files)


def test_the_oracle_sees_files_written_elsewhere_and_sockets(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    ended = run(["sample", str(tmp_path / "elsewhere"), "--groups", "1", "--format", "json"], home)
    assert ended.code == 0 and "elsewhere" in ended.offence
