"""The engine of jobs: the one module that knows DBOS (ADR 0057). In goes an `Order`, out comes a `Standing`.

A job is a DBOS workflow of one step. Its arguments are an order in JSON, its result an `Outcome` in JSON, and
while it is under way two events say how far it is and what it has told. A worker that dies leaves it PENDING:
the next one with the same name takes it up from its first line, and use cases know how to go on.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Event
from typing import Any, Self

import sqlalchemy as sa
from dbos import DBOS, DBOSClient, Serializer, WorkflowStatus
from dbos import error as refusals
from dbos._serialization import DefaultSerializer

from archiver import clock
from archiver.errors import ExitCode, RegisterFailed
from archiver.jobs.kind import Lane
from archiver.jobs.order import Order
from archiver.jobs.place import SCHEMA, Place
from archiver.jobs.presence import is_present, present
from archiver.jobs.run import Note, PutDown, Wanted, Wish
from archiver.jobs.standing import HowFar, Outcome, Standing, State
from archiver.locale import _

APPLICATION = "archiver"
VERSION = "jobs-1"
"""Of the order of steps in a job, the one thing that must not change under a job that has begun. By default
it is a digest of the code, and no job would outlive an upgrade of the program."""
WORKER = "worker"
"""Whose jobs a worker takes up when it starts. There is one (`presence`): two would do all twice."""
KEPT = dt.timedelta(days=400)
"""How long a job that has ended stays in the list: a study year, and the weeks after it."""
POLLING = 1.0
"""Seconds between two looks at the jobs that wait."""
_NAME, _ATTEMPTS = "job", 1_000
"""Workers are killed from without and by power cuts: what a job does to its process ends a hand, not them."""
_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_HOW_FAR, _LINES = "how-far", "lines"
_WAITING, _BEGUN = ("ENQUEUED", "DELAYED"), "PENDING"
_ENDED = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
_AT_ONCE = 500

Perform = Callable[[Order, Wish, Note], Outcome]
"""Does a job; raises a BaseException that is no Exception to leave it to the next worker."""


class _PlainJson(Serializer):
    """DBOS pickles by default, and whoever can write into its tables would run code in the worker."""

    def serialize(self, data: Any) -> str:
        return json.dumps(data, ensure_ascii=False, default=_name_of)

    def deserialize(self, serialized_data: str) -> Any:
        return json.loads(serialized_data)

    def name(self) -> str:
        return "archiver_json"


def _name_of(value: object) -> str:
    if isinstance(value, BaseException):
        return type(value).__name__
    raise TypeError(f"{type(value).__name__} is no plain value")


def _refuse(_self: DefaultSerializer, _data: str) -> Any:
    raise ValueError("a row of the jobs' tables asks to be unpickled")


DefaultSerializer.deserialize = _refuse  # type: ignore[method-assign,assignment] # a row says itself how it is to be read


class _OneLine(logging.Handler):
    """What the engine warns of, without traces: they would quote the rows."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        super().__init__(logging.WARNING)
        self._tell = tell

    def emit(self, record: logging.LogRecord) -> None:
        self._tell(_("The engine of jobs: {text}").format(text=record.getMessage().splitlines()[0]))


class Jobs:
    """The jobs of a register, for whoever asks for them and looks at them."""

    def __init__(self, place: Place) -> None:
        """Raises RegisterFailed."""
        self._place = place
        self._open: DBOSClient | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        if self._open is not None:
            self._open.destroy()

    def ask(self, order: Order, lane: Lane) -> str:
        """The number of the job: the one that waits or runs already for the same thing, or a new one."""
        with _told():
            return (
                self._client()
                .enqueue(
                    {
                        "workflow_name": _NAME,
                        "queue_name": lane.value,
                        "workflow_id": _new_number(),
                        "workflow_id_reuse_policy": "reject",
                        "app_version": VERSION,
                        "deduplication_id": order.key,
                        "duplication_policy": "return-existing",
                        "authenticated_user": order.by,
                    },
                    order.as_json(),
                )
                .get_workflow_id()
            )

    def look(self, number: str) -> Standing | None:
        """How a job stands, with what it has told; None where there is none of that number."""
        if self._place.empty:
            return None
        with _told():
            found = self._client().list_workflows(workflow_ids=[number], name=_NAME)
            return self._standing(found[0], is_present(self._place), closely=True) if found else None

    def latest(self, count: int = 50, skip: int = 0) -> tuple[Standing, ...]:
        """The jobs asked for last, the newest first; what they have told is left out."""
        if self._place.empty:
            return ()
        with _told():
            found = self._client().list_workflows(name=_NAME, sort_desc=True, limit=count, offset=skip)
            there = is_present(self._place)
            return tuple(self._standing(one, there) for one in found)

    def stop(self, number: str) -> None:
        """Let it end: at once where it waits, within a group where it runs; what has ended stays as it is."""
        with _told():
            self._client().cancel_workflow(number)

    def forget(self, before: dt.datetime) -> int:
        """Leave out the jobs that have ended before; how many they were."""
        gone = 0
        with _told():
            while old := self._client().list_workflows(
                name=_NAME,
                status=_ENDED,
                completed_before=before.isoformat(),
                limit=_AT_ONCE,
                load_input=False,
                load_output=False,
            ):
                self._client().delete_workflows([one.workflow_id for one in old])
                gone += len(old)
        return gone

    def worker_is_there(self) -> bool:
        """Whether a worker takes up what waits."""
        with _told():
            return not self._place.empty and is_present(self._place)

    def _client(self) -> DBOSClient:
        if self._open is None:
            _quiet(lambda _text: None)  # what is wrong with an answer is told by who asked
            _make_ready(self._place)
            self._open = DBOSClient(
                system_database_url=self._place.url,
                dbos_system_schema=SCHEMA,
                serializer=_PlainJson(),
                system_database_pool_size=2,
                retry_connection_errors=False,
            )
        return self._open

    def _standing(self, one: WorkflowStatus, there: bool, *, closely: bool = False) -> Standing:
        under_way = one.status == _BEGUN
        events = self._events(one.workflow_id) if under_way or closely else {}
        far = HowFar.of_json(events.get(_HOW_FAR, {}))
        outcome = _outcome(one)
        return Standing(
            one.workflow_id,
            _order(one),
            _state(one, far, outcome, there),
            _moment(one.created_at),
            _moment(one.dequeued_at) if one.dequeued_at else None,
            _moment(one.completed_at) if one.completed_at else None,
            one.recovery_attempts or 0,
            far,
            outcome,
            tuple(events.get(_LINES, ())),
        )

    def _events(self, number: str) -> dict[str, Any]:
        try:
            return self._client()._sys_db.get_all_events(number)
        except ValueError:  # not of this program's making
            return {}


