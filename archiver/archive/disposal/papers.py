"""The papers on personal data of one file: prepared before the erasure, completed after it, kept on media.

They name the students, so they leave the register as soon as they lie on the media as a file of their own
series (ADR 0018); three years after the destruction they are due like any other file.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from archiver import clock
from archiver.archive.custody.schedule import schedule_of
from archiver.archive.deposit.deposit import Deposit
from archiver.archive.deposit.filing import Filing
from archiver.archive.deposit.outcome import DepositStatus
from archiver.archive.deposit.placing import CopiesWanted
from archiver.archive.deposit.record import Candidate, Candidates, Document, Kind, Record
from archiver.archive.disposal.acts import officer_of
from archiver.archive.disposal.erasing import Steps
from archiver.counter.session import Session
from archiver.errors import Refused
from archiver.journal.words import initials_first
from archiver.locale import _
from archiver.papers.forms import Signer
from archiver.papers.personal import LogLine, PersonalForm, log_extract, personal_data_act, personal_form
from archiver.papers.wording import METHODS, day, method_of, moment
from archiver.progress import Silent
from archiver.register.model.files import File, Roster
from archiver.register.model.trail import Event
from archiver.register.work import Work
from archiver.settings.confirmation import in_force
from archiver.settings.file_plan import period_text
from archiver.settings.tables import Settings
from retention.copies import CopyKind, Method
from retention.evidence import EVENT, Carrier, DataHandler, Evidence
from retention.execution import Execution
from retention.period import UntilEvent, eligible_from
from retention.rows import ActRow
from retention.schedule import Rule, Schedule
from retention.words import Identifier
from storage.source import BytesSource


def prepare(
    settings: Settings, number: str, row: ActRow, roster: Roster, *, remote: bool = False
) -> Evidence:
    """The evidence as far as it is known before the erasure, from the stored roster.

    `remote`: a copy of the file is, or has been, in a store that is not in the college's hands.
    """
    own, college = settings.disposal, settings.college
    kinds = {copy.kind for copy in row.copies}
    carriers = tuple(
        Carrier(f"{row.title}, {copy.what}", copy.sheets or 0)
        for copy in row.copies
        if copy.kind is CopyKind.PAPER
    )
    return Evidence(
        Identifier(f"{number}/{row.number}"),
        DataHandler(college.name or college.short_name, own.address),
        tuple(dict.fromkeys((*roster.students, *roster.teachers))),
        own.categories,
        f"Истёк срок хранения ({row.mandate}); акт о выделении к уничтожению № {number}",
        paper=CopyKind.PAPER in kinds,
        electronic=True,
        systems=(own.system,),
        carriers=carriers,
        processors=tuple(DataHandler(one.name, one.address) for one in own.processors),
        remote=remote or CopyKind.OBJECT in kinds,
    )


def lay_elsewhere(work: Work, file: File) -> bool:
    """Whether a copy of the file was ever in a remote store, one that is erased or given up included."""
    copies = [copy for bag in work.bags.of_file(file.id) for copy in work.copies.of_bag(bag.id)]
    media = work.media.some(copy.medium_id for copy in copies)
    return any(medium.kind.remote for medium in media.values())


def complete(prepared: Evidence, execution: Execution, row: ActRow, on: dt.date) -> Evidence:
    """The evidence after the last copy but the names: how, by whom, when; `execution` is the file's."""
    proofs = [proof for copy, proof in execution.proofs.items() if execution.copies[copy].file == row.file]
    people = {proof.by.id: proof.by for proof in proofs}
    done = [proof for proof in proofs if proof.method is not Method.EXPLAINED]
    methods = dict.fromkeys(method_of(proof) for proof in done or proofs)
    return prepared.completed(
        method=", ".join((*methods, "удаление записей")), destroyers=tuple(people.values()), destroyed_on=on
    )


