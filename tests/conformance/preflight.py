"""Apache PDFBox Preflight, a judge of PDF/A-1b that owes us nothing: Debian's libpdfbox2-java.

Its own command takes a list of files, so one start of Java judges them all.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

JARS = ("preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "jaxb-api", "javax.activation")
JUDGE = "org.apache.pdfbox.preflight.Validator_A1b"
SHARED = Path("/usr/share/java")
PACKAGES = "libpdfbox2-java libjaxb-api-java default-jre-headless"


def judged(papers: Mapping[str, bytes], folder: Path) -> dict[str, list[str]]:
    """What Preflight has against each paper, by its name (of ASCII letters); nothing for PDF/A-1b."""
    java = shutil.which("java")
    jars = [SHARED / f"{name}.jar" for name in JARS]
    there = java and all(jar.exists() for jar in jars)
    assert there, f"the judge is missing: apt install {PACKAGES} (make set-up does it)"
    for name, content in papers.items():
        (folder / f"{name}.pdf").write_bytes(content)
    asked = folder / "asked.txt"
    asked.write_text("".join(f"{folder / name}.pdf\n" for name in papers), encoding="utf-8")
    done = subprocess.run(
        [java, "-cp", os.pathsep.join(map(str, jars)), JUDGE, "batch", str(asked)],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    return _verdicts(done.stdout, papers, done.stderr)


def _verdicts(said: str, papers: Mapping[str, bytes], complaints: str) -> dict[str, list[str]]:
    """Its answer by papers: «The file x.pdf is …» and, of one that is not valid, a line an error."""
    verdicts: dict[str, list[str]] = {}
    against: list[str] = []
    for line in filter(None, said.splitlines()):
        if line.startswith("The file "):
            name, verdict = line.removeprefix("The file ").split(".pdf is ", 1)
            against = [] if verdict == "a valid PDF/A-1b file" else [verdict]
            verdicts[name] = against
        else:
            against.append(line)
    assert set(verdicts) == set(papers), f"not judged: {set(papers) - set(verdicts)}\n{said}\n{complaints}"
    return verdicts
