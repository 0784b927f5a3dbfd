"""Binding: the parts of a group become its volumes in a folder, all of them or none.

Regulation items 4 and 5: numbered, in order, with the certification the head of the department
signs. Both functions are called in worker processes, so what they take and give can be pickled.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from archiver.binder.assembly import Assembled, assemble
from archiver.binder.file_names import VolumeNames, groups_in_names
from archiver.binder.front import certification, contents, cover, group_page
from archiver.binder.identity import Identity, identify
from archiver.binder.imprint import Imprint, imprint
from archiver.binder.lint.check import check_volume
from archiver.binder.metadata import About
from archiver.binder.plan import BinderPart, ContentsEntry, VolumePlan, plan_volumes, thickness_findings
from archiver.binder.segments import Kind, Segment, body_segments, front_segment
from archiver.disk.atomic import replacing
from archiver.disk.names import folded
from archiver.errors import InputInvalid, OutputFailed
from archiver.journal.findings import Finding
from archiver.journal.model import Journal
from archiver.journal.signs import Sign
from archiver.locale import _
from archiver.press.engine import Paper
from archiver.press.part import LaidPart
from archiver.settings.tables import Accepted, Orientation, Settings
from archiver.wording.causes import cause


@dataclass(frozen=True, slots=True)
class Volume:
    """A volume that lies in its folder: hex SHA-256 of its bytes, its numbered pages and their sheets.

    `findings` holds what there is to say of it, such as `volume.too-thick`; `blanks` of the numbered pages
    have nothing on them.
    """

    path: Path
    sha256: str
    pages: int
    sheets: int
    identifier: str
    contents: tuple[ContentsEntry, ...]
    findings: tuple[Finding, ...] = ()
    blanks: int = 0
    duplex: bool = False
    landscape: bool = True


def bind(
    journal: Journal,
    parts: Sequence[BinderPart],
    settings: Settings,
    folder: Path,
    *,
    accepted: Sequence[Accepted] = (),
    legend: Sequence[Sign] = (),
    called: str = "",
) -> tuple[Volume, ...]:
    """Write the volumes of `journal`'s group into `folder`; `parts` are in the binder's order.

    The contents of each begin with `legend`, which says what signs in cells mean. Sections of the journal are
    not looked at. In names of files the group is `called` so, or by its own name. Every volume is checked
    before any appears under its name; files of an earlier binding that are no longer made are removed at the
    end. Raises EngineFailed for a damaged part or a volume that is not as it should be, OutputFailed when the
    disk refuses (what was there stays), InputInvalid when there are no parts.
    """
    plans = _plans(journal, parts, settings)
    names = VolumeNames(called or groups_in_names([journal.group.name])[journal.group.name], journal.year)
    volumes = []
    with ExitStack() as stack:
        for plan in plans:
            path = folder / names.of(plan.number, plan.count)
            words = imprint(journal, plan, settings, accepted, legend)
            volumes.append(_bind_one(stack, journal, plan, settings, path, words))
    _remove_earlier(folder, names, {folded(volume.path.name) for volume in volumes})
    return tuple(volumes)


def draft(journal: Journal, parts: Sequence[BinderPart], settings: Settings, path: Path) -> int:
    """Write a preview of `parts` to `path`: ЧЕРНОВИК under every page, no numbers, nothing to sign.

    The contents list stands before the pages when there is more than one subject. Returns the
    number of pages written. Raises as `bind` does.
    """
    paper = _paper(settings)
    plans = _plans(journal, parts, settings)
    whole = len({part.title for part in parts}) > 1
    segments: list[Segment] = []
    for plan in plans:
        if whole:
            listed = contents(imprint(journal, plan, settings), paper)
            segments.append(front_segment(Kind.CONTENTS, "Внутренняя опись", listed))
        segments.extend(_body(imprint(journal, plan, settings), plan, paper))
    words = imprint(journal, plans[0], settings)
    keys = "draft " + " ".join(part.part.key for part in parts)
    about = _about(words, Identity("", hashlib.sha256(keys.encode()).hexdigest()), settings, segments)
    with replacing(path) as file:
        done = assemble(file, segments, about, draft=True)
        file.flush()
        _check(Path(file.name), done, about, segments, draft=True)
    return done.pages


def _bind_one(
    stack: ExitStack,
    journal: Journal,
    plan: VolumePlan,
    settings: Settings,
    path: Path,
    words: Imprint,
) -> Volume:
    paper = _paper(settings)
    identity = identify(words, plan, landscape=paper.landscape, binding_margin_mm=paper.binding_margin_mm)
    segments = tuple(_segments(words, identity, plan, paper))
    about = _about(words, identity, settings, segments)
    file = stack.enter_context(replacing(path))
    done = assemble(file, segments, about)
    file.flush()
    _check(Path(file.name), done, about, segments)
    return Volume(
        path,
        done.sha256,
        plan.pages,
        plan.sheets,
        identity.identifier,
        plan.contents,
        thickness_findings(plan, journal.group.name),
        plan.blanks,
        plan.duplex,
        paper.landscape,
    )


def _check(
    path: Path, done: Assembled, about: About, segments: Sequence[Segment], *, draft: bool = False
) -> None:
    """Hold a finished volume to what it should be before it gets its name. Raises EngineFailed.

    What lies on the disk must be what was written, and every volume is read back by the rules.
    """
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != done.sha256:
            raise OutputFailed(_("{file} was not written as it should be. Check the disk.").format(file=path))
    check_volume(path, about, segments, draft=draft)


def _segments(words: Imprint, identity: Identity, plan: VolumePlan, paper: Paper) -> Iterator[Segment]:
    listed = contents(words, paper)
    yield front_segment(Kind.COVER, "Обложка", cover(words, identity, paper))
    yield front_segment(Kind.CONTENTS, "Внутренняя опись", listed)
    yield from _body(words, plan, paper)
    certified = certification(words, identity, listed.pages, paper)
    yield front_segment(Kind.CERTIFICATION, "Заверительная надпись", certified)


def _body(words: Imprint, plan: VolumePlan, paper: Paper) -> Iterator[Segment]:
    """The numbered pages."""
    if plan.titled:
        yield front_segment(Kind.BODY, "Сведения о группе", group_page(words, paper))
    yield from body_segments(plan)


def _plans(journal: Journal, parts: Sequence[BinderPart], settings: Settings) -> tuple[VolumePlan, ...]:
    printing = settings.printing
    plans = plan_volumes(parts, max_sheets=printing.max_sheets, duplex=printing.duplex)
    if not plans:
        raise InputInvalid(
            _("Group {group} has no pages to bind: its journal is empty. Check the export.").format(
                group=journal.group.name
            )
        )
    return plans


def _paper(settings: Settings) -> Paper:
    printing = settings.printing
    return Paper(printing.orientation is Orientation.LANDSCAPE, printing.binding_margin_mm)


def _about(words: Imprint, identity: Identity, settings: Settings, segments: Sequence[Segment]) -> About:
    """Metadata; the file's identifier follows from the content and from the front matter as set."""
    paper = _paper(settings)
    total = hashlib.sha256(identity.digest.encode())
    for segment in segments:
        if isinstance(segment.source, bytes):
            total.update(hashlib.sha256(segment.source).digest())
        elif segment.kind is not Kind.BODY and isinstance(segment.source, LaidPart):
            total.update(segment.source.key.encode())
    return About(
        title=words.title,
        author=words.college,
        keywords=identity.identifier,
        identifier=total.digest()[:16],
        landscape=paper.landscape,
        duplex=words.duplex,
        binding_margin_mm=paper.binding_margin_mm,
        part=settings.printing.pdf_a.part,
    )


def _remove_earlier(folder: Path, names: VolumeNames, kept: set[str]) -> None:
    """Remove volumes of the same group and year that this binding did not make."""
    try:
        for path in folder.iterdir():
            if folded(path.name) not in kept and names.is_one(path.name):
                path.unlink()
    except OSError as error:
        raise OutputFailed(
            _("Cannot remove {file}, a volume of an earlier run: {cause}. Remove it by hand.").format(
                file=error.filename, cause=cause(error)
            )
        ) from error