def log_lines(work: Work, destroyed: Iterable[Event]) -> tuple[LogLine, ...]:
    """The events of the destruction of a file's copies, for the extract."""
    lines = []
    for event in destroyed:
        detail = json.loads(event.detail)
        person = work.people.by_login(event.actor)
        absent = detail["method"] in {Method.EXPLAINED, Method.REMOVED}
        told = "учтён отсутствующий экземпляр" if absent else "уничтожен экземпляр"
        lines.append(
            LogLine(
                str(event.sequence),
                moment(dt.datetime.fromisoformat(event.at).astimezone()),
                f"{told}: {detail['what']}, {detail['where']}",
                initials_first(person.name) if person else event.actor,
                METHODS.get(detail["method"], detail["method"]),
            )
        )
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class Papers:
    """Prints and deposits the papers of the files of one act."""

    session: Session
    step: Steps

    def printed(self, completed: Evidence, lines: Sequence[LogLine]) -> dict[str, bytes]:
        """Both papers as PDF/A, by name. They are printed once: see Executions.complete."""
        form = self._form(completed, tuple(lines))
        pdf_a = self.session.settings.printing.pdf_a
        return {"act": personal_data_act(form, pdf_a).pdf, "extract": log_extract(form, pdf_a).pdf}

    def deposit(self, of_file: File, row: ActRow, completed: Evidence, printed: Mapping[str, bytes]) -> int:
        """Put both papers onto the media of the archive; the register's id of the file they become.

        Raises Refused and OutputFailed when there are no media for them. Done again, it changes nothing.
        """
        with self.session.looking() as work:
            schedule = schedule_of(work, self.session.settings)
            copies = self.session.settings.archive.copies
        on = completed.day
        rule = _rule(schedule, on)
        file = _file_of(of_file, rule, completed)
        documents = tuple(
            Document(f"evidence/{name}.pdf", source, Kind.EVIDENCE, source.digest())
            for name, source in ((name, BytesSource(content)) for name, content in printed.items())
        )
        record = Record(file, Roster.of(), documents)
        candidate = Candidate(file.title, file.series, file.academic_year, record.size, lambda: record)
        run = Deposit(
            self.session.register,
            Filing(self.session.settings, schedule, on, on),
            CopiesWanted(copies=copies),
            Silent(),
            self.session.by,
            # Those of a first run that the register had forgotten, taken in from the media, stay beside.
            new_version=_("the act was carried out once more after the register was put back"),
            step=self.step,
        )
        (outcome,) = run.run(Candidates((candidate,)))
        if outcome.status not in {DepositStatus.DEPOSITED, DepositStatus.COMPLETED, DepositStatus.ALREADY}:
            raise Refused(
                _("The papers of order 179 for {title} were not deposited: {why}").format(
                    title=row.title, why=outcome.message
                )
            )
        with self.session.looking() as work:
            return work.files.known_as(file.external_id).id

    def _form(self, completed: Evidence, lines: tuple[LogLine, ...]) -> PersonalForm:
        settings = self.session.settings
        director = Signer(settings.reports.director_post, initials_first(settings.reports.director))
        return personal_form(
            completed,
            director=director,
            on=day(completed.destroyed_on),
            authority=settings.college.authority,
            city=settings.college.city,
            keeper=Signer(officer_of(self.session).post, initials_first(officer_of(self.session).name)),
            events=lines,
            law=in_force(settings.disposal.confirmation_acts, completed.day),
            kept=self._kept(completed.day),
        )

    def _kept(self, on: dt.date) -> str:
        with self.session.looking() as work:
            schedule = schedule_of(work, self.session.settings)
        return period_text(_rule(schedule, on).series.period)


def _rule(schedule: Schedule, on: dt.date) -> Rule:
    """The series that waits for a destruction; Refused when the schedule has none."""
    for rule in schedule.rules(on):
        period = rule.series.period
        if isinstance(period, UntilEvent) and period.event == EVENT:
            return rule
    raise Refused(
        _("The retention schedule has no series for the papers of order 179: a period from «destruction».")
    )


def _file_of(of_file: File, rule: Rule, completed: Evidence) -> File:
    """The papers as a file; its period runs from the day of the destruction (order 179, item 8)."""
    on = completed.day
    first = eligible_from(rule.series.period, on)
    series = str(rule.series.code)
    return File(
        external_id="/".join(
            filter(None, (of_file.college, series, str(completed.number).replace("/", "-")))
        ),
        series=series,
        index=series,
        title=f"{rule.series.title} (акт № {completed.number})",
        academic_year=on.year if on.month >= 9 else on.year - 1,
        registered_at=clock.now(),
        college=of_file.college,
        department=of_file.department,
        group=of_file.group,
        opened_on=on,
        closed_on=on,
        mandate=rule.series.mandate,
        keep_until=first - dt.timedelta(days=1) if first else None,
        appraisal=rule.series.appraisal,
    )
