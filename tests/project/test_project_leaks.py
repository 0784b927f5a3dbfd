"""Nothing of one machine gets into the repository: no paths of its users, no hosts of its registries."""

from __future__ import annotations

import re

from repository import ROOT, texts

# Written in pieces, or this file would be the first to be found.
_PATHS = re.compile(
    r"(?<![\w.])/(?:" + "|".join(("root", "home/" + r"\w+", "Users/" + r"\w+", "opt/wheels")) + r")/"
)
_HOSTS = re.compile(
    "|".join(
        (
            r"pypi\.\w+",
            r"python" + r"hosted\.org",
            r"registry\.npm",
            r"deb\.debian",
            r"archive\.ubuntu",
            r"arti" + "factory",
        )
    )
)
_OPTIONS = re.compile(r"^\s*--(?:(?:extra-)?index-url|find-links|trusted-host)\b", re.MULTILINE)


def _found(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}: {match[0]}" for path, text in texts() for match in pattern.finditer(text)
    ]


def test_no_path_of_a_machine() -> None:
    assert _found(_PATHS) == []


def test_no_host_of_a_registry() -> None:
    assert _found(_HOSTS) == []


def test_pins_name_no_source() -> None:
    for name in ("constraints.txt", "constraints-dev.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert not _OPTIONS.search(text)
        assert "://" not in text


def test_pins_are_exact_and_hashed() -> None:
    for name in ("constraints.txt", "constraints-dev.txt"):
        entries = re.split(r"(?<!\\)\n", (ROOT / name).read_text(encoding="utf-8").strip())
        assert len(entries) > 30
        for entry in entries:
            assert re.match(r"[a-z0-9.-]+==[0-9][\w.+]*( ;.*)? \\\n", entry), entry
            assert re.search(r"--hash=sha256:[0-9a-f]{64}$", entry), entry


def test_the_larger_set_of_pins_holds_the_smaller() -> None:
    small, large = (
        set(re.findall(r"^[a-z0-9.-]+==\S+", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
        for name in ("constraints.txt", "constraints-dev.txt")
    )
    assert small < large
