"""What a check of media came to: each fault when it is found, a line for each medium, and all as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from archiver.archive.custody.attention import Advice
from archiver.archive.preservation.copies import faults_of
from archiver.archive.preservation.verification import CopyChecked, MediumChecked
from archiver.archive.preservation.verify import NotBegun, NotChecked, NothingDue, Step
from archiver.archive.preservation.words import fault_in_words, stranger_in_words
from archiver.counter.vocabulary import (
    CheckOutcome,
    Copy,
    Fault,
    FixityCheck,
    FixityReport,
    Medium,
    Way,
    weakest,
)
from archiver.errors import ArchiverError, ExitCode
from archiver.locale import _
from archiver.remedies import Deed
from archiver.wording.documents import fields
from archiver.wording.figures import day, sized


class VerifyReport:
    """Collects outcomes for `document`; for people `line` is told each, `trouble` what nobody could see.

    What is to be done is named as the door has `called` it.
    """

    def __init__(self, line: Callable[[str], None], trouble: Callable[[str], None], called: Advice) -> None:
        self._line, self._trouble, self._called = line, trouble, called
        self._told: set[tuple[str, Fault]] = set()
        self._ways: set[Way] = set()
        self._media: list[dict[str, Any]] = []
        self._copies: list[dict[str, Any]] = []
        self._errors: list[dict[str, Any]] = []
        self._found = False
        self._foreign = self._parity = 0
        self._error: ExitCode | None = None

    @property
    def exit_code(self) -> ExitCode:
        """What was found comes before what could not be looked at."""
        if self._found:
            return ExitCode.FINDINGS
        return ExitCode.DONE if self._error is None else self._error

    def copy_done(self, medium: Medium, copy: Copy, report: FixityReport) -> None:
        """A copy was compared: its faults are named at once."""
        if report.way is not None:
            self._ways.add(report.way)
        self._faults(medium, faults_of(copy, report))

    def medium(self, checked: MediumChecked) -> None:
        """The check of a medium has ended, or its budget has."""
        number = checked.medium.inventory_number
        self._faults(checked.medium, checked.check.faults)
        called = Advice(self._called.called, self._called.uncompared or bool(checked.forgotten))
        for stranger in checked.strangers:
            self._say(number, stranger_in_words(stranger, called))
        if checked.forgotten:
            told = _(
                "it tells of acts that the register does not know: {acts}. What is missing was destroyed by "
                "them. Before anything else: {command}"
            )
            command = called(Deed.RECOVER_ACTS)
            self._say(number, told.format(acts=", ".join(checked.forgotten), command=command))
        self._found = self._found or bool(checked.faulty or checked.strangers or checked.forgotten)
        self._advise(number)
        self._say(number, self._summary(checked, called))
        self._cached(number)
        self._media.append(
            {
                "medium": number,
                **_ended(checked),
                "copies": {"whole": checked.whole, "faulty": checked.faulty},
                "files": checked.check.files,
                "bytes": checked.size,
                "faults": _faults_json(checked.check),
                "strangers": [
                    {"place": one.prefix, "kind": one.kind.value, "bag": one.bag} for one in checked.strangers
                ],
                "forgotten_acts": list(checked.forgotten),
                "next_check_due": str(checked.medium.next_check_due) if checked.finished else None,
            }
        )

    def step(self, step: Step) -> None:
        """Whatever has come of it next."""
        match step:
            case MediumChecked():
                self.medium(step)
            case CopyChecked():
                self.copy(step)
            case NotBegun():
                self.not_begun(step.medium)
            case NotChecked():
                self.failed(step.medium, step.error)
            case NothingDue():
                self.nothing_due(step.media)

    def copy(self, checked: CopyChecked) -> None:
        """The check of one copy has ended, or its budget has."""
        number, bag, check = checked.medium.inventory_number, checked.bag.external_id, checked.check
        self._faults(checked.medium, check.faults)
        if not checked.finished:
            told = _("{bag}: compared in part ({size}); the same command goes on.")
        elif check.outcome is CheckOutcome.PASSED:
            told = _("{bag}: whole ({size}).")
        elif self._called.uncompared:
            told = _("{bag}: not whole. First of all: {command}")
        else:
            told = _("{bag}: not whole. Repair it: {command}")
        command = self._called(Deed.REPAIR_BAG, bag)
        self._say(number, told.format(bag=bag, size=sized(check.bytes), command=command))
        self._advise(number)
        self._cached(number)
        self._copies.append(
            {
                "medium": number,
                "bag": bag,
                **_ended(checked),
                **fields(check, "files", "bytes"),
                "faults": _faults_json(check),
            }
        )

    def failed(self, medium: Medium, error: ArchiverError) -> None:
        """A medium is not there, is another one, or was taken away."""
        self._error = max(self._error or error.exit_code, error.exit_code)
        self._errors.append({"medium": medium.inventory_number, "message": error.message})
        self._trouble(error.message)

    def not_begun(self, medium: Medium) -> None:
        """The budget was used up before this medium's turn came."""
        self._say(medium.inventory_number, _("not begun, the budget is used up; the same command goes on."))
        self._media.append({"medium": medium.inventory_number, "finished": False, "outcome": "not-begun"})

    def nothing_due(self, media: tuple[Medium, ...]) -> None:
        """No check is due."""
        dates = [one.next_check_due for one in media if one.in_service and one.next_check_due]
        if dates:
            self._line(_("No check is due. The next one: {day}.").format(day=day(min(dates))))
        else:
            self._line(
                _("There is no medium to check. Introduce one: {command}").format(
                    command=self._called(Deed.ADD_MEDIUM)
                )
            )

    def document(self) -> dict[str, Any]:
        """Everything for scripts."""
        return {"media": self._media, "copies": self._copies, "errors": self._errors}

    def _summary(self, checked: MediumChecked, called: Advice) -> str:
        if not checked.finished:
            told = _("compared in part: bags {whole} whole, {faulty} not; {size}. The same command goes on.")
        elif not checked.faulty:
            told = _("bags: {whole}, {size}, all whole. Next check: {day}.")
        elif called.uncompared:
            told = _("bags: {whole} whole, {faulty} not, {size}. First of all: {command}. Next check: {day}.")
        else:
            told = _("bags: {whole} whole, {faulty} not, {size}. Repair them: {command}. Next check: {day}.")
        return told.format(
            whole=checked.whole,
            faulty=checked.faulty,
            size=sized(checked.size),
            command=called(Deed.REPAIR, checked.medium.inventory_number),
            day=day(checked.medium.next_check_due),
        )

    def _cached(self, number: str) -> None:
        if self._ways and weakest(self._ways) is Way.CACHE:
            self._say(number, _("read from memory: the system would not let go of it, so little is proven."))
        self._ways.clear()

    def _faults(self, medium: Medium, faults: Iterable[Fault]) -> None:
        """Name each fault once, also those that an earlier part of the check has found."""
        number = medium.inventory_number
        for fault in faults:
            self._found = True
            if (number, fault) not in self._told:
                self._foreign += fault.kind.startswith("extra")
                self._parity += fault.kind.endswith(":parity")
                self._told.add((number, fault))
                self._say(number, fault_in_words(fault))

    def _advise(self, number: str) -> None:
        """What to do about what is no damage of a bag: foreign files, parity that is lost or rotten."""
        if self._foreign:
            told = _("foreign files: {count}; the bags are not damaged by them. Remove them: {command}")
            command = self._called(Deed.REMOVE_FOREIGN, number)
            self._say(number, told.format(count=self._foreign, command=command))
        if self._parity:
            told = _("PAR2 parity is lost or rotten. Make it again: {command}")
            self._say(number, told.format(command=self._called(Deed.MAKE_PARITY, number)))
        self._foreign = self._parity = 0

    def _say(self, number: str, text: str) -> None:
        self._line(f"{number}: {text}")


def _ended(checked: MediumChecked | CopyChecked) -> dict[str, Any]:
    return {"finished": checked.finished, "outcome": checked.check.outcome.value}


def _faults_json(check: FixityCheck) -> list[dict[str, str]]:
    parts = ((fault.path, *fault.kind.partition(":")) for fault in check.faults)
    return [{"path": path, "kind": kind, "offence": offence} for path, kind, _colon, offence in parts]
