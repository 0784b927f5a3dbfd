"""The rows of the benchmark: what is asked of each contender, on which cores, how often.

Every contender is a process of its own, on one core unless said otherwise. Where seconds of the clock
decide (a cold process, a late correction, two cores), contenders take turns and the best of several counts.
"""

from __future__ import annotations

import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

import press_chromium
import press_college
import press_typst
from press_measure import Run, contender, measured, summed
from press_settings import settings
from press_table import Row, counted

from archiver.binding.parts import ordered, part_specs
from archiver.journal.model import Journal
from archiver.journal.words import plural
from archiver.press import fonts
from archiver.press.section.spec import PartSpec

ONE_THREAD = {"RAYON_NUM_THREADS": "1"}
BINDER = 150
THICK = 600
MAKE_READY = Path(__file__).parents[1] / "tools" / "make_ready.py"
_CORES = {1: "одно ядро", 2: "два ядра"}


@dataclass
class Bench:
    """Measures rows into `rows`; the caller empties `folder`; `binary` is Chromium's, if there is one.

    It prints the first `browsed` groups only: at thirty pages a second a year would take it ten minutes.
    """

    folder: Path
    groups: int
    browsed: int
    repeat: int
    binary: str | None
    say: Callable[[Row], None]
    rows: dict[str, Row] = field(default_factory=dict)
    linear: dict[str, float] = field(default_factory=dict)
    late: float | None = None
    _numbers: Iterator[int] = field(default_factory=count)

    def prepare(self) -> None:
        """Fonts and forms are made, as an earlier binder leaves them; not measured. A year does it itself."""
        place = self._pickled(press_college.binder(BINDER))
        contender("press_ours.py", {"task": "warm", "journal": str(place), "to": str(self._place())})

    def year(self, wanted: set[str]) -> None:
        """A college year by every contender, in turns; ours once before that, with nothing in its cache."""
        first = self._ours()
        self._keep("ours first", replace(first, what=f"{first.what}, первый запуск: кэш пуст"))
        contenders: dict[str, Callable[[], Row]] = {
            "ours": self._ours,
            "raw": lambda: self._raw(remember=False),
            "raw remembering": lambda: self._raw(remember=True),
        }
        if "typst" in wanted:
            contenders["typst"] = self._typst
        if "chromium" in wanted and self.binary:
            contenders["chromium"] = self._chromium_warm
            contenders["chromium cold"] = self._chromium_cold
        found: dict[str, list[Row]] = {name: [] for name in contenders}
        for _round in range(self.repeat):
            for name, work in contenders.items():
                found[name].append(work())
        for name, rows in found.items():
            self._keep(name, min(rows, key=lambda row: row.run.cpu))

    def tenth(self) -> None:
        """A tenth of the groups, for linearity: a page of the year against a page of these."""
        groups = max(self.groups // 10, 1)
        rows = [self._ours(groups) for _round in range(self.repeat)]
        row = min(rows, key=lambda row: row.run.cpu)
        self._keep("tenth", row)
        self.linear[f"{groups} и {_groups(self.groups)}"] = 10 * row.rate / self.rows["ours"].rate

    def plain(self, pages: int) -> None:
        """A sample by the plain path."""
        folder = self._place()
        run = contender("press_ours.py", {"task": "plain", "pages": pages, "to": str(folder)})
        self._keep("plain", counted("WeasyPrint напрямую, выборка разделов", folder, run))

    def cold(self, attempts: int) -> None:
        """One binder as a cold process, on a machine where set-up has run with this very code."""
        subprocess.run([sys.executable, MAKE_READY], check=True)
        journal = press_college.binder(BINDER)
        pickled = self._pickled(journal)
        found: dict[str, list[Row]] = {}
        html = press_chromium.html(_specs(journal))
        for _attempt in range(attempts):
            for name, what, cache, bare in (
                ("cold", "`archiver`, один том, холодный процесс", None, False),
                ("cold empty", "то же, кэш пользователя пуст", self._place(), False),
                ("cold bare", "то же, и при установке ничего не приготовлено", self._place(), True),
            ):
                folder = self._place()
                extra = {"XDG_CACHE_HOME": str(cache)} if cache else {}
                task = {"task": "one", "journal": str(pickled), "to": str(folder), "bare": bare}
                run = contender("press_ours.py", task, extra=extra)
                found.setdefault(name, []).append(counted(what, folder, run))
            if self.binary:
                folder = self._place()
                (folder / "0.html").write_text(html, "utf-8")
                run = self._browse(folder)
                row = counted("Chromium, один том, холодный процесс", folder, run)
                found.setdefault("cold chromium", []).append(row)
        for name, rows in found.items():
            self._keep(name, min(rows, key=lambda row: row.run.wall))

    def thick(self) -> None:
        """A 600-page binder: its memory, and ten times the pages in one binder."""
        journal = press_college.binder(THICK)
        pickled = self._pickled(journal)
        folder = self._place()
        run = contender("press_ours.py", {"task": "one", "journal": str(pickled), "to": str(folder)})
        self._keep("thick", counted(f"`archiver`, один том в {THICK} страниц, холодный процесс", folder, run))
        thin = self._pickled(press_college.binder(THICK // 10))
        task = {"task": "thick", "journals": [str(thin), str(pickled)], "to": str(self._place())}
        (few, short), (many, long) = contender("press_ours.py", task).told["found"]
        self.linear[f"тома в {few} и {many}"] = 10 * (long / many) / (short / few)

    def preview(self, attempts: int) -> None:
        """`archiver preview` of one subject, from its start to the PDF."""
        journal = press_college.journal(0)
        exports, found = self._exported(1), []
        subject = ordered(journal, settings())[0].subject.name
        for _attempt in range(attempts):
            folder = self._place()
            words = ("preview", exports, "--group", journal.group.name, "--subject", subject)
            run = measured((_command(), *words, "--to", folder / "one.pdf", *self._config(folder)))
            found.append(counted("`archiver preview` одного предмета, команда целиком", folder, run))
        self._keep("preview", min(found, key=lambda row: row.run.wall))

    def correction(self, attempts: int) -> None:
        """One subject corrected in a warm process."""
        pickled = self._pickled(press_college.binder(BINDER))
        task = {"task": "late", "journal": str(pickled), "attempts": attempts, "to": str(self._place())}
        told = contender("press_ours.py", task).told
        self.late = min(told["kept"])
        for name, seconds in (("остальные в памяти", told["kept"]), ("всё заново", told["whole"])):
            run = Run(min(seconds), 0.0, 0.0)
            self._keep(
                f"late, {name}", Row(f"исправление предмета, тёплый процесс, {name}", told["pages"], 0, run)
            )

    def year_end(self, attempts: int) -> None:
        """The whole command, reading and checks included, on one core and on two."""
        exports = self._exported(self.groups)
        found: dict[str, list[Row]] = {}
        for _attempt in range(attempts):
            for name, cores in (("one core", 1), ("two cores", 2)):
                folder = self._place()
                words = (
                    "year-end",
                    str(press_college.journal(0).year),
                    "--from",
                    exports,
                    "--to",
                    folder / "out",
                )
                run = measured(
                    (_command(), *words, *self._config(folder), "--workers", str(cores)), cores=cores
                )
                what = f"`archiver year-end` целиком, {_CORES[cores]}"
                found.setdefault(name, []).append(counted(what, folder / "out", run))
                shutil.rmtree(folder)
        for name, rows in found.items():
            self._keep(name, min(rows, key=lambda row: row.run.wall))

    def _exported(self, groups: int) -> Path:
        """The exports of the first groups, as `year-end` reads them."""
        from archiver.intake.canonical import dump

        exports = self._place()
        for position, journal in enumerate(press_college.journals(groups)):
            (exports / f"{position}.json").write_bytes(dump(journal))
        return exports

    def _config(self, folder: Path) -> tuple[str | Path, ...]:
        config = folder / "bench.toml"
        config.write_text(f"[cache]\nfolder = '{folder / 'cache'}'\n", "utf-8")
        return "--config", config

    def _ours(self, groups: int | None = None) -> Row:
        folder, wanted = self._place(), groups or self.groups
        run = contender("press_ours.py", {"task": "year", "groups": wanted, "to": str(folder)})
        row = self._done(f"`archiver`, {_groups(wanted)}", folder, run)
        return replace(row, pages=run.told["pages"])  # the journals' own: front matter is not counted

    def _raw(self, *, remember: bool) -> Row:
        folder = self._place()
        run = contender("press_raw.py", {"groups": self.groups, "remember": remember, "to": str(folder)})
        what = f"простой писатель PDF, {_groups(self.groups)}"
        what += ", запоминает набранное" if remember else ""
        return self._done(what, folder, run)

    def _typst(self) -> Row:
        folder = self._place()
        for position, journal in enumerate(press_college.journals(self.groups)):
            data = press_typst.book(_specs(journal), settings().college.short_name)
            (folder / f"{position:03}.json").write_text(data, "utf-8")
        faces = str(fonts.fontconfig_file().parent)
        files = [str(source) for source in sorted(folder.glob("*.json"))]
        runs = [
            contender("press_typst.py", {"files": files[at : at + 6], "fonts": faces}, extra=ONE_THREAD)
            for at in range(0, len(files), 6)
        ]
        what = f"Typst {runs[0].told['version']}, {_groups(self.groups)}"
        return self._done(what, folder, summed(runs))

    def _chromium_warm(self) -> Row:
        folder = self._written()
        task = {"to": str(folder), "binary": self.binary}
        run = contender("press_chromium.py", task, extra=_fontconfig())
        return self._done(f"Chromium, {_groups(self.browsed)}, один браузер", folder, run)

    def _chromium_cold(self) -> Row:
        folder = self._written()
        return self._done(f"Chromium, {_groups(self.browsed)}, процесс на том", folder, self._browse(folder))

    def _written(self) -> Path:
        folder = self._place()
        for position, journal in enumerate(press_college.journals(self.browsed)):
            (folder / f"{position:03}.html").write_text(press_chromium.html(_specs(journal)), "utf-8")
        return folder

    def _browse(self, folder: Path) -> Run:
        runs = []
        assert self.binary
        for source in sorted(folder.glob("*.html")):
            words = press_chromium.cold(self.binary, source, folder / "profile")
            runs.append(measured(words, extra=_fontconfig()))
            shutil.rmtree(folder / "profile", ignore_errors=True)
        return summed(runs)

    def _done(self, what: str, folder: Path, run: Run) -> Row:
        row = counted(what, folder, run)
        shutil.rmtree(folder)
        return row

    def _place(self) -> Path:
        place = self.folder / f"{next(self._numbers)}"
        place.mkdir()
        return place

    def _pickled(self, journal: Journal) -> Path:
        place = self._place() / "journal"
        place.write_bytes(pickle.dumps(journal))
        return place

    def _keep(self, name: str, row: Row) -> None:
        self.rows[name] = row
        self.say(row)


def _specs(journal: Journal) -> tuple[PartSpec, ...]:
    own = settings()
    return part_specs(journal, ordered(journal, own), own)


def _groups(count: int) -> str:
    return f"{count} {plural(count, ('группа', 'группы', 'групп'))}"


def _fontconfig() -> dict[str, str]:
    """Chromium sees the same fonts as the press, and no others."""
    return {"FONTCONFIG_FILE": str(fonts.fontconfig_file())}


def _command() -> Path:
    return Path(sys.executable).with_name("archiver")
