"""The file plan of the college: the schedule archiver.toml names, or the one that comes with the program.

What covers and statements print of a series stands there and nowhere else; the register keeps the versions
that were adopted, and a deposit compares the two (ADR 0022).
"""

from __future__ import annotations

from archiver.disk.plain_files import read_plain
from archiver.errors import ConfigInvalid
from archiver.journal.words import plural
from archiver.locale import _
from archiver.remedies import Deed, Remedy
from archiver.settings.tables import Settings
from archiver.wording.causes import cause
from archiver.wording.retention import refusal
from retention.errors import ScheduleInvalid
from retention.evidence import EVENT
from retention.period import Permanent, RetentionPeriod, UntilEvent, Years
from retention.schedule import Version
from retention.schedule_toml import parse, shipped
from retention.series import RecordSeries

EVENTS = {EVENT: "уничтожения персональных данных"}
"""Names of events in the genitive, for «3 года с даты …»; an event of the college's own stands as it is."""

_LARGEST = 2**20
"""Bytes of a schedule; that of a college has a few thousand."""
_YEARS = ("год", "года", "лет")


def declared(settings: Settings) -> Version:
    """The schedule in the college's file; ConfigInvalid names the file and every error it has."""
    path = settings.archive.schedule
    if path is None:
        return shipped().latest
    try:
        return parse(read_plain(path, _LARGEST).decode("utf-8-sig"))
    except OSError as error:
        raise ConfigInvalid(
            _("archive.schedule: cannot read {file}: {cause}.").format(file=path, cause=cause(error))
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigInvalid(_("archive.schedule: {file} is not in UTF-8.").format(file=path)) from error
    except ScheduleInvalid as error:
        raise ConfigInvalid(f"{path}: {refusal(error).message}") from error


def journal_series(settings: Settings) -> RecordSeries:
    """The series the journals are filed in; ConfigInvalid when the schedule does not have it."""
    return _series(settings, "records.journal_index", settings.records.journal_index)


def statement_series(settings: Settings) -> RecordSeries:
    """The series the grade statements are filed in; ConfigInvalid when the schedule does not have it."""
    return _series(settings, "reports.statement_index", settings.reports.statement_index)


def _series(settings: Settings, key: str, code: str) -> RecordSeries:
    found = declared(settings).find(code)
    if found is None:
        raise ConfigInvalid(
            _(
                "{key}: the schedule has no series {code}. Write the file plan of the college into a file "
                "and name it in archive.schedule."
            ).format(key=key, code=code),
            remedy=Remedy(Deed.SHOW_SCHEDULE),
        )
    return found


def period_words(series: RecordSeries) -> str:
    """How long a series is kept: «5 лет», «5 лет ЭПК»."""
    return period_text(series.period, appraisal=series.appraisal)


def basis(series: RecordSeries) -> str:
    """Why: the mandate and the item of the list, when there is one."""
    return ", ".join(filter(None, (series.mandate, series.article)))


def period_text(period: RetentionPeriod, article: str = "", *, appraisal: bool = False) -> str:
    """«5 лет», «5 лет ЭПК, ст. 473», «Постоянно», «3 года с даты уничтожения персональных данных»."""
    match period:
        case Years(years):
            text = f"{years} {plural(years, _YEARS)}"
        case UntilEvent(event, 0):
            text = f"До события: {EVENTS.get(event, event)}"
        case UntilEvent(event, years):
            text = f"{years} {plural(years, _YEARS)} с даты {EVENTS.get(event, event)}"
        case Permanent():
            text = "Постоянно"
    return text + (" ЭПК" if appraisal else "") + (f", {article}" if article else "")
