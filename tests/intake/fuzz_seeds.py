"""Good exports of every format to be spoiled, and how many pages a file has by readers that are not ours."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import json
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser

import openpyxl
import spo_snapshot
from report_printing import Page, as_html, as_xls, as_xlsx

from archiver.intake.canonical import dump
from factories import make_journal, make_section

SUBJECTS = ("Математика", "Физика", "Химия", "История")
_WORD = re.compile(r"\s*предмет\s*:", re.IGNORECASE)

Files = dict[str, bytes]


@dataclass(frozen=True)
class Seed:
    """Files by name; `pages(files)` counts those that must be read or told of, 0 where nobody can tell."""

    files: Files
    pages: Callable[[Mapping[str, bytes]], int]


def pages() -> list[Page]:
    days = [dt.date(2025, 9, 1) + dt.timedelta(days=7 * number) for number in range(4)]
    rows = [
        (1, "Абаев Иван Иванович", ("5", "4", "", "н")),
        (2, "Белова Анна Петровна", ("", "3", "уп,5", "2")),
    ]
    facing = [[number, f"{day:%d.%m.%Y}", 2, "Тема", "§ 1"] for number, day in enumerate(days, 1)]
    return [
        Page(name, days, rows, lines=("Преподаватель : Иванова М.П.",), facing=facing) for name in SUBJECTS
    ]


class _Text(HTMLParser):
    """The text that a page shows, block by block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[tuple[str, int]] = [("", 0)]
        """Texts, each with the row it stands in; 0 outside of tables."""
        self.cells: dict[int, int] = {}
        self.row = 0
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.silent += tag in (
            "script",
            "style",
            "title",
            "textarea",
            "select",
            "template",
            "noscript",
            "iframe",
        )
        if tag == "tr":
            self.row = len(self.cells) + 1
            self.cells[self.row] = 0
        if tag in ("td", "th"):
            self.cells[self.row] = self.cells.get(self.row, 0) + 1
        if tag in ("p", "tr", "td", "th", "div", "table", "br"):
            self.blocks.append(("", self.row))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style", "title", "textarea", "select", "template", "noscript", "iframe"):
            self.silent = max(0, self.silent - 1)
        if tag == "table":
            self.row = 0

    def handle_data(self, data: str) -> None:
        if not self.silent:
            text, row = self.blocks[-1]
            self.blocks[-1] = text + data, row


def _only(files: Mapping[str, bytes]) -> bytes:
    """The one file of a seed; nothing where it was taken away."""
    return next(iter(files.values()), b"")


def html_pages(files: Mapping[str, bytes]) -> int:
    data = _only(files)
    parser = _Text()
    with contextlib.suppress(Exception):  # the judge may fail where the judged one must not
        parser.feed(data.decode("utf-8"))
        parser.close()
        # Among other cells of its row «Предмет :» is a mark or a topic, however strange a one.
        return sum(
            bool(_WORD.match(text)) for text, row in parser.blocks if not row or parser.cells.get(row, 1) < 2
        )
    return 0


def xlsx_pages(files: Mapping[str, bytes]) -> int:
    data = _only(files)
    if len(data) > 1_000_000:
        return 0
    with contextlib.suppress(Exception):
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        return sum(
            isinstance(row[0], str) and bool(_WORD.match(row[0]))
            for sheet in book.worksheets
            for row in sheet.iter_rows(max_row=500, max_col=1, values_only=True)
            if row
        )
    return 0


def canonical_pages(files: Mapping[str, bytes]) -> int:
    data = _only(files)
    with contextlib.suppress(Exception):
        found = json.loads(data)["sections"]
        return len(found) if isinstance(found, list) else 0
    return 0


def spo_pages(files: Mapping[str, bytes]) -> int:
    """Pages that are sound JSON with a list of lessons, whether anything refers to them or not."""
    count = 0
    for name, data in files.items():
        with contextlib.suppress(Exception):
            if "/subjects/" in name and isinstance(json.loads(data)["lessons"], list):
                count += 1
    return count


def zip_pages(files: Mapping[str, bytes]) -> int:
    data = _only(files)
    with contextlib.suppress(Exception), zipfile.ZipFile(io.BytesIO(data)) as archive:
        if archive.testzip() is None:
            return spo_pages({name: archive.read(name) for name in set(archive.namelist())})
    return 0


def unknown(_files: Mapping[str, bytes]) -> int:
    return 0


def snapshot() -> Files:
    answers = spo_snapshot.answers()
    subjects = [
        {"id": number, "name": name, "plannedHours": 34} for number, name in enumerate(SUBJECTS[:3], 7)
    ]
    answers[spo_snapshot.ENTRIES] = [spo_snapshot.entry(scheduleSubjects=subjects)]
    for subject in subjects:
        answers[f"services/journal/gradebook/1011/subjects/{subject['id']}.json"] = spo_snapshot.page()
    return {name: json.dumps(value, ensure_ascii=False).encode() for name, value in answers.items()}


def packed(files: Files) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


SETTINGS = """academic_year = "2025/26"
[college]
name = "Колледж"
[[departments]]
name = "Отделение"
head = "Орлова Мария Павловна"
groups = ["ИС-21"]
[[groups]]
name = "ИС-21"
course = 2
[printing]
duplex = true
"""


def seeds() -> dict[str, Seed]:
    """One seed of every format, by name."""
    canonical = dump(make_journal(sections=tuple(make_section(name) for name in SUBJECTS)))
    html = as_html(pages()).encode()
    return {
        "html": Seed({"ИС-21 1 семестр 2025-26.html": html}, html_pages),
        "html as xls": Seed({"ИС-21 1 семестр 2025-26.xls": html}, html_pages),
        "xls": Seed({"ИС-21 1 семестр 2025-26.xls": as_xls(pages())}, unknown),
        "xlsx": Seed({"ИС-21 1 семестр 2025-26.xlsx": as_xlsx(pages())}, xlsx_pages),
        "json": Seed({"ИС-21 2025-26.json": canonical}, canonical_pages),
        "spo": Seed(snapshot(), spo_pages),
        "spo zip": Seed({"снимок ИС-21.zip": packed(snapshot())}, zip_pages),
        "settings": Seed({"archiver.toml": SETTINGS.encode(), "ИС-21 2025-26.html": html}, unknown),
    }
