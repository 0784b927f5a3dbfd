"""Binding: the parts of a group become its volumes in a folder, all of them or none.

Regulation items 4 and 5: numbered, in order, with the certification the head of the department
signs. Both functions are called in worker processes, so what they take and give can be pickled.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from archiver.binder.assembly import Assembled, assemble
from archiver.binder.copies import EarlierCopy, Entry
from archiver.binder.file_names import VolumeNames, groups_in_names, period_in_names
from archiver.binder.front import certification, contents, cover, group_page
from archiver.binder.identity import Identity, identify
from archiver.binder.imprint import Imprint, imprint, replacing_copy
from archiver.binder.lint.check import check_volume
from archiver.binder.metadata import About
from archiver.binder.plan import BinderPart, ContentsEntry, VolumePlan, plan_volumes, thickness_findings
from archiver.binder.scope import YEAR, Scope
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
    number: int = 1
    count: int = 1
    copy: int = 1


@dataclass(frozen=True, slots=True)
class Prepared:
    """A volume that can be written: its plan, its words, which name and which number of a copy it gets.

    `names` are those of all volumes of its scope. `changed` are the subjects in which it
    differs from the copy printed last, None where it is that one.
    """

    plan: VolumePlan
    words: Imprint
    identity: Identity
    names: VolumeNames
    name: str
    copy: int = 1
    changed: tuple[str, ...] | None = None


def prepare(
    journal: Journal,
    parts: Sequence[BinderPart],
    settings: Settings,
    scope: Scope = YEAR,
    *,
    accepted: Sequence[Accepted] = (),
    legend: Sequence[Sign] = (),
    called: str = "",
    printed: Mapping[int, Sequence[EarlierCopy]] = MappingProxyType({}),
    copy: int = 1,
) -> tuple[Prepared, ...]:
    """The volumes of `scope` for a group, of `parts` in the binder's order; no section of `journal` counts.

    The contents of each begin with `legend`, which says what signs in cells mean. In names of files the group
    is `called` so, or by its own name. `printed` are the copies on paper, by the number of the volume and in
    their order: what differs from the last is the next, and none has a number below `copy`. Raises
    InputInvalid when there are no parts.
    """
    plans = scope.numbered(_plans(journal, parts, settings))
    names = _names(journal, scope, called)
    made = []
    for plan in plans:
        words = imprint(journal, plan, settings, accepted, legend, scope, scope.listed_before(plans, plan))
        identity = _identity(words, plan, settings, scope)
        first = Prepared(plan, words, identity, names, names.of(plan.number, len(plans)))
        made.append(_numbered(first, settings, scope, printed.get(plan.number, ()), copy))
    return tuple(made)


def bind(
    journal: Journal, parts: Sequence[BinderPart], settings: Settings, folder: Path, **how: Any
) -> tuple[Volume, ...]:
    """Prepare the volumes of a group and write them into `folder`: as `prepare` and `write_volumes`."""
    return write_volumes(journal, prepare(journal, parts, settings, **how), settings, folder)


def write_volumes(
    journal: Journal, volumes: Sequence[Prepared], settings: Settings, folder: Path
) -> tuple[Volume, ...]:
    """Write volumes of one scope, all of them, into `folder`.

    Every volume is checked before any appears under its name; files of an earlier binding of the scope that
    are no longer made are removed at the end. Raises EngineFailed for a damaged part or a volume that is not
    as it should be, OutputFailed when the disk refuses (what was there stays).
    """
    with ExitStack() as stack:
        done = [_bind_one(stack, journal, one, settings, folder / one.name) for one in volumes]
    _remove_earlier(folder, volumes[0].names, {folded(volume.path.name) for volume in done})
    return tuple(done)


def entries(contents: Iterable[ContentsEntry] | Iterable[BinderPart]) -> dict[Entry, str]:
    """Digests of what was entered, by page of the contents."""
    return {(one.title, one.subgroup or "", one.term): one.digest for one in contents}


def _numbered(
    first: Prepared, settings: Settings, scope: Scope, printed: Sequence[EarlierCopy], copy: int
) -> Prepared:
    """The volume as the copy printed last if it is the same, else as the next; `first` is the first."""
    now = entries(first.plan.contents)

    def marked(number: int) -> Prepared:
        if number == 1:
            return first
        before = [one for one in printed if one.number < number]
        replaced = before[-1].replaced_by(before[-1].changed(now)) if before else ""
        words = replacing_copy(first.words, number, replaced)
        identity = _identity(words, first.plan, settings, scope)
        return replace(first, words=words, identity=identity, copy=number)

    if not printed:
        return marked(copy)
    latest = printed[-1]
    same = marked(latest.number)
    if copy <= latest.number and same.identity.identifier == latest.identifier:
        return same
    return replace(marked(max(copy, latest.number + 1)), changed=latest.changed(now))


def _identity(words: Imprint, plan: VolumePlan, settings: Settings, scope: Scope) -> Identity:
    paper = _paper(settings)
    return identify(
        words,
        plan,
        landscape=paper.landscape,
        binding_margin_mm=paper.binding_margin_mm,
        period=scope.term.number if scope.term is not None and not scope.in_file else None,
    )


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


def _bind_one(stack: ExitStack, journal: Journal, one: Prepared, settings: Settings, path: Path) -> Volume:
    plan, words, identity = one.plan, one.words, one.identity
    paper = _paper(settings)
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
        plan.number,
        plan.count,
        one.copy,
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


def _names(journal: Journal, scope: Scope, called: str) -> VolumeNames:
    group = called or groups_in_names([journal.group.name])[journal.group.name]
    period = "" if scope.term is None else period_in_names(scope.term, journal.terms)
    return VolumeNames(group, journal.year, period, scope.in_file)


def _remove_earlier(folder: Path, names: VolumeNames, kept: set[str]) -> None:
    """Remove volumes of the same group, year and period that this binding did not make."""
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
