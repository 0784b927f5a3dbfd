"""What an image must be, read from the Dockerfile: no container is needed to hold it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from repository import PACKAGES, ROOT, run


def _stages() -> dict[str, list[tuple[str, str]]]:
    """Instructions of every stage by its name, continuation lines joined."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    text = re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE).replace("\\\n", " ")
    stages: dict[str, list[tuple[str, str]]] = {}
    current: list[tuple[str, str]] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        word, _space, rest = line.partition(" ")
        if word == "FROM":
            source, _as, name = rest.partition(" AS ")
            current = stages.setdefault(name, [("FROM", source)])
        else:
            current.append((word, " ".join(rest.split())))
    return stages


def _of(stage: str, word: str) -> list[str]:
    return [rest for name, rest in _stages()[stage] if name == word]


def test_the_last_stage_is_the_program() -> None:
    assert list(_stages())[-1] == "archiver"
    assert _of("archiver", "ENTRYPOINT") == ['["archiver"]']


def test_base_is_pinned_to_debian_12_and_python_3_11() -> None:
    assert _of("base", "FROM") == ["python:3.11-slim-bookworm"]


def test_it_runs_as_an_ordinary_user_to_the_end() -> None:
    instructions = _stages()["archiver"]
    users = [rest for word, rest in instructions if word == "USER"]
    assert users == ["archiver"]
    after = [word for word, _rest in instructions[instructions.index(("USER", "archiver")) :]]
    assert "RUN" not in after
    assert "COPY" not in after


def test_the_wheel_is_built_elsewhere_from_all_packages() -> None:
    copied = " ".join(_of("wheel", "COPY"))
    for name in (*PACKAGES, "pyproject.toml", "hatch_build.py"):
        assert name in copied
    assert any("--from=wheel" in rest for rest in _of("archiver", "COPY"))


def test_every_install_is_hashed_or_ours() -> None:
    for stage in _stages():
        for line in _of(stage, "RUN"):
            for command in line.split("&&"):
                if "pip install" in command:
                    assert "--require-hashes" in command or "--no-index" in command, command


def test_system_packages_come_from_the_shared_list() -> None:
    installs = [run for run in _of("archiver", "RUN") if "apt-get" in run]
    assert len(installs) == 1
    assert "/tmp/debian-packages.txt" in installs[0]
    assert any("tools/debian-packages.txt" in rest for rest in _of("archiver", "COPY"))
    makefile = (ROOT / "tools" / "system-packages").read_text(encoding="utf-8")
    assert "tools/debian-packages.txt" in makefile
    listed = (ROOT / "tools" / "debian-packages.txt").read_text(encoding="utf-8")
    assert re.search(r"^run\s+libpango-1\.0-0$", listed, re.MULTILINE)
    assert re.search(r"^test\s+qpdf$", listed, re.MULTILINE)


def test_tests_and_demonstration_are_those_of_make() -> None:
    assert _of("test", "RUN") == ["make test"]
    assert _of("demo", "RUN") == ["make demo"]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^test:", makefile, re.MULTILINE)
    assert re.search(r"^demo:", makefile, re.MULTILINE)


def test_the_image_is_built_and_run_by_the_long_tests_and_where_it_cannot_be_that_is_said(
    tmp_path: Path,
) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^test-long:.*\n(\t.*\n)*\t@sh tools/try-image$", makefile, re.MULTILINE)
    (tmp_path / "dirname").symlink_to(shutil.which("dirname") or "")
    (tmp_path / "id").write_text("#!/bin/sh\necho 0\n")
    (tmp_path / "id").chmod(0o755)
    done = run(shutil.which("sh") or "", str(ROOT / "tools" / "try-image"), PATH=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert "Образ не собирался и не запускался: нет программы dockerd" in done.stdout


def test_continuous_integration_runs_make_test() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert re.search(r"^exec make test\b", script, re.MULTILINE)
