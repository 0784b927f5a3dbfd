"""What the user is told when `retention` refuses: every code in words, with what to do.

Retention knows no languages: it raises codes with data. Here each code becomes a message; a fault of the
schedule file is ConfigInvalid, everything else Refused, so scripts can tell them apart by exit code.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

from archiver.errors import ArchiverError, ConfigInvalid, Refused
from archiver.locale import _
from archiver.remedies import Deed, Remedy
from retention.errors import (
    ClockJump,
    EvidenceIncomplete,
    FilesExcluded,
    RegisterBehind,
    RetentionError,
    ScheduleError,
    ScheduleInvalid,
)


def refusal(error: RetentionError) -> ArchiverError:
    """`error` as the program says it: message in the user's language, exit code by its kind."""
    kind = ConfigInvalid if isinstance(error, ScheduleError) else Refused
    return kind(message(error), remedy=_remedy(error))


_REMEDIES = {
    "register.behind": Remedy(Deed.RECOVER_ACTS),
    "clock.unconfirmed": Remedy(Deed.CONFIRM_DATE),
}
"""What to do beyond what the message says."""


def _remedy(error: RetentionError) -> Remedy | None:
    if isinstance(error, ClockJump):
        return Remedy(Deed.STATE_DAY, f"{error.data['now']:%d.%m.%Y}")
    return _REMEDIES.get(error.code)


@contextlib.contextmanager
def as_refusals() -> Iterator[None]:
    """Turn every refusal of retention in the block into what the program says."""
    try:
        yield
    except RetentionError as error:
        raise refusal(error) from error


def message(error: RetentionError) -> str:
    """The message for `error`; the English one for a code this table does not have."""
    text = _MESSAGES.get(error.code)
    if text is None:
        return str(error)
    # Knows the words of all of retention; a program that refuses nothing does not read them at its start.
    from archiver.wording.retention_words import word

    data = {key: word(value, key) for key, value in error.data.items()}
    match error:
        case FilesExcluded():
            told = (
                f"{error.titles.get(file, file)} ({', '.join(map(word, why))})"
                for file, why in error.excluded.items()
            )
            data["files"] = "; ".join(told)
        case RegisterBehind():
            data["gaps"] = "; ".join(map(word, error.gaps))
        case EvidenceIncomplete():
            data["fields"] = "; ".join(map(word, error.missing))
        case ScheduleInvalid():
            data["problems"] = "; ".join(map(word, error.problems))
    return text().format(**data)


_MESSAGES: dict[str, Callable[[], str]] = {
    "schedule.invalid": lambda: _("The retention schedule has errors: {problems}. Correct the file."),
    "schedule.shortened": lambda: _(
        "A retention schedule in use can only be lengthened. Version {version} weakens the series: {series}."
    ),
    "schedule.disordered": lambda: _(
        "Version {version} of the retention schedule cannot follow version {last}: {fault}."
    ),
    "schedule.series-unknown": lambda: _(
        "The retention schedule in force on {on} has no series {series}. Add it in a new version."
    ),
    "word.refused": lambda: _(
        "A value is refused ({kind}): {fault}. Acts and tombstones take codes only, never people's names."
    ),
    "hold.incomplete": lambda: _(
        "Hold {hold}: name the document that asks for it (or lifts it), with number and date."
    ),
    "hold.lifted": lambda: _("Hold {hold} was lifted already on {on}."),
    "clock.backwards": lambda: _(
        "The clock of the computer says {now}, but the last event is of {last}. Set the clock right; "
        "nothing is destroyed until then."
    ),
    "clock.differs": lambda: _(
        "The clock of the computer says {now}, a clock elsewhere says {live}. Set the clock right; nothing "
        "is destroyed until then."
    ),
    "clock.contradicted": lambda: _(
        "The clock of the computer says {now}, the date you state is {stated}. Set the clock right, or state "
        "the date of today; nothing is destroyed until then."
    ),
    "clock.unconfirmed": lambda: _(
        "The clock says {today}. The director compares the date with a calendar on the wall and confirms it."
    ),
    "clock.jump": lambda: _(
        "The clock of the computer says {now}. After the event of {last} nothing happened for {days} days, "
        "and nobody has compared the date with a calendar since. Compare it."
    ),
    "register.behind": lambda: _(
        "The register is older than its own acts; was it restored from a backup? {gaps}. Nothing is "
        "destroyed until these acts are entered again from the media."
    ),
    "evidence.incomplete": lambda: _(
        "The papers of Roskomnadzor order 179 lack required fields: {fields}. Fill them in first."
    ),
    "act.wrong-state": lambda: _("Act {act} is in the state «{state}»; this step is not possible: {step}."),
    "act.same-person": lambda: _("{person} is the {role} of act {act}; another person must do this: {step}."),
    "act.step-incomplete": lambda: _("Act {act}, step «{step}»: {missing} must be given."),
    "act.protocol-misdated": lambda: _(
        "Act {act}, step «{step}»: the protocol is of {on}, but the sitting can only be of {first} to "
        "{last}: not before the act was drawn up, and not in the future."
    ),
    "act.edited": lambda: _(
        "Act {act} was changed after the step «{step}»: its digest is {found}, it was {expected}. Compare "
        "the register with the printed act and cancel the act."
    ),
    "act.files-excluded": lambda: _("Act {act}, step «{step}»: these files may not be destroyed: {files}."),
    "act.not-accounted": lambda: _(
        "Act {act} is not over: copies without proof of destruction: {copies}, files without tombstone: "
        "{tombstones}, files without the papers of order 179: {evidence}."
    ),
    "proof.refused": lambda: _("{place}: the proof of its destruction is not accepted: {fault}."),
}
