"""Bound volumes before outside judges: qpdf always, veraPDF where a machine has it.

Where veraPDF is missing the run says so at its end (tests/conftest.py) instead of skipping.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from archiver.binder.volume import bind, draft
from archiver.binding.parts import binder_parts, ordered, part_specs
from archiver.journal.model import Journal
from archiver.press.worker import press_part
from archiver.settings.tables import Accepted, College, Settings
from factories import make_journal


def settings(**printing: object) -> Settings:
    return Settings.model_validate(
        {"college": College(name="Отрадненский нефтяной техникум", short_name="ОНТ"), "printing": printing}
    )


@pytest.fixture(scope="module")
def journal() -> Journal:
    return make_journal()


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def bound(journal: Journal, chosen: Settings, cache: Path, out: Path) -> list[Path]:
    """The journal's volumes and its draft."""
    sections = ordered(journal, chosen)
    parts = [press_part(spec, cache) for spec in part_specs(journal, sections, chosen)]
    listed = binder_parts(journal, sections, parts)
    accepted = Accepted(group="ИС-21", code="student.twice", reason="двойник в АСУ РСО")
    volumes = bind(journal, listed, chosen, out, accepted=[accepted])
    draft(journal, listed, chosen, out / "черновик.pdf")
    return [*(volume.path for volume in volumes), out / "черновик.pdf"]


KINDS = {
    "landscape": settings(),
    "portrait-duplex": settings(orientation="portrait", duplex=True),
    "pdf-a-1": settings(pdf_a="1b"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_judges_find_nothing(journal: Journal, cache: Path, tmp_path: Path, kind: str) -> None:
    qpdf = shutil.which("qpdf")
    assert qpdf, "qpdf is missing: apt install qpdf (make set-up does it)"
    for path in bound(journal, KINDS[kind], cache, tmp_path):
        done = subprocess.run([qpdf, "--check", str(path)], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, ""), done.stdout
        assert "No syntax or stream encoding errors found" in done.stdout
        vera = shutil.which("verapdf")
        if vera:
            judged = subprocess.run(
                [vera, "--flavour", KINDS[kind].printing.pdf_a.value, "--format", "text", str(path)],
                capture_output=True,
                text=True,
                check=False,
            )
            assert judged.stdout.startswith("PASS"), judged.stdout


def test_the_judge_can_fail(journal: Journal, cache: Path, tmp_path: Path) -> None:
    path = bound(journal, KINDS["landscape"], cache, tmp_path)[0]
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, check=False)
    assert done.returncode != 0
