"""What `make demo` runs: a fictional college, its year-end, and which PDF to open."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path("demo")
EXPORTS, BINDERS = ROOT / "exports", ROOT / "binders"
YEAR = "2025/26"


def archiver(*arguments: str) -> int:
    """Run one command as a user would, showing it first."""
    print(f"\n$ archiver {' '.join(arguments)}", flush=True)
    return subprocess.run([sys.executable, "-m", "archiver", *arguments], check=False).returncode


def main() -> int:
    """Exit code 0 when every binder stands on the disk."""
    shutil.rmtree(EXPORTS, ignore_errors=True)
    code = archiver("sample", str(EXPORTS), "--groups", "2", "--seed", "1", "--year", YEAR)
    if code:
        return code
    code = archiver("year-end", YEAR, "--from", str(EXPORTS), "--to", str(BINDERS))
    if code:
        return code
    report = json.loads((BINDERS / "report.json").read_text(encoding="utf-8"))
    volumes = [BINDERS / volume["path"] for group in report["groups"] for volume in group["volumes"]]
    missing = [path for path in volumes if not path.is_file()]
    if missing or not volumes:
        print(f"Не изготовлено: {', '.join(map(str, missing)) or 'ничего'}", file=sys.stderr)
        return 1
    print("\nГотово. Откройте:")
    for path in volumes:
        print(f"    {path.resolve()}")
    print(f"Отчёт: {(BINDERS / 'report.json').resolve()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
