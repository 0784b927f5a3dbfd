"""PDFs made elsewhere may be damaged anywhere: they end in what is expected, and in nobody's English."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from pypdf import PdfWriter

from archiver.archive.deposit.pdf_check import look_at
from archiver.errors import InputInvalid

QUIET = """
import sys
from archiver.archive.deposit.pdf_check import look_at
from archiver.errors import InputInvalid
from pathlib import Path
try:
    look_at(Path(sys.argv[1]))
except InputInvalid as error:
    print(error.message)
"""


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    writer = PdfWriter()
    for _page in range(3):
        writer.add_blank_page(595, 842)
    writer.write(tmp_path / "том.pdf")
    return tmp_path / "том.pdf"


def test_a_damaged_pdf_is_no_whole_one_whatever_is_damaged(sound: Path) -> None:
    draw, data = Random(), sound.read_bytes()
    for _attempt in range(150):
        made = bytearray(data[: draw.randrange(len(data)) if draw.random() < 0.3 else None])
        for _byte in range(draw.randrange(1, 6)):
            if made:
                made[draw.randrange(len(made))] = draw.randrange(256)
        sound.write_bytes(made)
        try:
            look_at(sound)
        except InputInvalid:
            continue
        except Exception as error:
            raise AssertionError(bytes(made)) from error


@pytest.mark.parametrize("content", ["текст\n".encode(), b"", b"%PDF-1.7\n", b"%PDF-1.7\ntrailer\n%%EOF\n"])
def test_the_library_says_nothing_in_its_own_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "не.pdf"
    path.write_bytes(content)
    done = subprocess.run([sys.executable, "-c", QUIET, path], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("не.pdf — не целый PDF.\n", "")
