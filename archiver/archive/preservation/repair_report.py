"""What became of every bag that was repaired or copied, in lines for people and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from archiver.archive.preservation.copying import Copied
from archiver.archive.preservation.foreign import Removed
from archiver.archive.preservation.from_folder import NAME as FOLDER
from archiver.archive.preservation.mended import BagMended
from archiver.archive.preservation.words import fault_in_words, kind_in_words
from archiver.errors import ExitCode
from archiver.locale import _, ngettext
from archiver.register.model.checks import Fault
from archiver.remedies import Deed, Naming
from archiver.wording.documents import fields
from storage.repair import Mended

_MANY = 3
"""So many lines of one kind are told one by one."""


class RepairReport:
    """Collects what became of bags for `document`; `line` is told each for people.

    What is to be done is named as the door has `called` it.
    """

    def __init__(self, line: Callable[[str], None], called: Naming) -> None:
        self._line, self._called = line, called
        self._bags: list[dict[str, Any]] = []
        self._bad = self._hindered = False

    @property
    def exit_code(self) -> ExitCode:
        """What could not be put back comes before what could not be reached."""
        if self._bad:
            return ExitCode.FINDINGS
        return ExitCode.OUTPUT_FAILED if self._hindered else ExitCode.DONE

    def end(self, onto: str | None) -> None:
        """When there was nothing to do, say so."""
        if self._bags:
            return
        if onto is None:
            self._line(
                _("No copy is known to be damaged or missing. Compare the media: {command}").format(
                    command=self._called(Deed.CHECK_MEDIUM)
                )
            )
        else:
            self._line(_("{medium} lacks nothing: every bag has copies enough.").format(medium=onto))

    def copied(self, onto: str, done: Copied) -> None:
        """A bag was copied onto another medium, or could not be."""
        self._bad = self._bad or bool(done.why or done.warnings)
        told = done.why or _("copied onto {medium} from {media}").format(
            medium=onto, media=", ".join(done.sources) or "—"
        )
        if done.remedy is not None:
            told += f" ({self._called(done.remedy.deed, done.remedy.subject)})"
        for text in (told, *done.warnings):
            self._line(f"{done.bag.external_id}: {text}")
        self._bags.append(
            {"bag": done.bag.external_id, "onto": onto, "sources": list(done.sources), "failed": done.why}
        )

    def removed(self, done: Removed) -> None:
        """Foreign files were removed from a copy, or would not go."""
        number = done.medium.inventory_number
        self._bad, self._hindered = self._bad or bool(done.left), self._hindered or bool(done.why)
        if done.why:
            self._line(done.why)
        for key in done.removed:
            self._line(_("{medium}: {path} removed").format(medium=number, path=key))
        for key in done.left:
            self._line(_("{medium}: {path} could not be removed").format(medium=number, path=key))
        self._bags.append(
            {
                "bag": done.bag.external_id,
                "medium": number,
                "removed": list(done.removed),
                "left": list(done.left),
                "failed": done.why,
            }
        )

    def none_foreign(self) -> None:
        """When no foreign file was found, say so."""
        if not self._bags:
            self._line(_("There are no foreign files in the bags."))

    def bag(self, done: BagMended) -> None:
        """A bag was repaired, or could not be."""
        self._bad = self._bad or done.unmended or done.remedy is not None
        self._hindered = self._hindered or done.hindered or not done.good
        for text in _lines(done, self._called):
            self._line(f"{done.bag.external_id}: {text}")
        if done.remedy is not None:
            self._line(self._called(done.remedy.deed, done.remedy.subject))
        self._bags.append(_document(done))

    def document(self) -> dict[str, Any]:
        """Everything for scripts."""
        return {"bags": self._bags}


def _lines(done: BagMended, called: Naming) -> list[str]:
    told = list(_put_back(done))
    if done.impossible:
        told.append(done.impossible)
    if done.trouble:
        told.append(done.trouble)
    told += _lost(done.lost)
    lost = set(done.lost)
    for number, faults in done.left:
        # What is lost was told: that it is wrong on each medium says no more.
        told += _faults(number, [fault for fault in faults if fault.path not in lost])
    told += [_("{medium}: {reason}").format(medium=one.number, reason=one.reason) for one in done.failed]
    told += [
        _("{medium}: the copy needs repair, but: {reason}").format(
            medium=one.medium.inventory_number, reason=one.reason
        )
        for one in done.absent
        if one.troubled
    ]
    away = [one.medium.inventory_number for one in done.absent if not one.troubled]
    if away and not done.good:
        told.append(_("not looked at, because not connected: {media}").format(media=", ".join(away)))
    told += [f"{number}: {fault_in_words(fault)}" for number, faults in done.foreign for fault in faults]
    for number in dict.fromkeys(
        number
        for number, faults in (*done.left, *done.foreign)
        for fault in faults
        if fault.kind.startswith("extra")
    ):
        told.append(
            _("{medium}: foreign files are left for a person to decide. Remove them: {command}").format(
                medium=number, command=called(Deed.REMOVE_FOREIGN, number)
            )
        )
    if done.whole:
        told.append(_("whole on {media}").format(media=", ".join(done.whole)))
    return told


def _put_back(done: BagMended) -> Iterator[str]:
    """What was put back, a line a file; a line for all where many came from one place."""
    for (medium, source), paths in Counter((one.copy, _source(one)) for one in done.mended).items():
        if paths > _MANY:
            text = ngettext(
                "{medium}: {count} file put back, {source}",
                "{medium}: {count} files put back, {source}",
                paths,
            )
            yield text.format(medium=medium, count=paths, source=source)
            continue
        for one in done.mended:
            if (one.copy, _source(one)) == (medium, source):
                yield _("{medium}: {path} put back, {source}").format(
                    medium=medium, path=one.path, source=source
                )


def _lost(paths: Sequence[str]) -> list[str]:
    """Files of which no copy is right: one by one, or in one line where they are many."""
    if len(paths) <= _MANY:
        return [
            _("{path}: no copy at hand has the right contents; it stays as it is").format(path=path)
            for path in paths
        ]
    return [
        _(
            "{count} files: no copy at hand has the right contents; they stay as they are ({path} and others)"
        ).format(count=len(paths), path=paths[0])
    ]


def _faults(number: str, faults: Sequence[Fault]) -> Iterator[str]:
    """What is still wrong on a medium, one by one, or a line a kind where they are many."""
    if len(faults) <= _MANY:
        yield from (f"{number}: {fault_in_words(fault)}" for fault in faults)
        return
    for kind, count in Counter(fault.kind for fault in faults).items():
        yield _("{number}: files: {count}, {fault}").format(
            number=number, count=count, fault=kind_in_words(kind)
        )


def _source(one: Mended) -> str:
    if one.source == "parity":
        return _("from parity")
    if one.source == FOLDER:
        return _("from the folder")
    if one.source == "manifests":
        return _("made anew from the digests")
    return _("from {medium}").format(medium=one.source)


def _document(done: BagMended) -> dict[str, Any]:
    return {
        "bag": done.bag.external_id,
        "whole": list(done.whole),
        "mended": [{"medium": one.copy, **fields(one, "path", "fault", "source")} for one in done.mended],
        "left": [
            {"medium": number, "path": fault.path, "fault": fault.kind}
            for number, faults in (*done.left, *done.foreign)
            for fault in faults
        ],
        "lost": list(done.lost),
        "absent": [
            {"medium": one.medium.inventory_number, **fields(one, "reason", "troubled")}
            for one in done.absent
        ],
        "failed": [{"medium": one.number, "reason": one.reason} for one in done.failed],
        "impossible": done.impossible,
    }
