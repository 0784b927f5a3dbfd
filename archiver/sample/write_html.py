"""The printed report as the HTML page a browser shows and saves, with the facing list of topics.

Tables have the class of the vendor's other reports, `table-print`; months stand over days with
`colspan` (domain 4.2).
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from archiver.journal.model import Journal, Lesson, Term
from archiver.sample.export_file import ExportFile
from archiver.sample.report_pages import Pages, ReportPage, heading, printed_terms, report_name, report_pages

_STYLE = (
    "body{font-family:sans-serif;font-size:10pt}.table-print{border-collapse:collapse}"
    ".table-print th,.table-print td{border:1px solid #000;padding:1px 3px}.page{page-break-after:always}"
)
_LESSON_HEAD = ("№", "Дата", "Кол-во часов", "Тема", "Домашнее задание")


def html_files(
    position: int, journal: Journal, suffix: str = "", pages: Pages = report_pages
) -> Iterator[ExportFile]:
    """One .html file for every term."""
    for term in printed_terms(journal):
        text = "\n".join(_document(journal, term, pages)) + "\n"
        yield ExportFile(f"{report_name(journal, term)}{suffix}.html", text.encode(), position, text=True)


def _document(journal: Journal, term: Term, pages: Pages) -> Iterator[str]:
    title, interval = heading(term)
    yield '<!DOCTYPE html>\n<html lang="ru">\n<head>\n<meta charset="utf-8">'
    yield f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>"
    yield f"<h2>{title}</h2>\n<p>Группа : {escape(journal.group.name)}</p>\n<p>{interval}</p>"
    first = 1
    subject = None
    for page in pages(journal, term):
        first = first if page.title == subject else 1
        subject = page.title
        yield '<div class="page">'
        yield from _marks(page)
        yield from _facing(page.lessons, first)
        yield "</div>"
        first += len(page.lessons)
    yield "</body>\n</html>"


def _marks(page: ReportPage) -> Iterator[str]:
    yield f"<p>Предмет : {escape(page.title)}</p>"
    if page.teacher:
        yield f"<p>Преподаватель : {escape(page.teacher)}</p>"
    months = "".join(f'<th colspan="{width}">{month}</th>' for month, width in page.months)
    periods = "".join(f'<th rowspan="2">{escape(title)}</th>' for title in page.periods)
    yield '<table class="table-print">'
    yield f'<tr><th rowspan="2">№ п/п</th><th rowspan="2">ФИО</th>{months}{periods}</tr>'
    yield f"<tr>{''.join(f'<th>{day}</th>' for day in page.days)}</tr>"
    for number, name, cells in page.rows:
        marks = "".join(f"<td>{escape(text)}</td>" for text in cells)
        yield f"<tr><td>{'' if number is None else number}</td><td>{escape(name)}</td>{marks}</tr>"
    yield "</table>"


def _facing(lessons: tuple[Lesson, ...], first: int) -> Iterator[str]:
    yield '<table class="table-print">'
    yield f"<tr>{''.join(f'<th>{title}</th>' for title in _LESSON_HEAD)}</tr>"
    for number, lesson in enumerate(lessons, first):
        cells = (
            str(number),
            f"{lesson.date:%d.%m.%Y}",
            "" if lesson.hours is None else str(lesson.hours),
            lesson.topic or "",
            lesson.homework or "",
        )
        yield f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"
    yield "</table>"
