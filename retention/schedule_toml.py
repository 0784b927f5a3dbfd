"""Reads a version of the schedule from TOML, telling every error at once with its place, and writes it."""

from __future__ import annotations

import functools
import json
import tomllib
from importlib.resources import files

from retention.errors import ScheduleInvalid
from retention.period import LONGEST, Permanent, RetentionPeriod, UntilEvent, Years
from retention.schedule import Schedule, Version
from retention.series import Action, RecordSeries
from retention.toml_fields import Fields, Problem

_HEAD = {"version", "author", "adopted_on", "series"}
_ROW = {"code", "title", "period", "mandate", "article", "action", "appraisal", "personal_data"} | {
    "statement_series",
    "valid_from",
}
_VERSIONS = 10_000


@functools.cache  # asked for again with each copy that is to go
def shipped() -> Schedule:
    """The schedule that comes with the program: version 1."""
    return Schedule.of(parse(files("retention").joinpath("schedule.toml").read_text("utf-8")))


def parse(text: str) -> Version:
    """The version written in `text`; ScheduleInvalid names every error it has."""
    try:
        document = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # also a number of more digits than Python reads
        raise ScheduleInvalid([Problem("file", "not-toml", str(error))]) from None
    problems: list[Problem] = []
    version = _version(document, problems)
    if problems or version is None:
        raise ScheduleInvalid(problems)
    return version


def _version(document: dict[str, object], problems: list[Problem]) -> Version | None:
    head = Fields("file", document, problems)
    head.only(_HEAD)
    number, author = head.whole("version", 1, _VERSIONS), head.text("author")
    adopted_on = head.day("adopted_on")
    rows = document.get("series")
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        head.say("series", "series-needed")
        return None
    places = [f"series {number} ({row.get('code', '?')})" for number, row in enumerate(rows, 1)]
    found = [_series(place, row, problems) for place, row in zip(places, rows, strict=True)]
    _check_codes(places, rows, problems)
    series = tuple(row for row in found if row is not None)
    if number is None or author is None or adopted_on is None:
        return None
    return Version(number, author, adopted_on, series)


def _series(place: str, row: dict[str, object], problems: list[Problem]) -> RecordSeries | None:
    fields = Fields(place, row, problems)
    fields.only(_ROW)
    code, title, mandate = fields.code("code"), fields.text("title"), fields.text("mandate")
    valid_from, article = fields.day("valid_from"), fields.optional_text("article")
    period, action = _period(fields, row.get("period"), place, problems), _action(fields, row)
    appraisal = fields.flag("appraisal", default=False)
    personal_data = fields.flag("personal_data", default=True)
    statement = fields.code("statement_series") if "statement_series" in row else None
    if code is None or title is None or mandate is None or period is None:
        return None
    if valid_from is None or article is None or action is None:
        return None
    return RecordSeries(
        code, title, period, mandate, valid_from, article, action, appraisal, personal_data, statement
    )


def _action(fields: Fields, row: dict[str, object]) -> Action | None:
    action = row.get("action", Action.DESTROY.value)
    if action in {known.value for known in Action}:
        return Action(str(action))
    fields.say("action", "action-unknown")
    return None


def _period(fields: Fields, value: object, place: str, problems: list[Problem]) -> RetentionPeriod | None:
    kinds = ({"years"}, {"permanent"}, {"event"}, {"event", "years"})
    if not isinstance(value, dict) or set(value) not in kinds or value.get("permanent", True) is not True:
        fields.say("period", "period-unknown")
        return None
    if "permanent" in value:
        return Permanent()
    inner = Fields(f"{place}: period", value, problems)
    event = inner.text("event") if "event" in value else ""
    least = 0 if event else 1
    years = inner.whole("years", least, LONGEST) if "years" in value else 0
    if event is None or years is None:
        return None
    return UntilEvent(event, years) if event else Years(years)


def _check_codes(places: list[str], rows: list[dict[str, object]], problems: list[Problem]) -> None:
    codes = [row.get("code") for row in rows]
    for number, (place, row) in enumerate(zip(places, rows, strict=True)):
        if row.get("code") is not None and codes.index(row["code"]) != number:
            problems.append(Problem(f"{place}: code", "series-twice"))
        statement = row.get("statement_series")
        if statement is not None and (statement not in codes or statement == row.get("code")):
            problems.append(Problem(f"{place}: statement_series", "statement-unknown"))


def dump(version: Version) -> str:
    """`version` as the text that `parse` reads; defaults are left out."""
    head = [f"version = {version.number}", f"author = {_text(version.author)}"]
    head.append(f"adopted_on = {version.adopted_on.isoformat()}")
    return "\n".join([*head, *(_row(row) for row in version.series)]) + "\n"


def _row(row: RecordSeries) -> str:
    match row.period:
        case Years(years):
            period = f"{{ years = {years} }}"
        case UntilEvent(event, years):
            period = f"{{ event = {_text(event)}, years = {years} }}"
        case Permanent():
            period = "{ permanent = true }"
    lines = [
        "",
        "[[series]]",
        f"code = {_text(row.code)}",
        f"title = {_text(row.title)}",
        f"period = {period}",
    ]
    lines += [f"mandate = {_text(row.mandate)}", f"valid_from = {row.valid_from.isoformat()}"]
    if row.article:
        lines.append(f"article = {_text(row.article)}")
    if row.action is not Action.DESTROY:
        lines.append(f"action = {_text(row.action.value)}")
    if row.appraisal:
        lines.append("appraisal = true")
    if not row.personal_data:
        lines.append("personal_data = false")
    if row.statement_series is not None:
        lines.append(f"statement_series = {_text(row.statement_series)}")
    return "\n".join(lines)


def _text(text: str) -> str:
    # TOML's basic string is JSON's, save that DEL must be escaped too.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
