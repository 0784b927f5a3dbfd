"""A college for tests of commands: exports, binders, statements, disks, and a register of its own.

Binders and statements are made here in the form that `year-end` and `statement` leave them in, without the
press: what is tested is what becomes of them in the archive.
"""

from __future__ import annotations

import hashlib
import io
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import bagit
import pypdf
import pytest

from archiver.__main__ import run
from archiver.binding.report import GroupReport, Status, YearReport, save
from archiver.intake.canonical import write_canonical
from archiver.journal.model import Journal
from archiver.register.model.packages import CopyState
from archiver.register.opening import open_url
from archiver.register.register import Register
from factories import YEAR, make_journal, make_section
from storage.directory import DirectoryStore
from storage.fixity import verify_bag

SETTINGS = '[college]\nname = "Тестовый колледж"\nshort_name = "ТК"\n'


@dataclass(frozen=True)
class Said:
    """What a command ended with and printed."""

    code: int
    out: str
    err: str


@dataclass
class College:
    """A folder with everything; commands run in it."""

    root: Path
    capture: pytest.CaptureFixture[str]

    def call(self, *words: object) -> Said:
        """Run a command as a user would."""
        self.capture.readouterr()
        code = run([str(word) for word in words])
        told = self.capture.readouterr()
        return Said(code, told.out, told.err)

    def well(self, *words: object) -> Said:
        """Run a command that must succeed."""
        said = self.call(*words)
        assert said.code == 0, said
        return said

    def disk(self, number: str, *words: object) -> Path:
        """Introduce an empty folder as a medium."""
        folder = self.root / number.replace("/", "-")
        folder.mkdir(exist_ok=True)
        site = () if "--site" in words else ("--site", f"Корпус {number}")
        kind = () if "--kind" in words else ("--kind", "directory")
        self.well("media", "add", number, folder, *kind, *site, *words)
        return folder

    def disks(self) -> tuple[Path, Path]:
        """The two disks every archive begins with."""
        return self.disk("ИТ-1"), self.disk("ИТ-2")

    def binders(self, *groups: str, size: int = 3000, topic: str = "") -> None:
        """Exports and binders of groups of a year; another `topic` makes their journals anew."""
        reports = []
        for number, group in enumerate(groups or ("ИС-21",)):
            journal = journal_of(group, topic)
            write_canonical(journal, self.root / "exports" / str(number))
            reports.append(self._bound(journal, size, topic))
        save(YearReport(YEAR, tuple(reports)), self.root / "out")

    def _bound(self, journal: Journal, size: int, topic: str) -> GroupReport:
        name = journal.group.name
        volume = self.root / "out" / name / f"Журнал {name} 2025-26.pdf"
        volume.parent.mkdir(parents=True, exist_ok=True)
        content = f"%PDF-1.7 {name} {topic}\n".encode().ljust(size, b"%")
        volume.write_bytes(content)
        contents = [
            {"title": section.subject.name, "subgroup": section.subgroup, "term": section.term}
            for section in journal.sections
        ]
        told = {"path": volume.relative_to(self.root / "out").as_posix(), "pages": 4, "sheets": 2,
                "sha256": hashlib.sha256(content).hexdigest(), "contents": contents}  # fmt: skip
        return GroupReport(name, Status.DONE, volumes=(told,), identity="0" * 64)

    def deposit(self, *words: object) -> Said:
        """`archiver deposit` of the binders."""
        return self.call("deposit", "out", "--from", "exports", *words)

    def register(self) -> Register:
        """The register, to look into."""
        return open_url("", create=False)

    def bags(self, folder: Path) -> list[Path]:
        """Everything on a disk that looks like a whole bag."""
        return sorted(path.parent for path in folder.rglob("bagit.txt"))

    def assert_sound(self, folders: Sequence[Path]) -> None:
        """Whatever looks like a bag is one, and whatever is registered is there."""
        for folder in folders:
            for bag in self.bags(folder):
                judged(bag)
        if not self.register_is_there():
            return
        with self.register() as register, register.reading() as work:
            for medium in work.media.all():
                for copy in work.copies.on_medium(medium.id, state=CopyState.REGISTERED):
                    bag = work.bags.get(copy.bag_id)
                    store = DirectoryStore(Path(medium.address))
                    assert verify_bag(store, copy.prefix, seal=bag.digest).whole
                    store.close()

    def register_is_there(self) -> bool:
        """Whether any command has made it."""
        return any((self.root / "data").rglob("*.sqlite*"))

    def copies(self) -> int:
        """How many copies are registered."""
        with self.register() as register, register.reading() as work:
            return sum(
                len(work.copies.on_medium(medium.id, state=CopyState.REGISTERED))
                for medium in work.media.all()
            )


def journal_of(group: str, topic: str = "") -> Journal:
    """A journal of one subject."""
    section = make_section()
    if topic:
        section = replace(section, lessons=(replace(section.lessons[0], topic=topic), *section.lessons[1:]))
    journal = make_journal(sections=(section,))
    return replace(journal, group=replace(journal.group, name=group))


def judged(bag: Path) -> None:
    """What strangers' tools say of a bag: the Library of Congress' bagit, sha256sum and sha512sum."""
    bagit.Bag(str(bag)).validate()
    for algorithm in ("sha256", "sha512"):
        for manifest in (f"manifest-{algorithm}.txt", f"tagmanifest-{algorithm}.txt"):
            command = [f"{algorithm}sum", "--strict", "--quiet", "-c", manifest]
            done = subprocess.run(command, cwd=bag, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done


def blank_pdf(pages: int = 1) -> bytes:
    """A PDF of empty pages."""
    writer = pypdf.PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(595, 842)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.fixture
def college(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[College]:
    """An empty college in the test's own folder."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "archiver.toml").write_text(SETTINGS, encoding="utf-8")
    monkeypatch.setenv("ARCHIVER_CONFIG", str(tmp_path / "archiver.toml"))
    monkeypatch.chdir(tmp_path)
    yield College(tmp_path, capsys)
