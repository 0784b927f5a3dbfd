"""The work tree as the tests of the project see it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("archiver", "retention", "storage", "templates")
_MADE = {".venv", ".git", "demo", "dist", "build", "out", "__pycache__", "node_modules"}


def run(*arguments: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a program to its end; output is text."""
    return subprocess.run(
        arguments,
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        stdin=subprocess.DEVNULL,
    )


def python(*arguments: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run this very Python."""
    return run(sys.executable, *arguments, cwd=cwd, **environment)


def archiver(*arguments: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a user would."""
    return python("-m", "archiver", *arguments, cwd=cwd, **environment)


def sources() -> list[Path]:
    """Files of the repository: those git knows or would add; without git, all that are not made."""
    if (ROOT / ".git").exists() and shutil.which("git"):
        listed = run("git", "-c", "safe.directory=*", "ls-files", "-z", "-co", "--exclude-standard")
        assert listed.returncode == 0, listed.stderr
        names = [name for name in listed.stdout.split("\0") if name]
        return [ROOT / name for name in names if (ROOT / name).is_file()]
    return [path for path in ROOT.rglob("*") if path.is_file() and not _is_made(path.relative_to(ROOT))]


def _is_made(path: Path) -> bool:
    return (
        path.suffix in {".mo", ".pyc"}
        or not _MADE.isdisjoint(path.parts)
        or any(
            part.startswith(".") and (part.endswith("_cache") or part == ".hypothesis") for part in path.parts
        )
    )


def texts() -> list[tuple[Path, str]]:
    """Source files that are text, with their text."""
    found = []
    for path in sources():
        try:
            found.append((path, path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return found