def _order(one: WorkflowStatus) -> Order:
    """What was asked for; nothing of a row that this program has not written."""
    match one.input:
        case {"args": [dict(plain)]}:
            return Order.of_json(plain)
        case _:
            return Order("", {}, one.authenticated_user or "")


def _state(one: WorkflowStatus, far: HowFar, outcome: Outcome | None, there: bool) -> State:
    if outcome is not None:
        return outcome.state
    if one.status == _BEGUN:
        if not there:
            return State.INTERRUPTED
        return State.WAITING if far.note else State.RUNNING
    if one.status in _WAITING:
        return State.WAITING if there or not one.recovery_attempts else State.INTERRUPTED
    return State.STOPPED if one.status == "CANCELLED" else State.FAILED


def _outcome(one: WorkflowStatus) -> Outcome | None:
    if one.status == "SUCCESS" and isinstance(one.output, dict):
        return Outcome.of_json(one.output)
    if one.status in ("SUCCESS", "ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"):
        return Outcome(
            ExitCode.INTERNAL, _("the engine of jobs has given it up ({why})").format(why=one.status)
        )
    return None


def _moment(milliseconds: int | None) -> dt.datetime:
    return dt.datetime.fromtimestamp((milliseconds or 0) / 1000, dt.UTC)


def _new_number() -> str:
    """«261130-K7PX2»: the day, and five letters that cannot be mistaken for each other."""
    letters = "".join(secrets.choice(_LETTERS) for _letter in range(5))
    return f"{clock.today():%y%m%d}-{letters}"


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (sa.exc.SQLAlchemyError, refusals.DBOSException) as error:
        raise RegisterFailed(
            _("The jobs cannot be read or written ({kind}).").format(kind=type(error).__name__)
        ) from error


def _make_ready(place: Place) -> None:
    place.make_private()
    DBOS.migrate(place.url, schema=SCHEMA)


@contextmanager
def serving(
    place: Place, perform: Perform, ending: Event, tell: Callable[[str], None], *, polling: float = POLLING
) -> Iterator[None]:
    """Do the jobs of `place` for the block, those first that a worker before has left.

    After `ending` is set, those under way are put down, and nothing is begun. `tell` hears of trouble.
    Raises Busy when another worker does them, RegisterFailed.
    """
    _quiet(tell)
    with present(place), _told():
        _make_ready(place)
        DBOS(
            config={
                "name": APPLICATION,
                "system_database_url": place.url,
                "dbos_system_schema": SCHEMA,
                "executor_id": WORKER,
                "application_version": VERSION,
                "serializer": _PlainJson(),
                "log_level": "WARNING",
            }
        )
        _declare(perform, ending)
        try:
            DBOS.launch()
            for lane in Lane:
                DBOS.register_queue(lane.value, worker_concurrency=1, polling_interval_sec=polling)
            yield
            ending.set()
        finally:
            DBOS.destroy(destroy_registry=True)


def _declare(perform: Perform, ending: Event) -> None:
    """The workflow and its step, as they are registered with the engine."""

    @DBOS.step(name="perform")
    def performed(number: str, plain: dict[str, Any]) -> dict[str, Any]:
        told: list[str] = []

        def wish() -> Wanted:
            if ending.is_set():
                return Wanted.LATER
            status = DBOS.get_workflow_status(number)
            return Wanted.YES if status is not None and status.status == _BEGUN else Wanted.NO

        def note(far: HowFar, lines: Sequence[str]) -> None:
            # Of a job that was stopped, or given to another worker, nothing more is noted.
            with suppress(refusals.DBOSException, refusals.DBOSBaseException):
                DBOS.set_event(_HOW_FAR, far.as_json())
                if told != lines:
                    DBOS.set_event(_LINES, list(lines))
                    told[:] = lines

        outcome = perform(Order.of_json(plain), wish, note)
        if outcome.code is ExitCode.INTERRUPTED and wish() is Wanted.NO:
            raise PutDown  # the row says already that it was stopped
        return outcome.as_json()

    @DBOS.workflow(name=_NAME, max_recovery_attempts=_ATTEMPTS)
    def job(plain: dict[str, Any]) -> dict[str, Any]:
        return performed(str(DBOS.workflow_id), plain)

    del job


def _quiet(tell: Callable[[str], None]) -> None:
    """Let the engine's log tell this alone; a worker tells it for who looks at jobs in it, too."""
    log = logging.getLogger("dbos")
    if not log.handlers:
        log.addHandler(_OneLine(tell))
        log.propagate = False
