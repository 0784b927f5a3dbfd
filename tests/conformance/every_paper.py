"""Every kind of paper that the program prints, by the commands and use cases that print it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from archive_for_disposal import Archive
from archiver.__main__ import run
from archiver.archive.disposal.keeping import keep_act
from archiver.archive.disposal.printing import print_act
from archiver.intake.canonical import write_canonical
from archiver.settings.pdf_a import PdfA
from factories import make_journal

YEAR = "2025/26"
SETTINGS = """\
[college]
name = "Тестовый колледж"
short_name = "ТК"
[reports]
director = "Громов Олег Иванович"
[printing]
pdf_a = "{pdf_a}"
"""

OF_EXPORTS = {
    "volume": ("year-end", YEAR, "--from", "exports", "--workers", "1", "--to"),
    "statement": ("statement", "exports", "--term", "1", "--workers", "1", "--to"),
    "form-2": ("hours", "exports", "--form", "2", "--workers", "2", "--joined", "--to"),
    "form-3": ("hours", "exports", "--form", "3", "--workers", "1", "--to"),
    "control": ("control", "exports", "--until", "2026-06-30", "--to"),
    "deadlines": ("deadlines", "exports", "--today", "2026-06-30", "--to"),
    "scholarship": ("scholarship", "exports", "--term", "1", "--workers", "1", "--to"),
    "certificate": ("certificate", "made/statement", "--student", "Ёлкин", "--period", "--to"),
}
"""Commands that write into a folder, its name last; forms 2 are so many that worker processes set them."""

OF_THE_REGISTER = {
    "cover": ("papers", "cover", "--year", YEAR, "--to"),
    "certification": ("papers", "certification", "--year", YEAR, "--to"),
}

ALONE = {
    "remarks": ("check", "exports", "--to"),
    "draft": ("preview", "exports", "--group", "ИС-21", "--to"),
    "inventory": ("papers", "inventory", YEAR, "--to"),
    "electronic-inventory": ("papers", "electronic-inventory", YEAR, "--documents", "--to"),
    "transfer": ("papers", "transfer", YEAR, "--to"),
    "file-plan": ("papers", "plan", YEAR, "--to"),
    "label": ("media", "label", "ИТ-1", "ИТ-2", "--to"),
    "presence": ("paper", "check", "labels.txt", "--site", "Архив", "--to"),
}
"""Commands that write one file."""

OF_DISPOSAL = ("destruction-act", "personal-data-act", "log-extract", "kept-act", "execution")

JOINED = "forms-2-joined"
JOURNAL = "ТК/05-11/2025-26/ИС-21"

KINDS = (*OF_EXPORTS, JOINED, *OF_THE_REGISTER, *ALONE, *OF_DISPOSAL)


def every_paper(folder: Path, pdf_a: PdfA) -> dict[str, bytes]:
    """One paper of every kind by settings that ask for `pdf_a`, made in `folder`, the current one."""
    (folder / "archiver.toml").write_text(SETTINGS.format(pdf_a=pdf_a), encoding="utf-8")
    write_canonical(make_journal(), folder / "exports")
    made = dict(_of_commands(folder))
    (folder / "disposal").mkdir()
    made |= _of_disposal(folder / "disposal", pdf_a)
    return made


def _of_commands(folder: Path) -> Iterator[tuple[str, bytes]]:
    for kind, words in OF_EXPORTS.items():
        yield kind, _written(folder, kind, words)
    yield JOINED, (folder / "made" / "form-2" / "Форма 2 одним файлом.pdf").read_bytes()
    for number in ("ИТ-1", "ИТ-2"):
        (folder / number).mkdir()
        _call("media", "add", number, number, "--kind", "directory", "--site", f"Корпус {number}")
    _call("deposit", "made/volume", "--from", "exports")
    _call("paper", "add", JOURNAL, "--site", "Архив")
    (folder / "labels.txt").write_text(f"{JOURNAL} том 1\n", encoding="utf-8")
    for kind, words in OF_THE_REGISTER.items():
        yield kind, _written(folder, kind, words)
    for kind, words in ALONE.items():
        _call(*words, f"{kind}.pdf")
        yield kind, (folder / f"{kind}.pdf").read_bytes()


def _written(folder: Path, kind: str, words: tuple[str, ...]) -> bytes:
    """The first PDF that a command wrote."""
    _call(*words, f"made/{kind}")
    return min((folder / "made" / kind).rglob("*.pdf")).read_bytes()


def _call(*words: str) -> None:
    code = run(words)
    assert code in (0, 3), (words, code)  # 3: written, with findings


def _of_disposal(folder: Path, pdf_a: PdfA) -> dict[str, bytes]:
    """The papers of a journal that is destroyed, the last four as they lie on a medium of the archive."""
    archive = Archive.at(f"sqlite:///{folder / 'register.db'}", folder)
    printing = archive.settings.printing.model_copy(update={"pdf_a": pdf_a})
    archive.settings = archive.settings.model_copy(update={"printing": printing})
    with archive.register:
        act = archive.approved(archive.journal().external_id).number
        printed = print_act(archive.office("archivist"), act)
        archive.execute(act)
        archive.account(act)
        keep_act(archive.office("archivist"), act)
    personal, extract, kept, executed = (
        min(archive.folders["Н-1"].rglob(f"data/{name}.pdf")).read_bytes()
        for name in ("evidence/act", "evidence/extract", "act/act", "act/execution")
    )
    return dict(zip(OF_DISPOSAL, (printed, personal, extract, kept, executed), strict=True))
